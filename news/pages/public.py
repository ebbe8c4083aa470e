"""What every page for readers keeps: the methods that it answers, and that anybody may keep a copy for a moment."""

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page

View = Callable[..., HttpResponseBase]

METHODS = ("GET", "HEAD", "OPTIONS")
MAX_AGE = 60  # seconds; nothing has to fire for a page to change, so a copy must not live long


def public(view: View) -> View:
    """Make ``view`` a page for readers: GET, HEAD and OPTIONS only, ETag, and a cache time of one minute at most.

    OPTIONS is answered before the view, so that it tells nothing of what is live. The answer never depends on who asks:
    the view must touch neither session nor user.
    """
    conditional = conditional_page(view)

    @functools.wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers={"Allow": ", ".join(METHODS)})
        if request.method not in METHODS:
            return not_allowed()
        response = conditional(request, *args, **kwargs)
        patch_vary_headers(response, ["Accept-Encoding"])
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, public=True, max_age=MAX_AGE)
        return response

    return answer


def not_allowed() -> HttpResponse:
    """Return 405 in plain words."""
    words = _("This page can only be read.")
    return HttpResponse(
        f"{words}\n", status=405, content_type="text/plain; charset=utf-8", headers={"Allow": ", ".join(METHODS)}
    )
