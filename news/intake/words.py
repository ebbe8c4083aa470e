"""Split a text into words and marks."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .lexicon import AGENCY_WORDS, GIVEN_NAMES, GRAMMAR_AND_NAMES, HONORIFICS, NAME_INSIDE, PARTICLES, SAYING, STARTERS

TOKEN = re.compile(r"\w+(?:[.’'&/\-]\w+)*\.?|([^\w\s])\1{3,}|[^\w\s]")  # a row of one mark is one
ABBREVIATIONS = HONORIFICS | frozenset(
    """
    no kec kel kab prov jl plt plh pj pjs sdr st m muhd moh muh mohd mhd ach abd a br bt tb kgs msy rd nyi tubagus
    syf hb dt tk dg kr gst kms mgs sdri tn
    """.split()
)
# Small words inside names, words of grammar, words of agencies that are names too.
SOMETIMES_NAMES = PARTICLES | GRAMMAR_AND_NAMES | NAME_INSIDE | {"anak"}
BEGINS_BEHIND = '.!?:”“"('  # marks behind which a sentence begins
GLUED_TITLE = re.compile(r"(?:Drs|Dra|Dr|dr|drg|drh|Ir|Hj|H|Prof|Ny)\.(?=[A-Z][a-z]{2,})")
ROMAN = re.compile(r"[IVXL]+\Z")
# A full stop that ends a sentence, and not one behind a title.
SENTENCE_END = re.compile(
    r"(?<!\bdr)(?<!\bdrg)(?<!\bDrs)(?<!\bDra)(?<!\bProf)(?<!\bPlt)(?<!\bPlh)(?<!\bPjs)(?<!\bAbd)(?<!\bKec)(?<!\bKel)(?<!\bKab)"
    r"(?<=[a-z\d)”\"]{2})[.!?](?=\s+[A-Z“”\"(]|\s*\Z)"
)


class Token(NamedTuple):
    """A word or mark of a text, where it stands, and ``key``: the word in small letters without its full stop.

    ``named`` tells that it is part of a name where it stands, though elsewhere it is a word of grammar or of agencies;
    or (False) that its capital only begins a sentence; None leaves it to the word.
    """

    text: str
    start: int
    end: int
    key: str
    named: bool | None = None


def tokens(text: str) -> list[Token]:
    """Split ``text`` into words and marks; a full stop stays with an initial, an abbreviation or a degree only."""
    found = []
    for start, end in stretches(text):
        word = text[start:end]
        key = word.lower().replace(".", "") or word
        if word[-1] == "." and len(word) > 1 and not keeps_stop(word[:-1]):
            found += [Token(word[:-1], start, end - 1, key), Token(".", end - 1, end, ".")]
        else:
            found.append(Token(word, start, end, key))
    for index, token in enumerate(found):
        if token.key in SOMETIMES_NAMES and named_here(found, index):
            found[index] = token._replace(named=True)
        elif (token.key in STARTERS or token.key[-3:] == "nya" and len(token.key) > 5) and (
            index == 0 or found[index - 1].text in BEGINS_BEHIND
        ):
            found[index] = token._replace(named=False)
    return found


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the words and marks of ``text`` stand; a title glued to a name is one: ``Drs.Dadang``."""
    for match in TOKEN.finditer(text):
        glued = GLUED_TITLE.match(match.group())
        if glued:
            yield match.start(), match.start() + glued.end()
            yield match.start() + glued.end(), match.end()
        else:
            yield match.span()


def named_here(words: Sequence[Token], index: int) -> bool:
    """Tell whether a word that is a name sometimes is one here: by the capital, and by what stands around it."""
    word = words[index]
    before = words[index - 1] if index else None
    following = words[index + 1] if index + 1 < len(words) else None
    if before is None or following is None:
        return False
    if word.key in PARTICLES:
        joined = following.key in PARTICLES or capital(following)
        return joined and (capital(before) or before.named is True) and not word.text.isupper()
    if not capital(word):
        return False
    if word.key == "anak":
        return following.key == "agung"
    if before.key in SAYING and not capital(before):
        return following.key not in AGENCY_WORDS and not following.text.isdigit()
    if word.key in NAME_INSIDE:
        return following.key in GIVEN_NAMES and before.key not in AGENCY_WORDS
    if word.key in GRAMMAR_AND_NAMES - {"guru"} and capital(before) and before.key not in HONORIFICS:
        return True  # "RSUD Bukit Seraya, …"
    if word.key in GRAMMAR_AND_NAMES and before.key in {"kota", "kabupaten"}:
        return True  # "Satpol PP Kota Seraya"
    return capital(following) and not before.text[-1].isdigit() and before.text not in BEGINS_BEHIND


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
