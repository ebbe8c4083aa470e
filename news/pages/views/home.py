"""The home page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from news.answers import public

from ..front import front


@public
def home(request: HttpRequest) -> HttpResponse:
    """Show what the city's press office says today."""
    page = front(timezone.now())
    return render(request, "pages/home.html", {"front": page, "sections": page.sections, "here": "home"})
