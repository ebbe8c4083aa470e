"""Everything that one official said, by year and topic."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import urlencode

from news.articles import lists
from news.articles.live import is_live
from news.articles.models import EditionQuerySet, Quote, Tag
from news.directory.models import Official

from .listing import Listing
from .speakers import quotes_in

YEAR, TOPIC = "tahun", "topik"
_YEAR = re.compile(r"[12]\d{3}", re.ASCII)
MOST_TOPICS = 40


@dataclass(frozen=True)
class Choice:
    """A year or topic with the query that narrows the page to it, or lets go of it where it is chosen."""

    label: str
    query: str
    is_chosen: bool


@dataclass(frozen=True)
class Quotations:
    """A page of what an official said, the newest first, and the years and topics by which it can be narrowed."""

    quotes: list[Quote]
    listing: Listing
    newest: str
    older: str
    years: list[Choice]
    topics: list[Choice]
    year: int | None
    topic: Tag | None

    @classmethod
    def of(cls, official: Official, request: HttpRequest) -> Quotations:
        """Return the page that ``request`` asks for, of live editions only; six queries at most.

        :raises Http404: if ``tahun`` is no year, ``topik`` no topic, or ``sebelum`` no place in a list.
        """
        now = timezone.now()
        said = quoting(official, now)
        year, topic = asked_year(request), asked_topic(request)
        rows = said
        if year is not None:
            rows = rows.filter(list_at__gte=_new_year(year), list_at__lt=_new_year(year + 1))
        if topic is not None:
            rows = rows.filter(tag_rows__tag=topic)
        listing = Listing.of(rows, request)
        chosen = {name: str(value) for name, value in ((YEAR, year), (TOPIC, topic and topic.slug)) if value}
        older = f"{listing.older}&{urlencode(chosen)}" if listing.older and chosen else listing.older
        years = [each.year for each in said.order_by().datetimes("list_at", "year", order="DESC")]
        return cls(
            quotes=quotes_in(listing.editions, official, most=None),
            listing=listing,
            newest=_query(chosen),
            older=older,
            years=[_choice(YEAR, str(each), str(each), chosen) for each in years],
            topics=[_choice(TOPIC, each.slug, each.name, chosen) for each in topics_of(official, now)],
            year=year,
            topic=topic,
        )


def _choice(name: str, value: str, label: str, chosen: dict[str, str]) -> Choice:
    """Return the choice of ``value`` beside what else is chosen."""
    others = {key: other for key, other in chosen.items() if key != name}
    is_chosen = chosen.get(name) == value
    return Choice(label, _query(others if is_chosen else chosen | {name: value}), is_chosen)


def _query(asked: dict[str, str]) -> str:
    return f"?{urlencode(asked)}" if asked else ""


def quoting(official: Official, now: datetime.datetime) -> EditionQuerySet:
    """List the editions live at ``now`` (aware) in which ``official`` is quoted."""
    quotes = Quote.objects.filter(appointment__official=official)
    return lists.newest(now).filter(pk__in=quotes.values("edition_id"))


def topics_of(official: Official, now: datetime.datetime) -> QuerySet[Tag]:
    """Return the topics under which what ``official`` says is live; at most 40."""
    way = "edition_rows__content_object__"
    rows: QuerySet[Tag] = Tag.objects.filter(is_live(now, way), **{f"{way}quotes__appointment__official": official})
    return rows.distinct().order_by("name", "pk")[:MOST_TOPICS]


def asked_year(request: HttpRequest) -> int | None:
    """Return the year that ``tahun`` names, None if it is not asked for.

    :raises Http404: if it is no year of four digits.
    """
    text = request.GET.get(YEAR)
    if text is None:
        return None
    if not _YEAR.fullmatch(text):
        raise Http404
    return int(text)


def asked_topic(request: HttpRequest) -> Tag | None:
    """Return the topic that ``topik`` names, None if it is not asked for.

    :raises Http404: if there is no such topic.
    """
    slug = request.GET.get(TOPIC)
    if slug is None:
        return None
    if "\x00" in slug:
        raise Http404
    return get_object_or_404(Tag, slug=slug)


def _new_year(year: int) -> datetime.datetime:
    return datetime.datetime(year, 1, 1, tzinfo=timezone.get_current_timezone())
