"""What the panels of the first page are made of, and how releases are written in them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from news.articles import standing
from news.articles.models import Edition, EditionAgency, EditionQuerySet
from news.newsroom.moments import written

ROWS = 6
COUNTED = 99


class Link(NamedTuple):
    """Somewhere else to go from a row."""

    url: str
    label: str | Promise


@dataclass(frozen=True)
class Choice:
    """A step that can be taken from a row: what its button says, and what it asks for."""

    step: str
    label: str | Promise
    note_label: str | Promise = ""
    needs_note: bool = False
    asks_when: bool = False
    is_first: bool = False


@dataclass(frozen=True)
class Refusal:
    """Why a step was not taken, with what was typed for it."""

    edition: Edition
    step: str
    words: str
    note: str = ""
    at: str = ""


@dataclass(frozen=True)
class Row:
    """A line of a panel: where it leads, what it is, where it stands, details (whose, when), and a remark about it."""

    url: str
    title: str
    badge: SafeString | str = ""
    details: tuple[str, ...] = ()
    remark: str = ""
    links: tuple[Link, ...] = ()
    edition: Edition | None = None
    choices: tuple[Choice, ...] = ()
    refusal: Refusal | None = None
    heading: str = ""  # said before this row: the day that begins with it


@dataclass(frozen=True)
class Panel:
    """A short list: its key, what it is about, where all of it is, its first rows, and what to say and do without any.

    ``count`` is what the list behind ``url`` has, in words; empty where it is no number of that list.
    """

    key: str
    title: str | Promise
    url: str
    rows: list[Row]
    empty: str | Promise
    count: str = ""
    has_more: bool = field(default=False)
    help: str | Promise = ""
    begin: Link | None = None
    is_pressing: bool = False


def counted(rows: QuerySet[Any]) -> str:
    """Return how many ``rows`` there are, as far as it is worth counting: ``7``, or ``99+``."""
    number = len(rows.order_by().values_list("pk", flat=True)[: COUNTED + 1])
    return f"{COUNTED}+" if number > COUNTED else str(number)


def printable(editions: EditionQuerySet) -> EditionQuerySet:
    lead = EditionAgency.objects.filter(is_lead=True).select_related("agency")
    return editions.select_related("article", "section", "created_by").prefetch_related(Prefetch("agency_rows", lead))


def change_url(edition: Edition) -> str:
    return reverse("admin:articles_edition_change", args=[edition.pk])


def row_of(edition: Edition, moment: datetime.datetime | None, now: datetime.datetime, remark: str = "") -> Row:
    details = (str(edition.lead_agency or ""), str(edition.created_by or ""), written(moment))
    return Row(
        change_url(edition),
        str(edition),
        standing.badge(edition, now),
        tuple(detail for detail in details if detail),
        remark,
        edition=edition,
    )


def list_url(**query: str) -> str:
    return reverse("admin:articles_edition_changelist", query=query)


def panel_of(
    key: str,
    title: str,
    empty: str,
    url: str,
    editions: EditionQuerySet,
    order: str,
    row: Callable[[list[Edition]], Iterable[Row]],
    **more: Any,
) -> Panel:
    """Return the panel of ``editions``: its first rows, and how many there are."""
    first = list(printable(editions.order_by(order, "pk"))[: ROWS + 1])
    return Panel(key, title, url, list(row(first[:ROWS])), empty, counted(editions), len(first) > ROWS, **more)
