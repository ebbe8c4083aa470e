"""Releases: the page itself, the word of its end, and the way to its right address."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from news.answers import keep, public
from news.comments import threads
from news.feeds.contents import absolute
from news.readership import counting

from .. import metadata, qr_codes, sharing
from ..releases import Gone, Release, behind, find
from ..releases import short as short_link

_DAY_SECONDS = 24 * 60 * 60


@public
def release(request: HttpRequest, year: int, month: int, day: int, slug: str) -> HttpResponse:
    """Show a release; 410 with the reason for one that ended, 404 for one that never was live.

    The right slug under a wrong date is led to the right address, once there was anything to see.
    """
    now = timezone.now()
    found = find(slug, now)
    if found is None or found.article.url_date is None:
        raise Http404
    date = found.article.url_date
    if (date.year, date.month, date.day) != (year, month, day):
        return HttpResponsePermanentRedirect(found.article.get_absolute_url())
    if isinstance(found, Gone):
        return render(request, "pages/gone.html", {"gone": found}, status=410)
    response = _page(request, found)
    counting.note(request, found.article.pk)
    if ends := found.edition.live_until:
        keep(response, (ends - now).total_seconds())
    return response


@public
def short(request: HttpRequest, key: int) -> HttpResponse:
    """Lead from the short link of a release to its address, once there was anything to see."""
    article = behind(key, timezone.now())
    if article is None:
        raise Http404
    return HttpResponsePermanentRedirect(article.get_absolute_url())


@public
def qr(request: HttpRequest, key: int) -> HttpResponse:
    """Answer with the short link of a release as a QR code, for print; a browser may keep it, for it never changes."""
    article = behind(key, timezone.now())
    if article is None:
        raise Http404
    drawing = qr_codes.svg(absolute(short_link(article)))
    headers = {"Cache-Control": f"public, max-age={_DAY_SECONDS}", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(drawing, content_type="image/svg+xml", headers=headers)


def _page(request: HttpRequest, found: Release) -> HttpResponse:
    url = absolute(found.article.get_absolute_url())
    newsroom = request.newsroom  # type: ignore[attr-defined]  # by the newsroom's middleware
    context = {
        "release": found,
        "article": found.article,
        "edition": found.edition,
        "url": url,
        "short_url": absolute(short_link(found.article)),
        "qr_url": reverse("short_qr", args=[found.article.pk]),
        "description": metadata.description(found),
        "card_url": metadata.card_url(found, newsroom),
        "linked_data": metadata.news_article(found, newsroom),
        "share": sharing.ways(found.edition.headline, url),
        "thread": threads.thread(found.article),
    }
    return render(request, "pages/release.html", context)
