"""How whatever is public answers: to GET, HEAD and OPTIONS, the same bytes for everybody, and 304 for what is known."""

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers, set_response_etag
from django.utils.http import parse_http_date_safe
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponseBase]

METHODS = ("GET", "HEAD", "OPTIONS")
SHARED_MAX_AGE = 60  # seconds; nothing has to fire for a page to change, so a shared copy must not live long


def public(view: View) -> View:
    """Make ``view`` answer as this module promises; its ETag is a hash of what is said at this moment.

    A browser asks each time whether its copy is still right, and mostly hears 304; a shared cache may keep a copy for
    :data:`SHARED_MAX_AGE` seconds, unless the view itself sets ``Cache-Control``. OPTIONS is answered before the view,
    so that it tells nothing of what is live. The answer never depends on who asks: the view must touch neither session
    nor user.
    """

    @functools.wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers={"Allow": ", ".join(METHODS)})
        if request.method not in METHODS:
            return not_allowed()
        response = view(request, *args, **kwargs)
        patch_vary_headers(response, ["Accept-Encoding"])
        if not response.has_header("Cache-Control"):
            keep(response)
        if response.status_code != 200 or not isinstance(response, HttpResponse):
            return response
        if not response.has_header("ETag"):
            set_response_etag(response)
        changed_at = parse_http_date_safe(response.get("Last-Modified", ""))
        return get_conditional_response(request, response.get("ETag"), changed_at, response) or response

    return csrf_exempt(answer)  # whoever posts here is told 405: there is nothing to forge


def keep(response: HttpResponseBase, seconds: float = SHARED_MAX_AGE) -> None:
    """Let shared caches keep ``response`` for so many ``seconds``, from 0 to :data:`SHARED_MAX_AGE`."""
    patch_cache_control(response, public=True, max_age=0, s_maxage=max(0, min(SHARED_MAX_AGE, int(seconds))))


def not_allowed() -> HttpResponse:
    """Return 405 in plain words."""
    words = _("This page can only be read.")
    return HttpResponse(
        f"{words}\n", status=405, content_type="text/plain; charset=utf-8", headers={"Allow": ", ".join(METHODS)}
    )
