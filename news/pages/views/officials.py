"""Officials: who holds which office, on any day, and each one with what they said under the office then held."""

import datetime
import re

from django.db.models import CharField, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from news.answers import public
from news.articles import lists
from news.directory.models import Official, Position
from news.prepared import Given, Prepared
from news.richtext import without_control_characters

from .. import speakers
from ..holding import DAY, FROM, LONGEST, WORDS, holding, serving
from ..listing import Listing
from ..midnight import until_midnight
from ..quotations import Quotations
from ..speakers import Offices, quotes_in

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@public
def officials(request: HttpRequest) -> HttpResponse:
    """Show who holds an office today, the highest first; ``dari`` turns the page."""
    context = {"serving": serving(timezone.localdate(), request.GET.get(FROM, "")), "here": request.path}
    return until_midnight(render(request, "pages/officials.html", context))


@public
def holders(request: HttpRequest) -> HttpResponse:
    """Show who held which office on the day ``tanggal``, else today; 400 with the reason if there is no such day.

    ``q`` keeps the offices with these words, and ``dari`` turns the page.
    """
    today = timezone.localdate()
    text = request.GET.get(DAY) or today.isoformat()
    date, fault = _day(text, today)
    words = " ".join(without_control_characters(request.GET.get(WORDS, ""))[:LONGEST].split())
    context = {
        "date": date,
        "today": today,
        "written": text[:10] if fault else text,
        "fault": fault,
        "words": words,
        "holding": holding(date, words, request.GET.get(FROM, "")) if date else None,
        "here": "/pejabat/",
    }
    return until_midnight(render(request, "pages/holders.html", context, status=400 if fault else 200))


def _day(text: str, today: datetime.date) -> tuple[datetime.date | None, str]:
    """Return the day that ``text`` writes, or why there is none: what is to come is not told."""
    try:
        date = datetime.date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        date = None
    if date is None:
        return None, _("This is no date. Write it as in 2026-03-11.")
    if date > today:
        return None, _("This day has not come yet.")
    return date, ""


@public
def position(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the history of an office: who held it, from when until when."""
    rows = Position.objects.select_related("agency").prefetch_related("agency__former_names")
    position = get_object_or_404(rows, pk=pk)
    context = {"position": position, "spans": speakers.history(position, timezone.localdate())}
    return until_midnight(render(request, "pages/position.html", context))


@public
def official(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an official: offices now and before, what they said, and the releases that name them.

    A record that was merged into another leads there.
    """
    official = next(iter(_official(slug=slug)), None)
    if official is None:
        raise Http404
    if official.merged_into:
        return redirect(official.merged_into, permanent=True)
    listing = Listing.of(lists.of_official(official, timezone.now()), request)
    context = {
        "official": official,
        "offices": Offices.of(official, timezone.localdate()),
        "listing": listing,
        "quotes": quotes_in(listing.editions, official) if listing.is_first else [],
    }
    return until_midnight(render(request, "pages/official.html", context, status=listing.status))


@public
def quotes(request: HttpRequest, slug: str) -> HttpResponse:
    """Show everything that an official said, by ``tahun`` and ``topik`` if asked for."""
    official = get_object_or_404(Official.objects.select_related("merged_into"), slug=slug)
    if official.merged_into:
        return redirect("official_quotes", official.merged_into.slug, permanent=True)
    context = {"official": official, "said": Quotations.of(official, request), "here": request.path}
    return render(request, "pages/official_quotes.html", context)


@Prepared
def _official() -> QuerySet[Official]:
    found = Official.objects.with_records().select_related("portrait", "merged_into")
    return found.filter(slug=Given("slug", CharField()))
