"""How well the built-in rules tell spam from citizens, over comments that somebody sorted by hand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .reading import read_words
from .rules import Rules, built_in
from .weighing import Outcome, Verdict, weigh

# What becomes of a text of each kind if all is well.
WANTED: Mapping[str, frozenset[Outcome]] = {
    "innocent": frozenset({Outcome.PUBLISH}),
    "obfuscated": frozenset({Outcome.HOLD, Outcome.SPAM}),
    "spam": frozenset({Outcome.HOLD, Outcome.SPAM}),
}
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")


@dataclass(frozen=True)
class Weighed:
    """A text of a corpus and what became of it."""

    corpus: str
    name: str
    text: str
    verdict: Verdict

    @property
    def is_right(self) -> bool:
        """Whether that is what a careful reader would have done."""
        return self.verdict.outcome in WANTED[self.corpus]


@dataclass
class Score:
    """How many texts of each corpus came to which outcome, and those that came to a wrong one."""

    counts: dict[str, Counter[Outcome]] = field(default_factory=dict)
    wrong: list[Weighed] = field(default_factory=list)


def read(path: Path) -> Iterator[tuple[str, str]]:
    """Yield name and text of each line ``name<TAB>text``; ``#`` begins a remark, ``\\uXXXX`` is that character."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            name, _, text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), line).partition("\t")
            yield name, text


def score(folder: Path, rules: Rules | None = None) -> Score:
    """Weigh the corpora of ``folder`` by the built-in rules; a corpus that is not there is left out."""
    rules = rules or Rules(rules=tuple(built_in().values())).compile()
    result = Score()
    for corpus in WANTED:
        path = folder / f"{corpus}.tsv"
        if not path.is_file():
            continue
        counts = result.counts[corpus] = Counter()
        for name, text in read(path):
            weighed = Weighed(corpus, name, text, weigh(read_words(text, name, rules), rules))
            counts[weighed.verdict.outcome] += 1
            if not weighed.is_right:
                result.wrong.append(weighed)
    return result
