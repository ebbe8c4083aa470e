"""What follows what: an office handed over, an acting holder put in it, an agency under a new name.

Each is one decision: one transaction, with its entry in the ledger. Appointments are dated, so that a decision may be
taken in advance; nothing has to run for it to take effect at 00:00 of the newsroom's zone.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from news.accounts.models import User

from . import permissions
from .models import Agency, AgencyName, Appointment, Official, Position
from .signals import decided

DEFINITIVE = Appointment.Capacity.DEFINITIVE


class Refused(Exception):
    """A decision that the facts do not allow; its text says why, in words for people."""


def hand_over(
    position: Position,
    successor: Official,
    *,
    date: datetime.date,
    by: User,
    capacity: str = DEFINITIVE,
    decree_number: str = "",
    decree_date: datetime.date | None = None,
) -> Appointment:
    """End whatever appointments to ``position`` are in force before ``date`` and begin that of ``successor``.

    An unsaved ``successor`` is saved along. Where somebody else is already to hold the office later, the new
    appointment lasts until then.

    :param date: the successor's first day, which is the first day on which nobody before holds the office.
    :raises PermissionDenied: if ``by`` does not keep the directory.
    :raises Refused: if the agency is no more on that day, an appointment begins on it, or the successor holds the
        office already.
    """
    with _decision(position, by, date):
        appointments = list(position.appointments.select_related("official"))
        holding = [row for row in appointments if row.start_date < date and row.was_held_on(date)]
        if same_day := next((row for row in appointments if row.start_date == date), None):
            raise Refused(
                _("On that day %(name)s begins to hold this office; choose another day, or change that appointment.")
                % {"name": same_day.official.name}
            )
        if any(row.official_id == successor.pk and row.capacity == capacity for row in holding):
            raise Refused(_("%(name)s holds this office already.") % {"name": successor.name})
        for row in holding:
            row.end_date = date
            row.save(update_fields=["end_date"])
        later = [row.start_date for row in appointments if row.start_date > date and row.capacity == DEFINITIVE]
        begun = _begin(position, successor, capacity, date, min(later, default=None), decree_number, decree_date)
        before = ", ".join(f"{row.official.name} ({row.capacity})" for row in holding) or "–"
        _record("hand_over", begun, before, by)
    return begun


def put_acting(
    position: Position,
    official: Official,
    *,
    capacity: str,
    start: datetime.date,
    end: datetime.date | None,
    by: User,
    decree_number: str = "",
    decree_date: datetime.date | None = None,
) -> Appointment:
    """Let ``official`` act in ``position`` in [start, end), beside a definitive holder if there is one.

    An unsaved ``official`` is saved along.

    :param end: the first day on which they act no longer; None while that is not known.
    :raises PermissionDenied: if ``by`` does not keep the directory.
    :raises Refused: if the agency is no more on the first day, the capacity is not an acting one, the end is not after
        the start, or the official holds the office in that time.
    """
    with _decision(position, by, start):
        if capacity == DEFINITIVE:
            raise Refused(_("Choose in which capacity they act."))
        if end and end <= start:
            raise Refused(_("“Until” must be after “from”."))
        own = position.appointments.filter(official=official.pk) if official.pk else []
        if any((not end or row.start_date < end) and (not row.end_date or row.end_date > start) for row in own):
            raise Refused(_("%(name)s holds this office already.") % {"name": official.name})
        begun = _begin(position, official, capacity, start, end, decree_number, decree_date)
        _record("put_acting", begun, "", by)
    return begun


def rename(agency: Agency, *, name: str, short_name: str, date: datetime.date, by: User) -> None:
    """Give ``agency`` a new name from ``date``, and keep the old one for what was said under it.

    :raises PermissionDenied: if ``by`` does not keep the directory.
    :raises Refused: if the name is the same, the date is yet to come, or a former name ends on it or after it.
    """
    if not permissions.may_keep(by):
        raise PermissionDenied
    with transaction.atomic():
        agency = Agency.objects.select_for_update().get(pk=agency.pk)
        if (name, short_name) == (agency.name, agency.short_name):
            raise Refused(_("The agency has this name already."))
        if date > timezone.localdate():
            raise Refused(_("A new name is entered from the day on which it is used."))
        if agency.former_names.filter(until_date__gte=date).exists():
            raise Refused(_("The agency was renamed on that day or later; enter older names under “Former names”."))
        AgencyName.objects.create(agency=agency, name=agency.name, short_name=agency.short_name, until_date=date)
        note = f"{agency.name} → {name}, {date.isoformat()}"
        agency.name, agency.short_name = name, short_name
        agency.save(update_fields=["name", "short_name"])
        decided.send(sender=Agency, event="rename", subject=f"agency:{agency.pk}", note=note, by=by)


@contextmanager
def _decision(position: Position, by: User, date: datetime.date) -> Iterator[None]:
    """Open a transaction behind the lock of ``position``, for who may decide about it on ``date``."""
    if not permissions.may_keep(by):
        raise PermissionDenied
    try:
        with transaction.atomic():
            Position.objects.select_for_update().get(pk=position.pk)
            ended = position.agency.valid_until_date
            if ended and ended <= date:
                raise Refused(
                    _("%(agency)s exists until %(date)s only.")
                    % {"agency": position.agency.name, "date": formats.date_format(ended)}
                )
            yield
    except IntegrityError as error:
        raise Refused(_("Two definitive holders of this office would overlap.")) from error


def _begin(
    position: Position,
    official: Official,
    capacity: str,
    start: datetime.date,
    end: datetime.date | None,
    decree_number: str,
    decree_date: datetime.date | None,
) -> Appointment:
    if official._state.adding:
        official.save()
    return Appointment.objects.create(
        position=position, official=official, capacity=capacity, start_date=start, end_date=end,
        decree_number=decree_number, decree_date=decree_date,
    )  # fmt: skip


def _record(event: str, begun: Appointment, before: str, by: User) -> None:
    """Announce the decision with the facts of it: names, dates and decree, which are the same in every language."""
    who = f"{before} → {begun.official.name}" if before else begun.official.name
    until = f" – {begun.end_date.isoformat()}" if begun.end_date else ""
    facts = [begun.office, who, f"{begun.start_date.isoformat()}{until}", begun.decree_number]
    note = "; ".join(filter(None, facts))
    decided.send(sender=Position, event=event, subject=f"position:{begun.position_id}", note=note, by=by)
