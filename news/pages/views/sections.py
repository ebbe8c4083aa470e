"""Sections and topics: what is said about one thing."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from news.answers import public
from news.articles import lists
from news.articles.models import Section, Tag

from ..listing import Listing


@public
def section(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the releases of a section; with none yet, the page says so."""
    section = get_object_or_404(Section, slug=slug)
    listing = Listing.of(lists.in_section(section, timezone.now()), request)
    context = {"section": section, "listing": listing, "here": slug}
    return render(request, "pages/section.html", context, status=listing.status)


@public
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the releases under a topic; a topic of nothing live is not there."""
    tag = get_object_or_404(Tag, slug=slug)
    rows = lists.with_tag(tag, timezone.now())
    listing = Listing.of(rows, request)
    if not listing.editions and (listing.is_first or not rows.exists()):
        raise Http404
    return render(request, "pages/topic.html", {"topic": tag, "listing": listing}, status=listing.status)
