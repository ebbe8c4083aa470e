"""The archive by year and month: from the oldest release that is live to the newest, found without counting."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from news.newsroom.models import Newsroom

from . import lists
from .models import EditionQuerySet

Span = tuple[datetime.datetime, datetime.datetime]


def year_span(newsroom: Newsroom, year: int) -> Span:
    """Return the half-open span of ``year`` in the newsroom's zone."""
    return _start(newsroom, year, 1), _start(newsroom, year + 1, 1)


def month_span(newsroom: Newsroom, year: int, month: int) -> Span:
    """Return the half-open span of ``month`` (1 to 12) of ``year`` in the newsroom's zone."""
    return _start(newsroom, year, month), _start(newsroom, year + month // 12, month % 12 + 1)


def within(span: Span, now: datetime.datetime) -> EditionQuerySet:
    """List what is live at ``now`` and was first published within ``span``."""
    return lists.newest(now).filter(list_at__gte=span[0], list_at__lt=span[1])


@dataclass(frozen=True)
class Extent:
    """From the month of the oldest release to that of the newest, as (year, month); both None while nothing is live."""

    oldest: tuple[int, int] | None
    newest: tuple[int, int] | None

    @classmethod
    def of(cls, newsroom: Newsroom, now: datetime.datetime) -> Extent:
        """Return the extent of what is live at ``now``; two queries, each of which reads one end of the index."""
        moments = lists.newest(now).values_list("list_at", flat=True)
        return cls(_month(newsroom, moments.reverse().first()), _month(newsroom, moments.first()))

    @property
    def years(self) -> list[int]:
        """The years, the newest first."""
        return list(range(self.newest[0], self.oldest[0] - 1, -1)) if self.newest and self.oldest else []

    def months(self, year: int) -> list[int]:
        """Return the months of ``year`` within the extent, in order."""
        if not (self.oldest and self.newest):
            return []
        return [month for month in range(1, 13) if self.oldest <= (year, month) <= self.newest]


def _start(newsroom: Newsroom, year: int, month: int) -> datetime.datetime:
    return datetime.datetime(year, month, 1, tzinfo=newsroom.tzinfo)


def _month(newsroom: Newsroom, moment: datetime.datetime | None) -> tuple[int, int] | None:
    local = newsroom.local(moment) if moment else None
    return (local.year, local.month) if local else None
