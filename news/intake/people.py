"""Read people with the office and agency that stand around their name."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .lexicon import (
    ADDRESSES,
    AGENCY_WORDS,
    HONORIFICS,
    HOSPITALS,
    KEPT_HONORIFICS,
    NAME_INSIDE,
    OFFICE_WORDS,
    PLACE_OF,
    TERRITORIES,
)
from .names import degree, name_word, read_name
from .offices import divide, read_office, read_run, title_of
from .places import Known, longest_place, place_end
from .words import Token, capital

UNCOUNTED = {"seorang", "salah", "satu", "sang", "warga", "pedagang", "oleh"}
BALINESE = {"made", "wayan", "nyoman", "ketut", "gede", "putu", "gusti", "kadek", "komang", "dewa", "nengah"}
LINKS = {",", "(", "selaku", "sebagai", "yang", "juga", "yakni", "merupakan"}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom a text names: ``name`` without titles and degrees; None where the text leaves something out."""

    name: str | None = None
    as_written: str | None = None
    office: str | None = None
    agency: str | None = None
    start: int = 0
    end: int = 0


def split_run(words: Sequence[Token], start: int, end: int, known: Known, office: str) -> int:
    """Return where the name begins in the run ``words[start:end]`` behind an office; ``end`` if it holds none."""
    for index in range(start, end):
        if words[index].key in HONORIFICS and not behind_hospital(words, start, index):
            return index
    settled = start
    index = start
    while index < end:
        key = words[index].key
        if key in PLACE_OF or (index == start and office in TERRITORIES):
            begin = index if index == start and office in TERRITORIES and key not in PLACE_OF else index + 1
            settled = index = max(place_end(words, begin, end, known, office), index + (key in PLACE_OF))
            if begin == index:
                break
        elif index > start and degree(words, index) and name_word(words[index - 1]):
            break
        elif words[index].key in NAME_INSIDE and index > max(settled, start) and name_word(words[index - 1]):
            index += 1
        elif not name_word(words[index]) or behind_hospital(words, start, index):
            settled = index = index + 1
        elif longest_place(words, index, end, known):
            settled = index = index + longest_place(words, index, end, known)
        elif words[index].key in known.names and index + 1 >= settled:
            break
        else:
            index += 1
    if start < settled < end and words[settled - 1].text == "I" and words[settled].key in BALINESE:
        return settled - 1
    if start < settled < end and len(words[settled - 1].text) == 2 and words[settled - 1].text[1] == ".":
        return settled - 1
    return settled


def behind_hospital(words: Sequence[Token], start: int, index: int) -> bool:
    """Tell whether the word belongs to a hospital's name (``RSUD dr. Sutomo``), not to a person's."""
    back = [word.key for word in words[max(start, index - 3) : index]]
    if words[index].key in {"dr", "h", "hj", "drs"}:
        return back[-1:] != [] and back[-1] in HOSPITALS
    return len(back) > 1 and back[-1] in {"dr", ".", "h"} and any(key in HOSPITALS for key in back[:-1])


def read_person(text: str, words: Sequence[Token], at: int, known: Known) -> Person | None:
    """Read office, agency and name that begin at ``words[at]``, in either order; None if nobody stands there.

    A person without a name (``kata Wali Kota``) has an office only.
    """
    index = at
    while index < len(words) and words[index].key in UNCOUNTED:
        index += 1
    at = index
    while index < len(words) and words[index].key in ADDRESSES:
        index += 1
    if index >= len(words):
        return None
    behind = read_office(words, index)
    if behind > index and (capital(words[index]) or words[index].key in OFFICE_WORDS):
        return office_first(text, words, index, behind, known)
    name = read_name(words, index)
    if name is None:
        return None
    person = named(text, words, at, name)
    return office_after(text, words, name[2], person, known)


def office_first(text: str, words: Sequence[Token], at: int, behind: int, known: Known) -> Person:
    """Read ``Kepala BKD Kota Medan Budi Santoso`` and ``Kepala BKD Kota Medan, Budi Santoso, S.Sos.``."""
    title = title_of(words, at, behind)
    run = read_run(words, behind)
    start, found = run, None
    commas = run < len(words) and words[run].text == ","
    within = split_run(words, behind, run, known, title)
    if commas and (name := read_name(words, run + 1)) and followed_well(words, name[2]) and not degree(words, run + 1):
        lone = within < run and name[1] - name[0] == 1 and name[2] == name[1]
        if not lone:
            found = name
    if found is None:
        start = within
        found = (
            read_name(words, within) if within < len(words) and (within < run or words[within].text == "(") else None
        )
    agency_end = start if found and start <= run else run
    office, agency = divide(text, words, at, behind, agency_end)
    if found is None:
        return Person(office=office, agency=agency, start=words[at].start, end=words[agency_end - 1].end)
    first = start + 1 if words[start].text == "," else start
    person = named(text, words, first, found)
    return replace(person, office=office, agency=agency, start=words[at].start)


def followed_well(words: Sequence[Token], index: int) -> bool:
    """Tell whether what follows a name behind a comma lets it be one: not another comma-led list of capitals."""
    return (
        index >= len(words)
        or words[index].text in ",.(:;”“\"'"
        or not capital(words[index])
        or words[index].key not in AGENCY_WORDS
    )


def named(text: str, words: Sequence[Token], at: int, name: tuple[int, int, int]) -> Person:
    """Return the person of a name read at ``at``; H. and adat titles stay with the name, other titles do not."""
    start, end, degrees = name
    kept = start
    while kept > at and (words[kept - 1].text == "." or words[kept - 1].key in KEPT_HONORIFICS):
        kept -= 1
    while kept < start and words[kept].key not in KEPT_HONORIFICS:
        kept += 1
    full = text[words[kept].start : words[end - 1].end]
    written = text[words[at].start : words[degrees - 1].end]
    return Person(name=full, as_written=written, start=words[at].start, end=words[degrees - 1].end)


def office_after(text: str, words: Sequence[Token], index: int, person: Person, known: Known) -> Person:
    """Add the office that follows a name: ``Budi Santoso, Kepala BKD Kota Medan``, ``Budi selaku Camat``."""
    while index < len(words) and words[index].key in LINKS:
        index += 1
    if index >= len(words) or (behind := read_office(words, index)) == index:
        return person
    run = read_run(words, behind)
    while run > behind and words[run - 1].text in ",":
        run -= 1
    office, agency = divide(text, words, index, behind, run)
    return replace(person, office=office, agency=agency, end=words[run - 1].end)
