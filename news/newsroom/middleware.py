"""Put the newsroom on every request, and its time zone on everything that the request does."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from .models import Newsroom

Handler = Callable[[HttpRequest], HttpResponse]


def current_newsroom(get_response: Handler) -> Handler:
    """Set ``request.newsroom`` and activate its zone."""

    def handle(request: HttpRequest) -> HttpResponse:
        newsroom = Newsroom.current()
        request.newsroom = newsroom  # type: ignore[attr-defined]  # Django's stubs know no added attributes
        with timezone.override(newsroom.tzinfo):
            return get_response(request)

    return handle
