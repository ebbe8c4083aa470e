"""What stands around every page for readers."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from news.articles.models import Section
from news.newsroom.models import Newsroom


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give templates ``newsroom``, ``sections`` (not fetched until a template walks through them) and ``base_url``."""
    return {
        "newsroom": getattr(request, "newsroom", None) or Newsroom(pk=1),
        "sections": Section.objects.all(),
        "base_url": settings.BASE_URL,
    }
