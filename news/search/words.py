"""Words as the index keeps and compares them: folded, and for SQLite cut down to their stems as PostgreSQL does.

Both engines get the same folded words, so that both find the same. The stems are those of Snowball's Indonesian
(https://snowballstem.org/algorithms/indonesian/stemmer.html), which PostgreSQL's ``indonesian`` configuration has
built in.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

LONGEST = 40
"""Letters of a word that count; what is longer is cut off, as no language needs it."""
_WORD = re.compile(r"[^\W_]+(?:['’‘`][^\W_]+)*")  # Jum'at is one word
_MARKS = str.maketrans("", "", "'’‘`")
_stemmers = threading.local()  # a stemmer keeps what it is at work on


class Located(NamedTuple):
    """A word of a text: folded, and from where to where it stands."""

    folded: str
    start: int
    end: int


def folded(word: str) -> str:
    """Return ``word`` in small letters, without accents and apostrophes, at most :data:`LONGEST` letters of it."""
    plain = word.translate(_MARKS)
    if not plain.isascii():
        plain = "".join(each for each in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(each))
    return plain.casefold()[:LONGEST]


def split(text: str) -> list[str]:
    """Return the folded words of ``text``, in order."""
    return [word for word in map(folded, _WORD.findall(composed(text))) if word]


def located(text: str) -> Iterator[Located]:
    """Yield the words of ``text``, which is :func:`composed`, with their places in it."""
    for match in _WORD.finditer(text):
        yield Located(folded(match.group()), match.start(), match.end())


def composed(text: str) -> str:
    """Return ``text`` with each accented letter as one character (NFC), so that no word falls apart at an accent."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the stem of a folded word; what is no plain word of letters stays as it is."""
    if not (word.isascii() and word.isalpha()):
        return word
    if not hasattr(_stemmers, "indonesian"):
        _stemmers.indonesian = snowballstemmer.stemmer("indonesian")
    return str(_stemmers.indonesian.stemWord(word))
