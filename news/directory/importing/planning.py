"""What a file would do to the directory, and how its rows are read."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from ..columns import FILES, Unknown
from ..models import Agency


@dataclass
class Line:
    """A row of the file: what it is about, what it makes or changes, and what is wrong with it."""

    number: int
    title: str = ""
    is_new: bool = False
    changes: list[tuple[str, str, str]] = field(default_factory=list)  # heading, before, after
    errors: list[str] = field(default_factory=list)

    @property
    def outcome(self) -> str:
        """``error``, ``new``, ``changed`` or ``same``."""
        if self.errors:
            return "error"
        if self.is_new:
            return "new"
        return "changed" if self.changes else "same"


@dataclass
class Plan:
    """What a file would do to the directory."""

    lines: list[Line] = field(default_factory=list)
    new: list[models.Model] = field(default_factory=list)
    changed: list[models.Model] = field(default_factory=list)
    successors: list[tuple[Agency, list[Agency]]] = field(default_factory=list)

    def count(self, outcome: str) -> int:
        """Return the number of rows with this outcome."""
        return sum(line.outcome == outcome for line in self.lines)

    @property
    def is_possible(self) -> bool:
        """Whether nothing is wrong and there is anything to do."""
        return not self.count("error") and any(line.outcome != "same" for line in self.lines)

    def digest(self) -> str:
        """Return what tells this plan from one that does anything else, as 64 hex digits."""
        said = [[line.number, line.outcome, line.title, line.changes, line.errors] for line in self.lines]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()


class Planner:
    """Reads row after row against the directory as it is, which is fetched once."""

    kind: ClassVar[str]

    def __init__(self) -> None:
        self.plan = Plan()
        self.kept: set[int] = set()

    def read(self, line: Line, cells: dict[str, str]) -> None:
        """Add a row to the plan."""
        raise NotImplementedError

    def finish(self) -> None:
        """Check what only the whole file can tell."""
        raise NotImplementedError

    def compare(self, line: Line, before: dict[str, str], after: dict[str, str]) -> None:
        """Note in ``line`` what differs."""
        headings = FILES[self.kind]
        line.changes += [
            (headings[name], before.get(name, ""), text) for name, text in after.items() if before.get(name, "") != text
        ]

    def keep(self, row: models.Model) -> None:
        """Plan to write ``row``; once."""
        if id(row) not in self.kept:
            self.kept.add(id(row))
            (self.plan.new if row._state.adding else self.plan.changed).append(row)

    def check(self, line: Line, row: models.Model, *but: str) -> None:
        """Note in ``line`` what the model's fields refuse; the links are ours to check, without a query each."""
        links = [each.name for each in row._meta.concrete_fields if each.is_relation]
        try:
            row.clean_fields(exclude=[*links, *but])
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                heading = FILES[self.kind].get(name, name)
                line.errors += [f"{heading}: {message}" for message in messages]


def parsed(line: Line, cells: dict[str, str], name: str, read: Any) -> Any:
    """Return a cell as ``read`` understands it; None and an error in ``line`` if it does not."""
    try:
        return read(cells[name])
    except Unknown as error:
        line.errors.append(str(error))
        return None


def folded(name: str) -> str:
    """Return a name as names are compared: spaces once, case folded."""
    return " ".join(name.casefold().split())
