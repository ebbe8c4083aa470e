"""Put a caption together from who is in the photo, what they do, where, and the day of the event.

Captions are Indonesian, whatever language their editor works in: ``Kepala Dinas Kesehatan Rahmat Simbolang (kiri)
bersama Camat Selasih Timur Budi Harjo (kanan) meninjau vaksinasi di Puskesmas Pasar Baru, Senin (11/3/2019).`` The
weekday is computed from the date, so it cannot contradict it.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils import timezone

from news.articles.written_dates import WEEKDAYS, WrittenDate, contradictions, written_dates
from news.directory.models import Appointment

SIDES = {
    "left": "kiri", "centre": "tengah", "right": "kanan", "second-left": "dua dari kiri",
    "second-right": "dua dari kanan", "front": "depan", "back": "belakang",
}  # fmt: skip
"""Where somebody stands in the photo, by the name that the form posts."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Somebody in a photo: the name, the office then held if any, and where they stand: a key of :data:`SIDES`."""

    name: str
    office: str = ""
    side: str = ""

    def __str__(self) -> str:
        side = SIDES.get(self.side)
        return " ".join(filter(None, (self.office, self.name, f"({side})" if side else "")))


def held(appointments: Collection[int]) -> dict[int, Appointment]:
    """Return the appointments of these ids, in their order, with what is needed to print them."""
    rows = Appointment.objects.select_related("official", "position__agency")
    found = rows.prefetch_related("position__agency__former_names").in_bulk(appointments)
    return {pk: found[pk] for pk in appointments if pk in found}


def shown(
    appointment: Appointment | None, name: str, side: str, on: datetime.date | None, *, titles: bool = False
) -> Shown | None:
    """Return somebody in a photo: by ``appointment``, called as it was on the day ``on``, else by ``name`` alone."""
    if appointment:
        official = appointment.official
        office = appointment.office_on(on or timezone.localdate())
        return Shown(official.full_name if titles else official.name, office, side)
    written = _line(name)[:200]
    return Shown(written, "", side) if written and not written.isdigit() else None


def caption(people: Sequence[Shown], doing: str = "", venue: str = "", date: datetime.date | None = None) -> str:
    """Return the caption; what is not known is left out, and what ``doing`` says already is not said twice."""
    doing, venue = _line(doing).rstrip(" .,"), _line(venue).rstrip(" .,")
    parts = [_together([str(each) for each in people]), doing]
    if venue and venue.casefold() not in doing.casefold():
        parts.append(venue if venue.casefold().startswith(("di ", "dari ", "ke ")) else f"di {venue}")
    said = " ".join(filter(None, parts))
    if date and all(found.date != date for found in written_dates(doing)):
        said = f"{said}, {day(date)}" if said else day(date)
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def day(date: datetime.date) -> str:
    """Return ``date`` as captions write it: ``Senin (11/3/2019)``."""
    return f"{WEEKDAYS[date.weekday()]} ({date.day}/{date.month}/{date.year})"


def slips(text: str) -> list[WrittenDate]:
    """Return the dates in what somebody typed whose weekday is not theirs."""
    return contradictions(text)


def _together(names: Sequence[str]) -> str:
    """Join names: ``A bersama B``, ``A bersama B dan C``, ``A bersama B, C, dan D``."""
    if len(names) < 2:
        return "".join(names)
    first, *others = names
    *middle, last = others
    if not middle:
        return f"{first} bersama {last}"
    comma = "," if len(middle) > 1 else ""
    return f"{first} bersama {', '.join(middle)}{comma} dan {last}"


def _line(text: str) -> str:
    return " ".join(text.split())
