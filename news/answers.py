"""How whatever is public answers: to GET, HEAD and OPTIONS, with the same bytes for everybody, and 304 for what is known."""

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers, set_response_etag
from django.utils.http import parse_http_date_safe
from django.utils.translation import gettext as _

View = Callable[..., HttpResponseBase]

METHODS = ("GET", "HEAD", "OPTIONS")
MAX_AGE = 60  # seconds; nothing has to fire for a page to change, so a copy must not live long


def public(*, max_age: int = MAX_AGE) -> Callable[[View], View]:
    """Return a decorator that makes a view answer as this module promises.

    Its ETag is a hash of what is said at this moment. OPTIONS is answered before the view, so that it tells nothing of
    what is live. The answer never depends on who asks: the view must touch neither session nor user.

    :param max_age: for how many seconds anybody may keep a copy, unless the view itself sets ``Cache-Control``.
    """

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "OPTIONS":
                return HttpResponse(status=204, headers={"Allow": ", ".join(METHODS)})
            if request.method not in METHODS:
                return not_allowed()
            response = view(request, *args, **kwargs)
            patch_vary_headers(response, ["Accept-Encoding"])
            if not response.has_header("Cache-Control"):
                patch_cache_control(response, public=True, max_age=max_age)
            if response.status_code != 200 or not isinstance(response, HttpResponse):
                return response
            if not response.has_header("ETag"):
                set_response_etag(response)
            changed_at = parse_http_date_safe(response.get("Last-Modified", ""))
            return get_conditional_response(request, response.get("ETag"), changed_at, response) or response

        return answer

    return decorate


def not_allowed() -> HttpResponse:
    """Return 405 in plain words."""
    words = _("This page can only be read.")
    return HttpResponse(
        f"{words}\n", status=405, content_type="text/plain; charset=utf-8", headers={"Allow": ", ".join(METHODS)}
    )
