"""The columns of the directory's files: the same for export and import, one heading a field.

Headings and codes are Indonesian, in whichever language the desk is: a file outlives the settings of who made it. The
names that the code has for them are read too.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from .models import Agency, Appointment

AGENCY = {
    "slug": "alamat_web",
    "name": "nama",
    "short_name": "nama_singkat",
    "kind": "jenis",
    "parent": "induk",
    "boilerplate": "tentang",
    "address": "alamat",
    "contact_name": "kontak_nama",
    "contact_phone": "kontak_telepon",
    "contact_email": "kontak_surel",
    "contact_hours": "kontak_jam",
    "valid_from_date": "berlaku_dari",
    "valid_until_date": "berlaku_sampai",
    "successors": "diganti_oleh",
}
OFFICIAL = {
    "slug": "alamat_web",
    "name": "nama",
    "honorific_prefix": "gelar_depan",
    "honorific_suffix": "gelar_belakang",
    "aliases": "nama_lain",
    "biography": "biografi",
}
OFFICE = {
    "agency": "instansi",
    "title": "jabatan",
    "rank": "urutan",
    "capacity": "status",
    "start_date": "mulai",
    "end_date": "sampai",
    "decree_number": "nomor_sk",
    "decree_date": "tanggal_sk",
}
FILES = {"agencies": AGENCY, "officials": {**OFFICIAL, **OFFICE}}

KINDS = {
    Agency.Kind.LEADERSHIP: "pimpinan",
    Agency.Kind.SECRETARIAT: "sekretariat",
    Agency.Kind.DEPARTMENT: "dinas",
    Agency.Kind.BOARD: "badan",
    Agency.Kind.DISTRICT: "kecamatan",
    Agency.Kind.HEALTH: "kesehatan",
    Agency.Kind.ENTERPRISE: "bumd",
    Agency.Kind.OTHER: "lain",
}
CAPACITIES = {capacity: str(capacity.value) for capacity in Appointment.Capacity} | {
    Appointment.Capacity.DEFINITIVE: "definitif"
}

SEVERAL_LINES = frozenset({"boilerplate", "address", "biography"})

_DATE = re.compile(
    r"(\d{4})[-/](\d\d?)[-/](\d\d?)(?:[T ].*)?|(\d\d?)(?:[/.-]| +)(\d\d?|[a-z]+\.?)(?:[/.-]| +)(\d{4})",
    re.ASCII | re.IGNORECASE,
)
_WEEKDAY = re.compile(r"(?:senin|selasa|rabu|kamis|jumat|jum'at|jum’at|sabtu|minggu|ahad) *,? +", re.IGNORECASE)
# As Indonesian writes the months, and as it shortens them.
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan", "februari pebruari feb peb", "maret mar mrt", "april apr", "mei", "juni jun", "juli jul",
            "agustus agt agu ags", "september sep sept", "oktober okt", "november nopember nov nop", "desember des",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_YEARS = range(1900, 2101)


class Unknown(ValueError):
    """A heading, code or date that cannot be read; its text says so in words for people."""


def heading_row(kind: str, rows: Sequence[Sequence[str]]) -> int:
    """Return which of the first ``rows`` of a file has the headings: titles may stand above it; the first, if none."""
    wanted = _fields_by_heading(kind)
    return next((number for number, row in enumerate(rows) if "name" in {wanted.get(_key(cell)) for cell in row}), 0)


def fields(kind: str, headings: Sequence[str]) -> list[str]:
    """Return the field behind each heading of a file of ``kind``.

    :raises Unknown: if a heading is none of ours, stands twice or is missing, or there is no name.
    """
    known, by_heading = FILES[kind], _fields_by_heading(kind)
    found = []
    for number, heading in enumerate(headings, start=1):
        if not heading:
            raise Unknown(_("Column %(number)s has no heading.") % {"number": number})
        field = by_heading.get(_key(heading))
        if field is None:
            raise Unknown(
                _("Column “%(heading)s” is not known; known are: %(known)s.")
                % {"heading": heading[:60], "known": ", ".join(known.values())}
            )
        if field in found:
            raise Unknown(_("Column “%(heading)s” stands twice.") % {"heading": heading[:60]})
        found.append(field)
    if "name" not in found:
        raise Unknown(_("There is no column “%(heading)s”.") % {"heading": known["name"]})
    return found


def _fields_by_heading(kind: str) -> dict[str, str]:
    known = FILES[kind]
    return {heading: field for field, heading in known.items()} | {field: field for field in known}


def _key(heading: str) -> str:
    return re.sub(r"[\s.-]+", "_", heading.strip().casefold())


def code(text: str, codes: Mapping[Any, str]) -> str:
    """Return the value of ``codes`` that ``text`` writes; :raises Unknown: if none."""
    wanted = text.strip(" .").casefold()
    for value, written in codes.items():
        if wanted in (written, str(value)):
            return str(value)
    raise Unknown(
        _("“%(text)s” is none of: %(known)s.") % {"text": text[:60], "known": ", ".join(dict.fromkeys(codes.values()))}
    )


def date(text: str) -> datetime.date | None:
    """Return a date written ``2026-03-11``, ``11/3/2026`` or ``11 Maret 2026``; None for nothing.

    The day comes before the month, and the year has four digits.

    :raises Unknown: if it is none, or in no year that a directory tells of.
    """
    if not text:
        return None
    if match := _DATE.fullmatch(_WEEKDAY.sub("", text, count=1)):
        year, month, day = (match[1], match[2], match[3]) if match[1] else (match[6], match[5], match[4])
        number = int(month) if month.isdigit() else _MONTHS.get(month.rstrip(".").casefold(), 0)
        try:
            found = datetime.date(int(year), number, int(day))
        except ValueError:
            pass
        else:
            if found.year not in _YEARS:
                raise Unknown(_("“%(text)s” is too far away; leave it empty if it is not known.") % {"text": text[:60]})
            return found
    if text.isascii() and text.isdigit():
        raise Unknown(
            _("“%(text)s” is a number; format the column as dates, or write 2026-03-11.") % {"text": text[:60]}
        )
    raise Unknown(_("“%(text)s” is no date; write 2026-03-11 or 11/3/2026.") % {"text": text[:60]})
