"""Read names of people: titles before, the name, degrees after."""

import re
from collections.abc import Sequence

from .lexicon import (
    ACRONYMS,
    ADDRESSES,
    AGENCY_WORDS,
    HONORIFICS,
    KEPT_HONORIFICS,
    NAME_INSIDE,
    OFFICE_WORDS,
    PROFESSIONS,
    TITLE_CASE_WORDS_THAT_ARE_NO_NAMES,
)
from .words import ROMAN, Token, capital

DEGREE = re.compile(
    r"(?:[SMD]\.?(?:[A-Z][A-Za-z]{0,5}\.?){1,3}|S[EHTP]|S\.[EHTP]\.?|M[MHTPSA]|M\.[MHTPSA]\.?|M\.?B\.?A\.?|SKM|"
    r"S\.?K\.?M\.?|Ph\.?D\.?|LL\.?M\.?|Sp\.?[A-Z]{1,3}\w{0,3}\.?(?:-\w{2,5})?|Psikolog|QIA|CGCAE|CR[A-Z]{1,3}|"
    r"IPU|IPM|ACPA|CHR[A-Z]|CF[A-Z]{1,2}|CI[A-Z]{2}|CPM"
    r"|A\.?Md\.?\w*\.?|Ak\.?|C\.?A\.?|Lc\.?|Apt\.?|AP|A\.P\.?|CPA|CFrA|Ners|SVD|SSpS|OFM|SJ|MSC|OSA|PRR|SIK|S\.I\.K\.?|FINASIM|Dipl\.?[\w.]*|"
    r"[A-Z]\.(?:[A-Z][a-z]{0,4}\.?)+|[SM][A-Z]{1,4}[a-z]{0,3}(?:\.[A-Z][a-z]{0,2})?)\Z"
)
# Pemeliharaan, Keselamatan, Pengujian: Indonesian makes the fields of its offices this way, and no names.
FIELD = re.compile(r"(?:pe[mnr]|peng|ke)\w{4,}an\Z")
CORPS = {
    "laut",
    "pnb",
    "tek",
    "arh",
    "czi",
    "cba",
    "chb",
    "cpm",
    "ckm",
    "mar",
    "inf",
    "kav",
    "arm",
    "lek",
    "adm",
    "nav",
}
LONGEST_NAME = 6
MOST_HONORIFICS = 12  # words and marks of titles before a name


def honorific(token: Token) -> bool:
    """Tell whether ``token`` is a title; a rank in small letters is none: the ``kapten`` of a team."""
    return token.key in HONORIFICS and (capital(token) or len(token.key) < 5)


def name_word(token: Token) -> bool:
    """Tell whether ``token`` can be part of a name: capital, and no word of offices, agencies or grammar."""
    key = token.key
    if token.named is not None:
        return token.named
    return (
        capital(token)
        and not any(mark.isdigit() for mark in token.text)
        and key not in OFFICE_WORDS | PROFESSIONS
        and key not in TITLE_CASE_WORDS_THAT_ARE_NO_NAMES
        and (key not in AGENCY_WORDS or key in ACRONYMS and not token.text.isupper())
        and not FIELD.match(key)
        and not (len(token.text) > 2 and token.text.isupper() and "." not in token.text)
        and not (len(key) > 1 and ROMAN.match(token.text.rstrip(".")))
    )


def read_name(words: Sequence[Token], at: int) -> tuple[int, int, int] | None:
    """Return (start of the name, its end, end of the degrees) in ``words`` from ``at`` on, or None."""
    index = at
    while index < len(words) and words[index].key in ADDRESSES:
        index += 1
    first = index
    while index + 1 < len(words) and honorific(words[index]) and index - first < MOST_HONORIFICS:
        index = index + 1 if words[index + 1].text != "." else index + 2
        if (
            index < len(words)
            and words[index].text == ","
            and index + 1 < len(words)
            and words[index + 1].key in HONORIFICS
        ):
            index += 1
        index = behind_corps(words, index)
    honoured = index > first
    start = index
    while (
        index < len(words)
        and index - start < LONGEST_NAME
        and (
            name_word(words[index])
            or words[index].key in NAME_INSIDE
            and index > start
            or honoured
            and index == start
            and words[index].text.isupper()
            and words[index].text.isalpha()
        )
        and not (index > start and degree(words, index))
    ):
        index += 1
    if index == start:
        return None
    return start, index, read_degrees(words, index)


def behind_corps(words: Sequence[Token], index: int) -> int:
    """Return the index behind the corps of a rank at ``index``: ``Letkol Laut (P)``."""
    if index + 1 < len(words) and words[index].key in CORPS and words[index - 1].key in HONORIFICS:
        index += 1
        if index + 3 < len(words) and words[index].text == "(" and words[index + 2].text == ")":
            index += 3
    return index


def degree(words: Sequence[Token], index: int) -> bool:
    """Tell whether the word at ``index`` is an academic degree; initials of two letters count only before a comma."""
    text = words[index].text if index < len(words) else ""
    if index + 1 < len(words) and words[index].key in KEPT_HONORIFICS and len(text) > 2 and capital(words[index + 1]):
        return False  # "K.H. Fadlan"
    return bool(DEGREE.match(text)) and (
        text.rstrip(".") in {"Ak", "Lc", "Ners", "Apt", "Psikolog"}
        or text.isupper()
        or "." in text[:-1]
        or len(text) > 2
        and (text[1].isupper() or text.startswith("Sp") and text[2].isupper())
    )


def bracketed(words: Sequence[Token], at: int) -> bool:
    """Tell whether capitals in brackets stand at ``at``: ``(K)``, ``(KFM)``."""
    marks = [word.text for word in words[at : at + 3]]
    return len(marks) == 3 and marks[0] == "(" and marks[2] == ")" and marks[1].isupper() and len(marks[1]) < 5


def dotted(words: Sequence[Token], end: int) -> bool:
    """Tell whether a full stop stands at ``end`` that ends no sentence: a small letter follows."""
    return end + 1 < len(words) and words[end].text == "." and words[end + 1].text[0].islower()


def read_degrees(words: Sequence[Token], index: int) -> int:
    """Return the index behind the degrees that follow at ``index``, with or without commas."""
    end = index
    while end < len(words):
        following = end + 1 if words[end].text == "," and end + 1 < len(words) else end
        if not (DEGREE.match(words[following].text) and degree(words, following)):
            break
        end = following + 1
        if words[following].key.startswith("sp") and bracketed(words, end):
            end += 3  # "Sp.JP(K)"
        # "SKM., M.Kes.", "S.E., Ak. mengatakan": the full stop of a degree without others, where more follows.
        more = [word.text for word in words[end : end + 2]] == [".", ","]
        if more or words[end - 1].key in {"ak", "lc", "apt"} and dotted(words, end):
            end += 1
    return end
