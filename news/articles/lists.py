"""The lists of live editions that pages and feeds share: everything, a section, an agency, an official, a topic.

Each function returns a queryset that is ordered by first publication, newest first, and walks one index without
sorting: of editions, or of the through rows that carry the list's order. :func:`page` turns either into editions with
all that a list prints.
"""

from __future__ import annotations

import datetime
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from news.directory.models import Agency, Official
from news.prepared import Moment

from .live import is_live
from .models import Edition, EditionAgency, EditionQuerySet, EditionTag, Mention, PhotoCaption, Section, Tag

_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_MICROSECOND = datetime.timedelta(microseconds=1)
_LARGEST_KEY = 2**63 - 1


class Place(NamedTuple):
    """Where an edition stands in every list: a keyset cursor, written as ``<microseconds since 1970>-<edition id>``."""

    list_at: datetime.datetime
    pk: int

    @classmethod
    def of(cls, edition: Edition) -> Place:
        """Return the place of ``edition``.

        :raises ValueError: if it was never released, and so stands in no list.
        """
        if edition.list_at is None:
            raise ValueError("An edition stands in lists from its release decision on.")
        return cls(edition.list_at, edition.pk)

    @classmethod
    def parse(cls, text: str) -> Place:
        """Read a place as :meth:`__str__` writes it.

        :raises ValueError: if it is anything else.
        """
        moment, dash, key = text.partition("-")
        if not (dash and moment.isascii() and moment.isdigit() and key.isascii() and key.isdigit() and len(text) < 40):
            raise ValueError("This is no place in a list.")
        pk = int(key)
        if pk > _LARGEST_KEY:
            raise ValueError("This is no place in a list.")
        try:
            return cls(_EPOCH + int(moment) * _MICROSECOND, pk)
        except OverflowError as error:
            raise ValueError("This is no place in a list.") from error

    @classmethod
    def before_day(cls, date: datetime.date, zone: datetime.tzinfo) -> Place:
        """Return the place in front of everything that was first published on ``date`` in ``zone``, or earlier.

        :raises OverflowError: if the day after it is none of the calendar.
        """
        end = datetime.datetime.combine(date + datetime.timedelta(days=1), datetime.time(), zone)
        return cls(end.astimezone(datetime.UTC), 0)

    def __str__(self) -> str:
        return f"{(self.list_at - _EPOCH) // _MICROSECOND}-{self.pk}"


def newest(now: Moment) -> EditionQuerySet:
    """List everything that is live at ``now`` (aware)."""
    return Edition.objects.live(now).listed()


def in_section(section: Section, now: datetime.datetime) -> EditionQuerySet:
    """List what is live in ``section``."""
    return newest(now).filter(section=section)


def of_agency(agency: Agency, now: datetime.datetime) -> QuerySet[EditionAgency]:
    """List what is live and speaks for ``agency``, leading or not."""
    rows = EditionAgency.objects.filter(is_live(now, "edition__"), agency=agency, list_at__isnull=False)
    return rows.order_by("-list_at", "-edition_id")


def of_official(official: Official, now: datetime.datetime) -> QuerySet[Mention]:
    """List what is live and names ``official``, under this record or one that was merged into it.

    With merged records, and only then, a few walks of the index are sorted into one.
    """
    rows = Mention.objects.filter(is_live(now, "edition__"), list_at__isnull=False).order_by("-list_at", "-edition_id")
    records = official.records
    if len(records) == 1:
        return rows.filter(official=official)
    named_twice = Mention.objects.filter(edition=OuterRef("edition"), official__in=records, pk__lt=OuterRef("pk"))
    return rows.filter(~Exists(named_twice), official__in=records)


def with_tag(tag: Tag, now: datetime.datetime) -> QuerySet[EditionTag]:
    """List what is live under the topic ``tag``."""
    rows = EditionTag.objects.filter(is_live(now, "content_object__"), tag=tag, list_at__isnull=False)
    return rows.order_by("-list_at", "-content_object_id")


_EDITION_KEY: dict[type[Any], str] = {
    Edition: "pk",
    EditionAgency: "edition_id",
    Mention: "edition_id",
    EditionTag: "content_object_id",
}


def page(
    rows: QuerySet[Any],
    size: int,
    before: Place | None = None,
    of: EditionQuerySet | None = None,
    after: Place | None = None,
) -> list[Edition]:
    """Return at most ``size`` editions of a list of this module, in its order.

    The keys are read in a subquery, from the index alone. That is one query, and one for each prefetch of ``of``.

    :param before: only what stands behind this place; ask for ``size + 1`` to learn whether more follows.
    :param of: the editions with what is to be printed of them; :func:`printable` by default.
    :param after: instead of ``before``: what stands next in front of this place, read off the index backwards.
    """
    editions = printable() if of is None else of
    return list(editions.filter(pk__in=_cut(rows, size, before, after)).listed())


def keys(rows: QuerySet[Any], size: int, before: Place | None = None, after: Place | None = None) -> list[int]:
    """Return the keys of the editions that :func:`page` would, in no order; one query, from the index alone."""
    return [key for (key,) in _cut(rows, size, before, after)]


def _cut(rows: QuerySet[Any], size: int, before: Place | None, after: Place | None) -> QuerySet[Any, tuple[int]]:
    key = _EDITION_KEY[rows.model]
    if before:
        rows = rows.filter(Q(list_at__lt=before.list_at) | Q(**{f"{key}__lt": before.pk}), list_at__lte=before.list_at)
    elif after:
        rows = rows.filter(Q(list_at__gt=after.list_at) | Q(**{f"{key}__gt": after.pk}), list_at__gte=after.list_at)
        rows = rows.reverse()
    return rows.values_list(key)[:size]


def printable() -> EditionQuerySet:
    """Return editions with what a list prints fetched along: ``section``, ``article`` and, as ``lead_captions``
    (a list of none or one), the lead photo with its caption.
    """
    lead = PhotoCaption.objects.filter(is_lead=True).select_related("photo")
    return Edition.objects.select_related("article", "section").prefetch_related(
        Prefetch("captions", queryset=lead, to_attr="lead_captions")
    )
