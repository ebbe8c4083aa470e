"""Find words in a text however they are written: capitals, spaces, dots and dashes, accents, markup in between.

``1271 0145 0505 0001`` is found as ``1271.0145.0505.0001`` and as ``<b>12710145</b>05050001``, ``Budi Santoso`` as
``BUDI  SANTOSO``, ``budi-santoso`` and ``<em>Bu</em>di Santosonya``; never within another word or number.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

MARK = "[data pribadi dihapus]"
"""What stands where something was taken out; the guards of the database know it too."""

MOST, LONGEST, SHORTEST = 20, 200, 3  # phrases; characters of one; letters and digits of one
NEAR = 40
_TOKEN = re.compile(r"[^\W_]+")
_GAP, _DIGIT_GAP = r"[\W_]{0,3}", r"[\W_]{0,2}"
_ENDING = r"(?:nya|ku|mu|lah|kah|pun)?"  # what Indonesian hangs on a name
_TAG_OR_ENTITY = re.compile(r"<[^<>]*>|&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_TAG = re.compile(r"<[^<>]*>")
_TAG_OR_END = re.compile(r"<[^<>]*>|^[^<>]*>|<[^<>]*$")
_BLOCK = re.compile(r"</?(?:p|h2|h3|li|ul|ol|blockquote|br)\b", re.IGNORECASE)
_LINK = re.compile(r'<a\b[^<>]*\bhref="([^"]*)"[^<>]*>', re.IGNORECASE)
_BLOCK_TAG = re.compile(rf"{_BLOCK.pattern}[^<>]*>", re.IGNORECASE)
_EMPTY = re.compile(r"<(strong|em|a)(?:\s[^<>]*)?></\1>")


@dataclass(frozen=True)
class Hit:
    """Where something stands: the text before it, itself, and the text after it, as a reader sees them."""

    before: str
    found: str
    after: str


@dataclass(frozen=True)
class _Read:
    """A text as it is compared: folded characters, and for each of them the span of the source that it comes from."""

    folded: str
    spans: list[tuple[int, int]]


class Phrases:
    """What is looked for."""

    def __init__(self, phrases: Iterable[str]) -> None:
        """Take the ``phrases``, a word, name or number each.

        :raises ValueError: if there is none, or one is too short or too long, or there are too many.
        """
        given = [phrase.strip() for phrase in phrases if phrase.strip()]
        if not 0 < len(given) <= MOST or any(len(phrase) > LONGEST for phrase in given):
            raise ValueError("phrases")
        if any(len(re.sub(r"[\W_]", "", phrase)) < SHORTEST for phrase in given):
            raise ValueError("short")
        # The longest first: of a name and its part, the name is taken out as one.
        patterns = [_pattern(phrase) for phrase in sorted(given, key=len, reverse=True)]
        self._pattern = re.compile("|".join(patterns))
        self.words = [token for phrase in given for token in _TOKEN.findall(phrase)]

    def hits(self, text: str) -> list[Hit]:
        """Return where they stand in the plain ``text``."""
        return [Hit(before[-NEAR:], found, after[:NEAR]) for before, found, after in self._cut(text, _fold(text))]

    def hits_in_markup(self, markup: str) -> list[Hit]:
        """Return where they stand in sanitised HTML, across its tags, and in the addresses of its links."""
        in_text = [
            Hit(_said(before[-4 * NEAR :])[-NEAR:].lstrip(), _said(found), _said(after[: 4 * NEAR])[:NEAR].rstrip())
            for before, found, after in self._cut(markup, _fold_markup(markup))
        ]
        return in_text + [hit for link in _LINK.finditer(markup) for hit in self.hits(_address(link[1]))]

    def without(self, text: str, mark: str = MARK) -> str:
        """Return the plain ``text`` with ``mark`` in place of each."""
        return self._without(text, _fold(text), mark, keeps_tags=False)

    def without_in_markup(self, markup: str) -> str:
        """Return sanitised HTML with the mark in place of each; tags stay, a link that leads to one leads nowhere."""
        unlinked = _LINK.sub(lambda link: "<a>" if self.hits(_address(link[1])) else link[0], markup)
        return _EMPTY.sub("", self._without(unlinked, _fold_markup(unlinked), MARK, keeps_tags=True))

    def _spans(self, read: _Read) -> Iterator[tuple[int, int]]:
        """Yield where in the source each begins and ends."""
        for match in self._pattern.finditer(read.folded):
            yield read.spans[match.start()][0], read.spans[match.end() - 1][1]

    def _cut(self, source: str, read: _Read) -> Iterator[tuple[str, str, str]]:
        for first, last in self._spans(read):
            yield source[:first], source[first:last], source[last:]

    def _without(self, source: str, read: _Read, mark: str, *, keeps_tags: bool) -> str:
        pieces, at = [], 0
        for first, last in self._spans(read):
            tags = _TAG.findall(source[first:last]) if keeps_tags else []
            pieces += [source[at:first], mark, *tags]
            at = last
        return "".join([*pieces, source[at:]])


def _pattern(phrase: str) -> str:
    tokens = _TOKEN.findall(_fold(phrase).folded)
    parts = []
    for token in tokens:
        pieces = re.findall(r"[0-9]+|[^0-9]+", token)
        parts.append(_GAP.join(_DIGIT_GAP.join(piece) if piece.isdigit() else re.escape(piece) for piece in pieces))
    ending = "" if tokens[-1][-1].isdigit() else _ENDING
    return rf"(?<![^\W_]){_GAP.join(parts)}{ending}(?![^\W_])"


def _fold(text: str, offset: int = 0) -> _Read:
    """Return ``text`` without capitals, accents and what cannot be seen, every digit as 0–9."""
    folded: list[str] = []
    spans: list[tuple[int, int]] = []
    for position, char in enumerate(text, start=offset):
        for piece in _folded(char):
            folded.append(piece)
            spans.append((position, position + 1))
    return _Read("".join(folded), spans)


def _folded(char: str) -> str:
    if char.isascii():
        return char.lower()
    if (digit := unicodedata.digit(char, None)) is not None:
        return str(digit)
    apart = unicodedata.normalize("NFKD", char).casefold()
    return "".join(piece for piece in apart if unicodedata.category(piece) not in {"Mn", "Cf"})


def _fold_markup(markup: str) -> _Read:
    """Return what sanitised HTML says, a line end for each block; tags themselves are of no text."""
    folded: list[str] = []
    spans: list[tuple[int, int]] = []
    at = 0

    def say(read: _Read) -> None:
        folded.append(read.folded)
        spans.extend(read.spans)

    for match in _TAG_OR_ENTITY.finditer(markup):
        say(_fold(markup[at : match.start()], at))
        at = match.end()
        if match[0].startswith("&"):
            said = _fold(html.unescape(match[0]))
            say(_Read(said.folded, [match.span()] * len(said.folded)))
        elif _BLOCK.match(match[0]):
            # A gap between words, of which nothing is ever replaced: it has no width.
            say(_Read("\n", [(match.start(), match.start())]))
    say(_fold(markup[at:], at))
    return _Read("".join(folded), spans)


def _address(quoted: str) -> str:
    return unquote(html.unescape(quoted))


def _said(part: str) -> str:
    """Return what a part of sanitised HTML says; it may begin and end within a tag."""
    return re.sub(r"\s+", " ", html.unescape(_TAG_OR_END.sub("", _BLOCK_TAG.sub(" ", part))))
