"""Count in this process's memory first, and in batches in the database: for what happens with pages that are read.

A page is never slower for it: to count is to add one to a number, and a thread of its own writes. While the database is
locked or away the numbers wait; a process that is killed loses the last batch.
"""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from multiprocessing.util import Finalize
from typing import Generic, TypeVar

from django.db import connections

log = logging.getLogger(__name__)

EVERY_SECONDS = 10.0
HITS = 1000  # a batch is written earlier if so many wait
LARGEST = 20_000  # of different keys; what is beyond while the database is away is not counted

Key = TypeVar("Key", bound=Hashable)


class Batch(Generic[Key]):
    """Numbers by key that are not in the database yet; safe for any number of threads."""

    def __init__(self, name: str, write: Callable[[Mapping[Key, int]], None]) -> None:
        """Begin an empty batch.

        :param name: what is counted, for the log.
        :param write: adds the numbers to what the database has.
        """
        self._name, self._write_to_database = name, write
        self._counts: Counter[Key] = Counter()
        self._hits = 0
        self._lock = threading.Lock()
        self._is_due = threading.Event()
        self._writer: threading.Thread | None = None
        self._writes_itself = False

    def __len__(self) -> int:
        """How many wait."""
        return self._hits

    def count(self, key: Key) -> None:
        """Count one."""
        with self._lock:
            if len(self._counts) >= LARGEST and key not in self._counts:
                return
            self._counts[key] += 1
            self._hits += 1
            if self._writes_itself:
                self._wake()

    def write(self) -> int:
        """Write what waits, and return how many that was; if it fails, it goes on waiting."""
        with self._lock:
            taken, self._counts, self._hits = self._counts, Counter(), 0
        try:
            if taken:
                self._write_to_database(taken)
        except Exception:  # whatever it is: a number that is late matters less than the page that somebody waits for
            log.warning("%d %s could not be written yet.", taken.total(), self._name, exc_info=True)
            with self._lock:
                self._counts.update(taken)
                self._hits += taken.total()
            return 0
        return taken.total()

    def begin(self) -> None:
        """From now on write by itself: every :data:`EVERY_SECONDS`, at :data:`HITS`, and when the process ends."""
        self._writes_itself = True

    def _wake(self) -> None:
        # Begun with the first count, not before: a thread does not come along when a server forks.
        if self._writer is None or not self._writer.is_alive():
            self._writer = threading.Thread(target=self._go_on, name=self._name, daemon=True)
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
