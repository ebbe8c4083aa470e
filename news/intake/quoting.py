"""Read the quotes out of the text of a release that is being written, and say who speaks in each.

What a paste is read by reads a draft too: :mod:`.speakers` says who said what, :mod:`.matching` whom the directory
knows of them. Nothing is stored here.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from news.directory.models import Appointment

from .agencies import complete
from .datelines import Dateline
from .drafting import shortened
from .lines import LONGEST_LINE, MOST_CHARACTERS, MOST_LINES
from .matching import match
from .parts import Layout
from .reading import Reading, know
from .speakers import Quote, attribute

MARKS = "“”„‟\"«»＂″'‘’‚‛` "
_SPACE = re.compile(r"\s+")
_ANY_MARK = re.compile("[“”„‟\"«»＂″'‘’‚‛`]")


@dataclass(frozen=True, slots=True)
class Said:
    """A quote of the text, with the appointment of its speaker if the directory knows it."""

    quote: Quote
    appointment: Appointment | None

    @property
    def speaker(self) -> str:
        """The speaker as a quote without appointment keeps it; empty if the text does not settle it."""
        return shortened(self.quote.as_written_or_name, 120)

    @property
    def office(self) -> str:
        """The speaker's office in words, likewise."""
        return shortened(self.quote.office_in_words, 160)


@dataclass(frozen=True, slots=True)
class Text:
    """What a quote is read from: the text of a release, and the day on which offices are looked up."""

    paragraphs: tuple[str, ...]
    headline: str = ""
    captions: tuple[str, ...] = ()
    place: str | None = None
    event_date: datetime.date | None = None

    def within_bounds(self) -> Text:
        """Return the text as far as a paste of the same length would be read."""
        kept: list[str] = []
        for text in self.paragraphs[:MOST_LINES]:
            if sum(map(len, kept)) + len(text) > MOST_CHARACTERS:
                break
            kept.append(text[:LONGEST_LINE])
        captions = tuple(text[:LONGEST_LINE] for text in self.captions[:100])
        return replace(self, paragraphs=tuple(kept), captions=captions, headline=self.headline[:400])


def quotes_in(text: Text, today: datetime.date) -> list[Said]:
    """Return every quote of ``text`` in its order; offices are those of the event date, else of ``today``."""
    text = text.within_bounds()
    paragraphs, captions = list(text.paragraphs), list(text.captions)
    place = text.place or None
    known = know(Layout(), paragraphs, captions, place, [])
    utterances = complete(attribute(paragraphs, captions, known), [*paragraphs, *captions], place, known)
    reading = Reading(
        headline=text.headline or None, kicker=None, section=None, dateline=Dateline(), event_date=text.event_date,
        venue=None, captions=text.captions, paragraphs=text.paragraphs,
        quotes=tuple(each.quote for each in utterances), byline=None, number=None, embargo_until=None, tags=(),
        warnings=(), unused=(), sources={}, account=(),
    )  # fmt: skip
    held = match(reading, today).quotes if reading.quotes else {}
    return [Said(quote, held.get(number)) for number, quote in enumerate(reading.quotes)]


def quote_of(words: str, text: Text, today: datetime.date) -> Said:
    """Return the quote that ``words``, which somebody marked in ``text``, are or are part of.

    Words that stand in no quote marks are read as if they did, so that the sentence around them tells who speaks.
    """
    words = _SPACE.sub(" ", words).strip(MARKS).rstrip(",").rstrip()
    said = _holding(words, quotes_in(text, today))
    if said is None and words:
        said = _holding(words, quotes_in(replace(text, paragraphs=_marked(words, text.paragraphs)), today))
    if said is None:
        return Said(Quote(words), None)
    return replace(said, quote=replace(said.quote, text=words))


def _holding(words: str, quotes: Sequence[Said]) -> Said | None:
    wanted = alike(words)
    return next((each for each in quotes if wanted and _overlap(wanted, alike(each.quote.text))), None)


def _overlap(wanted: str, found: str) -> bool:
    return wanted in found or (found in wanted and len(found.split()) > 2)


def _marked(words: str, paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    """Return ``paragraphs`` with ``words`` between quote marks where they stand first."""
    for number, paragraph in enumerate(paragraphs):
        text = _SPACE.sub(" ", paragraph)
        before, found, after = text.partition(words)
        if found:
            # What is told without marks is read like speech after the comma that would open it.
            lead = f"{before.rstrip()}, " if before.rstrip()[-1:].isalpha() else before
            return (*paragraphs[:number], f"{lead}“{words}”{after}", *paragraphs[number + 1 :])
    return paragraphs


def alike(text: str) -> str:
    """Return ``text`` for comparing: small letters, single spaces, no quote marks."""
    return _SPACE.sub(" ", _ANY_MARK.sub("", text)).strip().casefold()
