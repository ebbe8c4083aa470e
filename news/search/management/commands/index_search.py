"""Bring the index of the search in step with what was decided, to the end."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from news.search import indexing, vocabulary
from news.search.models import Document, Word


class Command(BaseCommand):
    """Index what is missing and forget what was unscheduled; the worker does the same, bit by bit."""

    help = "Bring the index of the search in step with what was released."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--anew", action="store_true", help="empty the index first, and write all of it again")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, and say how much that was."""
        if options["anew"]:
            indexing.empty()
            Word.objects.all().delete()
        done = 0
        while some := indexing.catch_up():
            done += some
        while vocabulary.learn_due():
            pass
        self.stdout.write(f"Indexed or forgot {done:,} editions; {Document.objects.count():,} can be found.")
