"""Read what a picture file says of itself: caption, credit, date, place, people and rights, from XMP, IPTC and EXIF.

IPTC Photo Metadata Standard (https://iptc.org/std/photometadata/specification/); alt text is never made from any of
it, and the position (GPS) is never read.
"""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from defusedxml import ElementTree  # type: ignore[import-untyped]  # it has no types
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from PIL import ImageFile, IptcImagePlugin

from news.richtext import without_control_characters

log = logging.getLogger(__name__)

MAX_XMP_BYTES = 1_000_000
MAX_CHARACTERS = 5_000

_DC = "{http://purl.org/dc/elements/1.1/}"
_PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
_CORE = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"
_EXTENSION = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_XMP_NAMES = {
    f"{_PHOTOSHOP}Headline": "title",
    f"{_DC}title": "name",
    f"{_DC}description": "caption",
    f"{_PHOTOSHOP}Credit": "credit",
    f"{_DC}creator": "creator",
    f"{_PHOTOSHOP}DateCreated": "date",
    f"{_PHOTOSHOP}City": "city",
    f"{_CORE}Location": "location",
    f"{_DC}rights": "rights",
    f"{_DC}subject": "keywords",
    f"{_EXTENSION}PersonInImage": "people",
}
_IIM_NAMES = {
    (2, 105): "title",
    (2, 5): "name",
    (2, 120): "caption",
    (2, 110): "credit",
    (2, 80): "creator",
    (2, 55): "day",
    (2, 60): "clock",
    (2, 90): "city",
    (2, 92): "location",
    (2, 116): "rights",
    (2, 25): "keywords",
}
_EXIF_NAMES = {0x010E: "caption", 0x013B: "creator", 0x8298: "rights"}
_EXIF_SUB_IFD, _TAKEN, _TAKEN_OFFSET = 0x8769, 0x9003, 0x9011
# What cameras write where a caption should be.
_CAMERA_CAPTIONS = {"olympus digital camera", "sony dsc", "digital camera", "samsung camera pictures", "dcim"}

Found = dict[str, str]


@dataclass(frozen=True)
class Embedded:
    """What a file says of its picture; empty or None where it says nothing."""

    title: str = ""
    caption: str = ""
    credit: str = ""
    place: str = ""
    rights: str = ""
    keywords: str = ""
    people: str = ""
    taken_at: datetime.datetime | None = None


def read(image: ImageFile.ImageFile) -> Embedded:
    """Return what ``image`` (opened by Pillow) says of itself; what cannot be read is left out, and is no error.

    XMP wins over IPTC, IPTC over EXIF. A time without offset is taken to be of the current time zone.
    """
    sources = [_tried(source, image) for source in (_xmp, _iim, _exif)]

    def first(*names: str) -> str:
        return next((found[name] for name in names for found in sources if found.get(name)), "")

    moments = [moment for found in sources if (moment := _moment(found.get("date", "")))]
    return Embedded(
        title=first("title", "name"),
        caption=first("caption"),
        credit=first("credit", "creator"),
        place=", ".join(dict.fromkeys(part for part in (first("location"), first("city")) if part)),
        rights=first("rights"),
        keywords=first("keywords"),
        people=first("people"),
        # A date alone is read as midnight; a source that knows the time is better.
        taken_at=next((moment for moment in moments if timezone.localtime(moment).time() != datetime.time.min), None)
        or next(iter(moments), None),
    )


def _tried(source: Callable[[ImageFile.ImageFile], Found], image: ImageFile.ImageFile) -> Found:
    try:
        found = source(image)
    except Exception:  # hostile metadata can make a parser raise anything; the picture is taken without its words
        log.info("The metadata of a picture could not be read.", exc_info=True)
        return {}
    return {name: text for name, value in found.items() if (text := _cleaned(value))}


def _cleaned(text: str) -> str:
    text = without_control_characters(text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n"))
    return text.strip()[:MAX_CHARACTERS]


def _xmp(image: ImageFile.ImageFile) -> Found:
    packet = image.info.get("xmp") or b""
    packet = packet.encode() if isinstance(packet, str) else packet
    packet = packet.strip(b"\x00 \r\n\t")
    if not packet or len(packet) > MAX_XMP_BYTES:
        return {}
    found: Found = {}
    for description in ElementTree.fromstring(packet).iter(f"{_RDF}Description"):
        for tag, value in description.attrib.items():
            if tag in _XMP_NAMES:
                found.setdefault(_XMP_NAMES[tag], value)
        for element in description:
            if name := _XMP_NAMES.get(element.tag):
                # A name may have commas in it, before a degree.
                found.setdefault(name, _text(element, "; " if name == "people" else ", "))
    return found


def _text(element: Any, comma: str) -> str:
    """Return the text of a property: plain, the first of its languages (the default comes first), or all of a list."""
    items = [item.text or "" for item in element.iter(f"{_RDF}li")]
    if not items:
        return element.text or ""
    return comma.join(items) if element.find(f"{_RDF}Alt") is None else items[0]


def _iim(image: ImageFile.ImageFile) -> Found:
    records = IptcImagePlugin.getiptcinfo(image) or {}
    found = {
        name: ", ".join(_decoded(part) for part in (value if isinstance(value, list) else [value]))
        for key, value in records.items()
        if (name := _IIM_NAMES.get(key))
    }
    if day := found.get("day"):
        found["date"] = f"{day[:4]}-{day[4:6]}-{day[6:8]}" + _iim_clock(found.get("clock", ""))
    return found


def _iim_clock(clock: str) -> str:
    """Return ``HHMMSS±HHMM`` as the second half of an ISO 8601 time."""
    if len(clock) < 6:
        return ""
    offset = f"{clock[6:9]}:{clock[9:11]}" if len(clock) >= 11 else ""
    return f"T{clock[:2]}:{clock[2:4]}:{clock[4:6]}{offset}"


def _exif(image: ImageFile.ImageFile) -> Found:
    exif = image.getexif()
    found = {
        name: _decoded(text.encode("latin-1", "ignore"))
        for tag, name in _EXIF_NAMES.items()
        if isinstance(text := exif.get(tag), str)
    }
    if found.get("caption", "").strip("\x00 ").lower() in _CAMERA_CAPTIONS:
        del found["caption"]
    details = exif.get_ifd(_EXIF_SUB_IFD)
    date, _, clock = str(details.get(_TAKEN, "")).strip("\x00 ").partition(" ")
    if date and clock:
        found["date"] = f"{date.replace(':', '-')}T{clock}{str(details.get(_TAKEN_OFFSET, '')).strip(chr(0) + ' ')}"
    return found


def _decoded(raw: bytes) -> str:
    """Return ``raw`` as text: UTF-8 where it is, else the Latin-1 that older programs wrote."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _moment(text: str) -> datetime.datetime | None:
    """Return the aware moment that ``text`` (ISO 8601, a date or date and time) names, None if it names none."""
    try:
        moment = parse_datetime(text)
        if moment is None and (date := parse_date(text)):
            moment = datetime.datetime.combine(date, datetime.time.min)
        if moment is None or not 1826 <= moment.year < 9999:  # the year of the first photograph
            return None
        return timezone.make_aware(moment) if timezone.is_naive(moment) else moment
    except (ValueError, OverflowError):
        return None
