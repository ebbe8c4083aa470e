"""The archive: all years, a year, a month."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from news.answers import public
from news.articles.archive import Extent, month_span, within, year_span
from news.newsroom.models import Newsroom

from ..listing import Listing


@public
def years(request: HttpRequest) -> HttpResponse:
    """Show the years of the archive, and the months of the newest."""
    extent = Extent.of(_newsroom(request), timezone.now())
    months = extent.months(extent.years[0]) if extent.years else []
    return render(request, "pages/archive.html", {"years": extent.years, "months": months, "here": request.path})


@public
def year(request: HttpRequest, year: int) -> HttpResponse:
    """Show the months of a year, and its releases."""
    now, newsroom = timezone.now(), _newsroom(request)
    context = {
        "year": year,
        "months": Extent.of(newsroom, now).months(year),
        "listing": Listing.of(within(year_span(newsroom, year), now), request),
    }
    return render(request, "pages/archive_year.html", context)


@public
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """Show the releases of a month."""
    now, newsroom = timezone.now(), _newsroom(request)
    context = {
        "year": year,
        "month": month,
        "months": Extent.of(newsroom, now).months(year),
        "listing": Listing.of(within(month_span(newsroom, year, month), now), request),
    }
    return render(request, "pages/archive_month.html", context)


def _newsroom(request: HttpRequest) -> Newsroom:
    return request.newsroom  # type: ignore[attr-defined,no-any-return]  # set by the newsroom's middleware
