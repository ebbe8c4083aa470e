"""The calendar: what happens when, moving it, and planning what has no release yet."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from news.articles import editing, permissions, planning, workflow
from news.articles.forms import MoveForm, PlannedEventForm
from news.articles.models import Edition, PlannedEvent
from news.articles.standing import badge
from news.articles.views.asking import member, posted_version
from news.directory.models import Agency
from news.newsroom.moments import written, zone_label

from .. import calendar
from ..calendar import KINDS, Span

fills_in = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Place:
    """Where somebody is in the calendar: the month or week, and the agency that they look at."""

    span: Span
    agency: Agency | None

    @classmethod
    def of(cls, given: QueryDict, today: datetime.date, agencies: dict[int, Agency]) -> Place:
        """Read an address.

        :raises Http404: if it names no month, week or agency.
        """
        try:
            span = Span.parse(given.get("bulan", ""), given.get("pekan", ""), today)
        except ValueError as error:
            raise Http404 from error
        key = given.get("instansi", "")
        if key and not (key.isascii() and key.isdigit() and len(key) < 10 and int(key) in agencies):
            raise Http404
        return cls(span, agencies[int(key)] if key else None)

    def url(self, span: Span | None = None, **other: str) -> str:
        """Return the address of ``span``, this one by default, for the same agency."""
        query = {**(span or self.span).query, **({"instansi": str(self.agency.pk)} if self.agency else {}), **other}
        return f"{reverse('admin:desk:calendar')}?{urlencode(query)}"


def _may_see(request: HttpRequest) -> None:
    if not request.user.has_perm("articles.view_edition"):
        raise PermissionDenied


def _agencies(request: HttpRequest) -> dict[int, Agency]:
    return {agency.pk: agency for agency in permissions.agencies_to_write_for(member(request)).order_by("name")}


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show a month or a week: released, scheduled, under embargo, expiring and planned."""
    _may_see(request)
    user, now = member(request), timezone.now()
    today = timezone.localdate()
    agencies = _agencies(request)
    place = Place.of(request.GET, today, agencies)
    span = place.span
    found = calendar.entries(user, *span.bounds, now, agency=place.agency.pk if place.agency else None)
    begin, end = span.bounds
    is_here = begin <= now < end
    a_day = today if is_here else span.first
    before, after = span.turned(-1), span.turned(1)
    context = {
        **admin.site.each_context(request), "title": _("Calendar"), "span": span, "place": place, "today": today,
        "weeks": calendar.by_day(span, found, today), "kinds": KINDS, "zone": zone_label(), "agencies": agencies,
        "before": place.url(before) if before else "", "after": place.url(after) if after else "",
        "this": place.url(Span.parse("", calendar.week_of(today) if span.is_week else "", today)),
        "as_month": place.url(Span(a_day.replace(day=1), is_week=False)),
        "as_week": place.url(Span.parse("", calendar.week_of(a_day), today)),
        "back": place.url().partition("?")[2], "may_plan": bool(agencies), "is_empty": not found,
        "may_move": any(entry.move_url for entry in found),
    }  # fmt: skip
    return TemplateResponse(request, "desk/calendar.html", context)


# What is planned


def _event(request: HttpRequest, pk: int) -> PlannedEvent:
    """Return the event ``pk``.

    :raises Http404: if the user does not see it.
    """
    found = permissions.events_visible_to(member(request)).select_related("agency", "article").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@fills_in
def plan(request: HttpRequest) -> HttpResponse:
    """Plan an event; ``?tanggal=2026-11-24`` fills in the day."""
    _may_see(request)
    user = member(request)
    agencies = permissions.agencies_to_write_for(user).order_by("name")
    if not agencies.exists():
        raise PermissionDenied
    day = _day(request.GET.get("tanggal", ""))
    at = calendar.begin_of(day) + datetime.timedelta(hours=9) if day else None
    form = PlannedEventForm(agencies, request.POST or None, initial={"starts_at": at})
    if request.method == "POST" and form.is_valid():
        event = planning.plan(form.save(commit=False), by=user)
        messages.success(request, _("Planned: %(event)s, %(moment)s.") % _told(event))
        return HttpResponseRedirect(_month_of(event))
    return _event_page(request, form, None, 422 if form.is_bound else 200)


@fills_in
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an event, and change it."""
    _may_see(request)
    event, user = _event(request, pk), member(request)
    agencies = permissions.agencies_to_write_for(user).order_by("name")
    form = PlannedEventForm(agencies, request.POST or None, instance=event)
    if request.method == "POST" and form.is_valid():
        try:
            event = planning.change(form.save(commit=False), by=user, version=posted_version(request))
        except planning.EventChanged as changed:
            current = changed.current
            form.data = {**form.data.dict(), "seen_version": str(current.version)}  # type: ignore[attr-defined]  # it was posted
            problem = _(
                "%(reason)s It says now: %(event)s, %(moment)s. What you typed is kept; save again to replace it."
            )
            return _event_page(request, form, current, 409, problem % {"reason": changed, **_told(current)})
        messages.success(request, _("Saved: %(event)s, %(moment)s.") % _told(event))
        return HttpResponseRedirect(_month_of(event))
    return _event_page(request, form, _event(request, pk), 422 if form.is_bound else 200)


def _event_page(
    request: HttpRequest, form: PlannedEventForm, event: PlannedEvent | None, status: int, problem: str = ""
) -> HttpResponse:
    context = {
        **admin.site.each_context(request), "title": str(event) if event else _("Plan an event"), "form": form,
        "event": event, "problem": problem, "release": planning.release_of(event) if event else None,
    }  # fmt: skip
    return TemplateResponse(request, "desk/event.html", context, status=status)


@require_POST
def call_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete an event that will not take place."""
    _may_see(request)
    event = _event(request, pk)
    try:
        planning.call_off(event, by=member(request), version=posted_version(request))
    except planning.EventChanged as changed:
        messages.warning(request, _("%(reason)s Look at it again, then decide.") % {"reason": changed})
        return HttpResponseRedirect(reverse("admin:desk:event", args=[pk]))
    messages.success(request, _("Taken off the calendar: %(event)s.") % {"event": event})
    return HttpResponseRedirect(_month_of(event))


@require_POST
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the release about an event, or go on with the one that there is."""
    _may_see(request)
    draft = planning.write_release(_event(request, pk), by=member(request))
    return HttpResponseRedirect(reverse("admin:articles_edition_change", args=[draft.pk]))


# Moving


@fills_in
def move(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Move a scheduled release (``siaran``) or a planned event (``acara``); ``?ke=2026-11-24`` proposes a day."""
    _may_see(request)
    if kind not in ("siaran", "acara"):
        raise Http404
    thing = _event(request, pk) if kind == "acara" else _scheduled(request, pk)
    at = thing.starts_at if isinstance(thing, PlannedEvent) else thing.live_from
    back = _back(request)
    if at is None or (isinstance(thing, Edition) and (thing.state != Edition.State.RELEASED or at <= timezone.now())):
        messages.warning(request, _("“%(release)s” is not scheduled any more.") % {"release": thing})
        return HttpResponseRedirect(back)
    day = _day(request.GET.get("ke", ""))
    proposed = timezone.localtime(at)
    if day:
        proposed = datetime.datetime.combine(day, proposed.time(), proposed.tzinfo)
    form = MoveForm(request.POST or None, initial={"seen_version": thing.version, "at": proposed})
    problem, status = "", 200
    if form.is_bound and not form.is_valid():
        status = 422
    elif form.is_bound:
        try:
            moved = _move(thing, form.cleaned_data["at"], member(request), posted_version(request))
        except (workflow.StepRefused, PermissionDenied) as refused:
            problem, status = str(refused) or _("You may not move this."), 409
        except (editing.Conflict, planning.EventChanged) as changed:
            problem, status = _("%(reason)s Look at it again, then decide.") % {"reason": changed}, 409
            form.data = {**form.data.dict(), "seen_version": str(changed.current.version)}  # type: ignore[attr-defined]  # it was posted
            thing = changed.current
        else:
            messages.success(request, _("Moved: %(event)s, now %(moment)s.") % {"event": thing, "moment": moved})
            return HttpResponseRedirect(back)
    context = {
        **admin.site.each_context(request), "title": _("Move"), "thing": thing, "form": form, "problem": problem,
        "is_now": written(at), "proposed": written(proposed) if day else "", "back": back,
        "badge": badge(thing, timezone.now()) if isinstance(thing, Edition) else KINDS[calendar.PLANNED],
    }  # fmt: skip
    return TemplateResponse(request, "desk/move.html", context, status=status)


def _scheduled(request: HttpRequest, pk: int) -> Edition:
    """Return the edition ``pk``, which this user may release.

    :raises Http404: if the user does not see it.
    :raises PermissionDenied: if the user may not move it.
    """
    user = member(request)
    found = permissions.visible_to(user).select_related("article").filter(pk=pk).first()
    if found is None:
        raise Http404
    if not permissions.may_release(user, found):
        raise PermissionDenied(_("You may not move this."))
    return found


def _move(thing: Edition | PlannedEvent, to: datetime.datetime, user: Any, version: int) -> str:
    if isinstance(thing, PlannedEvent):
        return written(planning.move(thing, to, by=user, version=version).starts_at)
    return written(workflow.take("reschedule", thing, by=user, at=to, version=version).live_from)


def _back(request: HttpRequest) -> str:
    """Return the address of the calendar's page that the query ``kembali`` names; this month's otherwise."""
    given = QueryDict((request.POST.get("kembali") or request.GET.get("kembali", ""))[:200])
    try:
        return Place.of(given, timezone.localdate(), _agencies(request)).url()
    except Http404:
        return reverse("admin:desk:calendar")


def _day(text: str) -> datetime.date | None:
    """Return the day that an address names; None if it is none, or out of the calendar."""
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        return None
    return day if len(text) == 10 and day.year in calendar.YEARS else None


def _month_of(event: PlannedEvent) -> str:
    query = {"bulan": f"{timezone.localtime(event.starts_at):%Y-%m}"}
    return f"{reverse('admin:desk:calendar')}?{urlencode(query)}#acara-{event.pk}"


def _told(event: PlannedEvent) -> dict[str, str]:
    return {"event": event.title, "moment": written(event.starts_at)}
