"""Advise on slips of spelling and of typing outside quoted words.

The standard is the Kamus Besar Bahasa Indonesia, https://kbbi.kemdikbud.go.id/.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from .lines import LINE_END, LONGEST_LINE, MOST_CHARACTERS, split
from .quotes import find_quoted
from .typing_slips import better_typed, words_in

SLIPS: dict[str, str] = {
    wrong: right.replace("·", " ") for wrong, _, right in (pair.partition(":") for pair in words_in("slips"))
}
"""What is written, in small letters, and how the dictionary has it."""
CLITIC = re.compile(r"(?:nya|lah|kah|pun)\Z")
WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+|2\b)*")
# An e-mail or web address, a hashtag, somebody's handle.
ADDRESS = re.compile(r"[@#./_]\w|.?[^\W\d_]+(?:[-’'][^\W\d_]+|2\b)*(?:[@_]|[./]\w)")
# What stands before a word inside a sentence, where a capital makes a name.
INSIDE = re.compile(r"[^\W\d_][,]? \Z")
NAMED = re.compile(r" [A-Z]")  # "Rizki Ramadhan": what goes on with a capital is a name, or a headline
MOST = 50


class Advice(NamedTuple):
    """A word that the dictionary spells otherwise: where it stands, and how it is spelt."""

    line: int
    start: int
    end: int
    written: str
    better: str


def advise(text: str) -> list[Advice]:
    """Return advice for ``text``, at most 50 pieces, in order; quoted words and words in all capitals are let be.

    A capital begins a name unless it begins the sentence, so that only there it is looked at.
    """
    return list(islice(_find(text[:MOST_CHARACTERS]), MOST))


def _find(text: str) -> Iterator[Advice]:
    lines = split(text)
    quoted = quoted_words(lines)
    for number, line in enumerate(lines, start=1):
        for match in WORD.finditer(line):
            word = match.group()
            if (word.isupper() and len(word) > 1) or ADDRESS.match(line, max(0, match.start() - 1), match.end() + 2):
                continue
            if word[0].isupper() and (
                INSIDE.search(line, max(0, match.start() - 3), match.start()) or NAMED.match(line, match.end())
            ):
                continue
            better = spelt(word.lower())
            if better is None or any(begin <= match.start() < end for begin, end in quoted.get(number, ())):
                continue
            spelling = better[0].upper() + better[1:] if word[0].isupper() else better
            yield Advice(number, match.start(), match.end(), word, spelling)


def quoted_words(lines: Sequence[str]) -> dict[int, list[tuple[int, int]]]:
    """Return for each line, by its number, what of it stands in quote marks; quotes may run over line ends."""
    found: dict[int, list[tuple[int, int]]] = {}
    block: list[tuple[int, int, int]] = []  # number, start and end of each line of a paragraph
    length = 0
    for number, line in enumerate([*lines, ""], start=1):
        found[number] = [(each.begin, each.finish) for each in find_quoted(line)] if len(line) <= LONGEST_LINE else []
        if line.strip() and length + len(line) < LONGEST_LINE:
            block.append((number, length, length + len(line)))
            length += len(line) + 1
            continue
        if len(block) > 1:
            together = " ".join(lines[first - 1] for first, _start, _end in block)
            for each in find_quoted(together):
                for first, start, end in block:
                    if each.begin < end and each.finish > start:
                        found[first].append((each.begin - start, each.finish - start))
        block, length = [], 0
    return found


def spelt(word: str) -> str | None:
    """Return how ``word`` (small letters) is spelt if that is otherwise, or None."""
    if word in SLIPS:
        return SLIPS[word]
    clitic = CLITIC.search(word)
    if clitic and word[: clitic.start()] in SLIPS:
        return SLIPS[word[: clitic.start()]] + clitic.group()
    return better_typed(word)


def corrected(text: str, chosen: Collection[int]) -> str:
    """Return ``text`` with the advice of these numbers (from 0) taken; numbers that name none change nothing."""
    starts = [0, *(end.end() for end in LINE_END.finditer(text))]
    pieces, behind = [], 0
    for index, advice in enumerate(advise(text)):
        if index in chosen:
            start = starts[advice.line - 1] + advice.start
            pieces += [text[behind:start], advice.better]
            behind = start + len(advice.written)
    return "".join([*pieces, text[behind:]])
