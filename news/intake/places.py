"""Find the places that a text names, so that a name can be told from the town before it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .lexicon import (
    AGENCY_HEADS,
    AGENCY_WORDS,
    CLUBS,
    COMPASS,
    CONNECTORS,
    DIRECTIONS,
    GIVEN_NAMES,
    HONORIFICS,
    HOSPITALS,
    OFFICE_WORDS,
    PLACE_OF,
    PLACE_STARTS,
    SCHOOLS,
    TERRITORIES,
)
from .names import LONGEST_NAME, degree, name_word, read_name
from .words import Token, capital, tokens

TERRITORY_WORDS = frozenset(
    """
    kota kabupaten kab provinsi prov kecamatan kec kelurahan kel desa pemko pemkot pemkab pemprov camat lurah walikota
    bupati gubernur
    """.split()
)
NAMED_HOUSES = HOSPITALS | SCHOOLS | CLUBS  # "RSUD Uma Lestari" is no person
FARTHEST_OFFICE = 25  # words between an office and the place that it is of
STREETS = {"jalan", "jl", "gang"}
CITY_OFFICES = {"kota", "walikota", "bupati", "gubernur", "wabup", "wagub", "wawali", "wawako", "wawalkot", "sekdako"}


@dataclass(frozen=True, slots=True)
class Known:
    """What the rest of a text settles: words that belong to names, and names of places (lower case, in words).

    ``followers`` has for each word with a capital the words that stand behind it somewhere in the text.
    """

    names: frozenset[str] = frozenset()
    places: frozenset[tuple[str, ...]] = frozenset()
    followers: Mapping[str, set[str]] = field(default_factory=dict)


def find_places(
    text: str, dateline_place: str | None, names: frozenset[str], followers: Mapping[str, set[str]]
) -> frozenset[tuple[str, ...]]:
    """Return the places that a text names after ``Kota``, ``Pemko``, ``Kecamatan`` …, in small letters.

    Behind an office a name may follow its place at once, so there a run of capitals counts only as far as it is sure.
    """
    town = town_of(dateline_place)
    places = {tuple(town)} if town else set()
    words = tokens(text)
    clubs: set[tuple[str, ...]] = set()
    heads = [index for index, word in enumerate(words) if word.key in PLACE_OF and capital(word)]
    for index, word in enumerate(words):
        house = word.key in NAMED_HOUSES and not behind_office(words, index)
        if (word.key in STREETS or house) and capital(word):
            places |= street(words, index)
            clubs |= street(words, index) if word.key in CLUBS else set()
    for index in sorted(heads, key=lambda index: behind_office(words, index)):
        run = place_behind(words, index, town, names, followers)
        longer = any(
            run[:1] == place[:1] and len(place) > len(run) and follows(words, index, place) for place in places
        )
        if run and not (longer and behind_office(words, index)):
            places.add(run)
    settled = {place for place in places if not any(place[:size] in places for size in range(1, len(place)))}
    # "Sagara Timur" beside "Sagara" is a place of its own where the text names both.
    parted = {place for place in places - settled if len(place) == 2 and place[1] in DIRECTIONS}
    return frozenset(settled | clubs | parted)


def follows(words: Sequence[Token], index: int, place: tuple[str, ...]) -> bool:
    """Tell whether ``place`` stands behind the word at ``index``."""
    return tuple(word.key for word in words[index + 1 : index + 1 + len(place)]) == place


def place_behind(
    words: Sequence[Token],
    index: int,
    town: Sequence[str],
    names: frozenset[str],
    followers: Mapping[str, set[str]],
) -> tuple[str, ...]:
    """Return the place behind ``Kota``, ``Kecamatan`` … at ``index`` in small letters; empty if it is not sure."""
    in_office = behind_office(words, index)
    holder = {token.key for token in words[index + 1 : index + 3] if capital(token)}
    if in_office and holder and (holder <= names - PLACE_STARTS or words[index + 1].key in names - PLACE_STARTS):
        return ()  # "Wali Kota Budi Santoso"
    if words[index].key == "kota" and index > 1 and ends_district(words, index, town):
        return ()
    behind = [token.key for token in words[index + 1 : index + 2 + len(town)]]
    if town and behind[: len(town)] == town and not set(behind[len(town) :]) & DIRECTIONS:
        return ()  # the town of the dateline: that its words are somebody's name too cuts nothing off
    end = index + 1
    parted = False
    while end < len(words) and end - index <= LONGEST_NAME and place_word(words, end, end == index + 1):
        parted = end > index + 1 and in_office and parts(words, end, followers)
        whole = end > index + 2 or words[index + 1].key not in PLACE_STARTS  # "Karang" is no village, "Karang Endah" is
        if end > index + 1 and (parted or whole and words[end].key in names | HONORIFICS or degree(words, end)):
            break
        end += 1
    end += district_of_town(words, index, end, town)
    run = tuple(token.key for token in words[index + 1 : end])
    cut = end < len(words) and (
        parted or words[end].key in names or words[end].key in HONORIFICS or name_behind(words, end)
    )
    return run if len(run) == 1 or len(run) <= 3 and (cut or not in_office) else ()


def ends_district(words: Sequence[Token], index: int, town: Sequence[str]) -> bool:
    """Tell whether the ``Kota`` at ``index`` ends the name of a district that begins shortly before it."""
    return any(
        district_of_town(words, head, index, town) and all(map(name_word, words[head + 1 : index]))
        for head in range(max(0, index - 4), index - 1)
    )


def district_of_town(words: Sequence[Token], index: int, end: int, town: Sequence[str]) -> bool:
    """Tell whether ``Kota`` at ``end`` belongs to a district's name: ``Camat Permata Kota``, not ``Kota Medan``."""
    if words[index].key not in {"camat", "lurah", "kecamatan", "kelurahan"} or end == index + 1 or end >= len(words):
        return False
    following = words[end + 1].key if end + 1 < len(words) else ""
    return words[end].text == "Kota" and following not in town


def street(words: Sequence[Token], at: int) -> set[tuple[str, ...]]:
    """Return the name of the street, hospital or school at ``at``, if it has two words or more.

    Bodies are named after streets; of a hospital or a school it tells that the words behind it are no person.
    """
    end = at + 1 + (at + 1 < len(words) and words[at + 1].text == ".")
    while end < len(words) and words[end].text.isdigit():
        end += 1
    start = end
    while end < len(words) and end - start < LONGEST_NAME and (name_word(words[end]) or words[end].key in HONORIFICS):
        end += 1
    return {tuple(word.key for word in words[start:end])} if end - start > 1 else set()


def town_of(dateline_place: str | None) -> list[str]:
    """Return the words of the dateline's town in small letters, without ``Kota``."""
    town = (dateline_place or "").lower().split()
    return town[town[0] in PLACE_OF and len(town) > 1 :] if town else []


def behind_town(text: str, dateline_place: str | None) -> frozenset[str]:
    """Return the words of names that stand behind an office and the town of the dateline: ``Wali Kota Medan Budi``."""
    words, town = tokens(text), town_of(dateline_place)
    found: set[str] = set()
    for index in range(1, len(words) - len(town)) if town else ():
        if words[index].key != town[0] or [word.key for word in words[index : index + len(town)]] != town:
            continue
        if not behind_office(words, index - 1):
            continue
        end = index + len(town)
        while end < len(words) and name_word(words[end]) and words[end].key not in DIRECTIONS:
            found.add(words[end].key)
            end += 1
    return frozenset(found)


def place_word(words: Sequence[Token], index: int, first: bool) -> bool:
    """Tell whether a place's name can have this word; its first may be an agency's too: ``Sumber Rejeki``."""
    if words[index].key in HONORIFICS:
        return not first and words[index - 1].key in PLACE_STARTS and len(words[index].text) > 3  # "Kota Banjar Raden"
    if name_word(words[index]):
        return first or not (words[index].text[-1] == "." and len(words[index].text) < 4)  # an initial begins a name
    return (
        first
        and words[index - 1].key in TERRITORY_WORDS
        and capital(words[index])
        and words[index].key in AGENCY_WORDS - AGENCY_HEADS - OFFICE_WORDS - PLACE_OF
        and index + 1 < len(words)
        and name_word(words[index + 1])
        and words[index + 1].key not in HONORIFICS
    )


def follow(text: str) -> dict[str, set[str]]:
    """Return for each word with a capital the words that follow it in the text."""
    found: dict[str, set[str]] = {}
    words = tokens(text)
    for word, following in zip(words, words[1:], strict=False):
        if capital(word):
            found.setdefault(word.key, set()).add(following.key)
    return found


def parts(words: Sequence[Token], index: int, followers: Mapping[str, set[str]]) -> bool:
    """Tell whether a place ends before this word: the word before it stands elsewhere in the text without this one."""
    before = words[index - 1].key
    return before not in PLACE_STARTS and bool(followers.get(before, set()) - {words[index].key})


def name_behind(words: Sequence[Token], comma: int) -> bool:
    """Tell whether a comma and a name stand here, so that the place before them is whole."""
    return words[comma].text == "," and read_name(words, comma + 1) is not None and not degree(words, comma + 1)


def behind_office(words: Sequence[Token], index: int) -> bool:
    """Tell whether the word stands in an office: ``Kepala Dinas Kesehatan Kota …``, ``Wali Kota …``."""
    farthest = max(0, index - FARTHEST_OFFICE)
    while index > farthest and (capital(words[index]) or words[index].key in CONNECTORS):
        if words[index].key in OFFICE_WORDS:
            return True
        index -= 1
    return words[index].key in OFFICE_WORDS


def longest_place(words: Sequence[Token], at: int, end: int, known: Known) -> int:
    """Return how many words from ``at`` on are a place that the text knows, with its compass point; 0 if none."""
    for length in (3, 2, 1):
        if at + length <= end and tuple(word.key for word in words[at : at + length]) in known.places:
            behind = at + length
            return length + (behind < end and words[behind].key in COMPASS - known.names)
    return 0


def place_end(words: Sequence[Token], at: int, end: int, known: Known, office: str) -> int:
    """Return the index behind the place that begins at ``at``, from what the text knows, else from its shape."""
    if at >= end:
        return at
    length = longest_place(words, at, end, known)
    if length:
        return at + length
    small = TERRITORIES.get(office) in {"Kecamatan", "Kelurahan", "Distrik"}
    if small and at + 1 < end and words[at + 1].key == "kota" and name_word(words[at]):
        return at + 2  # "Camat Permata Kota"
    left = 0
    while at + left < end and name_word(words[at + left]):
        left += 1
    of_city = TERRITORIES.get(office) in {"Kota", "Kabupaten", "Provinsi"}
    elsewhere = of_city and known.places and left <= 3 and words[at - 1].key in CITY_OFFICES
    for sure in (known.names, GIVEN_NAMES):
        for offset in range(0 if of_city or sure is known.names else 1, left):
            if words[at + offset].key in sure and words[at].key not in PLACE_STARTS:
                return at + offset
        if elsewhere and words[at].key not in PLACE_STARTS:
            return at
    if left < 2:
        return at + left
    if words[at].key in PLACE_STARTS or left >= 4 or words[at + 1].key in COMPASS:
        return at + 2
    if of_city and left == 2 and words[at - 1].key in CITY_OFFICES:
        return at
    return at + 1
