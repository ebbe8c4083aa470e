"""What the pages of agencies and officials show beside their releases."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, DateField, QuerySet, prefetch_related_objects

from news.articles.models import Edition, Quote
from news.directory.models import Agency, AgencyName, AgencyQuerySet, Appointment, Official, Position
from news.directory.names import NAMES, from_json, given_up_since, name_then
from news.prepared import Given, GivenKeys, Prepared

from .json_rows import json_rows

_TODAY, _OFFICIAL = Given("today", DateField()), Given("official", BigIntegerField())


@dataclass(frozen=True)
class Twig:
    """An agency in the tree as it is written down: it has parts below it, or closes so many items (a range)."""

    agency: Agency
    has_parts: bool
    closes: range


@dataclass(frozen=True)
class Held:
    """An appointment as it is printed: the office under the name that its agency had then."""

    appointment: Appointment
    office: str


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


_IN_TREE = ("slug", "kind", "parent", "valid_from_date", "valid_until_date", *NAMES)


def tree(today: datetime.date) -> tuple[list[Twig], list[Agency]]:
    """Return the agencies that exist on ``today`` as a tree, each before its parts, and those that do not any more.

    What is part of none of them stands at the root. What is to come is not told. Two queries at most.
    """
    agencies = list(Agency.objects.begun_on(today).only(*_IN_TREE))
    here = {agency.pk: agency for agency in agencies if agency.exists_on(today)}
    below: dict[int | None, list[Agency]] = {}
    for agency in here.values():
        below.setdefault(agency.parent_id if agency.parent_id in here else None, []).append(agency)
    below.get(None, []).sort(key=_rank)
    past = [agency for agency in agencies if agency.pk not in here]
    prefetch_related_objects(past, "successors")
    return list(_twigs(below, None, 0)), past


def _twigs(below: dict[int | None, list[Agency]], parent: int | None, levels: int) -> Iterator[Twig]:
    parts = below.get(parent, [])
    for agency in parts:
        closes = levels if agency is parts[-1] else 0
        if agency.pk in below:
            yield Twig(agency, True, range(0))
            yield from _twigs(below, agency.pk, closes + 1)
        else:
            yield Twig(agency, False, range(closes + 1))


_THROUGH = Agency.successors.through


@dataclass(frozen=True)
class Past:
    """What an agency was called before, which agencies it succeeded, and which succeeded it.

    ``names`` and ``predecessors`` stand under the days from which they were no more, the newest first.
    """

    names: list[tuple[str, datetime.date]]
    predecessors: list[tuple[datetime.date, list[Agency]]]
    successors: list[Agency]

    @staticmethod
    def known(agencies: AgencyQuerySet) -> AgencyQuerySet:
        """Let :meth:`of` find all that it needs on each of ``agencies``, in a query that is prepared."""
        shown = (*NAMES, "slug", "valid_until_date")
        return agencies.annotate(
            names_json=json_rows(AgencyName, "agency", name="name", until="until_date"),
            predecessors_json=json_rows(_THROUGH, "to_agency", **{name: f"from_agency__{name}" for name in shown}),
            successors_json=json_rows(_THROUGH, "from_agency", **{name: f"to_agency__{name}" for name in shown}),
        )

    @classmethod
    def of(cls, agency: Agency, today: datetime.date) -> Past:
        """Return the past of ``agency`` on ``today``; no query. What is to come is not told."""
        names = [(row["name"], datetime.date.fromisoformat(row["until"])) for row in _json(agency, "names")]
        names = sorted((row for row in names if row[1] <= today), key=lambda row: row[1], reverse=True)
        ended: dict[datetime.date, list[Agency]] = {}
        for other in _agencies(agency, "predecessors"):
            if other.valid_until_date and other.valid_until_date <= today:
                ended.setdefault(other.valid_until_date, []).append(other)
        is_past = bool(agency.valid_until_date and agency.valid_until_date <= today)
        return cls(names, sorted(ended.items(), reverse=True), _agencies(agency, "successors") if is_past else [])


def _agencies(agency: Agency, name: str) -> list[Agency]:
    rows = [from_json(row | {"valid_until_date": _date(row)}) for row in _json(agency, name)]
    return sorted(rows, key=lambda other: other.name)


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
    "position__title", "position__agency__kind", *(f"position__agency__{name}" for name in NAMES),
    *(f"official__portrait__{name}" for name in ("key", "width", "height", "alt", "decorative")),
)  # fmt: skip


def printed(prefix: str = "") -> list[str]:
    """Return the fields of an appointment that a page prints, for ``only``."""
    return [f"{prefix}{name}" for name in _PRINTED]


def holders(today: datetime.date, agency: Agency) -> list[Appointment]:
    """Return who holds an office of ``agency`` on ``today``, the highest first; one query."""
    return _holders(today=today, agency=agency.pk)


@Prepared
def _holders() -> QuerySet[Appointment]:
    rows = Appointment.objects.held_on(_TODAY).filter(position__agency=Given("agency", BigIntegerField()))
    return rows.printable().only(*printed()).order_by("position__rank", "position__title", "pk")


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
        rows = _offices(official=official.pk, today=today)
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


@Prepared
def _offices() -> QuerySet[Appointment]:
    return (
        Appointment.objects.filter(official=_OFFICIAL, start_date__lte=_TODAY)
        .select_related("position__agency")
        .annotate(names_json=given_up_since("end_date", on_it_too=True))
        .order_by("position__rank", "-start_date", "pk")
    )


QUOTES = 4


@Prepared
def _quotes() -> QuerySet[Quote]:
    return (
        Quote.objects.filter(edition__in=GivenKeys("editions"), appointment__official=_OFFICIAL)
        .select_related("appointment__position__agency")
        .annotate(names_json=given_up_since("edition__article__url_date"))
    )


def quotes_in(editions: Iterable[Edition], official: Official, most: int | None = QUOTES) -> list[Quote]:
    """Return what ``official`` says in ``editions`` (of one page of a list), the newest first; one query.

    :param most: how many quotes at most; None for all.
    """
    shown = {edition.pk: (place, edition) for place, edition in enumerate(editions)}
    found = sorted(
        _quotes(editions=shown, official=official.pk),
        key=lambda quote: (shown[quote.edition_id][0], quote.order, quote.pk),
    )
    for quote in found:
        quote.edition = shown[quote.edition_id][1]
        if quote.appointment:
            name_then([quote.appointment.position.agency], getattr(quote, "names_json", None))
    return found[:most]
