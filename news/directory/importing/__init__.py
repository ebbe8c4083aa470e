"""Agencies and officials from a file: first a plan to look at, then all of it or nothing.

A plan says of each row whether it is new, what it changes, or what is wrong with it. A column that the file does not
have is left alone; an empty cell means that there is nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from news.accounts.models import User

from .. import columns, permissions
from ..columns import Unknown
from ..models import Agency, Appointment, Official, Position
from ..signals import decided
from ..tables import Row
from ..undoing import Refused
from .agencies import Agencies
from .officials import Officials
from .planning import Line, Plan, Planner

__all__ = ["Line", "Plan", "apply", "plan"]

TITLES = 10  # rows among which the headings are looked for


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
    planner: Planner = Agencies() if kind == "agencies" else Officials()
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
