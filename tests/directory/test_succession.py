"""An office handed over, somebody acting in it, an agency renamed: one decision each, also in advance."""

import datetime
import threading

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection

from news.directory.models import Agency, Appointment, Official, Position
from news.directory.succession import Refused, hand_over, put_acting, rename
from news.ledger.models import LedgerEntry

pytestmark = pytest.mark.usefixtures("english")

DAY = datetime.timedelta(days=1)
HANDOVER = datetime.date(2026, 4, 1)


@pytest.fixture
def position(appointment) -> Position:
    return appointment.position


@pytest.fixture
def sari(newsroom) -> Official:
    return Official.objects.create(name="Sari Tumangger", slug="sari-tumangger")


def told(position: Position) -> list[tuple]:
    """Return all appointments to ``position`` in order."""
    rows = position.appointments.order_by("start_date", "pk")
    return list(rows.values_list("official__slug", "capacity", "start_date", "end_date"))


def test_one_ends_on_the_day_on_which_the_next_begins(position, sari, redaktur):
    begun = hand_over(
        position, sari, date=HANDOVER, by=redaktur, decree_number="821/4/2026", decree_date=datetime.date(2026, 3, 20)
    )
    assert told(position) == [
        ("rahmat-simbolang", "definitive", datetime.date(2024, 1, 1), HANDOVER),
        ("sari-tumangger", "definitive", HANDOVER, None),
    ]
    assert (begun.decree_number, begun.decree_date) == ("821/4/2026", datetime.date(2026, 3, 20))
    entry = LedgerEntry.objects.get()
    assert (entry.event, entry.subject, entry.actor) == ("hand_over", f"position:{position.pk}", redaktur)
    for fact in ("Rahmat Simbolang", "Sari Tumangger", "2026-04-01", "821/4/2026", "Kepala Dinas Kesehatan"):
        assert fact in entry.note


def test_who_acted_ends_too_and_may_follow(position, appointment, sari, redaktur):
    appointment.end_date = datetime.date(2026, 1, 1)
    appointment.save()
    acting = Appointment.objects.create(
        official=sari, position=position, capacity="plt", start_date=datetime.date(2026, 1, 1)
    )
    hand_over(position, sari, date=HANDOVER, by=redaktur)
    acting.refresh_from_db()
    assert acting.end_date == HANDOVER
    assert told(position)[-1] == ("sari-tumangger", "definitive", HANDOVER, None)


def test_somebody_new_is_entered_along(position, redaktur):
    hand_over(position, Official(name="Gunawan Tarip", slug="gunawan-tarip"), date=HANDOVER, by=redaktur)
    assert Official.objects.get(slug="gunawan-tarip").appointments.get().start_date == HANDOVER


def test_between_two_that_are_known_it_lasts_until_the_later(position, appointment, sari, redaktur):
    gunawan = Official.objects.create(name="Gunawan Tarip", slug="gunawan-tarip")
    hand_over(position, gunawan, date=datetime.date(2026, 6, 1), by=redaktur)
    hand_over(position, sari, date=HANDOVER, by=redaktur)
    assert [(row[0], row[3]) for row in told(position)] == [
        ("rahmat-simbolang", HANDOVER),
        ("sari-tumangger", datetime.date(2026, 6, 1)),
        ("gunawan-tarip", None),
    ]


@pytest.mark.parametrize(
    ("who", "date", "words"),
    [
        ("official", HANDOVER, "holds this office already"),
        ("sari", datetime.date(2024, 1, 1), "On that day Rahmat Simbolang begins"),
        ("sari", datetime.date(2026, 12, 1), "exists until"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_leaves_nothing(who, date, words, position, sari, redaktur, request):
    position.agency.valid_until_date = datetime.date(2026, 12, 1)
    position.agency.save()
    before = told(position)
    with pytest.raises(Refused, match=words):
        hand_over(position, request.getfixturevalue(who), date=date, by=redaktur)
    assert told(position) == before
    assert not LedgerEntry.objects.exists()


def test_pressing_twice_hands_over_once(position, sari, redaktur):
    hand_over(position, sari, date=HANDOVER, by=redaktur)
    with pytest.raises(Refused):
        hand_over(position, sari, date=HANDOVER, by=redaktur)
    assert len(told(position)) == 2


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_eight_hand_overs_at_once_one_is_taken(position, redaktur):
    results: list[Appointment | Refused] = []

    def attempt(number: int) -> None:
        successor = Official(name=f"Calon {number}", slug=f"calon-{number}")
        try:
            results.append(hand_over(position, successor, date=HANDOVER, by=redaktur))
        except Refused as refused:
            results.append(refused)
        finally:
            connection.close()

    threads = [threading.Thread(target=attempt, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(type(result).__name__ for result in results) == ["Appointment", *["Refused"] * 7]
    assert [(row[2], row[3]) for row in told(position)] == [(datetime.date(2024, 1, 1), HANDOVER), (HANDOVER, None)]
    assert Official.objects.count() == 2  # who was refused left no record behind
    assert LedgerEntry.objects.count() == 1


def test_acting_for_a_time_ends_nobody(position, appointment, sari, redaktur):
    put_acting(position, sari, capacity="plh", start=HANDOVER, end=HANDOVER + 9 * DAY, by=redaktur)
    assert told(position) == [
        ("rahmat-simbolang", "definitive", datetime.date(2024, 1, 1), None),
        ("sari-tumangger", "plh", HANDOVER, HANDOVER + 9 * DAY),
    ]
    assert LedgerEntry.objects.get().event == "put_acting"


@pytest.mark.parametrize(
    ("who", "capacity", "end", "words"),
    [
        ("sari", "definitive", None, "in which capacity"),
        ("sari", "plt", HANDOVER, "must be after"),
        ("official", "plt", None, "holds this office already"),
    ],
)
def test_acting_that_cannot_be_is_refused(who, capacity, end, words, position, sari, redaktur, request):
    with pytest.raises(Refused, match=words):
        put_acting(position, request.getfixturevalue(who), capacity=capacity, start=HANDOVER, end=end, by=redaktur)


@pytest.mark.parametrize("who", ["penulis", "moderator"])
def test_who_does_not_keep_the_directory_decides_nothing(who, position, sari, agency, request):
    user = request.getfixturevalue(who)
    for decide in (
        lambda: hand_over(position, sari, date=HANDOVER, by=user),
        lambda: put_acting(position, sari, capacity="plt", start=HANDOVER, end=None, by=user),
        lambda: rename(agency, name="Lain", short_name="", date=datetime.date(2026, 1, 1), by=user),
    ):
        with pytest.raises(PermissionDenied):
            decide()
    assert len(told(position)) == 1


# Names

TODAY = datetime.datetime(2026, 3, 11, 5, tzinfo=datetime.UTC)


def test_a_new_name_keeps_the_old_one_for_its_time(agency, redaktur):
    with time_machine.travel(TODAY, tick=False):
        rename(
            agency, name="Dinas Kesehatan dan Gizi", short_name="Dinkesgi", date=datetime.date(2026, 3, 1), by=redaktur
        )
    agency = Agency.objects.get(pk=agency.pk)
    assert agency.name == "Dinas Kesehatan dan Gizi"
    assert agency.named_on(datetime.date(2026, 2, 28)) == ("Dinas Kesehatan Kota Tanjung Selasih", "Dinkes")
    assert agency.named_on(datetime.date(2026, 3, 1)) == ("Dinas Kesehatan dan Gizi", "Dinkesgi")
    assert LedgerEntry.objects.get().note == (
        "Dinas Kesehatan Kota Tanjung Selasih → Dinas Kesehatan dan Gizi, 2026-03-01"
    )


@pytest.mark.parametrize(
    ("name", "date", "words"),
    [
        ("Dinas Kesehatan Kota Tanjung Selasih", datetime.date(2026, 3, 1), "has this name already"),
        ("Dinas Gizi", datetime.date(2026, 3, 12), "from the day on which it is used"),
        ("Dinas Gizi", datetime.date(2020, 1, 1), "renamed on that day or later"),
    ],
)
def test_a_name_that_cannot_be_is_refused(name, date, words, agency, redaktur):
    agency.former_names.create(name="Kantor Kesehatan", until_date=datetime.date(2020, 1, 1))
    with time_machine.travel(TODAY, tick=False), pytest.raises(Refused, match=words):
        rename(agency, name=name, short_name="Dinkes", date=date, by=redaktur)
    assert agency.former_names.count() == 1
