"""The directory as tables that importing reads back without a change."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from . import tables
from .columns import AGENCY, CAPACITIES, FILES, KINDS, OFFICE, OFFICIAL
from .models import Agency, Appointment, Official, Position

ALIASES = SUCCESSORS = "; "  # between spellings, and between addresses, in a cell
_LINKS = ("parent", "successors")


def rows(kind: str) -> Iterator[list[str]]:
    """Yield the heading and the rows of ``kind``: ``agencies``, or ``officials`` with their appointments."""
    yield list(FILES[kind].values())
    yield from _agencies() if kind == "agencies" else _officials()


def export(kind: str, form: str) -> tuple[bytes, str]:
    """Return the file in ``form`` (``csv`` or ``xlsx``) and its media type."""
    if form == "csv":
        return tables.csv_bytes(rows(kind)), tables.CSV_TYPE
    return tables.xlsx_bytes(rows(kind)), tables.XLSX_TYPE


def agency_cells(agency: Agency, successors: Iterable[Agency]) -> dict[str, str]:
    """Return the fields of ``agency`` and its ``successors`` as a file has them."""
    cells = {field: "" if field in _LINKS else _cell(getattr(agency, field)) for field in AGENCY}
    return cells | {
        "kind": KINDS[Agency.Kind(agency.kind)],
        "parent": agency.parent.slug if agency.parent else "",
        "successors": SUCCESSORS.join(sorted(other.slug for other in successors)),
    }


def official_cells(official: Official) -> dict[str, str]:
    """Return the fields of ``official`` as a file has them."""
    return {field: _cell(getattr(official, field)) for field in OFFICIAL} | {
        "aliases": ALIASES.join(official.alias_list)
    }


def appointment_cells(appointment: Appointment) -> dict[str, str]:
    """Return the office of ``appointment`` and its dates as a file has them."""
    own = {
        name: _cell(getattr(appointment, name)) for name in ("start_date", "end_date", "decree_number", "decree_date")
    }
    capacity = CAPACITIES[Appointment.Capacity(appointment.capacity)]
    return _position_cells(appointment.position) | {"capacity": capacity} | own


def _position_cells(position: Position) -> dict[str, str]:
    return {"agency": position.agency.slug, "title": _cell(position.title), "rank": str(position.rank)}


def _cell(value: str | datetime.date | None) -> str:
    if isinstance(value, datetime.date):
        return value.isoformat()
    return (value or "").replace("\r\n", "\n").replace("\r", "\n").strip()


def _agencies() -> Iterator[list[str]]:
    agencies = Agency.objects.select_related("parent").prefetch_related("successors")
    for agency in agencies.order_by("name", "pk"):
        yield list(agency_cells(agency, agency.successors.all()).values())


def _officials() -> Iterator[list[str]]:
    """Yield a row for each appointment, for each official without any, and for each office that nobody ever held."""
    held = Appointment.objects.select_related("position__agency").order_by("start_date", "pk")
    by_official: dict[int, list[Appointment]] = {}
    for appointment in held:
        by_official.setdefault(appointment.official_id, []).append(appointment)
    for official in Official.objects.current().order_by("name", "pk"):
        person = official_cells(official)
        for appointment in by_official.get(official.pk, []):
            yield _row(person | appointment_cells(appointment))
        if official.pk not in by_official:
            yield _row(person)
    for position in Position.objects.filter(appointments=None).select_related("agency"):
        yield _row(_position_cells(position))


def _row(cells: dict[str, str]) -> list[str]:
    return [cells.get(field, "") for field in _FIELDS]


_FIELDS: Iterable[str] = (*OFFICIAL, *OFFICE)
