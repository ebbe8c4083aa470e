"""Agencies: the tree, and each one with who leads it and what it says."""

from django.db.models import CharField, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from news.answers import public
from news.articles import lists
from news.directory.models import Agency
from news.prepared import Given, Prepared

from ..listing import Listing
from ..midnight import until_midnight
from ..speakers import Past, holders, tree


@public
def agencies(request: HttpRequest) -> HttpResponse:
    """Show all agencies as a tree."""
    twigs, past = tree(timezone.localdate())
    context = {"twigs": twigs, "past": past, "here": request.path}
    return until_midnight(render(request, "pages/agencies.html", context))


@public
def agency(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an agency: what it is, who holds its offices today, its parts and its own releases.

    One that is to come is not told of, unless a release already names it.
    """
    agency = next(iter(_agency(slug=slug)), None)
    if agency is None:
        raise Http404
    today = timezone.localdate()
    listing = Listing.of(lists.of_agency(agency, timezone.now()), request)
    has_begun = agency.valid_from_date is None or agency.valid_from_date <= today
    if not has_begun and not listing.editions:
        raise Http404
    context = {
        "agency": agency,
        "past": Past.of(agency, today),
        "is_past": has_begun and not agency.exists_on(today),
        "holders": holders(today, agency),
        "parts": agency.children.existing_on(today).order_by("name"),
        "listing": listing,
    }
    return until_midnight(render(request, "pages/agency.html", context, status=listing.status))


@Prepared
def _agency() -> QuerySet[Agency]:
    return Past.known(Agency.objects.select_related("logo", "parent")).filter(slug=Given("slug", CharField()))
