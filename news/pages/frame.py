"""What stands around every page for readers."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest

from news.articles.models import Section
from news.newsroom.models import Newsroom
from news.prepared import Prepared


@Prepared
def _sections() -> QuerySet[Section]:
    return Section.objects.all()


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give templates ``newsroom``, ``sections`` (not fetched until a template walks through them) and ``base_url``."""
    return {
        "newsroom": getattr(request, "newsroom", None) or Newsroom(pk=1),
        "sections": _sections,
        "base_url": settings.BASE_URL,
    }
