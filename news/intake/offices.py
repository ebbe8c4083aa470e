"""Read offices and agencies: where they begin and end, and which words are whose."""

import re
from collections.abc import Sequence

from .lexicon import (
    ACTING,
    ADVERBS,
    AGENCY_HEADS,
    AGENCY_WORDS,
    BODIES,
    CONNECTORS,
    FIELD_OFFICES,
    HONORIFICS,
    LEADS_A,
    NOUNS_IN_BODIES,
    OFFICE_STARTS,
    OFFICE_WORDS,
    PROFESSIONS,
    TERRITORIES,
    TITLE_CASE_WORDS_THAT_ARE_NO_NAMES,
    UNITS,
)
from .typing_slips import known as known_word
from .words import ABBREVIATIONS, ROMAN, Token, capital

ACTING_WORDS = {"plt", "plh", "pj", "pjs", "pelaksana", "tugas", "harian", "penjabat", "sementara", ".", "(", ")"}
NO_PART_OF_A_RUN = TITLE_CASE_WORDS_THAT_ARE_NO_NAMES - AGENCY_WORDS - NOUNS_IN_BODIES
# What a territory is called by before its name.
TERRITORY_KINDS = frozenset(
    """
    kota kabupaten kab provinsi prov kecamatan kec kelurahan kel desa pemko pemkot pemkab pemprov distrik nagari gampong
    """.split()
)
LONGEST_RUN = 60  # words of agency, place and name together
LONGEST_ROLE = 7  # words of a profession with its field
JOINS = {"di", "dari", "pada", "asal"}
# Words behind a profession that end it.
NO_FIELD = TITLE_CASE_WORDS_THAT_ARE_NO_NAMES | ADVERBS | {"bernama", "adalah", "ialah", "sudah", "belum", "milik"}
PARTS_OF_COUNCILS = {"komisi", "pansus", "banggar", "bapemperda"}  # go with the office: "Sekretaris Komisi II"
FIELDS = {
    "umkm",
    "ukm",
    "sda",
    "sdm",
    "ptk",
    "gtk",
    "paud",
    "ikm",
    "sma",
    "smp",
    "smk",
    "ipa",
    "ips",
    "pjok",
    "ppkn",
    "tik",
}  # acronyms of what an office is about
UNIT_NUMBER = re.compile(r"\d{2,4}[/-][A-Z]")  # "Dandim 0815/Serunai"
# "Penjabat (Pj.) Wali Kota" is "Pj. Wali Kota".
SHORT_FORM = re.compile(r"\A[A-Za-z ]{6,25}\((?P<short>P(?:lt|lh|js?)\.?)\)\s*", re.IGNORECASE)
OF_BODY = re.compile(r"(?<=\w) Bidang [A-Z].*\Z")  # "Wakil Kepala SMA X Bidang Kesiswaan"
ASIDE = re.compile(r"\s*\([^()]*\)")


def read_office(words: Sequence[Token], at: int) -> int:
    """Return the index behind an office (acting forms included) that begins at ``at``; ``at`` if there is none."""
    index = at
    for acting in ACTING:
        parts = acting.split()
        if [word.key for word in words[index : index + len(parts)]] == parts:
            index += len(parts)
            if index < len(words) and words[index].text == ".":
                index += 1
            if aside(words, index):
                index += 3
            break
    for office in OFFICE_STARTS.get(words[index].key if index < len(words) else "", ()):
        if tuple(word.key for word in words[index : index + len(office)]) == office:
            if office == ("perwakilan",) and not begins_body(words, index + 1):
                return at
            return max(numbered(words, index + len(office)), read_role(words, index) if len(office) == 1 else at)
    if (role := read_role(words, index)) > index:
        return role
    return index + 1 if index < len(words) and contracted(words[index].key) else at


def read_role(words: Sequence[Token], at: int) -> int:
    """Return the index behind a profession that begins at ``at``, if the body of it follows; ``at`` if none does.

    ``guru musik`` SMA Negeri 2 X, ``ahli vulkanologi`` dari Universitas Y.
    """
    if at >= len(words) or words[at].key not in PROFESSIONS:
        return at
    for index in range(at + 1, min(at + LONGEST_ROLE, len(words))):
        if begins_body(words, joined(words, index)):
            return index
        if not tells_field(words, index):
            return at
    return at


def tells_field(words: Sequence[Token], index: int) -> bool:
    """Tell whether the word can say of what a profession is: ``matematika``, ``Teknik Sipil``, ``kelas II``."""
    word = words[index]
    if word.text in {"dan", "&"} or ROMAN.match(word.text) or word.key in AGENCY_WORDS or word.key in FIELDS:
        return True
    return word.text.isalpha() and word.key not in NO_FIELD and (word.text.islower() or known_word(word.key))


def joined(words: Sequence[Token], index: int) -> int:
    """Return the index behind a small word that joins a body to an office: ``peneliti dari Institut X``."""
    return index + (index + 1 < len(words) and words[index].text in JOINS)


def begins_body(words: Sequence[Token], index: int) -> bool:
    """Tell whether the name of a body can begin at ``index``: Puskesmas, SMA, Universitas, an acronym."""
    return (
        index + 1 < len(words)
        and capital(words[index])
        and words[index].key not in {"kota", "kabupaten"}
        and (words[index].key in BODIES and in_name(words[index + 1]) or heads_agency(words[index]))
    )


def in_name(word: Token) -> bool:
    """Tell whether a body's name can go on with ``word``: ``SD Negeri …``, ``SDN 1``, but ``guru SD yang``."""
    return capital(word) or word.text.isdigit()


def numbered(words: Sequence[Token], behind: int) -> int:
    """Return the index behind what narrows an office down: ``Wakil Ketua II``, ``Ketua panitia``."""
    following = words[behind] if behind < len(words) else None
    if following is None or words[behind - 1].key not in {"ketua", "kepala", "koordinator", "asisten"}:
        return behind
    roman = len(following.text) < 5 and ROMAN.match(following.text) and words[behind - 1].key == "ketua"
    named_below = following.key in LEADS_A and following.text.islower() and words[behind - 1].key != "asisten"
    return behind + 1 if roman or named_below else behind


def contracted(key: str) -> bool:
    """Tell whether ``key`` is an office that contains its agency: kadishub, kadiskominfo, kadinkes, sekdisdik."""
    return len(key) > 5 and key.startswith(("kadis", "kadin", "kabap", "kabak", "sekdis")) and key != "kabakaran"


def title_of(words: Sequence[Token], at: int, behind: int) -> str:
    """Return the office ``words[at:behind]`` in small letters, without its acting form."""
    return " ".join(word.key for word in words[at:behind] if word.key not in ACTING_WORDS)


def read_run(words: Sequence[Token], at: int) -> int:
    """Return the index behind the capitals, acronyms and connectors that follow an office: agency, place, name."""
    index = at
    while index < min(len(words), at + LONGEST_RUN):
        word = words[index]
        following = words[index + 1] if index + 1 < len(words) else None
        before_capital = following is not None and capital(following)
        if (
            word.named
            or UNIT_NUMBER.match(word.text)
            or capital(word)
            and word.key not in NO_PART_OF_A_RUN
            or before_capital
            and (word.key in HONORIFICS or index > at and word.key in CONNECTORS)
            or word.text.isdigit()
            and before_capital
            and len(word.text) < 4
        ):
            index += 1
        elif aside(words, index):
            index += 3
        elif index > at and following is not None and in_run(words, index):
            index += 1
        else:
            break
    return index


def in_run(words: Sequence[Token], index: int) -> bool:
    """Tell whether a number, the stop of an abbreviation or a comma stands inside an agency's name."""
    word = words[index]
    if word.text.isdigit():
        return len(word.text) < 4
    return (word.text == "." and words[index - 1].key in ABBREVIATIONS) or (word.text == "," and listing(words, index))


def aside(words: Sequence[Token], index: int) -> bool:
    """Tell whether a short form in brackets stands at ``index`` with more of the agency behind: ``(Dishub) Kota``."""
    return (
        index + 3 < len(words)
        and words[index].text == "("
        and words[index + 2].text == ")"
        and capital(words[index + 3])
    )


def listing(words: Sequence[Token], comma: int) -> bool:
    """Tell whether the comma is one inside an agency's name: ``Dinas Pekerjaan Umum, Perumahan dan Permukiman``."""
    index = comma + 1
    if index + 1 < len(words) and words[index].text == "dan" and words[comma - 1].key in AGENCY_WORDS:
        return capital(words[index + 1]) and words[index + 1].key in AGENCY_WORDS - OFFICE_WORDS
    while index < len(words) and capital(words[index]) and words[index].key in AGENCY_WORDS - OFFICE_WORDS:
        index += 1
    if index == comma + 1 or index >= len(words):
        return False
    return words[index].key in {"dan", ","} and words[comma - 1].key in AGENCY_WORDS


def divide(text: str, words: Sequence[Token], at: int, behind: int, end: int) -> tuple[str, str | None]:
    """Return office and agency of ``words[at:end]``: the office as written, the agency named as one."""
    last = words[behind - 1].key
    title = title_of(words, at, behind)
    begin = joined(words, behind) if begins_body(words, joined(words, behind)) else behind
    role = begin > behind or words[at].key in PROFESSIONS and begins_body(words, behind)
    if not role and (title in FIELD_OFFICES or begin < end and words[begin].key in PARTS_OF_COUNCILS):
        begin = next(
            (index for index in range(behind, end) if heads_agency(words[index]) and not of_field(words, index, end)),
            end,
        )
    elif title in {"direktur", "wakil direktur"}:  # "Direktur Eksekutif Yayasan X"
        begin = next((index for index in range(begin, end) if begins_body(words, index)), begin)
    told = behind if begin == joined(words, behind) else begin
    office = text[words[at].start : words[told - 1].end]
    office = ASIDE.sub("", SHORT_FORM.sub(r"\g<short> ", office))
    agency = ASIDE.sub("", text[words[begin].start : words[end - 1].end]).strip(" ,") if begin < end else None
    agency = OF_BODY.sub("", agency) if agency else None
    if contracted(last) and last not in UNITS:
        unit = last.removeprefix("sek" if last.startswith("sek") else "ka").capitalize()
        return office, f"{unit} {agency}" if agency else unit
    if agency is None:
        return office, None
    prefix = UNITS.get(last)
    kind = words[begin].key
    district = kind == "kota" and title in {"camat", "lurah", "sekcam", "seklur"}  # "Camat Kota Tengah"
    if title in TERRITORIES and (district or kind not in TERRITORY_KINDS | AGENCY_HEADS):
        prefix = TERRITORIES[title]
    return office, f"{prefix} {agency}" if prefix else agency


def of_field(words: Sequence[Token], index: int, end: int) -> bool:
    """Tell whether a head of agencies is part of a field here: ``Perencanaan Kota`` Universitas X, ``Wali Kota``."""
    town = words[index].key in {"kota", "kabupaten"} and index + 1 < end
    return words[index - 1].key == "wali" or town and words[index + 1].key in BODIES


def heads_agency(word: Token) -> bool:
    """Tell whether an agency's name can begin with ``word``: Dinas, Setda, DPRD, an acronym."""
    acronym = (
        word.key not in FIELDS
        and len(word.text) > 2
        and word.text.isupper()
        and word.text.isalpha()
        and not ROMAN.match(word.text)
    )
    return word.key in AGENCY_HEADS or acronym or (word.text.startswith(("Dis", "Din")) and word.key in AGENCY_WORDS)
