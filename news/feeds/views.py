"""The addresses that subscribers know."""

import datetime
from collections.abc import Callable
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from news.answers import public
from news.articles.models import Edition, Section, Tag
from news.directory.models import Agency, Official
from news.newsroom.models import Newsroom

from . import contents, rss, threads
from .answers import document, newsroom_of


@public
def feed(request: HttpRequest) -> HttpResponse:
    """Answer ``/umpan/rss.xml``: everything."""
    return _answer(request, contents.of_site)


@public
def section_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer ``/rubrik/<slug>/rss.xml``."""
    section = get_object_or_404(Section, slug=slug)
    return _answer(request, partial(contents.of_section, section))


@public
def topic_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer ``/topik/<slug>/rss.xml``; 404 while nothing is live under that topic, like its page."""
    tag = get_object_or_404(Tag, slug=slug)
    return _answer(request, partial(contents.of_topic, tag), only_if_live=True)


@public
def agency_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer ``/instansi/<slug>/rss.xml``; an agency that is to come is not told of, like on its page."""
    agency = get_object_or_404(Agency, slug=slug)
    is_to_come = bool(agency.valid_from_date and agency.valid_from_date > timezone.localdate())
    return _answer(request, partial(contents.of_agency, agency), only_if_live=is_to_come)


@public
def official_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer ``/pejabat/<slug>/rss.xml``."""
    official = get_object_or_404(Official.objects.with_records().select_related("merged_into"), slug=slug)
    if official.merged_into:
        return redirect("official_feed", official.merged_into.slug, permanent=True)
    return _answer(request, partial(contents.of_official, official))


@public
def comment_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer ``/komentar/<slug>/rss.xml``; 404 while the release is not live, like its comments.

    No moment of the last change: a comment that was taken away would not be newer than what stays.
    """
    live = Edition.objects.live().select_related("article").filter(article__slug=slug)
    said = threads.of_comments(get_object_or_404(live))
    return document(rss.write(said, request.path), "application/rss+xml")


def _answer(
    request: HttpRequest,
    about: Callable[[Newsroom, datetime.datetime], contents.Subject],
    *,
    only_if_live: bool = False,
) -> HttpResponse:
    newsroom, now = newsroom_of(request), timezone.now()
    said = contents.contents(about(newsroom, now), newsroom, now)
    if only_if_live and not said.is_live:
        raise Http404("Nothing is live here.")
    return document(rss.write(said, request.path), "application/rss+xml", said.changed_at or rss.NEVER)
