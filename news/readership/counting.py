"""Count what was read: in this process's memory first, and in batches in the database.

What is kept is a number for an article and a local day. Of who asked nothing is kept, and nothing is given to them: no
cookie, no address, no mark.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest
from django.utils import timezone

from news import batches
from news.articles.models import Article

from .models import EarlierReads, Reads
from .robots import is_program

Key = tuple[int, datetime.date]

_ADD = """
    INSERT INTO readership_reads (article_id, date, count) VALUES (%s, %s, %s)
    ON CONFLICT (article_id, date) DO UPDATE SET count = readership_reads.count + excluded.count
"""


def _write(counts: Mapping[Key, int]) -> None:
    """Add to what the database has; always in the same order, so that two processes never wait for each other."""
    known = set(Article.objects.filter(pk__in={article for article, _date in counts}).values_list("pk", flat=True))
    adapted = connection.ops.adapt_datefield_value
    rows = [(article, adapted(date), count) for (article, date), count in sorted(counts.items()) if article in known]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(_ADD, rows)


class Batch(batches.Batch[Key]):
    """Reads that are not in the database yet."""

    def __init__(self) -> None:
        super().__init__("reads", _write)

    def add(self, article: int, date: datetime.date) -> None:
        """Count one read."""
        self.count((article, date))


waiting = Batch()
"""What this process has counted, and the database has not."""


def note(request: HttpRequest, article: int) -> None:
    """Count that ``request`` was answered with the release ``article`` (its key).

    Left out are HEAD, what a browser fetches ahead, programs that say what they are, and colleagues who are logged in.
    """
    meta = request.META
    if (
        request.method == "GET"
        and settings.SESSION_COOKIE_NAME not in request.COOKIES  # readers have none
        and "prefetch" not in (meta.get("HTTP_SEC_PURPOSE") or meta.get("HTTP_PURPOSE") or "")
        and not is_program(meta.get("HTTP_USER_AGENT", ""))
    ):
        waiting.add(article, timezone.localdate())


def by_day(article: Article, last: datetime.date, days: int) -> dict[datetime.date, int]:
    """Return how often ``article`` was read on each of ``days`` days, the last of which is ``last``; one query."""
    first = last - datetime.timedelta(days=days - 1)
    found = dict(Reads.objects.filter(article=article, date__range=(first, last)).values_list("date", "count"))
    return {day: found.get(day, 0) for day in (first + datetime.timedelta(days=number) for number in range(days))}


def total(article: Article) -> int:
    """Return how often ``article`` was read since it was first published; two queries."""
    counts = [
        *Reads.objects.filter(article=article).values_list("count", flat=True),
        *EarlierReads.objects.filter(article=article).values_list("count", flat=True),
    ]
    return sum(counts)
