"""Who held which office on a day: the agencies of that day in the order of their tree, a page of offices at a time."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.http import urlencode

from news.directory.models import Agency, AgencyName, Appointment, Position

from .speakers import Held, printed

SIZE = 25  # offices, and agencies without any
DAY, WORDS, FROM = "tanggal", "q", "dari"
MOST_WORDS, LONGEST = 8, 100
_PLACE = re.compile(r"(\d{1,18})(?:-(\d{1,18}))?", re.ASCII)


@dataclass(frozen=True)
class Office:
    """An office of an agency with who holds it on a date: definitively, acting, or nobody."""

    position: Position
    title: str
    holders: list[Held]


@dataclass(frozen=True)
class Unit:
    """An agency with offices of it; ``above`` names what it is part of, and ``depth`` is its place in the tree."""

    agency: Agency
    above: str
    depth: int
    offices: list[Office] = field(default_factory=list)


@dataclass(frozen=True)
class Holding:
    """A page of who held which office on ``date``; ``further`` is the query of the next one, empty on the last."""

    units: list[Unit]
    words: str
    is_first: bool
    further: str


@dataclass(frozen=True)
class Serving:
    """A page of who holds an office today, the highest first; ``further`` is the query of the next one."""

    holders: list[Appointment]
    is_first: bool
    further: str


def serving(today: datetime.date, place: str = "") -> Serving:
    """Return the page of who holds an office on ``today`` that begins at ``place``; three queries at most.

    :param place: the id of an office, as :attr:`Serving.further` writes it; the beginning by default.
    :raises Http404: if ``place`` is no office.
    """
    held = Appointment.objects.held_on(today).filter(position=OuterRef("pk"))
    offices = Position.objects.filter(Exists(held)).order_by("rank", "title", "pk")
    if place:
        match = _PLACE.fullmatch(place)
        first = Position.objects.filter(pk=int(match[1])).first() if match and not match[2] else None
        if first is None:
            raise Http404
        offices = offices.filter(_from(first))
    keys = list(offices.values_list("pk", flat=True)[: SIZE + 1])
    more = keys.pop() if len(keys) > SIZE else None
    rows = Appointment.objects.held_on(today).filter(position__in=keys).printable().only(*printed())
    in_order = sorted(rows, key=lambda row: (keys.index(row.position_id), row.pk))
    return Serving(in_order, not place, f"?{FROM}={more}" if more else "")


def _from(first: Position) -> Q:
    """Return the condition that an office stands at ``first`` or after it, in the order of offices."""
    after = Q(rank=first.rank, title__gt=first.title) | Q(rank=first.rank, title=first.title, pk__gte=first.pk)
    return Q(rank__gte=first.rank) & (Q(rank__gt=first.rank) | after)


@dataclass
class _Node:
    """An agency that existed on the day, by its place in the tree, with its names then and now for the search."""

    pk: int
    parent: int | None
    slug: str
    kind: str
    order: tuple[int, str]
    name: str
    spellings: str
    depth: int = 0


def holding(date: datetime.date, query: str = "", place: str = "") -> Holding:
    """Return the page of offices on ``date`` that begins at ``place``; six queries at most, however many offices.

    An agency stands under the name that it had then, before its parts; who acts stands after who holds an office
    definitively.

    :param query: keep the offices that have each of these words in their title or in a name of their agency.
    :param place: ``<agency>`` or ``<agency>-<position>`` as :attr:`Holding.further` has it; the beginning by default.
    :raises Http404: if ``place`` is no place in this list.
    """
    words = query[:LONGEST].split()[:MOST_WORDS]
    nodes = _in_order(_nodes(date))
    offices, named = _sought(nodes, words)
    counts = dict(offices.order_by().values_list("agency").annotate(Count("pk")))
    listed = [node for node in nodes if node.pk in counts or node.pk in named]
    start, first = _begin(listed, place)
    shown, more = _rows(listed[start:], counts, offices, first)
    units = _units(shown, {node.pk: node for node in nodes}, date)
    asked = {DAY: date.isoformat(), WORDS: " ".join(words)} | ({FROM: more} if more else {})
    further = "?" + urlencode({name: value for name, value in asked.items() if value}) if more else ""
    return Holding(units, " ".join(words), not place, further)


def _nodes(date: datetime.date) -> list[_Node]:
    """Return the agencies that existed on ``date``, of which no more is read than the order and the search need."""
    former: dict[int, list[tuple[datetime.date, str, str]]] = {}
    for pk, until, *names in AgencyName.objects.order_by().values_list("agency", "until_date", "name", "short_name"):
        former.setdefault(pk, []).append((until, names[0], names[1]))
    kinds = {kind: number for number, kind in enumerate(Agency.Kind.values)}
    today = timezone.localdate()
    fields = ("pk", "parent", "slug", "kind", "next_name_date", "name", "next_name", "short_name", "next_short_name")
    found = []
    for pk, parent, slug, kind, day, name, new, *others in (
        Agency.objects.existing_on(date).order_by().values_list(*fields)
    ):
        name, others = (new, [name, *others]) if day and day <= today else (name, others)
        later = [row for row in former.get(pk, ()) if row[0] > date]
        then = min(later)[1] if later else name
        spellings = " ".join([name, *others, *(min(later)[1:] if later else ())]).casefold()
        found.append(_Node(pk, parent, slug, kind, (kinds[kind], name), then, spellings))
    return found


def _in_order(nodes: list[_Node]) -> list[_Node]:
    """Return ``nodes`` as their tree prints them: each before its parts; what is part of none of them at the root."""
    here = {node.pk for node in nodes}
    below: dict[int | None, list[_Node]] = {}
    for node in nodes:
        below.setdefault(node.parent if node.parent in here else None, []).append(node)
    for parts in below.values():
        parts.sort(key=lambda node: node.order, reverse=True)
    ordered: list[_Node] = []
    waiting = below.get(None, [])
    while waiting:
        node = waiting.pop()
        ordered.append(node)
        for part in below.get(node.pk, ()):
            part.depth = node.depth + 1
            waiting.append(part)
    return ordered


def _sought(nodes: list[_Node], words: list[str]) -> tuple[QuerySet[Position], set[int]]:
    """Return the offices that have all ``words``, and the ids of the agencies that are listed even without one."""
    offices: QuerySet[Position] = Position.objects.all()
    for word in words:
        in_name = [node.pk for node in nodes if word.casefold() in node.spellings]
        offices = offices.filter(Q(title__icontains=word) | Q(agency__in=in_name))
    return offices, {node.pk for node in nodes if all(word.casefold() in node.spellings for word in words)}


def _begin(listed: list[_Node], place: str) -> tuple[int, Position | None]:
    """Return where in ``listed`` a page begins, and at which office there, if not at the first."""
    if not place:
        return 0, None
    match = _PLACE.fullmatch(place)
    start = next((number for number, node in enumerate(listed) if match and node.pk == int(match[1])), None)
    if match is None or start is None:
        raise Http404
    if match[2] is None:
        return start, None
    # An office that is no more there leaves the reader at the beginning of its agency.
    return start, Position.objects.filter(pk=int(match[2]), agency=listed[start].pk).first()


def _rows(
    listed: list[_Node], counts: dict[int, int], offices: QuerySet[Position], first: Position | None
) -> tuple[list[tuple[_Node, list[Position]]], str]:
    """Return the agencies of a page with their offices, and the place at which the next page begins.

    An agency's offices stay together, unless they are too many for a page.
    """
    chosen = listed[:1]
    size = max(1, counts.get(chosen[0].pk, 0)) if chosen else 0
    for node in [] if first else listed[1:]:
        size += max(1, counts.get(node.pk, 0))
        if size > SIZE:
            break
        chosen.append(node)
    here = offices.filter(agency__in=[node.pk for node in chosen])
    if first:
        here = here.filter(_from(first))
    found = list(here.order_by("rank", "title", "pk")[: SIZE + 1])
    if len(found) > SIZE:
        return [(chosen[0], found[:SIZE])], f"{chosen[0].pk}-{found[SIZE].pk}"
    own: dict[int, list[Position]] = {}
    for position in found:
        own.setdefault(position.agency_id, []).append(position)
    more = str(listed[len(chosen)].pk) if len(listed) > len(chosen) else ""
    return [(node, own.get(node.pk, [])) for node in chosen], more


def _units(shown: Iterable[tuple[_Node, list[Position]]], nodes: dict[int, _Node], date: datetime.date) -> list[Unit]:
    rows = list(shown)
    keys = [position.pk for _node, positions in rows for position in positions]
    held: dict[int, list[Appointment]] = {}
    of_day = Appointment.objects.held_on(date).filter(position__in=keys).select_related("official")
    for row in of_day.order_by("start_date", "pk"):
        held.setdefault(row.position_id, []).append(row)
    units = []
    for node, positions in rows:
        agency = Agency(pk=node.pk, slug=node.slug, kind=node.kind, name=node.name)
        above = nodes[node.parent].name if node.parent in nodes else ""
        offices = [_office(position, agency, held.get(position.pk, [])) for position in positions]
        units.append(Unit(agency, above, min(node.depth, 3), offices))
    return units


def _office(position: Position, agency: Agency, held: list[Appointment]) -> Office:
    position.agency = agency
    for row in held:
        row.position = position
    in_order = sorted(held, key=lambda row: row.capacity != Appointment.Capacity.DEFINITIVE)
    return Office(position, str(position), [Held(row, row.office) for row in in_order])
