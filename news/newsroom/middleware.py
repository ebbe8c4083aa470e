"""Put the newsroom on every request, and its time zone on everything that the request does."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control

from .models import Newsroom

Handler = Callable[[HttpRequest], HttpResponse]

_SHARED = re.compile(r"s-maxage=(\d+)")
HEALTH_CHECKS = {"/healthz", "/readyz"}


def current_newsroom(get_response: Handler) -> Handler:
    """Set ``request.newsroom`` and activate its zone; health checks do without, for the database may be what ails."""

    def handle(request: HttpRequest) -> HttpResponse:
        if request.path_info in HEALTH_CHECKS:
            return get_response(request)
        newsroom = Newsroom.current()
        request.newsroom = newsroom  # type: ignore[attr-defined]  # Django's stubs know no added attributes
        with timezone.override(newsroom.tzinfo):
            return _no_longer_than_the_banner(get_response(request), newsroom)

    return handle


def _no_longer_than_the_banner(response: HttpResponse, newsroom: Newsroom) -> HttpResponse:
    """Let no shared cache keep ``response`` beyond the end of the banner that stands on it: no job takes it off."""
    if newsroom.banner_until is None or not newsroom.has_banner:
        return response
    left = max(0, int((newsroom.banner_until - timezone.now()).total_seconds()))
    kept = _SHARED.search(response.get("Cache-Control", ""))
    if kept and int(kept[1]) > left and response.get("Content-Type", "").startswith("text/html"):
        patch_cache_control(response, s_maxage=left)
    return response
