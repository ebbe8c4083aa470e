"""What somebody looks for: words that must all be there, phrases in quotation marks, and words that must not.

Hostile input is only ever words: the engines get them one by one, as values.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from . import words

LONGEST_QUERY = 200
MOST_TERMS = 10
_PART = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_MARKS = str.maketrans("“”„«»", '"""""')

# By what results can be narrowed, with the letter by which the index knows it.
FACETS = {"section": "s", "agency": "a", "official": "o", "topic": "t", "year": "y", "kind": "k"}


@dataclass(frozen=True)
class Query:
    """``terms`` and ``excluded`` are phrases of folded words, most of one word; ``facets`` are sets of marks of the
    index, of each of which a release has one.
    """

    terms: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[tuple[str, ...], ...] = ()
    facets: tuple[tuple[str, ...], ...] = field(default=())
    goes_on: bool = False
    """Whether the last word is perhaps only the beginning of one."""

    def __bool__(self) -> bool:
        return bool(self.terms or self.facets)

    @property
    def words(self) -> list[str]:
        """All words that are looked for, in order."""
        return [word for term in self.terms for word in term]


def parse(text: str, facets: Mapping[str, object] | None = None, *, goes_on: bool = False) -> Query:
    """Read what somebody typed, as far as :data:`LONGEST_QUERY` characters and :data:`MOST_TERMS` terms go.

    :param goes_on: the last word is perhaps only the beginning of one.
    :param facets: for a name of :data:`FACETS` the value, or a collection of values, that a release must have.
    """
    terms: list[tuple[str, ...]] = []
    excluded: list[tuple[str, ...]] = []
    for match in _PART.finditer(text[:LONGEST_QUERY].translate(_MARKS)):
        # A word such as 12/SP/2026 is several to the index, side by side.
        phrase = tuple(words.split(match["phrase"] if match["phrase"] is not None else match["word"]))
        found = excluded if match["minus"] else terms
        if phrase and phrase not in found:
            found.append(phrase)
    marks = tuple(tuple(mark(name, value) for value in _each(values)) for name, values in (facets or {}).items())
    return Query(tuple(terms[:MOST_TERMS]), tuple(excluded[:MOST_TERMS]), marks, goes_on)


def mark(name: str, value: object) -> str:
    """Return the mark by which the index knows that a release has ``value`` for the facet ``name``.

    :raises KeyError: if there is no such facet.
    """
    return f"{FACETS[name]}{value}"


def _each(values: object) -> list[object]:
    return list(values) if isinstance(values, list | tuple | set | frozenset) else [values]
