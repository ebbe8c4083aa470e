"""What follows what: an office handed over, an acting holder put in it, an agency renamed, split or merged.

Each is one decision: one transaction, with its entry in the ledger, and taken back by :mod:`news.directory.undoing`.
All are dated, so that a decision may be taken in advance; nothing has to run for it to take effect at 00:00 of the
newsroom's zone.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from news.accounts.models import User

from . import permissions
from .models import Agency, AgencyName, Appointment, Official, Position
from .signals import decided
from .undoing import Changes, Refused

DEFINITIVE = Appointment.Capacity.DEFINITIVE


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
        changes = Changes()
        for row in holding:
            changes.update(row, end_date=date)
        later = [row.start_date for row in appointments if row.start_date > date and row.capacity == DEFINITIVE]
        end = min(later, default=None)
        begun = _begin(changes, position, successor, capacity, date, end, decree_number, decree_date)
        before = ", ".join(f"{row.official.name} ({row.capacity})" for row in holding) or "–"
        _record("hand_over", changes, begun, before, by)
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
        changes = Changes()
        begun = _begin(changes, position, official, capacity, start, end, decree_number, decree_date)
        _record("put_acting", changes, begun, "", by)
    return begun


def rename(agency: Agency, *, name: str, short_name: str, date: datetime.date, by: User) -> None:
    """Give ``agency`` a new name from ``date``, and keep the old one for what was said under it.

    :param date: the first day under the new name; it may lie ahead.
    :raises PermissionDenied: if ``by`` does not keep the directory.
    :raises Refused: if the name is the same, another new name is decided on already, the agency is no more on that
        day, or a former name ends on it or after it.
    """
    if not permissions.may_keep(by):
        raise PermissionDenied
    with transaction.atomic():
        agency = Agency.objects.select_for_update().get(pk=agency.pk)
        if agency.next_name_date:
            raise Refused(
                _("From %(date)s the name is “%(name)s”, as was decided; take that back first.")
                % {"date": formats.date_format(agency.next_name_date), "name": agency.next_name}
            )
        if (name, short_name) == (agency.name, agency.short_name):
            raise Refused(_("The agency has this name already."))
        if agency.valid_until_date and agency.valid_until_date <= date:
            raise Refused(_exists_until(agency, agency.valid_until_date))
        if agency.former_names.filter(until_date__gte=date).exists():
            raise Refused(_("The agency was renamed on that day or later; enter older names under “Former names”."))
        changes = Changes()
        changes.create(AgencyName(agency=agency, name=agency.name, short_name=agency.short_name, until_date=date))
        note = f"{agency.name} → {name}, {date.isoformat()}"
        if date > timezone.localdate():
            # The name of today is saved along: the one in the table may be that of before an earlier decision.
            agency.save(update_fields=["name", "short_name"])
            changes.update(agency, next_name=name, next_short_name=short_name, next_name_date=date)
        else:
            agency.save(update_fields=["next_name", "next_short_name", "next_name_date"])
            changes.update(agency, name=name, short_name=short_name)
        changes.record(Agency, "rename", f"agency:{agency.pk}", note, by)


def succeed(ended: Sequence[Agency], successors: Sequence[Agency], *, date: datetime.date, by: User) -> None:
    """Let ``successors`` take the place of ``ended`` from ``date``: a split if there are several, else a merger.

    The offices of ``ended`` are held until then. Unsaved ``successors`` are saved along, and exist from ``date``.

    :param date: the first day of the successors, on which none of ``ended`` exists any more; it may lie ahead.
    :raises PermissionDenied: if ``by`` does not keep the directory.
    :raises Refused: if one of them does not exist then, is its own successor, or has an end already; or if somebody is
        to hold an office of ``ended`` from that day or later.
    """
    if not permissions.may_keep(by):
        raise PermissionDenied
    known = [agency.pk for agency in (*ended, *successors) if agency.pk]
    with transaction.atomic():
        rows = {row.pk: row for row in Agency.objects.select_for_update().filter(pk__in=known).order_by("pk")}
        before = [rows[agency.pk] for agency in ended]
        after = [rows.get(agency.pk or 0, agency) for agency in successors]
        if not before or not after:
            raise Refused(_("Say which agencies end, and which take their place."))
        _check_succession(before, after, date)
        changes = Changes()
        for agency in after:
            if agency._state.adding:
                agency.valid_from_date = date
                changes.create(agency)
        for agency in before:
            changes.update(agency, valid_until_date=date)
            for heir in after:
                changes.create(Agency.successors.through(from_agency=agency, to_agency=heir))
        for appointment in Appointment.objects.filter(position__agency__in=before).held_on(date):
            changes.update(appointment, end_date=date)
        note = "{} → {}, {}".format(*(" + ".join(each.name for each in side) for side in (before, after)), date)
        changes.record(Agency, "succeed", f"agency:{before[0].pk}", note, by)
        for agency in before[1:]:
            decided.send(sender=Agency, event="succeed", subject=f"agency:{agency.pk}", note=note, by=by)


def _check_succession(ended: Sequence[Agency], successors: Sequence[Agency], date: datetime.date) -> None:
    if set(ended) & {agency for agency in successors if agency.pk}:
        raise Refused(_("An agency does not take its own place; rename it, or choose others."))
    for agency in ended:
        if agency.valid_until_date:
            raise Refused(_exists_until(agency, agency.valid_until_date))
        if agency.valid_from_date and agency.valid_from_date >= date:
            raise Refused(_exists_from(agency, agency.valid_from_date))
    for agency in successors:
        if agency.pk and not agency.exists_on(date):
            if agency.valid_until_date and agency.valid_until_date <= date:
                raise Refused(_exists_until(agency, agency.valid_until_date))
            raise Refused(_exists_from(agency, agency.valid_from_date or date))
    later = Appointment.objects.filter(position__agency__in=ended, start_date__gte=date).select_related("official")
    if first := later.first():
        raise Refused(
            _("%(name)s is to hold an office of such an agency from that day or later; change that appointment first.")
            % {"name": first.official.name}
        )


def _exists_until(agency: Agency, date: datetime.date) -> str:
    return _("%(agency)s exists until %(date)s only.") % {"agency": agency.name, "date": formats.date_format(date)}


def _exists_from(agency: Agency, date: datetime.date) -> str:
    return _("%(agency)s exists from %(date)s only.") % {"agency": agency.name, "date": formats.date_format(date)}


@contextmanager
def _decision(position: Position, by: User, date: datetime.date) -> Iterator[None]:
    """Open a transaction behind the locks of ``position`` and its agency, for who may decide about it on ``date``."""
    if not permissions.may_keep(by):
        raise PermissionDenied
    try:
        with transaction.atomic():
            locked = Position.objects.select_for_update(of=("self", "agency")).select_related("agency")
            agency = locked.get(pk=position.pk).agency
            if agency.valid_until_date and agency.valid_until_date <= date:
                raise Refused(_exists_until(agency, agency.valid_until_date))
            yield
    except IntegrityError as error:
        raise Refused(_("Two definitive holders of this office would overlap.")) from error


def _begin(
    changes: Changes,
    position: Position,
    official: Official,
    capacity: str,
    start: datetime.date,
    end: datetime.date | None,
    decree_number: str,
    decree_date: datetime.date | None,
) -> Appointment:
    if official._state.adding:
        changes.create(official)
    begun = Appointment(
        position=position, official=official, capacity=capacity, start_date=start, end_date=end,
        decree_number=decree_number, decree_date=decree_date,
    )  # fmt: skip
    changes.create(begun)
    return begun


def _record(event: str, changes: Changes, begun: Appointment, before: str, by: User) -> None:
    """Announce the decision with the facts of it: names, dates and decree, which are the same in every language."""
    who = f"{before} → {begun.official.name}" if before else begun.official.name
    until = f" – {begun.end_date.isoformat()}" if begun.end_date else ""
    facts = [begun.office, who, f"{begun.start_date.isoformat()}{until}", begun.decree_number]
    note = "; ".join(filter(None, facts))
    changes.record(Position, event, f"position:{begun.position_id}", note, by)
