"""What the home page shows: edited, not listed; eight queries at most, however much there is."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from news.articles import lists
from news.articles.models import Edition, EditionAgency, EditionTag, Quote, Section, Tag
from news.directory import names
from news.directory.models import Agency

from .json_rows import json_rows
from .listing import shown
from .speakers import printed

NEWEST = 18
SECONDS = 3
IN_COLUMN = 3
CANDIDATES = IN_COLUMN + 1  # for a column, since one of them may stand above
QUOTES = 3
NAMES = 12


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


def front(now: datetime.datetime) -> Front:
    """Return the home page as it is at ``now`` (aware)."""
    sections = _sections_with_newest(now)
    section_of = dict(lists.newest(now).values_list("pk", "section")[:NEWEST])
    newest = list(section_of)
    page = Front(timezone.localdate(now), sections)
    if not newest:
        return page
    chosen = _featured(now) or newest[0]
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
    _name(page, newest)
    return page


def _sections_with_newest(now: datetime.datetime) -> list[Section]:
    """Return all sections; each carries the keys of its newest live editions, one correlated subquery a place."""
    newest = lists.newest(now).filter(section=OuterRef("pk")).values("pk")
    places = {f"newest_{i}": Subquery(newest[i : i + 1]) for i in range(CANDIDATES)}
    return list(Section.objects.annotate(**places))


def _newest_of(section: Section) -> list[int]:
    keys = (getattr(section, f"newest_{i}") for i in range(CANDIDATES))
    return [key for key in keys if key is not None]


def _featured(now: datetime.datetime) -> int | None:
    rows = Edition.objects.live(now).filter(article__featured_until__gt=now)
    return rows.order_by("-article__featured_until", "-pk").values_list("pk", flat=True).first()


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


def _name(page: Front, editions: list[int]) -> None:
    """Add the agencies and topics of ``editions``, the newest first, each once."""
    agency = {name: f"agency__{name}" for name in (*names.NAMES, "slug")}
    named = Edition.objects.filter(pk__in=editions).listed()
    rows = named.values_list(
        json_rows(EditionAgency, "edition", **agency),
        json_rows(EditionTag, "content_object", name="tag__name", slug="tag__slug"),
    )
    spoke: dict[str, Agency] = {}
    about: dict[str, Tag] = {}
    for agency_rows, topic_rows in rows:
        for row in agency_rows or ():
            spoke.setdefault(row["slug"], names.from_json(row))
        for row in topic_rows or ():
            about.setdefault(row["slug"], Tag(**row))
    page.agencies, page.topics = list(spoke.values())[:NAMES], list(about.values())[:NAMES]
