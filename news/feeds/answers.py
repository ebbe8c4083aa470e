"""What feeds and sitemaps answer with."""

import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date

from news.newsroom.models import Newsroom


def newsroom_of(request: HttpRequest) -> Newsroom:
    """Return the newsroom that the middleware fetched."""
    return getattr(request, "newsroom", None) or Newsroom.current()


def document(text: str, content_type: str, changed_at: datetime.datetime | None = None) -> HttpResponse:
    """Return ``text`` as one chunk, with the moment of its last change."""
    response = HttpResponse(text, content_type=f"{content_type}; charset=utf-8")
    if changed_at:
        response["Last-Modified"] = http_date(changed_at.timestamp())
    return response
