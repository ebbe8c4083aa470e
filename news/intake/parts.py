"""The parts of a release as they stand in its passages."""

import re
from dataclasses import dataclass, field

from .datelines import WrittenDateline
from .lines import Passage

TERMINAL = re.compile(r"[.!?:;…][”\"“'’)]*\Z|[”\"“»]\Z|\)\Z")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a passage that is one value: a headline, a caption, a paragraph."""

    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        """Return the words."""
        return self.passage.text[self.start : self.end]


@dataclass(slots=True)
class Layout:
    """The parts of a release; a passage is in ``noise`` or ``unused`` if no part comes from it."""

    headline: Part | None = None
    kicker: Part | None = None
    subject: Part | None = None  # a letter's "Perihal": the headline if there is no other
    section: Part | None = None
    number: Part | None = None
    byline: Part | None = None
    embargo: Passage | None = None
    dateline: WrittenDateline | None = None
    dateline_passage: Passage | None = None
    tags: list[str] = field(default_factory=list)
    tag_passages: list[Passage] = field(default_factory=list)
    captions: list[Part] = field(default_factory=list)
    paragraphs: list[Part] = field(default_factory=list)
    noise: list[tuple[Passage, str]] = field(default_factory=list)
    unused: list[Passage] = field(default_factory=list)


def whole(passage: Passage) -> Part:
    """Return ``passage`` as a part."""
    return Part(passage, 0, len(passage.text))


def matched(passage: Passage, match: re.Match[str], group: str) -> Part:
    """Return the part of ``passage`` that a group of ``match`` took."""
    return Part(passage, *match.span(group))
