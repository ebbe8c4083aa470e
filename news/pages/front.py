"""What the home page shows: edited, not listed; eight queries at most, however much there is."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import DateTimeField, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from news.articles import lists
from news.articles.models import Article, Edition, EditionAgency, EditionTag, PlannedEvent, Quote, Section, Tag
from news.directory import names
from news.directory.models import Agency
from news.prepared import NOW, Given, Prepared
from news.readership.ranking import most_read

from .agenda import LASTS, with_releases
from .json_rows import json_rows
from .listing import shown
from .speakers import printed

NEWEST = 18
SECONDS = 3
IN_COLUMN = 3
NOTES = 3
CANDIDATES = IN_COLUMN + 1  # for a column, since one of them may stand above
QUOTES = 3
NAMES = 12
EVENTS = 5
EVENTS_AHEAD = EVENTS_AGO = datetime.timedelta(days=30)  # what began longer ago and still goes on is not sought
MOST_READ_LEAST = 3  # fewer are no list


@dataclass(frozen=True)
class Column:
    """A section with its newest releases, without those that stand above."""

    section: Section
    editions: list[Edition]


@dataclass
class Front:
    """The home page: one story leads, three second it, beside what is announced; then what is planned and read, voices,
    the sections, and who and what is in the news.
    """

    today: datetime.date
    sections: list[Section]
    lead: Edition | None = None
    seconds: list[Edition] = field(default_factory=list)
    notes: list[Edition] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    agencies: list[Agency] = field(default_factory=list)
    topics: list[Tag] = field(default_factory=list)
    events: list[PlannedEvent] = field(default_factory=list)
    most_read: list[Edition] = field(default_factory=list)


def front(now: datetime.datetime) -> Front:
    """Return the home page as it is at ``now`` (aware)."""
    sections = _sections_with_newest(now=now)
    rows = [_New._make(row) for row in _newest(now=now)]
    section_of = {row.pk: row.section for row in rows}
    newest = list(section_of)
    page = Front(timezone.localdate(now), sections, events=_events_at(now))
    if not newest:
        return page
    chosen = rows[0].featured or newest[0]
    above = [chosen, *[pk for pk in newest if pk != chosen][:SECONDS]]
    told = [row.pk for row in rows if row.kind == Article.Kind.ANNOUNCEMENT and row.pk not in above][:NOTES]
    by_section = {}
    for section in sections:
        # Both begin with the newest of the section; the longer one knows more of it.
        known = max(_newest_of(section), [pk for pk in newest if section_of[pk] == section.pk], key=len)
        left = [pk for pk in known if pk not in above]
        by_section[section.pk] = ([pk for pk in left if pk not in told] or left)[:IN_COLUMN]
    wanted = {*above, *told, *(pk for keys in by_section.values() for pk in keys)}
    editions = {edition.pk: edition for edition in shown(wanted)}
    page.lead, *page.seconds = (editions[pk] for pk in above)
    page.notes = [editions[pk] for pk in told]
    columns = [Column(section, [editions[pk] for pk in by_section[section.pk]]) for section in sections]
    page.columns = [column for column in columns if column.editions]
    page.quotes = _quotes(newest, now)
    page.most_read = most_read(now)
    if len(page.most_read) < MOST_READ_LEAST:
        page.most_read = []
    _name(page, rows)
    return page


@Prepared
def _sections_with_newest() -> QuerySet[Section]:
    """All sections; each carries the keys of its newest live editions, one correlated subquery a place."""
    newest = lists.newest(NOW).filter(section=OuterRef("pk")).values("pk")
    return Section.objects.annotate(**{f"newest_{i}": Subquery(newest[i : i + 1]) for i in range(CANDIDATES)})


def _newest_of(section: Section) -> list[int]:
    keys = (getattr(section, f"newest_{i}") for i in range(CANDIDATES))
    return [key for key in keys if key is not None]


class _New(NamedTuple):
    """One of the newest releases, with whom and what it names; and, on each, the release that is to lead."""

    pk: int
    section: int | None
    kind: str
    agencies: list[dict[str, Any]] | None
    topics: list[dict[str, Any]] | None
    featured: int | None


@Prepared
def _newest() -> QuerySet[Edition, tuple[Any, ...]]:
    featured = Edition.objects.live(NOW).filter(article__featured_until__gt=NOW)
    agency = {name: f"agency__{name}" for name in (*names.NAMES, "slug")}
    rows = lists.newest(NOW).values_list(
        "pk",
        "section",
        "article__kind",
        json_rows(EditionAgency, "edition", **agency),
        json_rows(EditionTag, "content_object", name="tag__name", slug="tag__slug"),
        Subquery(featured.order_by("-article__featured_until", "-pk").values("pk")[:1]),
    )
    return rows[:NEWEST]


def _events_at(now: datetime.datetime) -> list[PlannedEvent]:
    """Return the next events that readers may see, and those that go on at this moment."""
    return _events(now=now, after=now - EVENTS_AGO, before=now + EVENTS_AHEAD, lasting=now - LASTS)


@Prepared
def _events() -> QuerySet[PlannedEvent]:
    after, before, lasting = (Given(name, DateTimeField()) for name in ("after", "before", "lasting"))
    ahead = PlannedEvent.objects.public().starting(after, before)
    goes_on = Q(ends_at__gt=NOW) | Q(ends_at__isnull=True, starts_at__gt=lasting)
    return with_releases(ahead.filter(goes_on), NOW)[:EVENTS]


@Prepared
def _said() -> QuerySet[Quote]:
    newest = lists.newest(NOW).values("pk")[:NEWEST]
    said = Quote.objects.filter(edition__in=newest, appointment__isnull=False)
    return said.select_related(
        "edition__article", "appointment__official__portrait", "appointment__position__agency"
    ).only("words", "order", "edition__article__slug", "edition__article__url_date", *printed("appointment__"))


def _quotes(editions: list[int], now: datetime.datetime) -> list[Quote]:
    """Return the newest quotes by officials of the directory: one an edition, one an official."""
    place = {pk: number for number, pk in enumerate(editions)}
    found: dict[int, Quote] = {}
    heard: set[int] = set()
    for quote in sorted(_said(now=now), key=lambda quote: (place[quote.edition_id], quote.order, quote.pk)):
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
