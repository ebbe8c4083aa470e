"""Where readers see, download and erase what is kept of them."""

from __future__ import annotations

import json

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from news.answers import public

from .. import addresses, erasing, retention, verifying
from ..forms import AddressForm
from .framing import SeeOther
from .mailed import answer, mailed


@public
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what becomes of what readers give."""
    days = {name: retention.period(name).days for name in retention.LONGEST}
    return render(request, "comments/privacy.html", {"days": days})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def my_data(request: HttpRequest) -> HttpResponse:
    """Mail a link to what is kept; the answer is the same for every address."""
    form = AddressForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        address = addresses.client_address(request)
        erasing.ask(form.cleaned_data["email"], address_hash=addresses.address_hash(address, timezone.now()))
        return answer(request, "data_asked.html")
    return answer(request, "data.html", status=422 if form.errors else 200, form=form)


@mailed
def data(request: HttpRequest, token: str) -> HttpResponse:
    """Show what is kept of the reader, and take their wish that it be erased."""
    reader = erasing.reader(token)
    if request.method != "POST":
        return answer(request, "data_held.html", reader=reader, holdings=erasing.holdings(reader), token=token)
    if "take_back" in request.POST:
        if wish := erasing.holdings(reader, 0).erasure:
            erasing.take_back(wish)
        return SeeOther(request.path)
    wish = erasing.request(reader)
    response = answer(request, "erasure_asked.html", wish=wish)
    verifying.distrust(response)
    return response


@mailed
def download(request: HttpRequest, token: str) -> HttpResponse:
    """Give the reader all that is kept of them, as JSON that people can read."""
    told = erasing.exported(erasing.reader(token))
    return HttpResponse(
        json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2) + "\n",
        content_type="application/json; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="data-saya.json"', "X-Robots-Tag": "noindex"},
    )


@mailed
def erasure(request: HttpRequest, token: str) -> HttpResponse:
    """Let a reader take back their wish to be erased."""
    wish = erasing.wished(token)
    if request.method == "POST":
        erasing.take_back(wish)
    is_too_late = wish.taken_back_at is None and (wish.done_at is not None or wish.due_at <= timezone.now())
    return answer(request, "erasure.html", wish=wish, is_too_late=is_too_late)
