"""One page of a list, with the ways to what is older and newer, and to a day."""

from __future__ import annotations

import datetime
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, JSONField, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from news.articles import lists
from news.articles.models import Edition, PhotoCaption
from news.articles.written_dates import written_dates
from news.photos.models import Photo
from news.prepared import GivenKeys, Prepared
from news.richtext import without_control_characters

SIZE = 20
# What a card prints, and the home page's lead: of the rows behind it no other columns are read.
SHOWN = (
    "kicker", "headline", "subheadline", "lead", "body", "change_kind", "list_at",
    "section__name", "article__slug", "article__url_date", "article__kind",
)  # fmt: skip
BEFORE, AFTER, DAY = "sebelum", "sesudah", "tanggal"
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_LONGEST = 40  # characters of a date that somebody wrote
_FIRST_YEAR, _LAST_YEAR = 1900, 2199  # as in addresses
_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


@dataclass(frozen=True)
class Listing:
    """Twenty editions at most, newest first; ``is_first`` if these are the newest.

    ``older`` and ``newer`` are the queries by which the next pages are reached, empty where there is none. What the
    older page has was first published at ``older_until`` at the latest, what the newer one has at ``newer_from`` at
    the earliest. ``written`` is the day that was asked for, and ``fault`` says why it is none.
    """

    editions: list[Edition]
    is_first: bool
    older: str = ""
    newer: str = ""
    older_until: datetime.datetime | None = None
    newer_from: datetime.datetime | None = None
    date: datetime.date | None = None
    written: str = ""
    fault: str = ""

    @classmethod
    def of(cls, rows: QuerySet[Any], request: HttpRequest) -> Listing:
        """Return the page of ``rows`` (a list of ``news.articles.lists``) that ``request`` asks for; two queries.

        With ``sebelum`` it has what stands behind a place; with ``sesudah`` what stands in front of it, or the first
        page if that reaches the newest (two more queries); with ``tanggal`` what was first published on a day or
        before it.

        :raises Http404: if ``sebelum`` or ``sesudah`` is no place in a list.
        """
        text = without_control_characters(request.GET.get(DAY, ""))[:_LONGEST].strip()
        if text:
            if date := _day(text):
                return cls._before(rows, lists.Place.before_day(date, timezone.get_current_timezone()), date)
            return cls._first(rows, written=text, fault=_("This is no date. Write it as in 11/3/2026."))
        if before := _place(request, BEFORE):
            return cls._before(rows, before)
        if after := _place(request, AFTER):
            return cls._after(rows, after)
        return cls._first(rows)

    @property
    def status(self) -> int:
        """The HTTP status of a page that shows it."""
        return 400 if self.fault else 200

    @property
    def since(self) -> datetime.datetime | None:
        """When the last of them was first published; None if there is none."""
        return self.editions[-1].list_at if self.editions else None

    @property
    def until(self) -> datetime.datetime | None:
        """When the first of them was first published; None if there is none."""
        return self.editions[0].list_at if self.editions else None

    @property
    def has_more(self) -> bool:
        """Whether the list is longer than what is shown, or was asked for a day: only then a day can be chosen."""
        return bool(self.older or not self.is_first or self.fault)

    @classmethod
    def _first(cls, rows: QuerySet[Any], written: str = "", fault: str = "") -> Listing:
        editions = _page(rows)
        older, older_until = _older(editions)
        return cls(editions[:SIZE], True, older, older_until=older_until, written=written, fault=fault)

    @classmethod
    def _before(cls, rows: QuerySet[Any], place: lists.Place, date: datetime.date | None = None) -> Listing:
        editions = _page(rows, place)
        older, older_until = _older(editions)
        front = lists.Place.of(editions[0]) if editions else lists.Place(max(place.list_at, _EPOCH), place.pk)
        return cls(
            editions[:SIZE],
            False,
            older=older,
            older_until=older_until,
            newer=f"?{AFTER}={front}",
            newer_from=front.list_at,
            date=date,
            written=date.isoformat() if date else "",
        )

    @classmethod
    def _after(cls, rows: QuerySet[Any], place: lists.Place) -> Listing:
        editions = _page(rows, after=place)
        if len(editions) <= SIZE:  # the newest: whoever comes back to the beginning sees all of it
            return cls._first(rows)
        next_one, *page = editions
        return cls(
            page,
            False,
            older=f"?{BEFORE}={lists.Place.of(page[-1])}",
            older_until=place.list_at,
            newer=f"?{AFTER}={lists.Place.of(page[0])}",
            newer_from=next_one.list_at,
        )


def _older(editions: list[Edition]) -> tuple[str, datetime.datetime | None]:
    """Return the query of the page behind ``editions``, one more than a page has, and when its first came out."""
    if len(editions) <= SIZE:
        return "", None
    return f"?{BEFORE}={lists.Place.of(editions[SIZE - 1])}", editions[SIZE].list_at


def _place(request: HttpRequest, name: str) -> lists.Place | None:
    text = request.GET.get(name)
    try:
        return None if text is None else lists.Place.parse(text)
    except ValueError as error:
        raise Http404 from error


def _day(text: str) -> datetime.date | None:
    """Return the day that ``text`` writes as browsers do or as people do (11-3-2026, 11 Maret 2026), if it is one."""
    try:
        found = _ISO.fullmatch(text)
        date = datetime.date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
    if date is None:
        date = next((each.date for each in written_dates(text) if each.written == text), None)
    return date if date and _FIRST_YEAR <= date.year <= _LAST_YEAR else None


def _page(rows: QuerySet[Any], before: lists.Place | None = None, after: lists.Place | None = None) -> list[Edition]:
    """Return one edition more than a page has, of what stands behind or in front of a place."""
    return shown(lists.keys(rows, SIZE + 1, before, after))


def shown(keys: Iterable[int]) -> list[Edition]:
    """Return editions with what a card prints, newest first; one query.

    ``lead_captions`` (a list of none or one) has what is shown of the lead photo; ``comment_count`` is how many
    comments are published, or None.
    """
    editions = _shown(keys=keys)
    for edition in editions:
        lead = _photo(edition.lead_json)  # type: ignore[attr-defined]  # of the query below
        edition.lead_captions = [PhotoCaption(photo=lead, is_lead=True)] if lead else []  # type: ignore[attr-defined]
    return editions


def _photo(row: dict[str, Any] | None) -> Photo | None:
    return Photo(**row | {"key": uuid.UUID(row["key"])}) if row else None


@Prepared
def _shown() -> QuerySet[Edition]:
    photo = JSONObject(**{name: f"photo__{name}" for name in ("key", "width", "height", "alt", "decorative")})
    lead = PhotoCaption.objects.filter(edition=OuterRef("pk"), is_lead=True).values(told=photo)
    return (
        Edition.objects.filter(pk__in=GivenKeys("keys"))
        .select_related("article", "section")
        .only(*SHOWN)
        .annotate(
            comment_count=F("article__comment_tally__published"),
            lead_json=Subquery(lead[:1], output_field=JSONField()),
        )
        .listed()
    )
