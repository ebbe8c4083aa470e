"""Put the newsroom on every request, and its time zone on everything that the request does."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from .models import Newsroom

Handler = Callable[[HttpRequest], HttpResponse]

HEALTH_CHECKS = {"/healthz", "/readyz"}


def current_newsroom(get_response: Handler) -> Handler:
    """Set ``request.newsroom`` and activate its zone; health checks do without, for the database may be what ails."""

    def handle(request: HttpRequest) -> HttpResponse:
        if request.path_info in HEALTH_CHECKS:
            return get_response(request)
        newsroom = Newsroom.current()
        request.newsroom = newsroom  # type: ignore[attr-defined]  # Django's stubs know no added attributes
        with timezone.override(newsroom.tzinfo):
            return get_response(request)

    return handle
