"""Find the files that no photo, no attachment and no press pack has any more, and delete them on request."""

from __future__ import annotations

from argparse import ArgumentParser
from contextlib import suppress
from itertools import chain
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from news.articles import attachments
from news.pages.packs import keeping
from news.photos import leftovers


class Command(BaseCommand):
    """List what is left over under the media folder."""

    help = (
        "List the files that no photo, no attachment and no press pack has: left by a killed process, or made round a"
        " focal point that moved. What is younger than an hour is left alone, since it may be an upload under way."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--delete", action="store_true", help="delete them too")

    def handle(self, *args: Any, delete: bool, **options: Any) -> None:
        """List the files, one a line; say at the end how many there are and how much room they take."""
        number = size = 0
        now = timezone.now()
        for path in chain(leftovers.leftovers(now), attachments.leftovers(now), keeping.leftovers(now)):
            with suppress(FileNotFoundError):
                size += path.lstat().st_size
                if delete:
                    path.unlink()
                number += 1
                self.stdout.write(str(path))
        done = "deleted" if delete else "found"
        self.stderr.write(f"{number} files {done}, {size / 1_000_000:.1f} MB.")
