"""Catch up once: do whatever the worker would do."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from news.operations import worker


class Command(BaseCommand):
    """Do every job of the timetable, once."""

    help = "Do all that waits to be done (letters, renditions …), once, and print what was done."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line for each job; fail at the end if one failed."""
        failed = 0
        for outcome in worker.run_all():
            (self.stderr if outcome.problem else self.stdout).write(str(outcome))
            failed += bool(outcome.problem)
        if failed:
            raise CommandError("Not everything could be done; what failed is tried again next time.")
