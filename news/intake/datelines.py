"""Take the dateline off a first paragraph: ``MEDAN, SUMUTPOS.CO –``, ``Medan (ANTARA) -``, ``Tubankab -``."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .dates import WrittenDate, find_dates
from .lexicon import AGENCY_HEADS, AGENCY_WORDS, OFFICE_WORDS, PLACE_STARTS

LONGEST = 90
DASH = re.compile(r"[ ]*(?:[–—―‒‐‑−]+|-{1,3}|\||(?<=\)):)[ ]*")
PART = re.compile(r"\(([^()]*)\)|([^,|()]+)")
SOURCE = re.compile(
    r"[\w-]+\.(?:co|com|id|net|org|news|info|tv|go)(?:\.\w+)?\Z"
    r"|.*(?:news|pos|kab|kompas|antara|tribun|media|berita|warta|suara|info|humas|kominfo|prokopim|pers|online|today|"
    r"radio|lintas|harian)\w*\Z"
    r"|(?:jurnal|harian|koran|kabar|warta|suara|radar|tribun|media|berita|lensa|sinar|tabloid) \w.*\Z"
    r"|(?:mc|pr|rri|ant)\b.*|[A-Z][a-z]+[A-Z]\w*\Z|[A-Z]{2,4}[a-z]{3,}\w*\Z",
)
PLACE = re.compile(r"[A-Z][\w.'’-]*(?:[ ][A-Z][\w.'’-]*){0,3}\Z")
AGENCY_TELLS = re.compile(
    r"(?:pem(?:ko|kot|kab|prov|des)|dis(?!trik)[a-z]{3,12}|kominfo|humas|prokopim|satpol|bappeda|bapenda|bpbd|"
    r"sekretariat|rsud)",
    re.IGNORECASE,
)
STOP = re.compile(r"(?P<mark>[.:,|)])[,.:]? (?=[A-Z“\"'‘”]|[a-z]{4,} )")
TOWN = re.compile(r"(?P<town>[A-Z]\w+(?: [A-Z]\w+){0,2}), (?=[A-Z]\w+ [a-zA-Z])")
TERRITORY_WORDS = {"kota", "kabupaten", "kecamatan", "kelurahan", "desa", "provinsi"}


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where and by whom a text was first told; None where the text does not say."""

    place: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class WrittenDateline:
    """A dateline as written at the start of a paragraph; ``end`` is where the paragraph proper begins."""

    dateline: Dateline
    end: int
    place: tuple[int, int] | None = None
    source: tuple[int, int] | None = None
    written_date: WrittenDate | None = None


def is_source(words: str) -> bool:
    """Tell whether ``words`` look like a medium: a domain, or a name such as ANTARA, LintasMedan or Tubankab."""
    return bool(SOURCE.match(words) or SOURCE.match(words.lower()))


def names_place(words: Sequence[str]) -> bool:
    """Tell whether ``words`` (small letters) can be a town: no office or agency, though a word of one is let pass."""
    if set(words) & OFFICE_WORDS or words[0] in AGENCY_HEADS - TERRITORY_WORDS:
        return False
    return not all(word in AGENCY_WORDS for word in words) or bool(set(words) & TERRITORY_WORDS)


def is_agency(words: str) -> bool:
    """Tell whether ``words`` are an agency that tells itself: ``Pemkab Bumi Rangkai``, ``Dispusip Kota Rimba``."""
    first = words.split()[0]
    return bool(AGENCY_TELLS.fullmatch(first)) and first[0].isupper() and len(words.split()) <= 6


def is_handle(words: str) -> bool:
    """Tell whether ``words`` behind a town are a medium that writes itself small: one long word that dates nothing."""
    return bool(re.fullmatch(r"[a-z][a-z\d-]{5,}", words)) and words not in {"kemarin", "tadi", "malam"}


def read_dateline(text: str) -> WrittenDateline | None:
    """Return the dateline that ``text`` starts with, or None: every part before the dash must be one of a dateline."""
    for dash in DASH.finditer(text, 0, LONGEST):
        found = read_parts(text, dash.start())
        if found and dash.start() and closes(text, dash, found):
            return WrittenDateline(found.dateline, dash.end(), found.place, found.source, found.written_date)
        if "|" in dash.group() or (" " not in dash.group() and dash.end() < len(text)):
            continue
        if found is None:
            break
    return read_undashed(text) or read_town(text)


def read_undashed(text: str) -> WrittenDateline | None:
    """Return a dateline that ends without a dash: ``MEDAN. …``, ``Medan, 5 Mei 2026. …``, ``MEDAN (Humas DPRD) …``."""
    for stop in STOP.finditer(text, 0, LONGEST):
        found = read_parts(text, stop.start("mark") + (stop["mark"] == ")"))
        if found is None:
            continue
        head = text[: stop.start()]
        dated = found.written_date is not None and found.written_date.year is not None
        town = found.dateline.place
        told = stop["mark"] == ")" and found.source is not None and town is not None and town.isupper()
        if town and (dated or told or head.isupper() and len(head) > 3):
            return WrittenDateline(found.dateline, stop.end(), found.place, found.source, found.written_date)
    return None


def read_town(text: str) -> WrittenDateline | None:
    """Return the dateline of ``Medan, Wali Kota Medan …``: a town before a comma that the paragraph names again."""
    found = TOWN.match(text)
    if found is None:
        return None
    again = re.search(rf"\b(?:Kota|Kabupaten|Pem(?:ko|kot|kab)) {re.escape(found['town'])}\b", text, re.I)
    if not again and not shaped_like_town(found["town"].lower().split(), text[found.end() :]):
        return None
    if not names_place(found["town"].lower().split()):
        return None
    return WrittenDateline(Dateline(place=found["town"]), found.end(), found.span("town"))


def shaped_like_town(town: Sequence[str], rest: str) -> bool:
    """Tell whether ``Sungai Rumbia, Kentongan kembali …`` begins with a town: by its first half and what follows."""
    following = rest.split()[:2]
    begins = len(following) == 2 and following[1].islower() and following[0].lower() not in OFFICE_WORDS | AGENCY_HEADS
    return len(town) > 1 and town[0] in PLACE_STARTS and begins


def closes(text: str, dash: re.Match[str], found: WrittenDateline) -> bool:
    """Tell whether this dash ends the dateline: not the hyphen of a word, nor a dash before its next part."""
    rest = text[dash.end() :]
    following = DASH.search(rest, 0, 40)
    if following and found.source is None and is_source(rest[: following.start()].strip()):
        return False
    if "|" in dash.group() and (found.source is None or (following and read_parts(rest, following.start()))):
        return False
    if dash.group() == "-" and rest:
        head = text[: dash.start()]
        return rest[0] in "“”\"'‘" or rest[0].isupper() and (found.source is not None or head.isupper())
    return not rest or rest[0].isupper() or not rest[0].isalpha() or found.source is not None


def read_parts(text: str, end: int) -> WrittenDateline | None:
    """Read ``text[:end]`` as place, source and date; None if some part is none of these."""
    place = source = None
    when: WrittenDate | None = None
    head = re.sub(r"[ ]*(?:[–—|]|[ ]-[ ])[ ]*", lambda match: ",".ljust(len(match.group())), text[:end])
    dated = next(find_dates(head, bare=True), None)
    if dated:
        when = dated
        head = head[: dated.start] + "," * (dated.end - dated.start) + head[dated.end :]
    for part in PART.finditer(head):
        group = 1 if part.group(1) is not None else 2
        words = part.group(group).strip(" .:/,")
        if not words:
            continue
        start = part.start(group) + part.group(group).index(words)
        span = (start, start + len(words))
        if (
            group == 1
            or is_source(words)
            or is_agency(words)
            or (place and source is None and (PLACE.match(words) or is_handle(words)))
        ):
            source = source or span
        elif PLACE.match(words) and names_place(words.lower().split()):
            place = place or span
        else:
            return None
    if place is None and source is None:
        return None
    if place and source and place[0] < source[0] and re.fullmatch(r"[A-Z]{2,3}", text[slice(*place)]):
        place, source = source, place  # "KP, LABUAN JATI": the medium's initials come first
    named = Dateline(text[slice(*place)] if place else None, text[slice(*source)] if source else None)
    return WrittenDateline(named, end, place, source, when)
