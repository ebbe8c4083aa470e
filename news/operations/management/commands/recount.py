"""Count again what is kept counted."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from news.articles import counting
from news.comments import tallying


class Command(BaseCommand):
    """Count releases by day and comments by release again, and mend what was wrong."""

    help = (
        "Count the releases of the archive and the published comments of each release again, and mend what is wrong."
        " The worker does so by and by; this does it at once. It can be run while the site runs."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print how many numbers were wrong."""
        self.stdout.write(f"releases by day: {counting.recount()} months were wrong")
        self.stdout.write(f"comments: {tallying.recount()} releases had a wrong number")
