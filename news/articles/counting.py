"""Count what is live by the day of its first publication, without counting while a reader waits.

A row (:class:`ArchiveTally`) holds the numbers as they were at one moment. What is live is a query, and changes while
nothing fires; so the numbers at any other moment are those of the row, corrected by what began and what ended between
the two, which two indexes know: mostly nothing, since the worker moves the row on (:func:`reckon`) every minute. A
decision that changes what was live at the row's moment, a late one or one that is brought in afterwards, corrects the
row in its own transaction (:func:`follow`). So numbers are right at every moment; or there are none.
"""

from __future__ import annotations

import datetime
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from news.newsroom.models import Newsroom

from .archive import Extent, month_span, within
from .models import ArchiveTally, Edition

LARGEST_GAP = 2000
"""Editions that began or ended since the row was written; with more, the worker stands still, and none are told."""

Days = dict[str, list[int]]
"""Numbers by month (``2026-03``), for each of its days in order; months without any may be left out."""

Month = tuple[int, int]
"""Year and month (1 to 12)."""


class Stay(NamedTuple):
    """From when until when an edition is live, and the moment whose local day it is counted under."""

    list_at: datetime.datetime | None
    live_from: datetime.datetime | None
    live_until: datetime.datetime | None

    @classmethod
    def of(cls, edition: Edition) -> Stay:
        """Return the stay of ``edition`` as it is in memory."""
        return cls(edition.list_at, edition.live_from, edition.live_until)

    def holds(self, moment: datetime.datetime) -> bool:
        """Say whether it is live at ``moment`` (aware)."""
        return (
            self.live_from is not None
            and self.live_from <= moment
            and (self.live_until is None or moment < self.live_until)
        )


def by_day(newsroom: Newsroom, now: datetime.datetime) -> Days | None:
    """Return how many releases are live at ``now`` (aware) by local day; two queries.

    None until they were reckoned for the first time, and while the worker stands still for too long.
    """
    tally = ArchiveTally.objects.first()
    if tally is None or tally.reckoned_until is None:
        return None
    change = _change(tally.reckoned_until, now, LARGEST_GAP)
    return None if change is None else _changed(tally.days, change, newsroom)


def follow(before: Iterable[Stay], after: Iterable[Stay]) -> None:
    """Keep the numbers right where the stays of some editions change from ``before`` to ``after``.

    To be called in the transaction that changes them: until it ends nobody else reckons.
    """
    until = ArchiveTally.objects.select_for_update().values_list("reckoned_until", flat=True).first()
    if until is None:
        return
    change = Counter(stay.list_at for stay in after if stay.list_at and stay.holds(until))
    change.subtract(stay.list_at for stay in before if stay.list_at and stay.holds(until))
    if any(change.values()):
        tally = ArchiveTally.objects.get()
        tally.days = _changed(tally.days, change, Newsroom.current())
        tally.save(update_fields=["days"])


@transaction.atomic
def reckon(now: datetime.datetime | None = None) -> int:
    """Move the numbers on to ``now`` (aware; this moment by default); return how many releases came and went.

    The first call only puts the row there, so that whoever decides from then on waits at it; the second counts all.
    """
    now = now or timezone.now()
    tally, is_new = ArchiveTally.objects.select_for_update().get_or_create(pk=1)
    if is_new or (tally.reckoned_until and now <= tally.reckoned_until):
        return 0
    newsroom = Newsroom.current()
    if tally.reckoned_until is None:
        days = {_name(*month): _counted(newsroom, month, now) for month in _months(newsroom, tally, now)}
        tally.days = {name: numbers for name, numbers in days.items() if any(numbers)}
        came_and_went = sum(map(sum, tally.days.values()))
    else:
        change = _change(tally.reckoned_until, now) or Counter()
        tally.days = _changed(tally.days, change, newsroom)
        came_and_went = sum(map(abs, change.values()))
    tally.reckoned_until = now
    tally.save(update_fields=["days", "reckoned_until"])
    return came_and_went


def recount() -> int:
    """Count all again, a month after the other, each behind the row's lock; return how many months were wrong."""
    reckon()
    reckon()
    return sum(_recount(month) for month in _all_months())


def recount_next(now: datetime.datetime | None = None) -> int:
    """Count one month again, another one every hour; return 1 if it was wrong.

    None should ever be: it mends what went around :func:`follow`, such as a row changed by hand.
    """
    months = _all_months()
    hour = int((now or timezone.now()).timestamp()) // 3600
    return int(_recount(months[hour % len(months)])) if months else 0


def _all_months() -> list[Month]:
    tally = ArchiveTally.objects.first()
    return _months(Newsroom.current(), tally, timezone.now()) if tally else []


def _months(newsroom: Newsroom, tally: ArchiveTally, now: datetime.datetime) -> list[Month]:
    """Return the months that have numbers or should, in order."""
    extent = Extent.of(newsroom, now)
    told = {(int(name[:4]), int(name[5:])) for name in tally.days}
    return sorted(told.union((year, month) for year in extent.years for month in extent.months(year)))


@transaction.atomic
def _recount(month: Month) -> bool:
    """Count ``month`` again as it was when the row was written, and say whether it was wrong."""
    tally = ArchiveTally.objects.select_for_update().first()
    if tally is None or tally.reckoned_until is None:
        return False
    name, right = _name(*month), _counted(Newsroom.current(), month, tally.reckoned_until)
    if right == tally.days.get(name, [0] * len(right)):
        return False
    tally.days[name] = right
    tally.save(update_fields=["days"])
    return True


def _counted(newsroom: Newsroom, month: Month, now: datetime.datetime) -> list[int]:
    """Count what is live at ``now`` and was first published in ``month``, by day; reads the index alone."""
    numbers = [0] * monthrange(*month)[1]
    for moment in within(month_span(newsroom, *month), now).values_list("list_at", flat=True).iterator():
        if moment:
            numbers[newsroom.local(moment).day - 1] += 1
    return numbers


def _change(
    since: datetime.datetime, until: datetime.datetime, most: int | None = None
) -> Counter[datetime.datetime] | None:
    """Return by how much the numbers at ``until`` differ from those at ``since``, which may be the later one.

    :param most: return None where more editions than this began or ended between the two.
    """
    first, last = min(since, until), max(since, until)
    begun, ended = Q(live_from__gt=first, live_from__lte=last), Q(live_until__gt=first, live_until__lte=last)
    found = Edition.objects.filter(begun | ended).order_by().values_list("list_at", "live_from", "live_until")
    rows = list(found if most is None else found[: most + 1])
    if most is not None and len(rows) > most:
        return None
    change: Counter[datetime.datetime] = Counter()
    for stay in map(Stay._make, rows):
        if stay.list_at:
            change[stay.list_at] += stay.holds(until) - stay.holds(since)
    return change


def _changed(days: Days, change: Counter[datetime.datetime], newsroom: Newsroom) -> Days:
    """Return ``days`` with ``change`` (by moment of first publication) added."""
    changed = {}
    for moment, number in change.items():
        if number:
            date = newsroom.local(moment).date()
            name = _name(date.year, date.month)
            if name not in changed:
                changed[name] = list(days.get(name) or [0] * monthrange(date.year, date.month)[1])
            changed[name][date.day - 1] += number
    # A number that was wrong never turns a page into nonsense: it stays at 0 until it is recounted.
    return {
        name: [max(0, number) for number in numbers] if name in changed else numbers
        for name, numbers in {**days, **changed}.items()
    }


def _name(year: int, month: int) -> str:
    return f"{year}-{month:02}"
