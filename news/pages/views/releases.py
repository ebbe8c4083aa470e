"""Releases: the page itself, the word of its end, and the way to its right address."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import timezone

from news.answers import keep, public
from news.comments import threads
from news.feeds.contents import absolute
from news.readership import counting

from .. import metadata, sharing
from ..releases import Gone, Release, behind, find
from ..releases import short as short_link


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


def _page(request: HttpRequest, found: Release) -> HttpResponse:
    url = absolute(found.article.get_absolute_url())
    context = {
        "release": found,
        "article": found.article,
        "edition": found.edition,
        "url": url,
        "short_url": absolute(short_link(found.article)),
        "description": metadata.description(found),
        "card_url": metadata.card_url(found),
        "linked_data": metadata.news_article(found, request.newsroom),  # type: ignore[attr-defined]  # by the newsroom's middleware
        "share": sharing.ways(found.edition.headline, url),
        "thread": threads.thread(found.article),
    }
    return render(request, "pages/release.html", context)
