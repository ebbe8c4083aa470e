"""What differs between two states of a release: words, fields, agencies, photos, quotes, officials, topics.

A state is what :meth:`Edition.content` returns, of an edition as it stands or as it was kept; the records that its ids
name are fetched in one query a kind.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from django.db.models import Model
from django.utils import formats
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from news.directory.models import Agency, Appointment, Official
from news.newsroom.moments import written
from news.photos.models import Photo

from . import differing
from .differing import Block, Kind, Piece
from .models import Edition, Section

Content = dict[str, Any]

AROUND = 80  # characters of what is the same, before and after what changed


@dataclass(frozen=True)
class FieldChange:
    """A field in both states: ``pieces`` of plain text, ``blocks`` of rich text, or neither for what is chosen."""

    name: str
    label: str
    before: str
    after: str
    pieces: list[Piece] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    @property
    def differs(self) -> bool:
        """Say whether it was changed."""
        return self.before != self.after

    @property
    def tally(self) -> tuple[int, int]:
        """How many words were removed and added."""
        found = [piece for block in self.blocks for piece in block.pieces] if self.blocks else self.pieces
        return differing.tally(found)

    @property
    def briefly(self) -> list[Piece]:
        """The pieces, with little of what is the same."""
        return brief(self.pieces)

    @property
    def changed_blocks(self) -> list[Block | int]:
        """The blocks that changed; of those in between, how many there are."""
        found: list[Block | int] = []
        for block in self.blocks:
            if block.kind != Kind.SAME:
                found.append(Block(block.kind, block.tag, brief(block.pieces), block.restyled))
            elif found and isinstance(found[-1], int):
                found[-1] += 1
            else:
                found.append(1)
        return found


@dataclass(frozen=True)
class RowChange:
    """A row of a part: what became of it, its name, its words, and in words what else is different."""

    kind: Kind
    title: str
    pieces: list[Piece] = field(default_factory=list)
    details: list[str] = field(default_factory=list)
    photo: Photo | None = None


@dataclass(frozen=True)
class PartChange:
    """The rows of a part, such as photos, in both states."""

    name: str
    label: str
    rows: list[RowChange]

    @property
    def differs(self) -> bool:
        """Say whether a row was changed."""
        return any(row.kind != Kind.SAME for row in self.rows)


@dataclass(frozen=True)
class Comparison:
    """All that two states say, and what of it differs."""

    fields: list[FieldChange]
    parts: list[PartChange]

    @property
    def differs(self) -> bool:
        """Say whether anything was changed."""
        return any(each.differs for each in self.fields) or any(part.differs for part in self.parts)

    @property
    def summary(self) -> list[str]:
        """What differs, a few words each: ``Body: 3 words removed, 12 added``."""
        found = []
        for each in self.fields:
            if each.differs:
                removed, added = each.tally
                counts = [
                    ngettext("%(count)d word removed", "%(count)d words removed", removed) % {"count": removed},
                    ngettext("%(count)d word added", "%(count)d words added", added) % {"count": added},
                ]
                told = ", ".join(text for text, count in zip(counts, (removed, added), strict=True) if count)
                found.append(f"{each.label}: {told}" if told else each.label)
        for part in self.parts:
            kinds = Counter(row.kind for row in part.rows)
            counts = [
                _("%(count)d removed") % {"count": kinds[Kind.REMOVED]} if kinds[Kind.REMOVED] else "",
                _("%(count)d added") % {"count": kinds[Kind.ADDED]} if kinds[Kind.ADDED] else "",
                _("%(count)d changed") % {"count": kinds[Kind.CHANGED]} if kinds[Kind.CHANGED] else "",
            ]
            if told := ", ".join(filter(None, counts)):
                found.append(f"{part.label}: {told}")
        return found


def brief(pieces: Sequence[Piece]) -> list[Piece]:
    """Return ``pieces`` with no more of what is the same than stands beside what changed."""
    found: list[Piece] = []
    for position, (kind, text) in enumerate(pieces):
        if kind == Kind.SAME and len(text) > 2 * AROUND + 20:
            head = "" if position == 0 else f"{text[:AROUND].rsplit(' ', 1)[0]} "
            tail = "" if position == len(pieces) - 1 else f" {text[-AROUND:].split(' ', 1)[-1]}"
            text = f"{head}…{tail}"
        found.append((kind, text))
    return found


def compare(before: Content, after: Content) -> Comparison:
    """Compare two states of a release; at most five queries."""
    records = _Records(before, after)
    return Comparison(
        [_field(name, before.get(name), after.get(name), records) for name in Edition.CONTENT_FIELDS],
        [
            PartChange("captions", str(capfirst(_("photos"))), _photos(before, after, records)),
            PartChange("attachments", str(capfirst(_("attachments"))), _attachments(before, after)),
            PartChange("quotes", str(capfirst(_("quotes"))), _quotes(before, after, records)),
            PartChange("agencies", str(capfirst(_("agencies"))), _agencies(before, after, records)),
            PartChange("mentions", str(capfirst(_("officials named"))), _mentions(before, after, records)),
            PartChange("tags", str(capfirst(_("topics"))), _topics(before, after)),
        ],
    )


class _Records:
    """The records that two states name by id; what is gone is called so."""

    def __init__(self, *states: Content) -> None:
        rows = {
            name: [row for state in states for row in state.get(name, ())]
            for name in ("agencies", "captions", "quotes", "mentions")
        }
        self.sections = _bulk(Section, (state.get("section_id") for state in states))
        self.agencies = _bulk(Agency, (row[0] for row in rows["agencies"]))
        self.photos = _bulk(Photo, (row[0] for row in rows["captions"]))
        self.officials = _bulk(Official, (row[0] for row in rows["mentions"]))
        wanted = {row[3] for row in rows["quotes"]} | {row[1] for row in rows["mentions"]}
        held = Appointment.objects.select_related("official", "position__agency")
        self.appointments = held.in_bulk([pk for pk in wanted if pk])

    def speaker(self, row: Sequence[Any]) -> str:
        """Return who says the quote in ``row``, and as what."""
        _words, speaker, office, appointment = row[:4]
        held = self.appointments.get(appointment)
        said = (held.official.full_name, held.office) if held else (speaker, office)
        return ", ".join(filter(None, said)) or "–"


def _bulk(model: type[Any], keys: Iterable[Any]) -> dict[int, Any]:
    wanted = {key for key in keys if key}
    return model._default_manager.in_bulk(wanted) if wanted else {}


def _name(records: dict[int, Any], key: Any) -> str:
    return str(records[key]) if key in records else _("(gone)")


# Fields


def _field(name: str, before: Any, after: Any, records: _Records) -> FieldChange:
    label = str(capfirst(str(Edition._meta.get_field(name.removesuffix("_id")).verbose_name)))  # type: ignore[union-attr]  # no relation
    if name == "body":
        old, new = before or "", after or ""
        return FieldChange(name, label, old, new, blocks=differing.blocks(old, new))
    if name in Edition.TEXT_FIELDS:
        old, new = before or "", after or ""
        return FieldChange(name, label, old, new, pieces=differing.words(old, new))
    return FieldChange(name, label, _chosen(name, before, records), _chosen(name, after, records))


def _chosen(name: str, value: Any, records: _Records) -> str:
    """Return in words what was chosen."""
    if not value:
        return ""
    if name == "section_id":
        return _name(records.sections, value)
    if name == "change_kind":
        return str(dict(Edition.Change.choices).get(value, value))
    if name.endswith("_date"):
        return formats.date_format(datetime.date.fromisoformat(value))
    return written(datetime.datetime.fromisoformat(value))


# Parts


def _in_order(before: Sequence[Any], after: Sequence[Any]) -> set[Any]:
    """Return the keys that both have in the same order: whatever else both have was moved."""
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    return {key for block in blocks for key in before[block.a : block.a + block.size]}


def _photos(before: Content, after: Content, records: _Records) -> list[RowChange]:
    old = {row[0]: row for row in before.get("captions", ())}
    new = {row[0]: row for row in after.get("captions", ())}
    in_order = _in_order(list(old), list(new))
    found = []
    for key, row in new.items():
        details = []
        if key not in old:
            kind, pieces = Kind.ADDED, [(Kind.ADDED, row[1])]
        else:
            pieces = differing.words(old[key][1], row[1])
            if old[key][1] != row[1]:
                details.append(_("caption changed"))
            if key not in in_order:
                details.append(_("moved"))
            if old[key][2] != row[2]:
                details.append(_("leads now") if row[2] else _("leads no longer"))
            kind = Kind.CHANGED if details else Kind.SAME
        found.append(RowChange(kind, _name(records.photos, key), pieces, details, records.photos.get(key)))
    return found + [
        RowChange(Kind.REMOVED, _name(records.photos, key), [(Kind.REMOVED, row[1])], [], records.photos.get(key))
        for key, row in old.items()
        if key not in new
    ]


def _quotes(before: Content, after: Content, records: _Records) -> list[RowChange]:
    old, new = list(before.get("quotes", ())), list(after.get("quotes", ()))
    partners = _partners(old, new)
    found = []
    for position, row in enumerate(new):
        if position not in partners:
            found.append(RowChange(Kind.ADDED, records.speaker(row), [(Kind.ADDED, row[0])]))
            continue
        earlier = old[partners[position]]
        details = []
        if records.speaker(earlier) != records.speaker(row):
            details.append(_("before: %(speaker)s") % {"speaker": records.speaker(earlier)})
        kind = Kind.CHANGED if details or earlier[0] != row[0] else Kind.SAME
        found.append(RowChange(kind, records.speaker(row), differing.words(earlier[0], row[0]), details))
    taken = set(partners.values())
    return found + [
        RowChange(Kind.REMOVED, records.speaker(row), [(Kind.REMOVED, row[0])])
        for position, row in enumerate(old)
        if position not in taken
    ]


def _partners(old: list[Any], new: list[Any]) -> dict[int, int]:
    """Return which quote of ``new`` is which of ``old``: of the same words, else the most alike."""
    partners: dict[int, int] = {}
    for likeness in (1.0, 0.5):
        for position, row in enumerate(new):
            free = [other for other in range(len(old)) if other not in partners.values()]
            if position in partners or not free:
                continue
            best = max(free, key=lambda other: _alike(old[other][0], row[0]))
            if _alike(old[best][0], row[0]) >= likeness:
                partners[position] = best
    return partners


def _alike(one: str, other: str) -> float:
    """Return the share of words that two quotes have in common, from 0 to 1."""
    old, new = Counter(one.split()), Counter(other.split())
    total = old.total() + new.total()
    return 2 * (old & new).total() / total if total else 1.0


def _attachments(before: Content, after: Content) -> list[RowChange]:
    old = {row[0]: row for row in before.get("attachments", ())}
    new = {row[0]: row for row in after.get("attachments", ())}
    found = []
    for key, (_hash, kind, title) in new.items():
        was = old[key][2] if key in old else title
        details = [_("before: %(title)s") % {"title": was}] if was != title else []
        became = Kind.ADDED if key not in old else Kind.CHANGED if details else Kind.SAME
        found.append(RowChange(became, f"{title} ({kind.upper()})", details=details))
    return found + [
        RowChange(Kind.REMOVED, f"{row[2]} ({row[1].upper()})") for key, row in old.items() if key not in new
    ]


def _agencies(before: Content, after: Content, records: _Records) -> list[RowChange]:
    old, new = dict(row[:2] for row in before.get("agencies", ())), dict(row[:2] for row in after.get("agencies", ()))
    return _keyed(
        old, new, records.agencies, lambda was, leads: [_("leads now") if leads else _("leads no longer")]
    )  # fmt: skip


def _mentions(before: Content, after: Content, records: _Records) -> list[RowChange]:
    old, new = dict(row[:2] for row in before.get("mentions", ())), dict(row[:2] for row in after.get("mentions", ()))

    def office(key: Any) -> str:
        held = records.appointments.get(key)
        return held.office if held else "–"

    return _keyed(old, new, records.officials, lambda was, held: [f"{office(was)} → {office(held)}"])


def _keyed(old: dict[Any, Any], new: dict[Any, Any], records: dict[int, Model], told: Any) -> list[RowChange]:
    found = []
    for key, value in new.items():
        details = told(old[key], value) if key in old and old[key] != value else []
        kind = Kind.ADDED if key not in old else Kind.CHANGED if details else Kind.SAME
        found.append(RowChange(kind, _name(records, key), details=details))
    return found + [RowChange(Kind.REMOVED, _name(records, key)) for key in old if key not in new]


def _topics(before: Content, after: Content) -> list[RowChange]:
    old, new = before.get("tags", ()), after.get("tags", ())
    return [
        *(RowChange(Kind.SAME if name in old else Kind.ADDED, name) for name in new),
        *(RowChange(Kind.REMOVED, name) for name in old if name not in new),
    ]
