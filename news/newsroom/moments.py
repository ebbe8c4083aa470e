"""Moments as they are written for people: local date and time with the label of the zone."""

import datetime

from django.utils import formats, timezone

from .models import ZONES


def written(moment: datetime.datetime | None) -> str:
    """Return ``moment`` (aware) as ``Rab 11 Mar 2026 12.00 WIB``, in the active zone and language; empty for None.

    During a request the active zone is the newsroom's.
    """
    if moment is None:
        return ""
    return f"{formats.date_format(timezone.localtime(moment), 'D j M Y H.i')} {zone_label()}"


def zone_label() -> str:
    """Return the label of the active zone: WIB, WITA or WIT, or the zone's name if it is another."""
    name = timezone.get_current_timezone_name()
    return ZONES.get(name, name)
