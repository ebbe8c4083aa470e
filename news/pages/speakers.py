"""What the pages of agencies and officials show beside their releases."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from news.articles.models import Edition, Quote
from news.directory.models import Agency, AgencyName, AgencyQuerySet, Appointment, Official, Position

from .agency_names import given_up_since, name_then
from .json_rows import json_rows


@dataclass
class Branch:
    """An agency of the tree with those that are part of it."""

    agency: Agency
    branches: list[Branch] = field(default_factory=list)
    offices: list[Office] = field(default_factory=list)


@dataclass(frozen=True)
class Office:
    """An office of an agency with who holds it on a date: definitively, acting, or nobody."""

    position: Position
    title: str
    holders: list[Held]


@dataclass(frozen=True)
class Held:
    """An appointment as it is printed: the office under the name that its agency had then."""

    appointment: Appointment
    office: str


def offices_held(date: datetime.date) -> list[Branch]:
    """Return the agencies that existed on ``date`` as a tree, under the names that they had, with all their offices.

    Who acts stands after who holds an office definitively. Four queries.
    """
    agencies = list(Agency.objects.existing_on(date).prefetch_related("former_names"))
    roots = _branches(agencies)
    held: dict[int, list[Appointment]] = {}
    for row in Appointment.objects.held_on(date).select_related("official").order_by("start_date", "pk"):
        held.setdefault(row.position_id, []).append(row)
    own: dict[int, list[Position]] = {}
    for position in Position.objects.all():
        own.setdefault(position.agency_id, []).append(position)
    for branch in _walk(roots):
        for position in own.get(branch.agency.pk, []):
            position.agency = branch.agency
            branch.offices.append(_office(position, held.get(position.pk, []), date))
        branch.agency.name, branch.agency.short_name = branch.agency.named_on(date)
    return roots


def _office(position: Position, held: list[Appointment], date: datetime.date) -> Office:
    for row in held:
        row.position = position
    in_order = sorted(held, key=lambda row: row.capacity != Appointment.Capacity.DEFINITIVE)
    return Office(position, position.title_on(date), [Held(row, row.office_on(date)) for row in in_order])


def _walk(branches: list[Branch]) -> Iterator[Branch]:
    for branch in branches:
        yield branch
        yield from _walk(branch.branches)


@dataclass(frozen=True)
class Span:
    """A time in the history of an office: an appointment, or None while nobody held it; half-open, as appointments."""

    start: datetime.date
    end: datetime.date | None
    held: Held | None

    @property
    def is_acting(self) -> bool:
        """Whether somebody acted."""
        return bool(self.held and self.held.appointment.capacity != Appointment.Capacity.DEFINITIVE)


def history(position: Position, today: datetime.date) -> list[Span]:
    """Return who held ``position`` until ``today``, the newest first, with the times between in which nobody did.

    What is yet to come is not told. Two queries, or one if ``position`` has its agency's former names.
    """
    rows = position.appointments.filter(start_date__lte=today).select_related("official__portrait")
    spans: list[Span] = []
    held_until: datetime.date | None = None
    is_held = False
    for row in rows.order_by("start_date", "pk"):
        row.position = position
        if held_until and held_until < row.start_date and not is_held:
            spans.append(Span(held_until, row.start_date, None))
        end = row.end_date if row.end_date and row.end_date <= today else None
        last_day = end - datetime.timedelta(days=1) if end else today
        spans.append(Span(row.start_date, end, Held(row, row.office_on(last_day))))
        held_until = max(filter(None, [held_until, end]), default=None)
        is_held = is_held or end is None
    if held_until and not is_held:
        spans.append(Span(held_until, None, None))
    return spans[::-1]


def tree(today: datetime.date) -> tuple[list[Branch], list[Agency]]:
    """Return the agencies that exist on ``today`` as a tree, and those that do not any more; one query."""
    agencies = list(Agency.objects.select_related("succeeded_by"))
    past = [agency for agency in agencies if agency.valid_until_date and agency.valid_until_date <= today]
    gone = {agency.pk for agency in past}
    return _branches([agency for agency in agencies if agency.pk not in gone]), past


def _branches(agencies: Iterable[Agency]) -> list[Branch]:
    """Return ``agencies`` as a tree; what is part of none of them stands at its root."""
    branches = {agency.pk: Branch(agency) for agency in agencies}
    roots: list[Branch] = []
    for branch in branches.values():
        above = branches.get(branch.agency.parent_id or 0)
        (above.branches if above else roots).append(branch)
    return sorted(roots, key=lambda branch: _rank(branch.agency))


@dataclass(frozen=True)
class Past:
    """What an agency was called before, and which agencies it succeeded; the newest first."""

    names: list[tuple[str, datetime.date]]
    predecessors: list[Agency]

    @staticmethod
    def known(agencies: AgencyQuerySet) -> AgencyQuerySet:
        """Let :meth:`of` find all that it needs on each of ``agencies``."""
        return agencies.annotate(
            names_json=json_rows(AgencyName, "agency", name="name", until="until_date"),
            predecessors_json=json_rows(
                Agency, "succeeded_by", name="name", slug="slug", valid_until_date="valid_until_date"
            ),
        )

    @classmethod
    def of(cls, agency: Agency) -> Past:
        """Return the past of ``agency``; no query."""
        names = [(row["name"], datetime.date.fromisoformat(row["until"])) for row in _json(agency, "names")]
        before = [Agency(**row | {"valid_until_date": _date(row)}) for row in _json(agency, "predecessors")]
        names.sort(key=lambda name: name[1], reverse=True)
        before.sort(key=lambda other: (other.valid_until_date or datetime.date.min, other.name), reverse=True)
        return cls(names, before)


def _json(agency: Agency, name: str) -> list[dict[str, Any]]:
    return getattr(agency, f"{name}_json", None) or []


def _date(row: dict[str, Any]) -> datetime.date | None:
    return datetime.date.fromisoformat(row["valid_until_date"]) if row["valid_until_date"] else None


def _rank(agency: Agency) -> tuple[int, str]:
    """Order agencies as a directory prints them: by kind, leadership first, then by name."""
    return Agency.Kind.values.index(agency.kind), agency.name


# What is printed of an appointment, below the way to it: of the many rows behind it no other columns are read.
_PRINTED = (
    "capacity", "official__name", "official__honorific_prefix", "official__honorific_suffix", "official__slug",
    "position__title", "position__agency__name", "position__agency__kind",
    *(f"official__portrait__{name}" for name in ("key", "width", "height", "alt", "decorative")),
)  # fmt: skip


def printed(prefix: str = "") -> list[str]:
    """Return the fields of an appointment that a page prints, for ``only``."""
    return [f"{prefix}{name}" for name in _PRINTED]


def holders(today: datetime.date, agency: Agency | None = None) -> list[Appointment]:
    """Return who holds an office on ``today`` (of ``agency``, if given), the highest first; one query."""
    held = Appointment.objects.held_on(today)
    rows = held.filter(position__agency=agency) if agency else held
    return list(rows.printable().only(*printed()).order_by("position__rank", "position__title", "pk"))


@dataclass(frozen=True)
class Offices:
    """The offices of one official: those held now and those held before, the newest first."""

    now: list[Appointment]
    before: list[Appointment]

    @classmethod
    def of(cls, official: Official, today: datetime.date) -> Offices:
        """Return the offices of ``official`` as they are on ``today``, former ones under the names of their last day.

        What is to come is not told. One query.
        """
        rows = list(
            official.appointments.filter(start_date__lte=today)
            .select_related("position__agency")
            .annotate(names_json=given_up_since("end_date", on_it_too=True))
            .order_by("position__rank", "-start_date", "pk")
        )
        now = [row for row in rows if row.was_held_on(today)]
        for row in rows:
            if row not in now:
                name_then([row.position.agency], getattr(row, "names_json", None))
        for row in now:
            row.end_date = None  # it lies ahead: the decision may be taken, and not announced
        before = sorted(
            (row for row in rows if not row.was_held_on(today)), key=lambda row: row.start_date, reverse=True
        )
        return cls(now, before)


QUOTES = 4


def quotes_in(editions: Iterable[Edition], official: Official, most: int | None = QUOTES) -> list[Quote]:
    """Return what ``official`` says in ``editions`` (of one page of a list), the newest first; one query.

    :param most: how many quotes at most; None for all.
    """
    shown = {edition.pk: (place, edition) for place, edition in enumerate(editions)}
    quotes: QuerySet[Quote] = Quote.objects.filter(edition__in=list(shown), appointment__official=official).annotate(
        names_json=given_up_since("edition__article__url_date")
    )
    found = sorted(
        quotes.select_related("appointment__position__agency"),
        key=lambda quote: (shown[quote.edition_id][0], quote.order, quote.pk),
    )
    for quote in found:
        quote.edition = shown[quote.edition_id][1]
        if quote.appointment:
            name_then([quote.appointment.position.agency], getattr(quote, "names_json", None))
    return found[:most]
