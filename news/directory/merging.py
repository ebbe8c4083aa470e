"""Two records of one person become one.

The record that goes stays as a row that points to the one that is kept: what a released edition says, and the digest
of it in the ledger, names records by their ids and never changes. Appointments, and with them quotes, move to the
record that is kept; lists of releases ask for both. :mod:`news.directory.undoing` takes a merge back.
"""

from __future__ import annotations

from itertools import product

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from news.accounts.models import User

from . import permissions
from .models import Appointment, Official
from .undoing import Changes, Refused


def obstacles(kept: Official, gone: Official) -> list[str]:
    """Return why the two cannot be one person, in words: they held different offices definitively at the same time."""
    definitive = Appointment.objects.filter(capacity=Appointment.Capacity.DEFINITIVE).select_related("position__agency")
    pairs = product(definitive.filter(official=kept), definitive.filter(official=gone))
    return [
        _("%(one)s and %(other)s were held at the same time; these are two people, or a date is wrong.")
        % {"one": one.office, "other": other.office}
        for one, other in pairs
        if (one.end_date is None or one.end_date > other.start_date)
        and (other.end_date is None or other.end_date > one.start_date)
    ]


def merge(kept: Official, gone: Official, *, by: User) -> Official:
    """Merge ``gone`` into ``kept`` and return the latter: offices, photos, portrait, biography and spellings.

    Mentions in editions stay where they are; the page of ``gone`` leads to that of ``kept`` from now on.

    :raises PermissionDenied: if ``by`` does not keep the directory.
    :raises Refused: if they are the same record, one of them was merged already, or they cannot be one person.
    """
    if not permissions.may_keep(by):
        raise PermissionDenied
    with transaction.atomic():
        both = Official.objects.select_for_update().filter(pk__in=[kept.pk, gone.pk]).order_by("pk")
        rows = {row.pk: row for row in both}
        if len(rows) < 2 or any(row.merged_into_id for row in rows.values()):
            raise Refused(_("Choose two records, neither of which was merged before."))
        kept, gone = rows[kept.pk], rows[gone.pk]
        if found := obstacles(kept, gone):
            raise Refused(" ".join(found))
        changes = Changes()
        moved = list(gone.appointments.all())
        for appointment in moved:
            changes.update(appointment, official=kept)
        known_photos = set(kept.depictions.values_list("photo", flat=True))
        for depiction in gone.depictions.all():
            if depiction.photo_id in known_photos:
                changes.delete(depiction)
            else:
                changes.update(depiction, official=kept)
        for record in gone.merged.all():
            changes.update(record, merged_into=kept)
        known = {kept.name, *kept.alias_list}
        new = [spelling for spelling in dict.fromkeys([gone.name, *gone.alias_list]) if spelling not in known]
        changes.update(
            kept,
            aliases="\n".join([*kept.alias_list, *new]),
            portrait=kept.portrait or gone.portrait,
            biography=kept.biography or gone.biography,
            honorific_prefix=kept.honorific_prefix or gone.honorific_prefix,
            honorific_suffix=kept.honorific_suffix or gone.honorific_suffix,
        )
        changes.update(gone, merged_into=kept, portrait=None)
        changes.watch(Appointment, [appointment.pk for appointment in moved])
        note = f"{gone.name} ({gone.slug}) → {kept.name} ({kept.slug})"
        changes.record(Official, "merge", f"official:{kept.pk}", note, by)
    return kept
