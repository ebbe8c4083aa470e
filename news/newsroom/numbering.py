"""Release numbers: a serial from a locked counter, given once and without gaps."""

import datetime

from django.db import transaction

from .models import NumberCounter
from .number_template import render


def give(template: str, date: datetime.date) -> str:
    """Give the next number of ``date``'s year; inside the caller's transaction, so that a rollback leaves no gap.

    The counter's row stays locked until the caller commits: whoever comes second waits.
    """
    with transaction.atomic():
        NumberCounter.objects.get_or_create(year=date.year)
        counter = NumberCounter.objects.select_for_update().get(year=date.year)
        counter.last += 1
        counter.save(update_fields=["last"])
    return render(template, counter.last, date)
