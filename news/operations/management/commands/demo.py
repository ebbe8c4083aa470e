"""Fill an empty installation with the demo: an invented city, its newsroom, three years of releases."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from pathlib import Path
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from news.newsroom.models import Newsroom
from news.operations.demo import loading
from news.operations.demo.content import read_city


class Command(BaseCommand):
    """Load the demo once; a second run changes nothing."""

    help = "Fill an empty installation with the demo of an invented city, and print a log-in for each role."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument(
            "--log-ins",
            metavar="FILE",
            type=Path,
            default=Path(settings.VAR_DIR) / "demo-log-ins.txt",
            help="where the log-ins are kept, readable by this user only (default: %(default)s)",
        )
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="leave an installation that has content of its own as it is, and succeed",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the demo, or say that it is there."""
        kept: Path = options["log_ins"]
        if loading.is_loaded():
            self.stdout.write("The demo is loaded already; nothing was changed.")
            self._show(kept, "The log-ins are no longer on file. A new one: manage.py changepassword penulis\n")
        elif loading.holds_content():
            if not options["if_empty"]:
                raise CommandError(
                    "This installation has content of its own, which the demo would be mixed up with."
                    " Use an empty database: DATABASE_URL names another."
                )
            self._show(kept, f"This is the newsroom “{Newsroom.current()}”, not the demo.\n")
        else:
            began = monotonic()
            now = timezone.now()
            passwords = loading.load(read_city(now), now, lambda line: self.stdout.write(f"  {line}"))
            keep_private(kept, "".join(f"  {name:<14} {password}\n" for name, password in passwords.items()))
            self.stdout.write(f"  Loaded in {monotonic() - began:.0f} s. Log in with:")
            self._show(kept, "")

    def _show(self, kept: Path, otherwise: str) -> None:
        """Print the log-ins on file; write ``otherwise`` there if there are none, for whoever reads the file next."""
        if not kept.is_file():
            keep_private(kept, otherwise)
        self.stdout.write(kept.read_text(), ending="")


def keep_private(path: Path, text: str) -> None:
    """Write ``text`` to a file that only this user may read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        os.fchmod(descriptor, 0o600)
        file.write(text)
