"""The archive by year and month: how many releases there are, and which months are next to which."""

from __future__ import annotations

import datetime
import itertools
from dataclasses import dataclass

from django.utils import timezone

from news.articles import counting
from news.articles.archive import Extent
from news.articles.counting import Days, Month
from news.articles.models import Edition
from news.newsroom.models import Newsroom


@dataclass(frozen=True)
class Archive:
    """The months in which something is live by first publication, in order, each with its number.

    Numbers are None where none are known: then all months from the oldest to the newest are there.
    """

    numbers: dict[Month, int | None]
    days: Days
    this_month: Month

    @classmethod
    def of(cls, newsroom: Newsroom, now: datetime.datetime) -> Archive:
        """Return the archive as it is at ``now`` (aware); two queries, or four where no numbers are known."""
        local = newsroom.local(now)
        days = counting.by_day(newsroom, now)
        numbers: dict[Month, int | None] = {}
        if days is None:
            extent = Extent.of(newsroom, now)
            numbers = {(year, month): None for year in extent.years[::-1] for month in extent.months(year)}
        else:
            for name in sorted(days):
                if number := sum(days[name]):
                    numbers[int(name[:4]), int(name[5:])] = number
        return cls(numbers, days or {}, (local.year, local.month))

    @property
    def years(self) -> list[int]:
        """The years that have anything, the newest first."""
        return sorted({year for year, _month in self.numbers}, reverse=True)

    @property
    def total(self) -> int | None:
        """How many releases there are; None if that is not known."""
        return _sum(list(self.numbers.values()))

    @property
    def oldest(self) -> Month | None:
        """The month of the oldest release."""
        return next(iter(self.numbers), None)

    def months_of(self, year: int) -> dict[int, int | None]:
        """Return the months of ``year`` that have anything, with their numbers."""
        return {month: number for (of, month), number in self.numbers.items() if of == year}

    def number_of_year(self, year: int) -> int | None:
        """Return how many releases ``year`` has; None if that is not known."""
        return _sum(list(self.months_of(year).values()))

    def reaches(self, first: Month, last: Month) -> bool:
        """Say whether something of the months from ``first`` to ``last`` lies in the archive, or may come this month.

        What is to come has no page, nor has what was before the oldest release.
        """
        return first <= self.this_month and last >= (self.oldest or self.this_month)

    def beside(self, month: Month) -> tuple[Month | None, Month | None]:
        """Return the months before and after ``month`` that have anything."""
        before = max((other for other in self.numbers if other < month), default=None)
        after = min((other for other in self.numbers if other > month), default=None)
        return before, after

    def days_of(self, month: Month) -> list[tuple[datetime.date, int]]:
        """Return the days of ``month`` that have anything, with their numbers; empty where none are known."""
        numbers = self.days.get(f"{month[0]}-{month[1]:02}", [])
        return [(datetime.date(*month, day), number) for day, number in enumerate(numbers, start=1) if number]


@dataclass(frozen=True)
class Day:
    """A day of a month page with its releases; ``begins`` if the first of them stands here, not on the page before."""

    date: datetime.date
    editions: list[Edition]
    begins: bool


def by_day(editions: list[Edition], *, is_first: bool) -> list[Day]:
    """Return one page of a list, day by day in the active zone.

    :param is_first: whether no other page stands before it.
    """
    days = itertools.groupby(editions, key=lambda edition: timezone.localtime(edition.list_at).date())
    return [Day(date, list(group), is_first or number > 0) for number, (date, group) in enumerate(days)]


def _sum(numbers: list[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if len(known) == len(numbers) else None
