"""Read a release from a file or standard input."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Model
from django.urls import reverse

from news.accounts.models import User
from news.directory.models import Agency
from news.intake.documents import LARGEST_FILE, UnreadableDocument, text_of
from news.intake.drafting import draft
from news.intake.matching import match
from news.intake.reading import read


def load(name: str) -> bytes:
    """Return the bytes of the file ``name``, or of standard input for ``-``; one more than allowed if there are more.

    :raises CommandError: if the file cannot be read.
    """
    if name == "-":
        return sys.stdin.buffer.read(LARGEST_FILE + 1)
    try:
        with Path(name).open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise CommandError(f"Cannot read {name}: {error.strerror}.") from error


def text_in(name: str) -> str:
    """Return the text of the file ``name``.

    :raises CommandError: if it cannot be read, or is no text.
    """
    try:
        return text_of(load(name))
    except UnreadableDocument as error:
        raise CommandError(str(error)) from error


Row = TypeVar("Row", bound=Model)


class Command(BaseCommand):
    """Read a release and make a draft of it, or print what it says as JSON."""

    help = "Read raw text of a release from FILE (or - for standard input) and make a draft of it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare FILE, --json and whose draft it is."""
        parser.add_argument("file", metavar="FILE", help="a text, HTML or Word (.docx) file, or - for standard input")
        parser.add_argument("--json", action="store_true", help="print what was read as JSON and store nothing")
        parser.add_argument("--by", metavar="USERNAME", help="who writes the draft; nobody by default")
        parser.add_argument("--agency", metavar="SLUG", help="the lead agency; none by default")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read the file, then print or make the draft."""
        reading = read(text_in(options["file"]))
        if options["json"]:
            self.stdout.write(json.dumps(reading.as_json(), ensure_ascii=False, indent=2))
            return
        by = found(User, "username", options["by"])
        agency = found(Agency, "slug", options["agency"])
        try:
            edition = draft(reading, by=by, agency=agency, matches=match(reading))
        except PermissionDenied as error:
            raise CommandError(str(error)) from error
        for caution in reading.warnings:
            self.stderr.write(f"{caution.code}: {caution.detail}".rstrip(": "))
        self.stdout.write(reverse("admin:articles_edition_change", args=[edition.pk]))


def found(model: type[Row], field: str, value: str | None) -> Row | None:
    """Return the row of ``model`` whose ``field`` is ``value``; None for no value.

    :raises CommandError: if there is no such row.
    """
    if value is None:
        return None
    row = model._default_manager.filter(**{field: value}).first()
    if row is None:
        raise CommandError(f"There is no {model._meta.verbose_name} {value!r}.")
    return row
