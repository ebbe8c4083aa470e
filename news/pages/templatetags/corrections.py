"""The notice of corrections at the top of a release, for the desk: as readers will see it."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone

from news.articles.models import Edition

from ..releases import corrections_with

register = template.Library()


@register.inclusion_tag("articles/reader_notice.html")
def reader_notice(edition: Edition) -> dict[str, Any]:
    """Print the notice that readers see once ``edition`` is live; or, in words, that they are told nothing."""
    told = corrections_with(edition, timezone.now())
    is_silent = edition.change_kind in {"", Edition.Change.MINOR}
    return {"edition": edition, "corrections": told, "is_silent": is_silent}
