"""The agenda of planned events."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from news.answers import public

from ..agenda import Agenda


@public
def agenda(request: HttpRequest) -> HttpResponse:
    """Show what is to come, month by month, and what is over this month; ``sesudah`` turns the page."""
    context = {"agenda": Agenda.of(request, timezone.now()), "here": request.path}
    return render(request, "pages/agenda.html", context)
