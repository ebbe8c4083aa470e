"""Purge at once what is known of readers and was kept long enough."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from news.comments.purging import purge


class Command(BaseCommand):
    """Purge, and print what was purged."""

    help = (
        "Purge what is known of readers and was kept long enough, and print how much of each kind that was; the worker"
        " does so every day. Nothing that readers can see is touched. docs/privacy.md says how long what is kept."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--dry-run", action="store_true", help="only count")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        """Print a line for each kind, with the number first."""
        counts = purge(is_dry_run=dry_run)
        for name, count in counts.items():
            self.stdout.write(f"{count:>9,}  {name}")
        self.stdout.write(f"{sum(counts.values()):>9,}  {'to be purged' if dry_run else 'purged'}")
