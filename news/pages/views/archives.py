"""The archive: all years, a year, a month; and everything from a day on backwards."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from news.answers import public
from news.articles import lists
from news.articles.archive import month_span, within, year_span
from news.newsroom.models import Newsroom

from ..listing import AFTER, BEFORE, DAY, Listing
from ..months import Archive, by_day


@public
def years(request: HttpRequest) -> HttpResponse:
    """Show all years with their months; with ``tanggal`` the releases of that day and before it, page by page."""
    now = timezone.now()
    is_turned = bool(request.GET.keys() & {BEFORE, AFTER})
    listing = Listing.of(lists.newest(now), request) if is_turned or request.GET.get(DAY) else None
    if listing and not listing.fault and (is_turned or listing.date):
        return render(request, "pages/archive_list.html", {"listing": listing, "here": request.path})
    context = {"archive": Archive.of(_newsroom(request), now), "listing": listing, "here": request.path}
    return render(request, "pages/archive.html", context, status=listing.status if listing else 200)


@public
def year(request: HttpRequest, year: int) -> HttpResponse:
    """Show the months of a year, and its releases; 404 for what is to come, and before the oldest release."""
    now, newsroom = timezone.now(), _newsroom(request)
    archive = Archive.of(newsroom, now)
    if not archive.reaches((year, 1), (year, 12)):
        raise Http404
    listing = Listing.of(within(year_span(newsroom, year), now), request)
    context = {
        "archive": archive,
        "year": year,
        "number": archive.number_of_year(year),
        "before": max((other for other in archive.years if other < year), default=None),
        "after": min((other for other in archive.years if other > year), default=None),
        "listing": listing,
        "here": "/arsip/",
    }
    return render(request, "pages/archive_year.html", context, status=listing.status)


@public
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """Show the releases of a month, day by day; 404 for what is to come, and before the oldest release."""
    now, newsroom = timezone.now(), _newsroom(request)
    archive = Archive.of(newsroom, now)
    if not archive.reaches((year, month), (year, month)):
        raise Http404
    listing = Listing.of(within(month_span(newsroom, year, month), now), request)
    days = by_day(listing.editions, is_first=listing.is_first or listing.date is not None)
    before, after = archive.beside((year, month))
    context = {
        "year": year,
        "month": month,
        "number": archive.numbers.get((year, month)),
        "days": days,
        "all_days": archive.days_of((year, month)),
        "here_days": {day.date for day in days if day.begins},
        "before": before,
        "after": after,
        "listing": listing,
        "here": "/arsip/",
    }
    return render(request, "pages/archive_month.html", context, status=listing.status)


def _newsroom(request: HttpRequest) -> Newsroom:
    return request.newsroom  # type: ignore[attr-defined,no-any-return]  # set by the newsroom's middleware
