"""Score readings against what a careful reader found in the same texts, field by field."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .reading import read


@dataclass(slots=True)
class Score:
    """How many values a careful reader finds (``wanted``), how many were ``given``, and how many of those are right."""

    wanted: int = 0
    given: int = 0
    right: int = 0

    def add(self, wanted: Counter[str], given: Counter[str]) -> None:
        """Count the values of one text; a value is right if it is the same, word for word."""
        self.wanted += wanted.total()
        self.given += given.total()
        self.right += (wanted & given).total()

    @property
    def precision(self) -> float:
        """The share of the values given that are right; 1 if none was given."""
        return self.right / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        """The share of what a careful reader finds that was given; 1 if there was nothing to find."""
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (self.wanted + self.given) if self.wanted + self.given else 1.0


def pairs(folder: Path) -> list[tuple[Path, Path]]:
    """Return the texts of ``folder`` (``*.txt``), each with the JSON of what is to be found in it."""
    texts = sorted(folder.glob("*.txt"))
    return [(text, text.with_suffix(".json")) for text in texts if text.with_suffix(".json").exists()]


def score(folder: Path) -> dict[str, Score]:
    """Return the score of each field over the texts of ``folder``, and under ``all`` that of every value.

    ``quotes`` counts words together with who said them; office and agency of the speaker are fields of their own.

    :raises OSError, ValueError: if a file cannot be read or is no JSON.
    """
    scores: dict[str, Score] = {}
    for text, answer in pairs(folder):
        wanted = dict(values(json.loads(answer.read_text(encoding="utf-8"))))
        given = dict(values(read(text.read_text(encoding="utf-8")).as_json()))
        for field in wanted:
            scores.setdefault(field, Score()).add(wanted[field], given[field])
    total = Score()
    for each in scores.values():
        total.wanted, total.given, total.right = (
            total.wanted + each.wanted,
            total.given + each.given,
            total.right + each.right,
        )
    return scores | {"all": total}


def values(found: Mapping[str, Any]) -> Iterator[tuple[str, Counter[str]]]:
    """Yield each field of a reading as JSON with the values that it gives; what is null gives none."""
    for field in ("headline", "kicker", "section", "event_date", "venue", "byline", "number", "embargo_until"):
        yield field, Counter(filter(None, [found[field]]))
    for part in ("place", "source"):
        yield f"dateline.{part}", Counter(filter(None, [found["dateline"][part]]))
    for field in ("captions", "paragraphs", "tags"):
        yield field, Counter(found[field])
    quotes: Sequence[Mapping[str, Any]] = found["quotes"]
    yield "quotes", Counter(f"{quote['text']} / {quote['speaker'] or ''}" for quote in quotes)
    for part in ("office", "agency"):
        yield f"quotes.{part}", Counter(f"{quote['text']} / {quote[part]}" for quote in quotes if quote[part])


def differences(folder: Path) -> Iterator[tuple[str, str, str, str]]:
    """Yield (text, field, ``missed`` or ``wrong``, value) for whatever a reading does not give as it should."""
    for text, answer in pairs(folder):
        wanted = dict(values(json.loads(answer.read_text(encoding="utf-8"))))
        given = dict(values(read(text.read_text(encoding="utf-8")).as_json()))
        for field in wanted:
            for value in (wanted[field] - given[field]).elements():
                yield text.stem, field, "missed", value
            for value in (given[field] - wanted[field]).elements():
                yield text.stem, field, "wrong", value
