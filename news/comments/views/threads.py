"""The longer threads: further pages of comments in any order, all replies to one, and where one comment is shown."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from news.answers import public
from news.articles.lists import Place

from .. import threads
from .framing import live_edition, page


@public
def comments(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a page of the comments on a release: ``?urut=`` is its order, ``&setelah=`` or ``&sebelum=`` its place."""
    edition = live_edition(slug)
    order = request.GET.get("urut", threads.OLDEST)
    if order not in threads.ORDERS:
        raise Http404
    after, before = (_mark(request, name, order) for name in ("setelah", "sebelum"))
    if after and before:
        raise Http404
    return page(
        request,
        "comments/list.html",
        edition,
        thread=threads.thread(edition.article, order, after=after, before=before),
    )


@public
def comment_replies(request: HttpRequest, slug: str, root: int) -> HttpResponse:
    """Show one comment with all replies to it, a page at a time."""
    edition = live_edition(slug)
    after, before = (_place(request, name) for name in ("setelah", "sebelum"))
    thread = None if after and before else threads.replies_thread(edition.article, root, after=after, before=before)
    if thread is None:
        raise Http404
    return page(request, "comments/list.html", edition, thread=thread)


@public
def comment_permalink(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Lead to the page that shows a comment; what is not shown is not found, whatever the reason."""
    address = threads.address_of(live_edition(slug).article, pk)
    if address is None:
        raise Http404
    return HttpResponseRedirect(address, headers={"X-Robots-Tag": "noindex"})


def _mark(request: HttpRequest, name: str, order: str) -> threads.Mark | None:
    """Return the mark in the parameter ``name``, or None if the address has none.

    :raises Http404: if it is no mark.
    """
    written = request.GET.get(name)
    try:
        return threads.Mark.parse(written, order) if written else None
    except ValueError as error:
        raise Http404 from error


def _place(request: HttpRequest, name: str) -> Place | None:
    mark = _mark(request, name, threads.OLDEST)
    return mark.place if mark else None
