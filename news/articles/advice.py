"""What makes a text better to read and harder to get wrong: small questions to a text, none of which stops it.

Pure: no database, no clock, no network. Words and names are Indonesian, as releases are.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

HEADLINE_LENGTH = 110
"""Characters; what search engines and social media show of a headline (Google's advice for ``NewsArticle``)."""
SENTENCE_WORDS = 30
# What ends in a full stop and no sentence: titles, degrees, units of an address.
_SHORT = frozenset(
    "dr drs dra ir prof h hj kh st tgk jl jln jend kol letkol mayor kapt gg no nomor rt rw kel kec kab prov tel telp "
    "hlm s m se sh si sp sos kes pd ag kom hum ap stp mt mm mh mp pj plt plh pjs a.n u.p dll dsb dst tsb yth".split()
)
_SENTENCE_END = re.compile(r"[.!?]+[\"”’')\]]*(?=\s|$)")
_WORD = re.compile(r"\w+(?:[-'’./]\w+)*")
_QUOTED = re.compile(r"[“\"„«]([^“”\"„«»]{8,})[”\"»]")
_FILE_NAME = re.compile(r"\.(?:jpe?g|png|webp|avif|heic|gif|tiff?|bmp)$", re.IGNORECASE)


def is_all_capitals(headline: str) -> bool:
    """Say whether ``headline`` shouts: three words or more, and hardly a small letter."""
    letters = [character for character in headline if character.isalpha()]
    capitals = sum(character.isupper() for character in letters)
    return len(headline.split()) >= 3 and len(letters) >= 12 and capitals >= 0.8 * len(letters)


def is_too_long(headline: str) -> bool:
    """Say whether ``headline`` has more than :data:`HEADLINE_LENGTH` characters."""
    return len(headline) > HEADLINE_LENGTH


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of plain ``text``; a line always ends one, a title or an abbreviation never does."""
    for line in text.split("\n"):
        start = 0
        for end in _SENTENCE_END.finditer(line):
            before = line[start : end.start()].rsplit(maxsplit=1)[-1:] or [""]
            word = before[0].strip("(“\"'").casefold()
            is_last = end.end() == len(line)
            if (
                not is_last
                and end[0] == "."
                and (word in _SHORT or (len(word) == 1 and word.isalpha()) or word.rpartition(".")[2] in _SHORT)
            ):
                continue
            if sentence := line[start : end.end()].strip():
                yield sentence
            start = end.end()
        if rest := line[start:].strip():
            yield rest


def words_in(text: str) -> int:
    """Count the words of plain ``text``."""
    return len(_WORD.findall(text))


def long_sentences(text: str, most: int = SENTENCE_WORDS) -> list[tuple[str, int]]:
    """Return the sentences of plain ``text`` that have more than ``most`` words, each with how many it has."""
    counted = ((sentence, words_in(sentence)) for sentence in sentences(text))
    return [(sentence, count) for sentence, count in counted if count > most]


def quotes_somebody(text: str) -> bool:
    """Say whether plain ``text`` has words in quotation marks that are more than a name: three or more."""
    return any(words_in(quoted) >= 3 for quoted in _QUOTED.findall(text))


def repeats_caption(alt: str, caption: str) -> bool:
    """Say whether an alternative text says the same as the caption beside it: who listens hears it twice."""
    return bool(alt.strip()) and _folded(alt) == _folded(caption)


def is_file_name(alt: str) -> bool:
    """Say whether an alternative text is the name of a file: ``IMG_2041.jpg``, ``DSC00012``."""
    alt = alt.strip()
    is_camera = re.fullmatch(
        r"(?:img|dsc[nf]?|pxl|vid|wa|whatsapp image|screenshot)[-_ ]?[\d\W_]*\d[\w .:-]*", alt, re.I
    )
    return bool(_FILE_NAME.search(alt) or is_camera)


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


# Names


@dataclass(frozen=True)
class Slip:
    """A name that the text has nearly as the directory has it."""

    written: str
    meant: str


_NAME = re.compile(r"[\w'’.-]+")
_Parts = tuple[str, ...]


class Names:
    """The names of a directory, put in order so that a text can be compared with thousands of them.

    A name has two to eight words; what is spelled as one of them is no slip of another.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._known: dict[_Parts, str] = {}
        self._by_initials: dict[_Parts, list[_Parts]] = {}
        for name in names:
            parts = tuple([part.strip(".,").casefold() for part in name.split()])
            if 2 <= len(parts) <= 8 and parts not in self._known:
                self._known[parts] = name
                self._by_initials.setdefault(tuple([part[:1] for part in parts]), []).append(parts)
        self._lengths = sorted({len(parts) for parts in self._known}, reverse=True)

    def slips(self, text: str, *, most: int = 20) -> list[Slip]:
        """Return where plain ``text`` spells a name one or two letters unlike it, in the order of the text.

        Each word has to begin with the letter that it should begin with, as in slips it does. Takes time in proportion
        to the words of the text.

        :param most: return no more than this many.
        """
        found: dict[str, Slip] = {}
        for line in text.split("\n"):
            written = list(_NAME.finditer(line))
            folded = [match[0].strip(".'’-").casefold() for match in written]
            at = 0
            while at < len(folded) and len(found) < most:
                length, meant = self._read(folded, at) if written[at][0][0].isupper() else (1, "")
                if meant:
                    slip = line[written[at].start() : written[at + length - 1].end()].strip(".'’-")
                    found.setdefault(slip, Slip(slip, meant))
                at += length
        return list(found.values())

    def _read(self, words: list[str], at: int) -> tuple[int, str]:
        """Return how many of ``words`` from ``at`` on are a name, and which name they should be if it is a slip."""
        initials = tuple([word[:1] for word in words[at : at + 8]])
        for length in self._lengths:
            candidates = self._by_initials.get(initials[:length]) if length <= len(initials) else None
            if not candidates:
                continue
            window = tuple(words[at : at + length])
            if window in self._known:
                return length, ""
            meant = next((parts for parts in candidates if _is_slip(window, parts)), None)
            if meant:
                return length, self._known[meant]
        return 1, ""


def _is_slip(window: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Say whether ``window`` is ``name`` but for one letter, or for two in a long name; no word becomes another.

    A word of up to four letters has to be as it is: "Budi" is not "Beni".
    """
    total = 0
    for word, meant in zip(window, name, strict=True):
        if word == meant:
            continue
        if len(meant) <= 4 or abs(len(word) - len(meant)) > 2 or word.isdigit() or meant.isdigit():
            return False
        total += edit_distance(word, meant, 2)
        if total > 2:
            return False
    return 0 < total <= (2 if sum(map(len, name)) >= 12 else 1)


def edit_distance(first: str, second: str, most: int) -> int:
    """Return how many letters have to be put in, left out, changed or swapped with the next one; ``most`` + 1 if more.

    The optimal string alignment distance (https://en.wikipedia.org/wiki/Damerau%E2%80%93Levenshtein_distance).
    """
    if abs(len(first) - len(second)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, letter in enumerate(first, start=1):
        older, before, row = before, row, [i]
        for j, other in enumerate(second, start=1):
            cost = min(row[j - 1] + 1, before[j] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == second[j - 2] and first[i - 2] == other:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


# Links


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._open: str | None = None
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._open, self._words = dict(attrs).get("href") or "", []

    def handle_data(self, data: str) -> None:
        self._words.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._open is not None:
            self.found.append((self._open, "".join(self._words).strip()))
            self._open = None


def links(markup: str) -> list[tuple[str, str]]:
    """Return the links of safe HTML in order: address and words."""
    parser = _Links()
    parser.feed(markup)
    parser.close()
    return parser.found


def is_malformed(address: str) -> bool:
    """Say whether ``address`` can lead nowhere: no host, a host that cannot be one, a space, no number to call.

    A path on the own site (``/2026/03/11/…``) is well formed; ``www.contoh.id`` without ``https://`` is not. No network
    is asked.
    """
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return True
    if re.search(r"\s", address):
        return True
    if parts.scheme == "mailto":
        return not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", unquote(parts.path))
    if parts.scheme == "tel":
        return len(re.sub(r"\D", "", parts.path)) < 3
    if parts.scheme in {"http", "https"}:
        return not _can_be_host(host)
    return bool(parts.scheme or host) or not address.startswith(("/", "#"))


def _can_be_host(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        labels = host.rstrip(".").split(".")
        is_plain = all(
            0 < len(label) <= 63 and not label.startswith("-") and not label.endswith("-") for label in labels
        )
        return is_plain and len(labels) > 1 and len(labels[-1]) > 1 and not re.search(r"[^\w.-]", host)
    return True
