"""Read people with the office and agency that stand around their name."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .lexicon import (
    ADDRESSES,
    AGENCY_HEADS,
    AGENCY_WORDS,
    BODIES,
    DIRECTIONS,
    GIVEN_NAMES,
    HONORIFICS,
    HOSPITALS,
    KEPT_HONORIFICS,
    KIN,
    NAME_INSIDE,
    NAME_STARTS,
    OFFICE_STARTS,
    OFFICE_WORDS,
    PLACE_OF,
    PROFESSIONS,
    TERRITORIES,
)
from .names import degree, honorific, name_word, read_name
from .offices import begins_body, divide, joined, read_office, read_run, title_of
from .places import Known, longest_place, parts, place_end
from .typing_slips import known as known_word
from .words import Token, capital

UNCOUNTED = {"seorang", "salah", "satu", "sang", "warga", "pedagang", "oleh"}
BALINESE = {"made", "wayan", "nyoman", "ketut", "gede", "putu", "gusti", "kadek", "komang", "dewa", "nengah"}
# What the body is that a common noun means: "Manajer Distribusi perusahaan itu".
MEANT = {
    "perusahaan": {"perumda", "perumdam", "perum", "pt", "cv", "pdam"},
    "rumah": {"rsud", "rsu", "rs", "rsia"},
    "sekolah": {"sd", "sdn", "smp", "smpn", "sma", "sman", "smk", "smkn", "mts", "madrasah", "sekolah"},
    "kampus": {"universitas", "institut", "politeknik", "akademi"},
    "lembaga": {"lembaga", "yayasan", "bpbd", "bmkg"},
    "organisasi": {"pmi", "palang", "ikatan", "persatuan", "asosiasi"},
}
IN_TEAMS = {"pelatih", "kapten", "kiper", "pemain", "manajer", "penyerang", "striker", "bek", "gelandang", "asisten"}
NAMED_BODIES = {
    "upt",
    "uptd",
    "balai",
    "pt",
    "cv",
    "ud",
    "museum",
    "yayasan",
    "universitas",
    "sanggar",
    "komunitas",
    "hotel",
    "koperasi",
}
NAMES_HOLDER = {",", "bernama", "dijabat", "ialah"}  # "Kepala Dinas X dijabat Budi Santoso"
FARTHEST_AGENCY = 40  # words between an agency and the "dinas itu" that means it
LINKS = frozenset(
    """
    , ( sang selaku sebagai yang juga yakni yaitu merupakan ditunjuk menjabat dipercaya diangkat didapuk adalah kini
    sekarang saat ini dilantik menjadi bekerja bertugas sehari-hari kesehariannya seorang satu-satunya
    """.split()
)


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
        if words[index].key in KIN and index + 1 < end and name_word(words[index + 1]):
            return index
        if (
            words[index].key in HONORIFICS
            and not behind_hospital(words, start, index)
            and not longest_place(words, index, end, known)
        ):
            return index
    settled = start
    placed = False  # whether what is settled ends with a place, so that the name begins there
    index = start
    while index < end:
        key = words[index].key
        if key in PLACE_OF or (index == start and office in TERRITORIES):
            begin = index if index == start and office in TERRITORIES and key not in PLACE_OF else index + 1
            settled = index = max(place_end(words, begin, end, known, office), index + (key in PLACE_OF))
            placed = True
            if begin == index and index < end:
                if name_word(words[index]):
                    break
                settled = index = index + 1
        elif index > start and degree(words, index) and ends_name(words, start, index):
            break
        elif words[index].key in NAME_INSIDE and index > max(settled, start) and name_word(words[index - 1]):
            index += 1
        elif longest_place(words, index, end, known):
            settled = index = index + longest_place(words, index, end, known)
            placed = True
        elif not name_word(words[index]) or behind_hospital(words, start, index) or is_type(words, start, index):
            settled = index = index + 1
            placed = False
        elif words[index].key in known.names and index + 1 >= settled:
            settled = settled if placed else first_of_name(words, settled, index, known)
            break
        else:
            index += 1
    else:
        if not placed and settled < end:
            settled = behind_own_name(words, settled, end, known)
    if start < settled < end and words[settled - 1].text == "I" and words[settled].key in BALINESE:
        return settled - 1
    if start < settled < end and len(words[settled - 1].text) == 2 and words[settled - 1].text[1] == ".":
        return settled - 1
    return settled


def first_of_name(words: Sequence[Token], settled: int, index: int, known: Known) -> int:
    """Return where the name begins of which ``words[index]`` is part, behind an agency that may have a name too.

    ``Fraksi Karya Sejahtera Legiman``: who is called Legiman elsewhere is not called Sejahtera.
    """
    begin = index
    while begin > settled and not stands_apart(words, begin, known):
        before = words[begin - 1]
        if before.key not in known.names | GIVEN_NAMES | NAME_STARTS and len(before.text.rstrip(".")) > 2:
            break
        begin -= 1
    return begin


def behind_own_name(words: Sequence[Token], settled: int, end: int, known: Known) -> int:
    """Return where a name begins that ends at ``end``, as far as the text shows which words are the agency's."""
    apart = (begin for begin in range(end - 1, settled, -1) if stands_apart(words, begin, known))
    begin = settled
    if words[settled - 1].key in NAMED_BODIES:  # "UPT Taman Budaya Bahari Sherly Kawulusan"
        while end - begin > 2 and known_word(words[begin].key) and words[begin].key not in GIVEN_NAMES:
            begin += 1
    return next(apart, begin)


def stands_apart(words: Sequence[Token], begin: int, known: Known) -> bool:
    """Tell whether the word before ``begin`` stands elsewhere without the one there: Waimata without Leonora."""
    before = words[begin - 1]
    return before.key in DIRECTIONS or before.key not in known.names and parts(words, begin, known.followers)


def ends_name(words: Sequence[Token], start: int, degree_at: int) -> bool:
    """Tell whether the word before a degree is a name's: not the number in ``Komisi I DPRD``."""
    return name_word(words[degree_at - 1]) and not is_type(words, start, degree_at - 1)


def is_type(words: Sequence[Token], start: int, index: int) -> bool:
    """Tell whether one letter belongs to an agency: ``Terminal Tipe A``, ``Komisi D``."""
    if words[index - 1].key == "komisi":
        return len(words[index].text) == 1
    if len(words[index].text) != 1 or words[index].text == "I":
        return False
    return index > start and not name_word(words[index - 1])


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
    while index < len(words) and words[index].key in ADDRESSES and read_office(words, index) == index:
        index += 1
    if index >= len(words):
        return None
    if person := possessed(text, words, index):
        return person
    behind = read_office(words, index)
    if behind > index and (capital(words[index]) or words[index].key in OFFICE_WORDS | PROFESSIONS):
        return office_first(text, words, index, behind, known)
    name = read_name(words, index)
    if name is None:
        return None
    person = named(text, words, *behind_team(words, at, name, known))
    return office_after(text, words, name[2], person, known)


def office_first(text: str, words: Sequence[Token], at: int, behind: int, known: Known) -> Person:
    """Read ``Kepala BKD Kota Medan Budi Santoso`` and ``Kepala BKD Kota Medan, Budi Santoso, S.Sos.``."""
    title = title_of(words, at, behind)
    if head := head_of_named_agency(text, words, at, behind):
        return head
    if pointed := pointed_out(text, words, at, behind, known):
        return pointed
    body = joined(words, behind) if begins_body(words, joined(words, behind)) else behind
    run = read_run(words, body)
    start, found = run, None
    comma = run if run < len(words) and words[run].key in NAMES_HOLDER else comma_behind(words, run)
    comma = behind_territory(words, comma) if comma is not None else None
    within = split_run(words, body, run, known, title)
    if within == body + 1 and run - body < 4 and words[body].key in NAMED_BODIES and not honorific(words[within]):
        within = run  # "teknisi di PT Bahari Motor": without these words the company has no name
    if (
        comma
        and (name := read_name(words, comma + 1))
        and followed_well(words, name[2])
        and not degree(words, comma + 1)
    ):
        lone = within < run and name[1] - name[0] == 1 and name[2] == name[1]
        behind_name = words[name[2]].text if name[2] < len(words) else ""
        lone = lone and words[name[0]].key not in known.names and not behind_name.islower()
        if not lone:
            found = name
            start = comma
    if found is None:
        start = within
        found = (
            read_name(words, within) if within < len(words) and (within < run or words[within].text == "(") else None
        )
    agency_end = min(start, run) if found else run
    office, agency = divide(text, words, at, behind, agency_end)
    if agency and title in {"sekda", "sekretaris daerah"}:
        agency = with_kind(agency, known)
    if found is None:
        return Person(office=office, agency=agency, start=words[at].start, end=words[agency_end - 1].end)
    person = named(text, words, start + 1 if start == comma else start, found)
    return replace(person, office=office, agency=agency, start=words[at].start)


def behind_team(
    words: Sequence[Token], at: int, name: tuple[int, int, int], known: Known
) -> tuple[int, tuple[int, int, int]]:
    """Return ``at`` and ``name`` without the team before it: ``pelatih Putri Kahala Martinus Lawai``."""
    start, end, behind = name
    if start == 0 or words[start - 1].key not in IN_TEAMS or end - start < 3:
        return at, name
    cut = next((index for index in range(end - 1, start + 1, -1) if parts(words, index, known.followers)), start)
    return max(at, cut), (cut, end, behind)


def possessed(text: str, words: Sequence[Token], at: int) -> Person | None:
    """Read ``Ketuanya, Alfonsus Rumlus``: of the body that was named last before."""
    office = words[at].key.removesuffix("nya")
    known_as = office in PROFESSIONS or (office,) in OFFICE_STARTS.get(office, ())
    if office == words[at].key or not known_as or not capital(words[at]):
        return None
    name = read_name(words, at + 2) if at + 2 < len(words) and words[at + 1].text == "," else None
    nearest = range(at - 1, max(-1, at - FARTHEST_AGENCY), -1)
    start = next((index for index in nearest if of_agency(words[index])), None)
    if name is None or start is None:
        return None
    while start > 0 and of_agency(words[start - 1]):
        start -= 1
    end = read_run(words, start)
    if end - start < 2:
        return None
    agency = text[words[start].start : words[end - 1].end]
    holder = named(text, words, at + 2, name)
    return replace(holder, office=words[at].text.removesuffix("nya"), agency=agency, start=words[at].start)


def of_agency(word: Token) -> bool:
    """Tell whether ``word`` is one of an agency's name, with its capital."""
    return capital(word) and word.key in AGENCY_WORDS | BODIES


def head_of_named_agency(text: str, words: Sequence[Token], at: int, behind: int) -> Person | None:
    """Read ``Plt Kepala dinas itu, drh. Cut Maisarah``, of the agency of that kind that was named last."""
    run = read_run(words, behind)
    agency = agency_meant(text, words, at, run)
    if agency is None or run + 2 >= len(words) or words[run + 2].text != ",":
        return None
    name = read_name(words, run + 3)
    if name is None:
        return None
    office = text[words[at].start : words[run - 1].end]
    return replace(named(text, words, run + 3, name), office=office, agency=agency, start=words[at].start)


def agency_meant(text: str, words: Sequence[Token], at: int, behind: int) -> str | None:
    """Return the agency that ``dinas itu`` behind an office means: the one of that kind that was named last."""
    kind, pointer = words[behind : behind + 2] if behind + 1 < len(words) else (None, None)
    heads = MEANT.get(kind.text, {kind.text} & AGENCY_HEADS) if kind else set()
    if pointer is None or not heads or pointer.key not in {"itu", "tersebut"}:
        return None
    nearest = range(at - 1, max(-1, at - FARTHEST_AGENCY), -1)
    start = next((index for index in nearest if words[index].key in heads and capital(words[index])), None)
    return None if start is None else text[words[start].start : words[read_run(words, start) - 1].end]


def pointed_out(text: str, words: Sequence[Token], at: int, behind: int, known: Known) -> Person | None:
    """Read ``Kepala SDN 4 Tunas Baru tersebut``: an office and its agency, whose holder was named before."""
    run = read_run(words, behind)
    named_there = any(word.key in known.names for word in words[behind:run])
    if run == behind or run >= len(words) or words[run].key not in {"itu", "tersebut"} or named_there:
        return None
    office, agency = divide(text, words, at, behind, run)
    return Person(office=office, agency=agency, start=words[at].start, end=words[run - 1].end)


def lower_member(words: Sequence[Token], index: int) -> bool:
    """Tell whether ``anggota`` here is no office: ``anggota termuda``, but ``anggota Komisi III``."""
    return words[index].text == "anggota" and not (index + 1 < len(words) and capital(words[index + 1]))


def comma_behind(words: Sequence[Token], run: int) -> int | None:
    """Return the comma behind a few small words that narrow an office down, if a name and a comma follow it.

    ``Anggota DPRD Kota X dari daerah pemilihan setempat, Theresia Pattiwael, …``
    """
    if run >= len(words) or words[run].key not in {"dari", "asal", "bidang", "periode", "yang", "untuk"}:
        return None
    for index in range(run + 1, min(run + 9, len(words))):
        if words[index].text == ",":
            name = read_name(words, index + 1)
            return index if name and name[2] < len(words) and words[name[2]].text == "," else None
        if words[index].text in ".:;!?()":
            return None
    return None


def behind_territory(words: Sequence[Token], comma: int) -> int:
    """Return the comma behind the larger territory that follows an office: ``Camat X, Kota Y, Deni Firmansyah``."""
    if comma + 1 >= len(words) or words[comma + 1].key not in {"kota", "kabupaten", "kecamatan", "provinsi"}:
        return comma
    run = read_run(words, comma + 1)
    following = words[run].text == "," and read_name(words, run + 1) if run < len(words) else None
    return run if following else comma


def with_kind(agency: str, known: Known) -> str:
    """Return a town's name with Kota or Kabupaten before it, if the text calls it the one and not the other."""
    town = agency.split()[0].lower()
    kinds = [kind for kind in ("Kota", "Kabupaten", "Provinsi") if town in known.followers.get(kind.lower(), ())]
    return f"{kinds[0]} {agency}" if len(kinds) == 1 and town not in PLACE_OF else agency


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
    if (
        index >= len(words)
        or words[index : index + 1]
        and lower_member(words, index)
        or (behind := read_office(words, index)) == index
    ):
        return person
    if meant := agency_meant(text, words, index, behind):
        office = text[words[index].start : words[behind - 1].end]
        return replace(person, office=office, agency=meant, end=words[behind + 1].end)
    run = read_run(words, joined(words, behind) if begins_body(words, joined(words, behind)) else behind)
    while run > behind and words[run - 1].text in ",":
        run -= 1
    office, agency = divide(text, words, index, behind, run)
    return replace(person, office=office, agency=agency, end=words[run - 1].end)
