"""How feeds and sitemaps answer: to GET, HEAD and OPTIONS, the same bytes for everybody, and 304 for what is known."""

import datetime
import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers, set_response_etag
from django.utils.http import http_date, parse_http_date_safe

from news.newsroom.models import Newsroom

METHODS = ("GET", "HEAD", "OPTIONS")
MAX_AGE = 300  # seconds

View = Callable[..., HttpResponse]


def public(view: View) -> Callable[..., HttpResponseBase]:
    """Make ``view`` answer as this module promises; its ETag is a hash of what is said at this moment."""

    @functools.wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers={"Allow": ", ".join(METHODS)})
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        response = view(request, *args, **kwargs)
        set_response_etag(response)
        patch_vary_headers(response, ["Accept-Encoding"])
        patch_cache_control(response, public=True, max_age=MAX_AGE)
        changed_at = parse_http_date_safe(response.get("Last-Modified", ""))
        known = get_conditional_response(request, etag=response["ETag"], last_modified=changed_at, response=response)
        return known or response

    return answer


def newsroom_of(request: HttpRequest) -> Newsroom:
    """Return the newsroom that the middleware fetched."""
    return getattr(request, "newsroom", None) or Newsroom.current()


def document(text: str, content_type: str, changed_at: datetime.datetime | None = None) -> HttpResponse:
    """Return ``text`` as one chunk, with the moment of its last change."""
    response = HttpResponse(text, content_type=f"{content_type}; charset=utf-8")
    if changed_at:
        response["Last-Modified"] = http_date(changed_at.timestamp())
    return response
