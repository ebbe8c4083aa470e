"""Count what was read: in this process's memory first, and in batches in the database.

What is kept is a number for an article and a local day. Of who asked nothing is kept, and nothing is given to them: no
cookie, no address, no mark. A page is never slower for it: to count is to add one to a number, and a thread of its own
writes. While the database is locked or away the numbers wait; a process that is killed loses the last batch.
"""

from __future__ import annotations

import datetime
import logging
import threading
from collections import Counter
from collections.abc import Mapping
from multiprocessing.util import Finalize

from django.conf import settings
from django.db import connection, connections, transaction
from django.http import HttpRequest
from django.utils import timezone

from news.articles.models import Article

from .models import EarlierReads, Reads
from .robots import is_program

log = logging.getLogger(__name__)

EVERY_SECONDS = 10.0
HITS = 1000  # a batch is written earlier if so many wait
LARGEST = 20_000  # of different articles and days; what is beyond while the database is away is not counted

Key = tuple[int, datetime.date]

_ADD = """
    INSERT INTO readership_reads (article_id, date, count) VALUES (%s, %s, %s)
    ON CONFLICT (article_id, date) DO UPDATE SET count = readership_reads.count + excluded.count
"""


class Batch:
    """Reads that are not in the database yet; safe for any number of threads."""

    def __init__(self) -> None:
        self._counts: Counter[Key] = Counter()
        self._hits = 0
        self._lock = threading.Lock()
        self._is_due = threading.Event()
        self._writer: threading.Thread | None = None
        self._writes_itself = False

    def __len__(self) -> int:
        """How many reads wait."""
        return self._hits

    def add(self, article: int, date: datetime.date) -> None:
        """Count one read."""
        with self._lock:
            if len(self._counts) >= LARGEST and (article, date) not in self._counts:
                return
            self._counts[article, date] += 1
            self._hits += 1
            if self._writes_itself:
                self._wake()

    def write(self) -> int:
        """Write what waits, and return how many reads that was; if it fails, it goes on waiting."""
        with self._lock:
            taken, self._counts, self._hits = self._counts, Counter(), 0
        try:
            _write(taken)
        except Exception:  # whatever it is: a number that is late matters less than the page that somebody waits for
            log.warning("%d reads could not be written yet.", taken.total(), exc_info=True)
            with self._lock:
                self._counts.update(taken)
                self._hits += taken.total()
            return 0
        return taken.total()

    def begin(self) -> None:
        """From now on write by itself: every :data:`EVERY_SECONDS`, at :data:`HITS`, and when the process ends."""
        self._writes_itself = True

    def _wake(self) -> None:
        # Begun with the first read, not before: a thread does not come along when a server forks.
        if self._writer is None or not self._writer.is_alive():
            self._writer = threading.Thread(target=self._go_on, name="readership", daemon=True)
            self._writer.start()
            # Not ``atexit``, which the workers of a server that forks never come to.
            Finalize(None, self._write_apart, exitpriority=0)
        if self._hits >= HITS:
            self._is_due.set()

    def _go_on(self) -> None:
        while True:
            self._is_due.wait(EVERY_SECONDS)
            self._is_due.clear()
            self._write_apart()

    def _write_apart(self) -> None:
        if self._counts:
            try:
                self.write()
            finally:
                connections.close_all()  # of this thread


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


def _write(counts: Mapping[Key, int]) -> None:
    """Add to what the database has; always in the same order, so that two processes never wait for each other."""
    if not counts:
        return
    known = set(Article.objects.filter(pk__in={article for article, _date in counts}).values_list("pk", flat=True))
    adapted = connection.ops.adapt_datefield_value
    rows = [(article, adapted(date), count) for (article, date), count in sorted(counts.items()) if article in known]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(_ADD, rows)
