"""Agencies and officials from a file: first a plan to look at, then all of it or nothing.

A plan says of each row whether it is new, what it changes, or what is wrong with it. A column that the file does not
have is left alone; an empty cell means that there is nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from news.accounts.models import User

from . import columns, permissions
from .columns import CAPACITIES, FILES, KINDS, OFFICE, OFFICIAL, Unknown
from .exporting import agency_cells, appointment_cells, official_cells
from .models import Agency, Appointment, Official, Position, free_slug
from .signals import decided
from .tables import Row
from .undoing import Refused

TITLES = 10  # rows among which the headings are looked for


@dataclass
class Line:
    """A row of the file: what it is about, what it makes or changes, and what is wrong with it."""

    number: int
    title: str = ""
    is_new: bool = False
    changes: list[tuple[str, str, str]] = field(default_factory=list)  # heading, before, after
    errors: list[str] = field(default_factory=list)

    @property
    def outcome(self) -> str:
        """``error``, ``new``, ``changed`` or ``same``."""
        if self.errors:
            return "error"
        if self.is_new:
            return "new"
        return "changed" if self.changes else "same"


@dataclass
class Plan:
    """What a file would do to the directory."""

    lines: list[Line] = field(default_factory=list)
    new: list[models.Model] = field(default_factory=list)
    changed: list[models.Model] = field(default_factory=list)
    successors: list[tuple[Agency, list[Agency]]] = field(default_factory=list)

    def count(self, outcome: str) -> int:
        """Return the number of rows with this outcome."""
        return sum(line.outcome == outcome for line in self.lines)

    @property
    def is_possible(self) -> bool:
        """Whether nothing is wrong and there is anything to do."""
        return not self.count("error") and any(line.outcome != "same" for line in self.lines)

    def digest(self) -> str:
        """Return what tells this plan from one that does anything else, as 64 hex digits."""
        said = [[line.number, line.outcome, line.title, line.changes, line.errors] for line in self.lines]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def plan(kind: str, rows: Sequence[Row]) -> Plan:
    """Return what ``rows`` (of :func:`news.directory.tables.read`) would do; nothing is written.

    :param kind: ``agencies``, or ``officials`` with their positions and appointments.
    :raises columns.Unknown: if the first rows have not the headings of such a file, or nothing stands below them.
    """
    if not rows:
        raise Unknown(_("The file is empty."))
    top = columns.heading_row(kind, [cells for _number, cells in rows[:TITLES]])
    headings = rows[top][1]
    names = columns.fields(kind, headings)
    if len(rows) == top + 1:
        raise Unknown(_("There are no rows below the headings."))
    planner: _Planner = _Agencies() if kind == "agencies" else _Officials()
    for number, cells in rows[top + 1 :]:
        line = Line(number)
        planner.plan.lines.append(line)
        if len(cells) > len(names):
            line.errors.append(_("There are more cells than headings."))
        elif cells == headings:
            line.errors.append(_("These are the headings again; take this row out."))
        else:
            texts = [*cells, *[""] * (len(names) - len(cells))]
            planner.read(line, {name: _tidy(name, text) for name, text in zip(names, texts, strict=True)})
    planner.finish()
    return planner.plan


def _tidy(name: str, text: str) -> str:
    """Return a cell with its spaces as people see them; only where lines mean something they stay."""
    return text if name in columns.SEVERAL_LINES else " ".join(text.split())


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def apply(kind: str, rows: Sequence[Row], *, seen: str, by: User, file_name: str) -> Plan:
    """Do what ``rows`` ask for, in one transaction.

    :param seen: the digest of the plan that the user looked at.
    :raises PermissionDenied: if ``by`` does not keep the directory.
    :raises Refused: if the plan has errors, is another than the one that was seen, or the database refuses it.
    """
    if not permissions.may_keep(by):
        raise PermissionDenied
    try:
        with transaction.atomic():
            wanted = plan(kind, rows)
            if wanted.digest() != seen:
                raise Refused(_("The directory was changed meanwhile; look at the rows again."))
            if not wanted.is_possible:
                raise Refused(_("Nothing was imported."))
            _write(wanted)
            note = f"{file_name}: +{wanted.count('new')} ~{wanted.count('changed')}"
            decided.send(sender=Agency, event="import", subject=f"directory:{kind}", note=note, by=by)
    except IntegrityError as error:
        raise Refused(_("The directory was changed meanwhile; look at the rows again.")) from error
    return wanted


def _write(wanted: Plan) -> None:
    _write_agencies(wanted)
    for model, links in _LINKS.items():
        made = [row for row in wanted.new if isinstance(row, model)]
        changed = [row for row in wanted.changed if isinstance(row, model)]
        for row in (*made, *changed):
            for link in links:
                setattr(row, link, getattr(row, link))  # the ids of what was made just now
        # Who ends an office goes before who goes on longer: at no moment in between may two hold it.
        for row in sorted(changed, key=lambda row: getattr(row, "end_date", None) is None):
            row.save()
        model._default_manager.bulk_create(made, batch_size=500)


_LINKS: dict[type[models.Model], list[str]] = {
    Official: [],
    Position: ["agency"],
    Appointment: ["official", "position"],
}


def _write_agencies(wanted: Plan) -> None:
    made = [row for row in wanted.new if isinstance(row, Agency)]
    parents = [(row, row.parent) for row in made]
    for row in made:
        row.parent = None  # until all of them have ids
    Agency.objects.bulk_create(made, batch_size=500)
    for row, parent in parents:
        if parent:
            row.parent = parent
            row.save(update_fields=["parent"])
    for row in [row for row in wanted.changed if isinstance(row, Agency)]:
        row.parent = row.parent  # the id of what was made just now
        row.save()
    for row, successors in wanted.successors:
        row.successors.set(successors)


class _Planner:
    """Reads row after row against the directory as it is, which is fetched once."""

    kind: ClassVar[str]

    def __init__(self) -> None:
        self.plan = Plan()
        self.kept: set[int] = set()

    def read(self, line: Line, cells: dict[str, str]) -> None:
        """Add a row to the plan."""
        raise NotImplementedError

    def finish(self) -> None:
        """Check what only the whole file can tell."""
        raise NotImplementedError

    def compare(self, line: Line, before: dict[str, str], after: dict[str, str]) -> None:
        """Note in ``line`` what differs."""
        headings = FILES[self.kind]
        line.changes += [
            (headings[name], before.get(name, ""), text) for name, text in after.items() if before.get(name, "") != text
        ]

    def keep(self, row: models.Model) -> None:
        """Plan to write ``row``; once."""
        if id(row) not in self.kept:
            self.kept.add(id(row))
            (self.plan.new if row._state.adding else self.plan.changed).append(row)

    def check(self, line: Line, row: models.Model, *but: str) -> None:
        """Note in ``line`` what the model's fields refuse; the links are ours to check, without a query each."""
        links = [each.name for each in row._meta.concrete_fields if each.is_relation]
        try:
            row.clean_fields(exclude=[*links, *but])
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                heading = FILES[self.kind].get(name, name)
                line.errors += [f"{heading}: {message}" for message in messages]


def _parsed(line: Line, cells: dict[str, str], name: str, read: Any) -> Any:
    """Return a cell as ``read`` understands it; None and an error in ``line`` if it does not."""
    try:
        return read(cells[name])
    except Unknown as error:
        line.errors.append(str(error))
        return None


class _Agencies(_Planner):
    kind = "agencies"

    def __init__(self) -> None:
        super().__init__()
        agencies = Agency.objects.prefetch_related("successors").in_bulk()
        self.by_slug = {agency.slug: agency for agency in agencies.values()}
        self.by_name: dict[str, list[Agency]] = {}
        for agency in agencies.values():
            agency.parent = agencies.get(agency.parent_id or 0)
            self.by_name.setdefault(_folded(agency.name), []).append(agency)
        known = {pk: [agencies[other.pk] for other in row.successors.all()] for pk, row in agencies.items()}
        self.successors = {agency.slug: known[pk] for pk, agency in agencies.items()}
        self.before = {pk: agency_cells(agency, known[pk]) for pk, agency in agencies.items()}
        self.rows: list[tuple[Line, Agency, dict[str, str]]] = []
        self.line_of: dict[str, int] = {}

    def read(self, line: Line, cells: dict[str, str]) -> None:
        line.title = cells["name"] or cells.get("slug", "")
        agency = self._agency(line, cells)
        if agency is None:
            return
        if first := self.line_of.get(agency.slug):
            line.errors.append(_("The same agency as in row %(row)s.") % {"row": first})
            return
        self.line_of[agency.slug] = line.number
        for name, text in cells.items():
            if name == "kind":
                if text:
                    agency.kind = _parsed(line, cells, name, lambda text: columns.code(text, KINDS)) or agency.kind
            elif name in ("valid_from_date", "valid_until_date"):
                setattr(agency, name, _parsed(line, cells, name, columns.date))
            elif name not in ("slug", "parent", "successors"):
                setattr(agency, name, text)
        self.check(line, agency)
        self.rows.append((line, agency, cells))

    def _agency(self, line: Line, cells: dict[str, str]) -> Agency | None:
        slug, name = cells.get("slug", ""), cells["name"]
        if not name:
            line.errors.append(_("There is no name."))
            return None
        if slug and slug in self.by_slug:
            return self.by_slug[slug]
        same = [] if slug else self.by_name.get(_folded(name), [])
        if len(same) > 1:
            line.errors.append(_("Several have this name; give the address of the one that you mean."))
            return None
        if same:
            return same[0]
        agency = Agency(slug=slug or free_slug(name, self.by_slug), name=name)
        self.by_slug[agency.slug] = agency
        self.by_name.setdefault(_folded(name), []).append(agency)
        line.is_new = True
        return agency

    def finish(self) -> None:
        for line, agency, cells in self.rows:
            if "parent" in cells:
                agency.parent = self._other(line, cells["parent"])
            if "successors" in cells:
                named = filter(None, (part.strip() for part in cells["successors"].split(";")))
                found = filter(None, (self._other(line, text) for text in named))
                self.successors[agency.slug] = list({other.slug: other for other in found}.values())
        for line, agency, _cells in self.rows:
            successors = self.successors.get(agency.slug, [])
            if agency.valid_from_date and agency.valid_until_date and agency.valid_until_date <= agency.valid_from_date:
                line.errors.append(_("“Until” must be after “from”."))
            if successors and not agency.valid_until_date:
                line.errors.append(_("Say until when this agency exists: it has a successor."))
            if self._returns(agency, lambda other: [other.parent] if other.parent else []) or self._returns(
                agency, lambda other: self.successors.get(other.slug, [])
            ):
                line.errors.append(_("This agency leads back to itself."))
            before, after = self.before.get(agency.pk, {}), agency_cells(agency, successors)
            self.compare(line, before, after)
            if line.outcome in ("new", "changed"):
                self.keep(agency)
                if before.get("successors", "") != after["successors"]:
                    self.plan.successors.append((agency, successors))

    def _other(self, line: Line, text: str) -> Agency | None:
        if not text:
            return None
        named = self.by_name.get(_folded(text), [])
        found = self.by_slug.get(text) or (named[0] if len(named) == 1 else None)
        if found is None:
            line.errors.append(_("There is no agency “%(text)s”.") % {"text": text[:80]})
        return found

    @staticmethod
    def _returns(agency: Agency, links: Callable[[Agency], list[Agency]]) -> bool:
        passed, waiting = set[str](), list(links(agency))
        while waiting:
            other = waiting.pop()
            if other.slug == agency.slug:
                return True
            if other.slug not in passed:
                passed.add(other.slug)
                waiting.extend(links(other))
        return False


class _Officials(_Planner):
    kind = "officials"

    def __init__(self) -> None:
        super().__init__()
        self.agencies: dict[str, list[Agency]] = {}
        for agency in Agency.objects.all():
            for name in {agency.slug, _folded(agency.name), _folded(agency.short_name)} - {""}:
                self.agencies.setdefault(name, []).append(agency)
        self.by_slug = {official.slug: official for official in Official.objects.select_related("merged_into")}
        self.by_name: dict[str, list[Official]] = {}
        for official in self.by_slug.values():
            if official.merged_into_id is None:
                self.by_name.setdefault(_folded(official.name), []).append(official)
        self.before = {official.pk: official_cells(official) for official in self.by_slug.values()}
        self.positions = {
            (position.agency_id, position.title.casefold()): position
            for position in Position.objects.select_related("agency")
        }
        self.appointments = {
            self._key(appointment): appointment
            for appointment in Appointment.objects.select_related("official", "position__agency")
        }
        self.person_of: dict[str, tuple[int, dict[str, str]]] = {}  # slug → first row and its cells
        self.rank_of: dict[tuple[int, str], tuple[int, str]] = {}
        self.line_of: dict[Any, Line] = {}

    @staticmethod
    def _key(appointment: Appointment) -> Any:
        position = appointment.position
        return (
            appointment.official.slug, position.agency_id, position.title.casefold(),
            appointment.capacity, appointment.start_date,
        )  # fmt: skip

    def read(self, line: Line, cells: dict[str, str]) -> None:
        line.title = ", ".join(filter(None, [cells["name"] or cells.get("slug", ""), cells.get("title", "")]))
        has_person = any(cells.get(name) for name in OFFICIAL)
        has_office = any(cells.get(name) for name in OFFICE)
        official = self._official(line, cells) if has_person else None
        position = self._position(line, cells) if has_office else None
        if not (has_person or has_office):
            line.errors.append(_("The row says nothing."))
        if line.errors or position is None:
            return
        if official:
            self._appointment(line, official, position, cells)
        elif any(cells.get(name) for name in ("capacity", "start_date", "end_date", "decree_number", "decree_date")):
            line.errors.append(_("Nobody is named who would hold the office."))

    def _official(self, line: Line, cells: dict[str, str]) -> Official | None:
        slug, name = cells.get("slug", ""), cells["name"]
        official = self.by_slug.get(slug) if slug else None
        if official is None and not name:
            line.errors.append(_("There is no name."))
            return None
        if official is None and not slug:
            same = self.by_name.get(_folded(name), [])
            if len(same) > 1:
                line.errors.append(_("Several have this name; give the address of the one that you mean."))
                return None
            official = same[0] if same else None
        if official is None:
            official = Official(slug=slug or free_slug(name, {*self.by_slug, *Official.RESERVED_SLUGS}), name=name)
            self.by_slug[official.slug] = official
            self.by_name.setdefault(_folded(name), []).append(official)
            line.is_new = True
        if official.merged_into:
            line.errors.append(_("This record was merged into “%(name)s”.") % {"name": official.merged_into.slug})
            return None
        self._person(line, official, {name: cells[name] for name in OFFICIAL if name in cells and name != "slug"})
        return official

    def _person(self, line: Line, official: Official, cells: dict[str, str]) -> None:
        """Take over what the first row of an official says; the others must not contradict it."""
        if official.slug in self.person_of:
            first, said = self.person_of[official.slug]
            line.errors += [
                _("“%(heading)s” is not what row %(row)s says.") % {"heading": OFFICIAL[name], "row": first}
                for name, text in cells.items()
                if text and text != said[name]
            ]
            return
        self.person_of[official.slug] = (line.number, cells)
        for name, text in cells.items():
            aliases = "\n".join(filter(None, (part.strip() for part in text.split(";"))))
            setattr(official, name, aliases if name == "aliases" else text)
        try:
            official.clean()
        except ValidationError as error:
            line.errors += error.messages
        self.check(line, official)
        self.compare(line, self.before.get(official.pk, {}), official_cells(official))
        if official._state.adding or line.changes:
            self.keep(official)

    def _position(self, line: Line, cells: dict[str, str]) -> Position | None:
        named, title = cells.get("agency", ""), cells.get("title", "")
        if not (named and title):
            line.errors.append(
                _("An office needs both an agency and a title; of merged cells only the first one counts.")
            )
            return None
        found = self.agencies.get(named, self.agencies.get(_folded(named), []))
        if len(found) != 1:
            message = _("Several have this name; give the address of the one that you mean.") if found else ""
            line.errors.append(message or _("There is no agency “%(text)s”.") % {"text": named[:80]})
            return None
        key = (found[0].pk, title.casefold())
        position = self.positions.get(key)
        if position is None:
            position = self.positions[key] = Position(agency=found[0], title=title)
            self.keep(position)
            line.is_new = True
        self._rank(line, position, key, cells.get("rank", ""))
        self.check(line, position)
        return position

    def _rank(self, line: Line, position: Position, key: tuple[int, str], text: str) -> None:
        if not text:
            return
        first, said = self.rank_of.setdefault(key, (line.number, text))
        if text != said:
            line.errors.append(
                _("“%(heading)s” is not what row %(row)s says.") % {"heading": OFFICE["rank"], "row": first}
            )
        elif not (text.isascii() and text.isdigit() and len(text) < 6 and int(text) <= 32_767):
            line.errors.append(_("“%(text)s” is no rank; write a number such as 10.") % {"text": text[:60]})
        elif int(text) != position.rank:
            self.compare(line, {"rank": str(position.rank)}, {"rank": text})
            position.rank = int(text)
            self.keep(position)

    def _appointment(self, line: Line, official: Official, position: Position, cells: dict[str, str]) -> None:
        written = {"capacity": cells.get("capacity") or CAPACITIES[Appointment.Capacity.DEFINITIVE]}
        capacity = _parsed(line, written, "capacity", lambda text: columns.code(text, CAPACITIES))
        dates = {
            name: _parsed(line, cells, name, columns.date)
            for name in ("start_date", "end_date", "decree_date")
            if name in cells
        }
        if line.errors:
            return
        if not dates.get("start_date"):
            line.errors.append(_("Since when the office is held is missing."))
            return
        start = dates["start_date"]
        appointment = Appointment(official=official, position=position, capacity=capacity, start_date=start)
        key = self._key(appointment)
        appointment = self.appointments.setdefault(key, appointment)
        if first := self.line_of.get(key):
            line.errors.append(_("The same appointment as in row %(row)s.") % {"row": first.number})
            return
        self.line_of[key] = line
        before = {} if appointment._state.adding else appointment_cells(appointment)
        line.is_new = line.is_new or appointment._state.adding
        for name in ("end_date", "decree_date"):
            if name in dates:
                setattr(appointment, name, dates[name])
        appointment.decree_number = cells.get("decree_number", appointment.decree_number)
        if appointment.end_date and appointment.end_date <= appointment.start_date:
            line.errors.append(_("“Until” must be after “from”."))
        self.check(line, appointment)
        after = {name: text for name, text in appointment_cells(appointment).items() if name != "rank"}
        changes = len(line.changes)
        self.compare(line, before, after)
        if appointment._state.adding or len(line.changes) > changes:
            self.keep(appointment)

    def finish(self) -> None:
        """Refuse two definitive holders of one office at a time, whether both are in the file or one is known."""
        held: dict[Any, list[tuple[Appointment, Line | None]]] = {}
        for key, appointment in self.appointments.items():
            if appointment.capacity == Appointment.Capacity.DEFINITIVE:
                held.setdefault(key[1:3], []).append((appointment, self.line_of.get(key)))
        for rows in held.values():
            rows.sort(key=lambda row: row[0].start_date)
            for (one, line_of_one), (other, line_of_other) in zip(rows, rows[1:], strict=False):
                line = line_of_other or line_of_one
                if line and (one.end_date is None or one.end_date > other.start_date):
                    name = one.official.name if line is line_of_other else other.official.name
                    message = _("%(name)s holds this office definitively at that time; end that appointment first.")
                    line.errors.append(message % {"name": name})
