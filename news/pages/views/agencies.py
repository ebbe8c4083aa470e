"""Agencies: the tree, and each one with who leads it and what it says."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from news.answers import public
from news.articles import lists
from news.directory.models import Agency

from ..listing import Listing
from ..midnight import until_midnight
from ..speakers import Past, holders, tree


@public
def agencies(request: HttpRequest) -> HttpResponse:
    """Show all agencies as a tree."""
    branches, past = tree(timezone.localdate())
    return render(request, "pages/agencies.html", {"branches": branches, "past": past, "here": request.path})


@public
def agency(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an agency: what it is, who holds its offices today, its parts and its own releases."""
    rows = Past.known(Agency.objects.select_related("logo", "parent", "succeeded_by"))
    agency = get_object_or_404(rows, slug=slug)
    today = timezone.localdate()
    context = {
        "agency": agency,
        "past": Past.of(agency),
        "is_past": bool(agency.valid_until_date and agency.valid_until_date <= today),
        "holders": holders(today, agency),
        "parts": agency.children.existing_on(today).order_by("name"),
        "listing": Listing.of(lists.of_agency(agency, timezone.now()), request),
    }
    return until_midnight(render(request, "pages/agency.html", context))
