"""Officials: who holds which office, and each one with what they said under the office then held."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from news.answers import public
from news.articles import lists
from news.directory.models import Official

from ..listing import Listing
from ..speakers import Offices, holders, quotes_in


@public
def officials(request: HttpRequest) -> HttpResponse:
    """Show who holds an office today, the highest first."""
    return render(request, "pages/officials.html", {"holders": holders(timezone.localdate()), "here": request.path})


@public
def official(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an official: offices now and before, what they said, and the releases that name them."""
    official = get_object_or_404(Official.objects.select_related("portrait"), slug=slug)
    listing = Listing.of(lists.of_official(official, timezone.now()), request)
    context = {
        "official": official,
        "offices": Offices.of(official, timezone.localdate()),
        "listing": listing,
        "quotes": quotes_in(listing.editions, official) if listing.is_first else [],
    }
    return render(request, "pages/official.html", context)
