"""What the pages of agencies and officials show beside their releases."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from news.articles.models import Edition, Quote
from news.directory.models import Agency, Appointment, Official


@dataclass
class Branch:
    """An agency of the tree with those that are part of it."""

    agency: Agency
    branches: list[Branch] = field(default_factory=list)


def tree(today: datetime.date) -> tuple[list[Branch], list[Agency]]:
    """Return the agencies that exist on ``today`` as a tree, and those that do not any more; one query."""
    agencies = list(Agency.objects.select_related("succeeded_by"))
    past = [agency for agency in agencies if agency.valid_until_date and agency.valid_until_date <= today]
    gone = {agency.pk for agency in past}
    branches = {agency.pk: Branch(agency) for agency in agencies if agency.pk not in gone}
    roots: list[Branch] = []
    for branch in branches.values():
        above = branches.get(branch.agency.parent_id or 0)
        (above.branches if above else roots).append(branch)
    return sorted(roots, key=lambda branch: _rank(branch.agency)), past


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
        """Return the offices of ``official`` as they are on ``today``; those to come are not told. One query."""
        rows = list(
            official.appointments.filter(start_date__lte=today)
            .select_related("position__agency")
            .order_by("position__rank", "-start_date", "pk")
        )
        now = [row for row in rows if row.was_held_on(today)]
        before = sorted(
            (row for row in rows if not row.was_held_on(today)), key=lambda row: row.start_date, reverse=True
        )
        return cls(now, before)


QUOTES = 4


def quotes_in(editions: Iterable[Edition], official: Official) -> list[Quote]:
    """Return what ``official`` says in ``editions`` (of one page of a list), the newest first; one query."""
    shown = {edition.pk: (place, edition) for place, edition in enumerate(editions)}
    quotes = Quote.objects.filter(edition__in=list(shown), appointment__official=official)
    found = sorted(
        quotes.select_related("appointment__position__agency"),
        key=lambda quote: (shown[quote.edition_id][0], quote.order, quote.pk),
    )
    for quote in found:
        quote.edition = shown[quote.edition_id][1]
    return found[:QUOTES]
