"""Pages for what went wrong: they help, and they tell nothing of what is not public.

None of them names the address that was asked for: what is not live yet and what never was are the same bytes.
"""

import base64
import hashlib

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.template import loader
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers

from news.articles.models import Edition

from .. import moved

OWN = ("/admin/", "/media/", "/pratinjau/", "/komentar/", "/static/")
"""Addresses that no earlier site had, and of whose words nothing is to be told."""


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404 with ways to go on, or lead on from an old address.

    Not kept by anybody, since a release may come to that address any minute. What is suggested depends on the words of
    the address alone, whether a release that is not live yet has it or not.
    """
    now = timezone.now()
    reads = request.method in {"GET", "HEAD"} and not request.path.startswith(OWN)
    if reads and (target := moved.target_of(request, now)):
        return HttpResponsePermanentRedirect(target)
    keys = moved.suggested(request.path, now) if reads else []
    editions = Edition.objects.select_related("article").only("headline", "article__slug", "article__url_date")
    found = editions.in_bulk(keys)
    response = render(
        request, "pages/404.html", {"suggested": [found[key] for key in keys if key in found]}, status=404
    )
    patch_cache_control(response, no_cache=True)
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400 without the database or the rest of the site: the request may not even have a host that is ours."""
    return _plain("pages/400.html", 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403 in plain words."""
    return _plain("pages/403.html", 403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 from a page that needs nothing else to work."""
    return _plain("pages/500.html", 500)


def _plain(template: str, status: int) -> HttpResponse:
    """Return a page that needs nothing else: its style is inside, since what serves stylesheets may be what ails.

    Its policy allows that one style by its hash (https://www.w3.org/TR/CSP3/#grammardef-hash-source), and nothing else.
    """
    style = base64.b64encode(hashlib.sha256(loader.render_to_string("pages/plain.css").encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    headers = {"Content-Security-Policy": policy, "Cache-Control": "no-store"}
    return HttpResponse(loader.render_to_string(template), status=status, headers=headers)
