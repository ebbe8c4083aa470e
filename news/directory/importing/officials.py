"""Rows of officials, with their offices and since when they hold them."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .. import columns
from ..columns import CAPACITIES, OFFICE, OFFICIAL
from ..exporting import appointment_cells, official_cells
from ..models import Agency, Appointment, Official, Position, free_slug
from .planning import Line, Planner, folded, parsed


class Officials(Planner):
    """Reads officials; an office may be held by several rows, a person may hold several."""

    kind = "officials"

    def __init__(self) -> None:
        super().__init__()
        self.agencies: dict[str, list[Agency]] = {}
        for agency in Agency.objects.all():
            for name in {agency.slug, folded(agency.name), folded(agency.short_name)} - {""}:
                self.agencies.setdefault(name, []).append(agency)
        self.by_slug = {official.slug: official for official in Official.objects.select_related("merged_into")}
        self.by_name: dict[str, list[Official]] = {}
        for official in self.by_slug.values():
            if official.merged_into_id is None:
                self.by_name.setdefault(folded(official.name), []).append(official)
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
            same = self.by_name.get(folded(name), [])
            if len(same) > 1:
                line.errors.append(_("Several have this name; give the address of the one that you mean."))
                return None
            official = same[0] if same else None
        if official is None:
            official = Official(slug=slug or free_slug(name, {*self.by_slug, *Official.RESERVED_SLUGS}), name=name)
            self.by_slug[official.slug] = official
            self.by_name.setdefault(folded(name), []).append(official)
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
        found = self.agencies.get(named, self.agencies.get(folded(named), []))
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
        capacity = parsed(line, written, "capacity", lambda text: columns.code(text, CAPACITIES))
        dates = {
            name: parsed(line, cells, name, columns.date)
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
