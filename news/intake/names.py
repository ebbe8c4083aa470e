"""Read names of people: titles before, the name, degrees after."""

import re
from collections.abc import Sequence

from .lexicon import (
    ADDRESSES,
    ADVERBS,
    AGENCY_WORDS,
    HONORIFICS,
    HOSPITALS,
    NAME_INSIDE,
    OFFICE_WORDS,
    SAYING,
    STATING,
    TITLE_CASE_WORDS_THAT_ARE_NO_NAMES,
    TOLD,
)
from .words import ROMAN, Token, capital, tokens

DEGREE = re.compile(
    r"(?:[SMD]\.?(?:[A-Z][A-Za-z]{0,5}\.?){1,3}|S[EHTP]|S\.[EHTP]\.?|M[MHTPSA]|M\.[MHTPSA]\.?|M\.?B\.?A\.?|SKM|"
    r"S\.?K\.?M\.?|Ph\.?D\.?|Sp\.?[A-Z]{1,3}\w{0,3}\.?"
    r"|A\.?Md\.?\w*\.?|Ak\.?|C\.?A\.?|Lc\.?|Apt\.?|AP|A\.P\.?|CPA|CFrA|Ners|SIK|S\.I\.K\.?|FINASIM|Dipl\.?\w*|"
    r"[A-Z]\.(?:[A-Z][a-z]{0,4}\.?)+|[SM][A-Z]{1,4}[a-z]{0,3}(?:\.[A-Z][a-z]{0,2})?)\Z"
)
# Pemeliharaan, Keselamatan, Pengujian: Indonesian makes the fields of its offices this way, and no names.
FIELD = re.compile(r"(?:pe[mnr]|peng|ke)\w{4,}an\Z")
LONGEST_NAME = 6
MOST_HONORIFICS = 12  # words and marks of titles before a name


def name_word(token: Token) -> bool:
    """Tell whether ``token`` can be part of a name: capital, and no word of offices, agencies or grammar."""
    key = token.key
    return (
        capital(token)
        and not any(mark.isdigit() for mark in token.text)
        and key not in OFFICE_WORDS
        and key not in TITLE_CASE_WORDS_THAT_ARE_NO_NAMES
        and key not in AGENCY_WORDS
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
    while index + 1 < len(words) and words[index].key in HONORIFICS and index - first < MOST_HONORIFICS:
        index = index + 1 if words[index + 1].text != "." else index + 2
        if (
            index < len(words)
            and words[index].text == ","
            and index + 1 < len(words)
            and words[index + 1].key in HONORIFICS
        ):
            index += 1
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


def degree(words: Sequence[Token], index: int) -> bool:
    """Tell whether the word at ``index`` is an academic degree; initials of two letters count only before a comma."""
    text = words[index].text if index < len(words) else ""
    return bool(DEGREE.match(text)) and (
        text.rstrip(".") in {"Ak", "Lc", "Ners"}
        or text.isupper()
        or "." in text[:-1]
        or len(text) > 2
        and text[1].isupper()
    )


def read_degrees(words: Sequence[Token], index: int) -> int:
    """Return the index behind the degrees that follow at ``index``, with or without commas."""
    end = index
    while end < len(words):
        following = end + 1 if words[end].text == "," and end + 1 < len(words) else end
        if not (DEGREE.match(words[following].text) and degree(words, following)):
            break
        end = following + 1
        # "SKM., M.Kes.": the full stop of a degree without others, where more follows.
        if [word.text for word in words[end : end + 2]] == [".", ","] and degree(words, end + 2):
            end += 1
    return end


def find_names(text: str) -> frozenset[str]:
    """Return the words that a text uses as names: behind titles and verbs of saying, or as who says something."""
    words = tokens(text)
    found: set[str] = set()
    for index, word in enumerate(words):
        following = words[index + 1] if index + 1 < len(words) else None
        if following is None:
            break
        if capital(word) and (index == 0 or words[index - 1].text in '.!?”"'):
            found |= introduced(words, index)
        if word.key in STATING and index:
            found |= subject_words(words, index)
        elif (
            word.key in ADDRESSES
            and capital(word)
            or word.key in TOLD
            or (word.key in SAYING and not capital(word))
            or word.key in {"menurut", "oleh"}
        ):
            name = read_name(words, index + 1)
            if name:
                found |= {token.key for token in words[name[0] : name[1]]}
        elif word.key in HONORIFICS and not (index and words[index - 1].key in HOSPITALS):
            name = read_name(words, index)
            if name and name[0] > index:
                found |= {token.key for token in words[name[0] : name[1]]}
    return frozenset(found)


def introduced(words: Sequence[Token], at: int) -> set[str]:
    """Return the name's words at the start of a sentence, if age, or an apposition and a stating verb, follow them."""
    end = at
    while end < len(words) and end - at < LONGEST_NAME and name_word(words[end]):
        end += 1
    if end == at or end + 2 >= len(words):
        return set()
    names = {token.key for token in words[at:end]}
    if words[end].text == "(" and words[end + 1].text.isdigit():
        return names
    if words[end].text != ",":
        return set()
    close = next((index for index in range(end + 1, min(end + 14, len(words))) if words[index].text in ",."), end)
    behind = close + 1
    while behind < len(words) and words[behind].key in ADVERBS:
        behind += 1
    stated = behind < len(words) and words[close].text == "," and words[behind].key in STATING
    return names if stated and not capital(words[end + 1]) else set()


def subject_words(words: Sequence[Token], verb: int) -> set[str]:
    """Return the name's words before a stating verb, if they begin a sentence or stand behind a comma."""
    end = verb
    while end > 0 and words[end - 1].key in ADVERBS:
        end -= 1
    while end > 0 and (words[end - 1].text == "," or degree(words, end - 1)):
        end -= 1
    if end > 3 and words[end - 1].text == ")" and words[end - 2].text.isdigit() and words[end - 3].text == "(":
        end -= 3
    start = end
    while start > 0 and end - start < LONGEST_NAME and name_word(words[start - 1]):
        start -= 1
    if start == end or (start > 0 and words[start - 1].text not in '.,!?”"“'):
        return set()
    return {token.key for token in words[start:end]}
