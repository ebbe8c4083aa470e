"""What the views of this room share: the release in question, and how a page is answered."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from news.articles.models import Edition


class SeeOther(HttpResponseRedirect):
    """Send the browser on with GET (https://www.rfc-editor.org/rfc/rfc9110#name-303-see-other)."""

    status_code = 303


def live_edition(slug: str) -> Edition:
    """Return the live edition of the article ``slug``; what is not live is not found, whatever the reason."""
    live = Edition.objects.live().select_related("article").filter(article__slug=slug)
    for edition in live.order_by()[:1]:  # there is no other
        return edition
    raise Http404


def page(request: HttpRequest, template: str, edition: Edition, status: int = 200, **context: object) -> HttpResponse:
    """Answer with ``template`` about ``edition``, kept out of search engines."""
    context |= {"edition": edition, "article": edition.article}
    response = render(request, template, context, status=status)
    # The comments stand under their release: only that address belongs into search engines.
    response.headers["X-Robots-Tag"] = "noindex"
    return response
