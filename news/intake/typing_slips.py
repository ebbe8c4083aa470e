"""Find slips of typing: a word that is none, one slip away from exactly one frequent word of press releases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

LISTS = Path(__file__).parent / "lists"
SHORTEST = 6  # letters; below, too many words are one letter apart
MOST_LETTERS = 30
LETTERS = re.compile(r"[a-z]+\Z")
# What Indonesian words do not have: a word of another language is not advised on.
FOREIGN = re.compile(r"[qx]|ck|sh|th|ph|gh|oo|ee|ght|ing\Z|tion|[bcdfghjklmpqstvwxz]{4}|[^s]hip\Z")
# Neighbours on the keyboard, so that "kegistan" is a slip and a rare word like "pesawah" is not.
ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
NEIGHBOURS = frozenset(
    pair for row in ROWS for one, other in zip(row, row[1:], strict=False) for pair in (one + other, other + one)
)
ENDINGS = ("kannya", "annya", "inya", "nya", "kan", "lah", "kah", "pun", "ku", "mu", "an", "i")
# A prefix, and the letters of the root that it swallows: "memakai" is "me" before "pakai".
PREFIXES = tuple(
    (prefix, swallowed)
    for prefix, letters in (
        ("menge", ""), ("meng", "k"), ("meny", "s"), ("mem", "p"), ("men", "t"), ("me", ""),
        ("penge", ""), ("peng", "k"), ("peny", "s"), ("pem", "p"), ("pen", "t"), ("per", ""), ("pel", ""), ("pe", ""),
        ("ber", ""), ("bel", ""), ("be", ""), ("ter", ""), ("te", ""), ("di", ""), ("ke", ""), ("se", ""), ("ku", ""),
        ("pra", ""), ("pasca", ""), ("antar", ""), ("non", ""), ("anti", ""), ("multi", ""), ("sub", ""), ("maha", ""),
    )
    for swallowed in ("", *letters)
)  # fmt: skip
DEEPEST = 3  # prefixes before a root: "mem-ber-daya-kan", "ke-ber-lanjut-an"


@cache
def words_in(name: str) -> frozenset[str]:
    """Return the words of one of our lists."""
    return frozenset((LISTS / f"{name}.txt").read_text(encoding="utf-8").split())


@cache
def shortened_words() -> dict[str, tuple[str, ...]]:
    """Return for each frequent word, and for each with one letter left out, the frequent words that it can be."""
    found: dict[str, list[str]] = {}
    for word in sorted(words_in("frequent")):
        if len(word) >= SHORTEST:
            for shorter in {word, *without_one(word)}:
                found.setdefault(shorter, []).append(word)
    return {shorter: tuple(words) for shorter, words in found.items()}


def without_one(word: str) -> Iterator[str]:
    """Yield ``word`` with each of its letters left out."""
    return (word[:at] + word[at + 1 :] for at in range(len(word)))


def known(word: str, depth: int = 0) -> bool:
    """Tell whether ``word`` (small letters) is one of our lists, or one of their roots with affixes."""
    if word in words_in("roots") or (depth == 0 and (word in words_in("frequent") or word in words_in("foreign"))):
        return True
    if len(word) < 5 or depth > DEEPEST:
        return False
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2 and known(word[: -len(ending)], depth + 1):
            return True
    for prefix, swallowed in PREFIXES:
        rest = len(word) - len(prefix)
        if word.startswith(prefix) and rest > 2 and known(swallowed + word[len(prefix) :], depth + 1):
            return True
    return False


def better_typed(word: str) -> str | None:
    """Return the frequent word that ``word`` (small letters) was meant to be, or None: precision before recall."""
    if not SHORTEST <= len(word) <= MOST_LETTERS or not LETTERS.match(word) or known(word):
        return None
    foreign = FOREIGN.search(word) is not None
    for ending in ("", "nya"):
        stem = word.removesuffix(ending) if ending else word
        if len(stem) >= SHORTEST and (stem != word or not ending):
            meant = {each for each in candidates(stem) if slipped(stem, each)}
            if foreign:
                meant = {each for each in meant if sorted(each) == sorted(stem)}
            if meant:
                return meant.pop() + ending if len(meant) == 1 else None
    return None


def candidates(word: str) -> Iterator[str]:
    """Yield the frequent words that may be one slip away from ``word``."""
    index = shortened_words()
    for shorter in {word, *without_one(word)}:
        yield from index.get(shorter, ())


def slipped(word: str, meant: str) -> bool:
    """Tell whether one slip of the fingers makes ``word`` of ``meant``: a letter lost, doubled, swapped or beside."""
    if word[:1] != meant[:1]:
        return False
    start = next((at for at, (one, other) in enumerate(zip(word, meant, strict=False)) if one != other), None)
    if start is None:
        return abs(len(word) - len(meant)) == 1 and (len(word) < len(meant) or word[-1:] == word[-2:-1])
    rest, other = word[start:], meant[start:]
    if rest == other[1:]:
        return True
    if rest[1:] == other:
        return rest[0] in (word[start - 1], other[0]) or rest[0] + other[0] in NEIGHBOURS
    if rest[:2] == other[1::-1] and rest[2:] == other[2:]:
        return True
    return rest[1:] == other[1:] and rest[0] + other[0] in NEIGHBOURS and len(word) > SHORTEST
