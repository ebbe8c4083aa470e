"""Find the places that a text names, so that a name can be told from the town before it."""

from collections.abc import Sequence
from dataclasses import dataclass

from .lexicon import (
    COMPASS,
    CONNECTORS,
    DIRECTIONS,
    GIVEN_NAMES,
    HONORIFICS,
    OFFICE_WORDS,
    PLACE_OF,
    PLACE_STARTS,
    TERRITORIES,
)
from .names import LONGEST_NAME, degree, name_word, read_name
from .words import Token, capital, tokens

CITY_OFFICES = {"kota", "walikota", "bupati", "gubernur", "wabup", "wagub", "wawali", "wawako", "wawalkot", "sekdako"}


@dataclass(frozen=True, slots=True)
class Known:
    """What the rest of a text settles: words that belong to names, and names of places (lower case, in words)."""

    names: frozenset[str] = frozenset()
    places: frozenset[tuple[str, ...]] = frozenset()


def find_places(text: str, dateline_place: str | None, names: frozenset[str]) -> frozenset[tuple[str, ...]]:
    """Return the places that a text names after ``Kota``, ``Pemko``, ``Kecamatan`` …, in small letters.

    Behind an office a name may follow its place at once, so there a run of capitals counts only as far as it is sure.
    """
    town = (dateline_place or "").lower().split()
    town = town[town[0] in PLACE_OF and len(town) > 1 :] if town else []
    places = {tuple(town)} if town else set()
    words = tokens(text)
    for index, word in enumerate(words):
        if word.key not in PLACE_OF or not capital(word):
            continue
        behind = [token.key for token in words[index + 1 : index + 2 + len(town)]]
        if town and behind[: len(town)] == town and not set(behind[len(town) :]) & DIRECTIONS:
            continue  # the town of the dateline: that its words are somebody's name too cuts nothing off
        end = index + 1
        while end < len(words) and end - index <= LONGEST_NAME and name_word(words[end]):
            if end > index + 1 and (words[end].key in names | HONORIFICS or degree(words, end)):
                break
            end += 1
        run = tuple(token.key for token in words[index + 1 : end])
        cut = end < len(words) and (words[end].key in names or words[end].key in HONORIFICS or name_behind(words, end))
        if len(run) == 1 or (run and len(run) <= 3 and (cut or not behind_office(words, index))):
            places.add(run)
    settled = {place for place in places if not any(place[:size] in places for size in range(1, len(place)))}
    # "Sagara Timur" beside "Sagara" is a place of its own where the text names both.
    return frozenset(settled | {place for place in places - settled if len(place) == 2 and place[1] in DIRECTIONS})


def name_behind(words: Sequence[Token], comma: int) -> bool:
    """Tell whether a comma and a name stand here, so that the place before them is whole."""
    return words[comma].text == "," and read_name(words, comma + 1) is not None and not degree(words, comma + 1)


def behind_office(words: Sequence[Token], index: int) -> bool:
    """Tell whether the word stands in an office: ``Kepala Dinas Kesehatan Kota …``, ``Wali Kota …``."""
    while index > 0 and (capital(words[index]) or words[index].key in CONNECTORS):
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
    length = longest_place(words, at, end, known)
    if length:
        return at + length
    left = 0
    while at + left < end and name_word(words[at + left]):
        left += 1
    of_city = TERRITORIES.get(office) in {"Kota", "Kabupaten", "Provinsi"}
    if (
        of_city
        and known.places
        and left <= 3
        and words[at].key not in PLACE_STARTS
        and words[at - 1].key in CITY_OFFICES
    ):
        return at
    for sure in (known.names, GIVEN_NAMES):
        for offset in range(0 if of_city or sure is known.names else 1, left):
            if words[at + offset].key in sure and words[at].key not in PLACE_STARTS:
                return at + offset
    if left < 2:
        return at + left
    if words[at].key in PLACE_STARTS or left >= 4 or words[at + 1].key in COMPASS:
        return at + 2
    if of_city and left == 2 and words[at - 1].key in CITY_OFFICES:
        return at
    return at + 1
