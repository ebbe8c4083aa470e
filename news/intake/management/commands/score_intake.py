"""Print how well intake reads texts of which somebody wrote down what they say."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from news.intake.scoring import differences, pairs, score


class Command(BaseCommand):
    """Print precision, recall and F1 of each field over a folder of texts."""

    requires_system_checks = []  # it asks neither database nor addresses
    help = "Score intake over the texts of DIR: NAME.txt beside NAME.json, what a careful reader finds in it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare DIR and --differences."""
        parser.add_argument("folder", metavar="DIR", nargs="?", type=Path, help="by default the project's own texts")
        parser.add_argument("--differences", action="store_true", help="print each value that is missed or wrong")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line a field."""
        folder: Path = options["folder"] or Path(settings.BASE_DIR) / "tests" / "intake" / "texts"
        if not pairs(folder):
            raise CommandError(f"There is no text with its answer in {folder.name}.")
        if options["differences"]:
            for text, field, what, value in differences(folder):
                self.stdout.write(f"{text}: {field} {what}: {value}")
        self.stdout.write(f"{len(pairs(folder))} texts{'':<10} wanted  given  right  precision  recall      F1")
        for field, each in score(folder).items():
            self.stdout.write(
                f"{field:<18} {each.wanted:>6} {each.given:>6} {each.right:>6}"
                f"     {each.precision:.3f}   {each.recall:.3f}   {each.f1:.3f}"
            )
