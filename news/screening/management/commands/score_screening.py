"""Print how well the built-in rules tell spam from citizens."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from news.screening.scoring import Weighed, score
from news.screening.weighing import Outcome


def said_of(wrong: Weighed) -> str:
    """Return a line about a comment that came out wrong, with its signals."""
    verdict = wrong.verdict
    codes = ", ".join(f"{each.code} {each.weight} {each.evidence}".strip() for each in verdict.signals)
    return f"{wrong.corpus}: {verdict.outcome} {verdict.risk}: {wrong.name}: {wrong.text} [{codes}]"


class Command(BaseCommand):
    """Print the confusion matrix of the corpora: publish, hold, spam."""

    requires_system_checks = []  # it asks neither database nor addresses
    help = "Weigh the comments of DIR (innocent.tsv, obfuscated.tsv, spam.tsv) by the built-in rules."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare DIR and --differences."""
        parser.add_argument("folder", metavar="DIR", nargs="?", type=Path, help="by default the project's own corpora")
        parser.add_argument("--differences", action="store_true", help="print each comment that came out wrong")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line a corpus."""
        folder: Path = options["folder"] or Path(settings.BASE_DIR) / "tests" / "screening" / "corpora"
        result = score(folder)
        if not result.counts:
            raise CommandError(f"There is no corpus in {folder.name}.")
        if options["differences"]:
            for wrong in result.wrong:
                self.stdout.write(said_of(wrong))
        self.stdout.write(f"{'':<12} comments  publish     hold     spam    right")
        for corpus, counts in result.counts.items():
            total = counts.total()
            wrong_here = sum(wrong.corpus == corpus for wrong in result.wrong)
            figures = "".join(f"{counts[outcome]:>9}" for outcome in Outcome)
            self.stdout.write(f"{corpus:<12}{total:>9}{figures}   {100 * (1 - wrong_here / max(total, 1)):5.1f}%")
