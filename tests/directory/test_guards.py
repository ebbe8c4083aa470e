"""Definitive holders of one office never overlap, whichever way the row comes in."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from news.directory.models import Appointment

START = datetime.date(2025, 1, 1)
END = datetime.date(2026, 1, 1)
DAY = datetime.timedelta(days=1)


@pytest.mark.parametrize(
    ("start", "end", "capacity", "possible"),
    [
        (END, None, "definitive", True),
        (END - DAY, None, "definitive", False),
        (START - 9 * DAY, START, "definitive", True),
        (START - 9 * DAY, START + DAY, "definitive", False),
        (START - 9 * DAY, None, "definitive", False),
        (START + DAY, END - DAY, "definitive", False),
        (START + DAY, None, "plt", True),
    ],
)
def test_definitive_holders_do_not_overlap(start, end, capacity, possible, appointment, official):
    Appointment.objects.filter(pk=appointment.pk).update(start_date=START, end_date=END)
    row = Appointment(
        official=official, position=appointment.position, capacity=capacity, start_date=start, end_date=end
    )
    try:
        with transaction.atomic():
            Appointment.objects.bulk_create([row])
        outcome = True
    except IntegrityError:
        outcome = False
    assert outcome is possible


def test_an_update_does_not_get_around_it(appointment, official):
    acting = Appointment.objects.create(
        official=official, position=appointment.position, capacity="plt", start_date=START
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.filter(pk=acting.pk).update(capacity="definitive")
