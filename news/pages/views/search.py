"""The search, and what it suggests while somebody types."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from news.answers import keep, public
from news.articles.models import Article, Section
from news.directory.models import Agency

from .. import searching, suggesting


@public
def search(request: HttpRequest) -> HttpResponse:
    """Show the search's form and what it finds among what is live at this moment."""
    now, today = timezone.now(), timezone.localdate()
    sections, agencies = list(Section.objects.all()), list(Agency.objects.existing_on(today).order_by("name"))
    asked = searching.Asked(request.GET.dict(), sections, agencies)
    context = {
        "results": searching.results(asked, request.GET.dict(), now, agencies),
        "values": asked.values,
        "sections": sections,
        "agencies": agencies,
        "kinds": Article.Kind.choices,
        "years": range(today.year, today.year - 15, -1),
        "here": request.path,
    }
    response = render(request, "pages/search.html", context)
    keep(response, 0)  # what is released this second is found this second
    return response


@public
def suggest(request: HttpRequest) -> HttpResponse:
    """Answer with what could be meant by what was typed so far, as JSON; at most ten suggestions."""
    response = JsonResponse(suggesting.suggestions(request.GET.get(searching.WORDS, ""), timezone.now()))
    keep(response, 0)
    return response
