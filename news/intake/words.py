"""Split a text into words and marks."""

import re
from typing import NamedTuple

from .lexicon import HONORIFICS

TOKEN = re.compile(r"\w+(?:[.’'&/\-]\w+)*\.?|([^\w\s])\1{3,}|[^\w\s]")  # a row of one mark is one
ABBREVIATIONS = HONORIFICS | frozenset(
    """
    no kec kel kab prov jl plt plh pj pjs sdr st m muhd moh abd a
    """.split()
)
ROMAN = re.compile(r"[IVXL]+\Z")
# A full stop that ends a sentence, and not one behind a title.
SENTENCE_END = re.compile(
    r"(?<!\bdr)(?<!\bdrg)(?<!\bDrs)(?<!\bDra)(?<!\bProf)(?<!\bPlt)(?<!\bPlh)(?<!\bPjs)(?<!\bAbd)(?<!\bKec)(?<!\bKel)(?<!\bKab)"
    r"(?<=[a-z\d)”\"]{2})[.!?](?=\s+[A-Z“”\"(]|\s*\Z)"
)


class Token(NamedTuple):
    """A word or mark of a text, where it stands, and ``key``: the word in small letters without its full stop."""

    text: str
    start: int
    end: int
    key: str


def tokens(text: str) -> list[Token]:
    """Split ``text`` into words and marks; a full stop stays with an initial, an abbreviation or a degree only."""
    found = []
    for match in TOKEN.finditer(text):
        word, start, end = match.group(), match.start(), match.end()
        key = word.lower().rstrip(".") or word
        if word[-1] == "." and len(word) > 1 and not keeps_stop(word[:-1]):
            found += [Token(word[:-1], start, end - 1, key), Token(".", end - 1, end, ".")]
        else:
            found.append(Token(word, start, end, key))
    return found


def keeps_stop(word: str) -> bool:
    """Tell whether the full stop after ``word`` belongs to it."""
    return (
        word.lower() in ABBREVIATIONS
        or (len(word) == 1 and word.isupper())
        or ("." in word and not word[0].isdigit() and word[0].isupper())
    )


def capital(token: Token) -> bool:
    """Tell whether ``token`` is a word with a capital."""
    return token.text[0].isupper()
