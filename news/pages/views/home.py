"""The home page."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from news.answers import public

from .. import moved
from ..front import front


@public
def home(request: HttpRequest) -> HttpResponse:
    """Show what the city's press office says today; an old address of WordPress, such as ``/?p=123``, leads on."""
    now = timezone.now()
    if moved.names_by_query(request):
        if target := moved.target_of(request, now):
            return HttpResponsePermanentRedirect(target)
        raise Http404
    if target := moved.searched(request):
        return HttpResponseRedirect(target)
    page = front(now)
    return render(request, "pages/home.html", {"front": page, "sections": page.sections, "here": "home"})
