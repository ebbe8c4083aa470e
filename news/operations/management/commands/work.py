"""Work in the background, until told to stop."""

from __future__ import annotations

import logging
import os
import select
import signal
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, InterfaceError, close_old_connections, connections

from news.operations import worker

log = logging.getLogger(__name__)

PAUSE_SECONDS = 1.0
PAUSE_WITHOUT_DATABASE_SECONDS = 10.0


class Ear:
    """Hear SIGTERM, SIGINT and SIGHUP: in a pause at once, in a job when it is done; a second one ends the process.

    A signal that the process was started to ignore, as by nohup, stays ignored.
    """

    def __init__(self) -> None:
        self.heard = False
        self._reading, self._writing = os.pipe()
        os.set_blocking(self._writing, False)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._hear)

    def _hear(self, number: int, frame: FrameType | None) -> None:
        self.heard = True
        signal.signal(number, signal.SIG_DFL)
        os.write(self._writing, b".")  # a pause that is about to begin ends as well

    def pause(self, seconds: float) -> None:
        """Wait, until something is heard."""
        select.select([self._reading], [], [], seconds)


class Command(BaseCommand):
    """Do the jobs of the timetable as they come due."""

    help = "Do what waits to be done (letters, renditions …) as it comes due, until SIGTERM or Ctrl-C."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Go round the timetable; without the database wait for it."""
        os.nice(5)  # readers come first
        ear = Ear()
        while not ear.heard:
            pause = PAUSE_SECONDS
            close_old_connections()
            try:
                for outcome in worker.run_due(stop=lambda: ear.heard, may_fork=True):
                    if options["verbosity"] and outcome.done and not outcome.problem:
                        self.stdout.write(str(outcome))
            except (DatabaseError, InterfaceError) as error:
                log.error("The worker cannot reach the database, and waits: %s", error)
                connections.close_all()
                pause = PAUSE_WITHOUT_DATABASE_SECONDS
            ear.pause(pause)
