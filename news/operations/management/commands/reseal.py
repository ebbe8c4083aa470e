"""Seal everything anew, once SECRET_KEY was changed."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError

from news.sealing import reseal, sealed_fields


class Command(BaseCommand):
    """Rewrite all sealed texts with the key of now."""

    help = (
        "Seal all sealed texts with SECRET_KEY, after it was changed and the former one put into SECRET_KEY_FALLBACKS;"
        " then the former key can go. It can be run while the site runs, and again."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line for each table; fail at the end if a row cannot be opened."""
        all_shut = 0
        for model in apps.get_models():
            if fields := sealed_fields(model):
                resealed, shut = reseal(model)
                self.stdout.write(f"{model._meta.label} ({', '.join(fields)}): {resealed} sealed anew, {shut} shut")
                all_shut += shut
        if all_shut:
            raise CommandError(f"{all_shut} rows cannot be opened: is a former key missing in SECRET_KEY_FALLBACKS?")
