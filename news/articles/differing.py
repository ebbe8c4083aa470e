"""What differs between two texts, word by word: what was removed, what was added, what is the same.

Plain text is compared line by line, then word by word within the lines that differ; rich text block by block, then word
by word. ``difflib`` is cubic at its worst, so its work is estimated beforehand and bounded: beyond that a text is shown
as removed and added whole. Nothing here knows a model.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby
from typing import Any

from news import richtext


class Kind(StrEnum):
    """What became of a piece of text; a block of rich text may also have changed within."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"
    CHANGED = "changed"


Piece = tuple[Kind, str]
Opcode = tuple[str, int, int, int, int]

# Steps of difflib, at most: about half a second.
WORK = 6_000_000
# Blocks that are compared with each other for likeness, at most: 60 replaced by 60.
PAIRS = 3_600
ALIKE = 0.3
# A word reaches from a letter or digit to the last one before a space: "1.500", "13/03", "e-KTP"; a sign is a word too.
_WORD = re.compile(r"\n|(?:\w(?:\S*\w)?|\S)[^\S\n]*|[^\S\n]+")
TAG = re.compile(r"(<[^<>]*>)")
_HREF = re.compile(r'href="([^"]*)"')
_NAMED = {"h2", "h3", "li", "blockquote"}
BLOCKS = _NAMED | {"p", "ul", "ol"}


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, item of a list or quotation, with what became of it and of its words.

    ``tag`` is ``p``, ``h2``, ``h3``, ``li`` or ``blockquote``. ``restyled``: its words are the same, but not which of
    them are bold or italic, or what kind of block it is.
    """

    kind: Kind
    tag: str
    pieces: list[Piece]
    restyled: bool = False


@dataclass
class Budget:
    """The steps of difflib that are left to a comparison."""

    left: int = WORK

    def opcodes(self, before: Sequence[Hashable], after: Sequence[Hashable]) -> Iterable[Opcode]:
        """Return what makes ``after`` of ``before``, as difflib does; all replaced if that would take too long."""
        start = _same_start(before, after)
        end = _same_start(before[start:][::-1], after[start:][::-1])
        old, new = before[start : len(before) - end], after[start : len(after) - end]
        inner: Iterable[Opcode]
        if old and new and (cost := _cost(old, new)) <= self.left:
            self.left -= cost
            matcher: SequenceMatcher[Any] = SequenceMatcher(None, old, new)
            inner = matcher.get_opcodes()
        else:
            inner = [("replace", 0, len(old), 0, len(new))] if old or new else []
        if start:
            yield "equal", 0, start, 0, start
        for name, i1, i2, j1, j2 in inner:
            yield name, i1 + start, i2 + start, j1 + start, j2 + start
        if end:
            yield "equal", len(before) - end, len(before), len(after) - end, len(after)


def _same_start(before: Sequence[Hashable], after: Sequence[Hashable]) -> int:
    return next((n for n, (old, new) in enumerate(zip(before, after, strict=False)) if old != new),
                min(len(before), len(after)))  # fmt: skip


def _cost(before: Sequence[Hashable], after: Sequence[Hashable]) -> int:
    """Return the steps that difflib takes at the very worst: it leaves out what is frequent in a long text."""
    old, new = Counter(before), Counter(after)
    frequent = len(after) // 100 + 1 if len(after) >= 200 else len(after)
    counts = [(count, new[word]) for word, count in old.items() if 0 < new[word] <= frequent]
    pairs, matches = sum(one * other for one, other in counts), sum(min(both) for both in counts)
    return len(before) + len(after) + (len(before) + pairs) * (matches + 1) // 2


def words(before: str, after: str) -> list[Piece]:
    """Return the pieces of two plain texts in order: the same, removed, added.

    The pieces that are the same or added make up ``after`` to the letter; those the same or removed have the words of
    ``before``. Spaces alone make no difference, ends of lines do.
    """
    return _words(before, after, Budget())


def _words(before: str, after: str, budget: Budget) -> list[Piece]:
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    pieces: list[Piece] = []
    for name, i1, i2, j1, j2 in budget.opcodes(old, new):
        if name == "equal":
            pieces.append((Kind.SAME, "".join(new[j1:j2])))
        else:
            pieces += _within("".join(old[i1:i2]), "".join(new[j1:j2]), budget)
    return _joined(pieces)


def _within(before: str, after: str, budget: Budget) -> Iterator[Piece]:
    old, new = split(before), split(after)
    for name, i1, i2, j1, j2 in budget.opcodes([key(word) for word in old], [key(word) for word in new]):
        if name == "equal":
            yield Kind.SAME, "".join(new[j1:j2])
        else:
            parted = i1 < i2 and i1 and old[i1 - 1][-1].isspace() and not (j1 and new[j1 - 1][-1].isspace())
            yield Kind.REMOVED, " " * bool(parted) + "".join(old[i1:i2])
            yield Kind.ADDED, "".join(new[j1:j2])


def split(text: str) -> list[str]:
    """Return the words of ``text``, each with the space after it; signs and ends of lines are words too."""
    return _WORD.findall(text)


def key(word: str) -> str:
    """Return what of a word counts: not the space after it."""
    return word if word == "\n" else word.rstrip()


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Return ``pieces`` without empty ones, neighbours of one kind as one."""
    return [
        (kind, "".join(text for _kind, text in group))
        for kind, group in groupby((piece for piece in pieces if piece[1]), key=lambda piece: piece[0])
    ]


def tally(pieces: Iterable[Piece]) -> tuple[int, int]:
    """Return how many words were removed and added."""
    counts: Counter[Kind] = Counter()
    for kind, text in pieces:
        counts[kind] += len(text.split())
    return counts[Kind.REMOVED], counts[Kind.ADDED]


# Rich text


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A block of one text: its tag, its words with the addresses of links, its markup."""

    tag: str
    text: str
    markup: str

    @property
    def key(self) -> tuple[str, str]:
        return self.tag, self.markup


def blocks(before: str, after: str) -> list[Block]:
    """Return the blocks of two rich texts in order, each with what became of its words.

    Where a link leads counts as a word behind it, in angle brackets. Both texts are sanitised first.
    """
    old, new = _paragraphs(before), _paragraphs(after)
    budget = Budget()
    found: list[Block] = []
    for name, i1, i2, j1, j2 in budget.opcodes([block.key for block in old], [block.key for block in new]):
        if name == "equal":
            found += [Block(Kind.SAME, block.tag, [(Kind.SAME, block.text)]) for block in new[j1:j2]]
        else:
            pairs = paired([block.text for block in old[i1:i2]], [block.text for block in new[j1:j2]])
            found += [
                _compared(None if i is None else old[i1 + i], None if j is None else new[j1 + j], budget)
                for i, j in pairs
            ]
    return found


def _compared(before: _Paragraph | None, after: _Paragraph | None, budget: Budget) -> Block:
    if before is None or after is None:
        kind, only = (Kind.ADDED, after) if before is None else (Kind.REMOVED, before)
        return Block(kind, only.tag, [(kind, only.text)]) if only else Block(Kind.SAME, "p", [])
    pieces = _words(before.text, after.text, budget)
    return Block(Kind.CHANGED, after.tag, pieces, restyled=all(kind == Kind.SAME for kind, text in pieces))


def paired(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """Pair the texts that are most alike, without crossing, and yield their places; what has no partner has None."""
    rows, columns = len(before), len(after)
    if rows * columns > PAIRS:
        yield from ((i, None) for i in range(rows))
        yield from ((None, j) for j in range(columns))
        return
    old, new = ([Counter(text.split()) for text in side] for side in (before, after))
    alike = [[share if (share := likeness(one, other)) >= ALIKE else 0.0 for other in new] for one in old]
    # best[i][j]: how alike the texts from i and from j on can be made
    best = [[0.0] * (columns + 1) for _row in range(rows + 1)]
    for i in reversed(range(rows)):
        for j in reversed(range(columns)):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], alike[i][j] + best[i + 1][j + 1])
    i = j = 0
    while i < rows or j < columns:
        if i < rows and j < columns and alike[i][j] and best[i][j] == alike[i][j] + best[i + 1][j + 1]:
            yield i, j
            i, j = i + 1, j + 1
        elif j == columns or (i < rows and best[i][j] == best[i + 1][j]):
            yield i, None
            i += 1
        else:
            yield None, j
            j += 1


def likeness(before: Counter[str], after: Counter[str]) -> float:
    """Return the share of words that two texts have in common, from 0 to 1."""
    total = before.total() + after.total()
    return 2 * (before & after).total() / total if total else 1.0


def _paragraphs(markup: str) -> list[_Paragraph]:
    """Return the blocks of ``markup``, sanitised; an item's or a quotation's own paragraphs count as it."""
    found: list[_Paragraph] = []
    outer = ["p"]  # the items, headings and quotations that are open
    texts: list[str] = []
    tags: list[str] = []
    address = ""
    for part in TAG.split(richtext.clean(markup)):
        if not part.startswith("<"):
            texts.append(html.unescape(part))
            tags.append(part)
            continue
        name, closes = part.strip("</>").split(" ", 1)[0], part.startswith("</")
        if name in BLOCKS:
            if (text := "".join(texts)).strip():
                found.append(_Paragraph(outer[-1], text, "".join(tags)))
            texts, tags = [], []
            if closes and len(outer) > 1 and outer[-1] == name:
                outer.pop()
            elif name in _NAMED and not closes:
                outer.append(name)
            continue
        tags.append(part)
        if name == "br":
            texts.append("\n")
        elif name == "a" and not closes:
            address = html.unescape(match[1]) if (match := _HREF.search(part)) else ""
        elif name == "a" and address:
            texts.append(f" <{address}>")
    if (text := "".join(texts)).strip():
        found.append(_Paragraph("p", text, "".join(tags)))
    return found
