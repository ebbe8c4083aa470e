"""Check whether a release is from us."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from news.answers import public

from .. import authenticity

TEXT = "teks"


@csrf_exempt  # it changes nothing, so there is nothing to forge; and the form has no cookie
def check(request: HttpRequest) -> HttpResponseBase:
    """Show the form; answer what is posted (a text) or asked (``?teks=``, a number) with the verdict."""
    return _answer(request) if request.method == "POST" or request.GET.get(TEXT) else _form(request)


@public
def _form(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/authenticity.html", {"longest": authenticity.LONGEST, "here": request.path})


@never_cache
def _answer(request: HttpRequest) -> HttpResponse:
    text = (request.POST if request.method == "POST" else request.GET).get(TEXT, "")
    context = {
        "text": text[: authenticity.LONGEST],
        "was_cut": len(text) > authenticity.LONGEST,
        "check": authenticity.check(text, timezone.now()),
        "longest": authenticity.LONGEST,
        "here": request.path,
    }
    return render(request, "pages/authenticity.html", context)
