"""The agenda: what agencies will do and readers may know, each event with its release once that is live."""

from __future__ import annotations

import datetime
import itertools
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest
from django.utils import timezone

from news.articles.lists import Place
from news.articles.models import Edition, PlannedEvent, PlannedEventQuerySet
from news.directory import names
from news.prepared import Moment

SIZE = 100
AFTER = "sesudah"
LASTS = datetime.timedelta(hours=2)
"""How long an event that says no end stays in the agenda."""
_SHOWN = (
    "title", "starts_at", "ends_at", "venue", "agency__slug", *(f"agency__{name}" for name in names.NAMES),
    "article__slug", "article__url_date",
)  # fmt: skip


@dataclass(frozen=True)
class Month:
    """A month of the agenda: its first day, and its events in order."""

    date: datetime.date
    events: list[PlannedEvent]


@dataclass(frozen=True)
class Agenda:
    """A page of what is to come, by month, and on the first page what is over this month.

    ``further`` is the query of the next page, empty on the last.
    """

    months: list[Month]
    over: list[PlannedEvent]
    is_first: bool
    further: str

    @classmethod
    def of(cls, request: HttpRequest, now: datetime.datetime) -> Agenda:
        """Return the page that ``request`` asks for as it is at ``now`` (aware), in the active zone; one query.

        :raises Http404: if ``sesudah`` is no place in the agenda.
        """
        rows = with_releases(PlannedEvent.objects.public(), now).order_by("starts_at", "pk")
        if place := _place(request):
            later = Q(starts_at__gt=place.list_at) | Q(pk__gt=place.pk)
            rows = rows.filter(later, starts_at__gte=place.list_at)
        else:
            first = timezone.localtime(now).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
            rows = rows.filter(starts_at__gte=first)
        found = list(rows[: SIZE + 1])
        events = found[:SIZE]
        ahead = [event for event in events if _end(event) > now]
        months = itertools.groupby(ahead, key=lambda event: timezone.localtime(event.starts_at).date().replace(day=1))
        return cls(
            months=[Month(date, list(group)) for date, group in months],
            over=[event for event in events if _end(event) <= now],
            is_first=place is None,
            further=f"?{AFTER}={Place(events[-1].starts_at, events[-1].pk)}" if len(found) > SIZE else "",
        )


def with_releases(events: PlannedEventQuerySet, now: Moment) -> PlannedEventQuerySet:
    """Return ``events`` with what an agenda prints; ``is_told`` if the release about it is live at ``now`` (aware)."""
    live = Edition.objects.live(now).filter(article=OuterRef("article"))
    return events.select_related("agency", "article").only(*_SHOWN).annotate(is_told=Exists(live))


def _end(event: PlannedEvent) -> datetime.datetime:
    return event.ends_at or event.starts_at + LASTS


def _place(request: HttpRequest) -> Place | None:
    text = request.GET.get(AFTER)
    try:
        return None if text is None else Place.parse(text)
    except ValueError as error:
        raise Http404 from error
