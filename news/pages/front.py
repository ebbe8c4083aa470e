"""What the home page shows: edited, not listed; eight queries at most, however much there is."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, OuterRef, Q, Subquery
from django.utils import timezone

from news.articles import lists
from news.articles.models import Edition, EditionAgency, EditionTag, PlannedEvent, Quote, Section, Tag
from news.directory import names
from news.directory.models import Agency
from news.readership.ranking import most_read

from .json_rows import json_rows
from .listing import shown
from .prepared import ANY_MOMENT, Written, at, written
from .speakers import printed

NEWEST = 18
SECONDS = 3
IN_COLUMN = 3
CANDIDATES = IN_COLUMN + 1  # for a column, since one of them may stand above
QUOTES = 3
NAMES = 12
EVENTS = 5
EVENTS_AHEAD = EVENTS_AGO = datetime.timedelta(days=30)  # what began longer ago and still goes on is not sought
EVENT_LASTS = datetime.timedelta(hours=2)  # one that says no end stays in the agenda for so long
MOST_READ_LEAST = 3  # fewer are no list


@dataclass(frozen=True)
class Column:
    """A section with its newest releases, without those that stand above."""

    section: Section
    editions: list[Edition]


@dataclass
class Front:
    """The home page: one story leads, three second it, then the sections, voices, and who and what is in the news."""

    today: datetime.date
    sections: list[Section]
    lead: Edition | None = None
    seconds: list[Edition] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    agencies: list[Agency] = field(default_factory=list)
    topics: list[Tag] = field(default_factory=list)
    events: list[PlannedEvent] = field(default_factory=list)
    most_read: list[Edition] = field(default_factory=list)


def front(now: datetime.datetime) -> Front:
    """Return the home page as it is at ``now`` (aware)."""
    sections = _sections_with_newest(now)
    rows = list(_newest(now))
    section_of = {row.pk: row.section for row in rows}
    newest = list(section_of)
    page = Front(timezone.localdate(now), sections, events=_events(now))
    if not newest:
        return page
    chosen = rows[0].featured or newest[0]
    above = [chosen, *[pk for pk in newest if pk != chosen][:SECONDS]]
    by_section = {}
    for section in sections:
        # Both begin with the newest of the section; the longer one knows more of it.
        known = max(_newest_of(section), [pk for pk in newest if section_of[pk] == section.pk], key=len)
        by_section[section.pk] = [pk for pk in known if pk not in above][:IN_COLUMN]
    editions = shown().in_bulk({*above, *(pk for keys in by_section.values() for pk in keys)})
    page.lead, *page.seconds = (editions[pk] for pk in above)
    columns = [Column(section, [editions[pk] for pk in by_section[section.pk]]) for section in sections]
    page.columns = [column for column in columns if column.editions]
    page.quotes = _quotes(newest)
    page.most_read = most_read(now)
    if len(page.most_read) < MOST_READ_LEAST:
        page.most_read = []
    _name(page, rows)
    return page


def _sections_with_newest(now: datetime.datetime) -> list[Section]:
    """Return all sections; each carries the keys of its newest live editions, one correlated subquery a place."""
    places = {f"newest_{i}": at(_in_section(i), now, BigIntegerField()) for i in range(CANDIDATES)}
    return list(Section.objects.annotate(**places))


@functools.cache
def _in_section(place: int) -> Written:
    newest = lists.newest(ANY_MOMENT).filter(section=OuterRef("pk")).values("pk")
    return written(Subquery(newest[place : place + 1]), Section)


@functools.cache
def _featured() -> Written:
    featured = Edition.objects.live(ANY_MOMENT).filter(article__featured_until__gt=ANY_MOMENT)
    return written(Subquery(featured.order_by("-article__featured_until", "-pk").values("pk")[:1]), Edition)


def _newest_of(section: Section) -> list[int]:
    keys = (getattr(section, f"newest_{i}") for i in range(CANDIDATES))
    return [key for key in keys if key is not None]


class _New(NamedTuple):
    """One of the newest releases, with whom and what it names; and, on each, the release that is to lead."""

    pk: int
    section: int | None
    agencies: list[dict[str, Any]] | None
    topics: list[dict[str, Any]] | None
    featured: int | None


def _newest(now: datetime.datetime) -> Iterator[_New]:
    agency = {name: f"agency__{name}" for name in (*names.NAMES, "slug")}
    rows = lists.newest(now).values_list(
        "pk",
        "section",
        json_rows(EditionAgency, "edition", **agency),
        json_rows(EditionTag, "content_object", name="tag__name", slug="tag__slug"),
        at(_featured(), now, BigIntegerField()),
    )
    return map(_New._make, rows[:NEWEST])


def _events(now: datetime.datetime) -> list[PlannedEvent]:
    """Return the next events that readers may see, and those that go on at this moment."""
    ahead = PlannedEvent.objects.public().starting(now - EVENTS_AGO, now + EVENTS_AHEAD)
    goes_on = Q(ends_at__gt=now) | Q(ends_at__isnull=True, starts_at__gt=now - EVENT_LASTS)
    shown = ahead.filter(goes_on).select_related("agency")
    fields = ("title", "starts_at", "ends_at", "venue", "agency__slug", *(f"agency__{name}" for name in names.NAMES))
    return list(shown.only(*fields)[:EVENTS])


def _quotes(editions: list[int]) -> list[Quote]:
    """Return the newest quotes by officials of the directory: one an edition, one an official."""
    said = Quote.objects.filter(edition__in=editions, appointment__isnull=False)
    spoken = said.select_related(
        "edition__article", "appointment__official__portrait", "appointment__position__agency"
    ).only("words", "order", "edition__article__slug", "edition__article__url_date", *printed("appointment__"))
    place = {pk: number for number, pk in enumerate(editions)}
    found: dict[int, Quote] = {}
    heard: set[int] = set()
    for quote in sorted(spoken, key=lambda quote: (place[quote.edition_id], quote.order, quote.pk)):
        speaker = quote.appointment.official_id if quote.appointment else 0
        if quote.edition_id not in found and speaker not in heard:
            found[quote.edition_id] = quote
            heard.add(speaker)
    return list(found.values())[:QUOTES]


def _name(page: Front, rows: Iterable[_New]) -> None:
    """Add the agencies and topics of ``rows``, the newest first, each once."""
    spoke: dict[str, Agency] = {}
    about: dict[str, Tag] = {}
    for row in rows:
        for agency in row.agencies or ():
            spoke.setdefault(agency["slug"], names.from_json(agency))
        for topic in row.topics or ():
            about.setdefault(topic["slug"], Tag(**topic))
    page.agencies, page.topics = list(spoke.values())[:NAMES], list(about.values())[:NAMES]
