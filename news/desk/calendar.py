"""What happens when: released, scheduled, under embargo, expiring and planned, by day; a constant number of queries."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news.accounts.models import User
from news.articles import permissions
from news.articles.models import Edition, EditionAgency, EditionQuerySet

State = Edition.State
YEARS = range(2000, 2101)
MOST = 2000
"""Entries of one kind that a page may have."""
A_DAY = 6
"""Entries of a day that a month shows; a week shows all."""
RELEASED, SCHEDULED, EMBARGO, EXPIRES, PLANNED = "released", "scheduled", "embargo", "expires", "planned"
KINDS: dict[str, str | Promise] = {
    RELEASED: gettext_lazy("released"),
    SCHEDULED: gettext_lazy("scheduled"),
    EMBARGO: gettext_lazy("embargo ends"),
    EXPIRES: gettext_lazy("expiry"),
    PLANNED: gettext_lazy("planned"),
}


@dataclass(frozen=True)
class Entry:
    """Something at a moment: what it is, for whom, where it leads, and where it can be moved if this user may."""

    at: datetime.datetime
    kind: str
    title: str
    agency: str
    url: str
    key: str
    version: int = 0
    move_url: str = ""
    ends_at: datetime.datetime | None = None
    detail: str | Promise = ""

    @property
    def kind_in_words(self) -> str | Promise:
        """What it is, for people."""
        return KINDS[self.kind]


def entries(
    user: User,
    since: datetime.datetime,
    until: datetime.datetime,
    now: datetime.datetime,
    agency: int | None = None,
    most: int = MOST,
) -> list[Entry]:
    """Return what ``user`` sees from ``since`` on and before ``until`` (aware), in the order of time; five queries.

    :param agency: only what it leads or takes part in.
    :param most: of each kind.
    """
    visible = permissions.visible_to(user)
    events = permissions.events_visible_to(user)
    if agency is not None:
        visible = visible.filter(Exists(EditionAgency.objects.filter(edition=OuterRef("pk"), agency=agency)))
        events = events.filter(agency=agency)
    may_move = permissions.may_release(user, Edition())
    found = [
        *_of_editions(visible, "live_from", since, until, now, most, may_move),
        *_of_editions(visible.filter(state__in=Edition.OPEN_STATES), "embargo_until", since, until, now, most),
        *_of_editions(
            visible.filter(state=State.RELEASED, live_until=F("expires_at")), "expires_at", since, until, now, most
        ),
    ]
    found += [
        Entry(
            event.starts_at, PLANNED, event.title, event.agency.short_name or event.agency.name,
            reverse("admin:desk:event", args=[event.pk]), f"acara-{event.pk}", event.version,
            reverse("admin:desk:move", args=["acara", event.pk]), event.ends_at, event.venue,
        )
        for event in events.starting(since, until).select_related("agency")[:most]
    ]  # fmt: skip
    return sorted(found, key=attrgetter("at"))


def _of_editions(
    editions: EditionQuerySet,
    moment: str,
    since: datetime.datetime,
    until: datetime.datetime,
    now: datetime.datetime,
    most: int,
    may_move: bool = False,
) -> list[Entry]:
    """Return an entry for each of ``editions`` whose field ``moment`` lies in the range."""
    rows: QuerySet[Any, Any] = (
        editions.filter(**{f"{moment}__gte": since, f"{moment}__lt": until})
        .annotate(led=FilteredRelation("agency_rows", condition=Q(agency_rows__is_lead=True)))
        .order_by(moment, "pk")
        .values_list(
            moment, "pk", "headline", "version", "sequence", "change_kind", "led__agency__short_name",
            "led__agency__name",
        )
    )  # fmt: skip
    found = []
    change = reverse("admin:articles_edition_change", args=[0])
    move = reverse("admin:desk:move", args=["siaran", 0])
    no_headline = str(Edition())
    for at, pk, headline, version, sequence, change_kind, short_name, name in rows[:most]:
        kind = {"embargo_until": EMBARGO, "expires_at": EXPIRES}.get(moment) or (SCHEDULED if at > now else RELEASED)
        detail = Edition.Change(change_kind).label if sequence > 1 and change_kind in Edition.Change.values else ""
        found.append(
            Entry(
                at, kind, headline or no_headline, short_name or name or "", change.replace("/0/", f"/{pk}/"),
                f"{kind}-{pk}", version, move.replace("/0/", f"/{pk}/") if may_move and kind == SCHEDULED else "",
                detail=detail,
            )
        )  # fmt: skip
    return found


@dataclass(frozen=True)
class Day:
    """A day of the calendar with what happens on it; ``more`` of it is not shown."""

    date: datetime.date
    is_today: bool
    is_outside: bool
    entries: list[Entry] = field(default_factory=list)
    more: int = 0

    @property
    def week(self) -> str:
        """The week that it is in, as an address names it."""
        return week_of(self.date)


@dataclass(frozen=True)
class Span:
    """What a page of the calendar shows: a month (with the rest of its first and last week) or a week."""

    first: datetime.date
    is_week: bool

    @classmethod
    def parse(cls, month: str, week: str, today: datetime.date) -> Span:
        """Read ``2026-11`` or ``2026-W48``; the month of ``today`` if both are empty.

        :raises ValueError: if it is neither, or out of :data:`YEARS`.
        """
        text = week or month
        if not text:
            return cls(today.replace(day=1), is_week=False)
        year, dash, rest = text.partition("-" if not week else "-W")
        if not (dash and len(year) == 4 and len(rest) == 2 and f"{year}{rest}".isascii() and f"{year}{rest}".isdigit()):
            raise ValueError("This is no month and no week.")
        if int(year) not in YEARS:
            raise ValueError("That year cannot be meant.")
        if week:
            return cls(datetime.date.fromisocalendar(int(year), int(rest), 1), is_week=True)
        return cls(datetime.date(int(year), int(rest), 1), is_week=False)

    @property
    def weeks(self) -> list[list[datetime.date]]:
        """The days that are shown, week by week, each from Monday on."""
        if self.is_week:
            return [[self.first + datetime.timedelta(days=number) for number in range(7)]]
        return calendar.Calendar(calendar.MONDAY).monthdatescalendar(self.first.year, self.first.month)

    @property
    def bounds(self) -> tuple[datetime.datetime, datetime.datetime]:
        """The moments at which the first shown day begins and the last one ends, in the active zone."""
        weeks = self.weeks
        return begin_of(weeks[0][0]), begin_of(weeks[-1][-1] + datetime.timedelta(days=1))

    @property
    def query(self) -> dict[str, str]:
        """What an address says to show this."""
        if self.is_week:
            return {"pekan": week_of(self.first)}
        return {"bulan": f"{self.first:%Y-%m}"}

    def turned(self, by: int) -> Span | None:
        """Return the month or week that follows (1) or goes before (-1); None beyond :data:`YEARS`."""
        if self.is_week:
            other = self.first + datetime.timedelta(weeks=by)
        else:
            other = (self.first + datetime.timedelta(days=31 if by > 0 else -1)).replace(day=1)
        return Span(other, self.is_week) if other.year in YEARS and other.isocalendar().year in YEARS else None

    @property
    def title(self) -> str:
        """What is shown, in words."""
        if not self.is_week:
            return formats.date_format(self.first, "F Y")
        last = self.first + datetime.timedelta(days=6)
        begins = "j" if last.month == self.first.month else "j F" if last.year == self.first.year else "j F Y"
        words = f"{formats.date_format(self.first, begins)}–{formats.date_format(last, 'j F Y')}"
        return _("%(days)s, week %(number)s") % {"days": words, "number": self.first.isocalendar().week}


def begin_of(day: datetime.date) -> datetime.datetime:
    """Return the moment at which ``day`` begins in the active zone."""
    return datetime.datetime.combine(day, datetime.time(), timezone.get_current_timezone())


def week_of(day: datetime.date) -> str:
    """Return the ISO week of ``day``: ``2026-W48``."""
    return f"{day.isocalendar().year}-W{day.isocalendar().week:02}"


def by_day(span: Span, found: list[Entry], today: datetime.date) -> list[list[Day]]:
    """Return the days of ``span``, week by week, each with its entries."""
    on: dict[datetime.date, list[Entry]] = {}
    for entry in found:
        on.setdefault(timezone.localtime(entry.at).date(), []).append(entry)
    return [[_day(span, date, on.get(date, []), today) for date in week] for week in span.weeks]


def _day(span: Span, date: datetime.date, found: list[Entry], today: datetime.date) -> Day:
    shown = found if span.is_week or len(found) <= A_DAY + 1 else _most_telling(found)
    is_outside = not span.is_week and date.month != span.first.month
    return Day(date, date == today, is_outside, shown, len(found) - len(shown))


def _most_telling(found: list[Entry]) -> list[Entry]:
    """Keep what can still be decided on, then the first of the rest; in the order of time."""
    chosen = sorted(found, key=lambda entry: entry.kind == RELEASED)[:A_DAY]
    return sorted(chosen, key=attrgetter("at"))


def mark(entry: Entry) -> SafeString:
    """Return what ``entry`` is, as a coloured word."""
    return format_html('<span class="badge badge-{}">{}</span>', entry.kind, entry.kind_in_words)
