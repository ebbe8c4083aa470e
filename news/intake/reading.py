"""Read raw text into the parts of a release, and account for every line of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

from .agencies import complete
from .datelines import Dateline
from .dates import find_dates, find_moment
from .events import Event, Found, find_event
from .introductions import find_names, names_alone
from .layout import lay_out
from .lines import LONGEST_LINE, MOST_CHARACTERS, MOST_LINES, Line, Passage, Span, clean, passages, split
from .parts import Layout, Part
from .places import Known, behind_town, find_places, follow
from .speakers import Quote, Utterance, attribute

Fate = Literal["used", "noise", "unused"]


@dataclass(frozen=True, slots=True)
class Caution:
    """Something a person should look at: a stable code, and the words of the text that it is about."""

    code: str
    detail: str


class Account(NamedTuple):
    """What became of one input line: used by fields, noise for a reason, or left over (unused)."""

    line: int
    text: str
    fate: Fate
    fields: tuple[str, ...] = ()
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What raw text says of a release; what it does not settle is None or empty.

    ``sources`` gives for each field (``captions.0``, ``quotes.1.speaker`` …) where its words stood;
    ``account`` has every line that holds more than white space exactly once.
    """

    headline: str | None
    kicker: str | None
    section: str | None
    dateline: Dateline
    event_date: date | None
    venue: str | None
    captions: tuple[str, ...]
    paragraphs: tuple[str, ...]
    quotes: tuple[Quote, ...]
    byline: str | None
    number: str | None
    embargo_until: datetime | None
    tags: tuple[str, ...]
    warnings: tuple[Caution, ...]
    unused: tuple[str, ...]
    sources: Mapping[str, tuple[Span, ...]]
    account: tuple[Account, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the reading as ``read_release --json`` prints it; dates in ISO 8601."""
        return {
            "headline": self.headline,
            "kicker": self.kicker,
            "section": self.section,
            "dateline": asdict(self.dateline),
            "event_date": self.event_date.isoformat() if self.event_date else None,
            "captions": list(self.captions),
            "paragraphs": list(self.paragraphs),
            "venue": self.venue,
            "quotes": [asdict(quote) for quote in self.quotes],
            "byline": self.byline,
            "number": self.number,
            "embargo_until": self.embargo_until.isoformat() if self.embargo_until else None,
            "tags": list(self.tags),
            "warnings": [asdict(caution) for caution in self.warnings],
            "unused": list(self.unused),
        }


def read(text: str) -> Reading:
    """Read ``text``: pasted, of any line ends, with or without the noise of the page it came from. Never raises.

    The first 200,000 characters in at most 2,000 lines are read; what is beyond them is left over.
    """
    raw = split(text)
    lines, beyond = readable(raw)
    layout = lay_out(list(passages(lines)))
    texts = [part.text for part in layout.paragraphs]
    captions = [part.text for part in layout.captions]
    dateline = layout.dateline.dateline if layout.dateline else Dateline()
    known = know(layout, texts, captions, dateline.place, [words for line in lines for words in line.emphasised])
    utterances = complete(attribute(texts, captions, known), [*texts, *captions], dateline.place, known)
    dateline_date = layout.dateline.written_date if layout.dateline else None
    event = find_event([*texts, *captions], dateline_date, dateline.place, list(told(layout)))
    embargo = find_moment(layout.embargo.text) if layout.embargo else None
    sources = dict(find_sources(layout, utterances, event, embargo))
    account = tuple(account_for(raw, sources, layout, beyond))
    return Reading(
        headline=words(layout.headline),
        kicker=words(layout.kicker),
        section=words(layout.section),
        dateline=dateline,
        event_date=event.day,
        venue=event.venue,
        captions=tuple(captions),
        paragraphs=tuple(texts),
        quotes=tuple(each.quote for each in utterances),
        byline=words(layout.byline),
        number=words(layout.number),
        embargo_until=embargo,
        tags=tuple(layout.tags),
        warnings=tuple(cautions(layout, event, utterances, embargo, beyond)),
        unused=tuple(each.text for each in account if each.fate == "unused"),
        sources=sources,
        account=account,
    )


def readable(raw: Sequence[str]) -> tuple[list[Line], int | None]:
    """Return the lines to read, and the number of the first that is beyond what is read (None if none is)."""
    lines: list[Line] = []
    characters = 0
    for number, text in enumerate(raw, start=1):
        if not text or text.isspace():
            continue
        characters += len(text)
        if len(lines) >= MOST_LINES or characters > MOST_CHARACTERS or len(text) > LONGEST_LINE:
            return lines, number
        line = clean(text, number)
        if line.text:
            lines.append(line)
    return lines, None


def words(part: Part | None) -> str | None:
    """Return the words of ``part``."""
    return part.text if part else None


def know(
    layout: Layout, paragraphs: Sequence[str], captions: Sequence[str], place: str | None, emphasised: Sequence[str]
) -> Known:
    """Return the names and places that the whole text settles, with those that stand in bold for themselves."""
    whole = "\n".join([*captions, *paragraphs, *([layout.section.text] if layout.section else [])])
    names = find_names(whole) | behind_town(whole, place) | names_alone(emphasised)
    # A headline has capitals everywhere: it only shows which words stand together.
    followers = follow(f"{layout.headline.text if layout.headline else ''} . {whole}")
    return Known(names, find_places(whole, place, names, followers), followers)


def told(layout: Layout) -> Iterator[date]:
    """Yield the days on which the text says that it was published: its stamp, letterhead, dateline or signature."""
    if layout.dateline and layout.dateline.written_date and layout.dateline.written_date.date:
        yield layout.dateline.written_date.date
    stamps = [
        passage.text for passage, reason in layout.noise if reason in {"publication-date", "letterhead", "navigation"}
    ]
    for text in [*stamps, *(passage.text for passage in layout.unused if len(passage.text) < 90)]:
        for written in find_dates(text):
            if written.date:
                yield written.date


def find_sources(
    layout: Layout, utterances: Sequence[Utterance], event: Event, embargo: datetime | None
) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """Yield each field that was read, with where its words stood in the text as it came."""
    for name in ("headline", "kicker", "section", "number", "byline"):
        part: Part | None = getattr(layout, name)
        if part:
            yield name, part.passage.spans(part.start, part.end)
    if layout.dateline and layout.dateline_passage:
        for name, span in (("dateline.place", layout.dateline.place), ("dateline.source", layout.dateline.source)):
            if span:
                yield name, layout.dateline_passage.spans(*span)
    for name, parts in (("captions", layout.captions), ("paragraphs", layout.paragraphs)):
        for index, part in enumerate(parts):
            yield f"{name}.{index}", part.passage.spans(part.start, part.end)
    parts = [*layout.paragraphs, *layout.captions]
    for name, at in (("event_date", event.day_at), ("venue", event.venue_at)):
        if at:
            yield name, shifted(parts, at)
    for index, each in enumerate(utterances):
        yield f"quotes.{index}", shifted(parts, Found(each.paragraph, each.quoted.begin, each.quoted.finish))
        if each.attribution:
            yield f"quotes.{index}.speaker", shifted(parts, Found(each.paragraph, *each.attribution))
    if layout.embargo and embargo:
        yield "embargo_until", layout.embargo.spans()
    if layout.tag_passages:
        yield "tags", tuple(span for passage in layout.tag_passages for span in passage.spans())


def shifted(parts: Sequence[Part], at: Found) -> tuple[Span, ...]:
    """Return where a stretch of a part stood in the text as it came."""
    part = parts[at.text]
    return part.passage.spans(part.start + at.start, part.start + at.end)


def account_for(
    raw: Sequence[str], sources: Mapping[str, tuple[Span, ...]], layout: Layout, beyond: int | None
) -> Iterator[Account]:
    """Yield what became of every line that holds more than white space."""
    fields: dict[int, list[str]] = {}
    for name, spans in sources.items():
        for number in dict.fromkeys(span.line for span in spans):
            fields.setdefault(number, []).append(name)
    for name, passage in partly_used(layout):
        for line in passage.lines:
            fields.setdefault(line.number, [name])
    reasons = {line.number: reason for passage, reason in layout.noise for line in passage.lines}
    left_over = {line.number for passage in layout.unused for line in passage.lines}
    if layout.embargo:
        left_over |= {line.number for line in layout.embargo.lines}
    for number, text in enumerate(raw, start=1):
        if not text or text.isspace():
            continue
        if number in fields:
            yield Account(number, text, "used", tuple(fields[number]))
        elif number in reasons:
            yield Account(number, text, "noise", reason=reasons[number])
        elif number in left_over or (beyond is not None and number >= beyond) or clean(text, number).text:
            yield Account(number, text, "unused")
        else:
            yield Account(number, text, "noise", reason="no-text")


def partly_used(layout: Layout) -> Iterator[tuple[str, Passage]]:
    """Yield the passages that gave a value but may have lines that are no part of it: a wrapped breadcrumb, a label."""
    if layout.dateline_passage:
        yield "dateline", layout.dateline_passage
    for name in ("section", "headline", "kicker", "number", "byline"):
        part: Part | None = getattr(layout, name)
        if part:
            yield name, part.passage
    for part in layout.captions:
        yield "captions", part.passage


def cautions(
    layout: Layout, event: Event, utterances: Sequence[Utterance], embargo: datetime | None, beyond: int | None
) -> Iterator[Caution]:
    """Yield what a person should look at, each kind with its stable code."""
    if layout.headline is None:
        yield Caution("no-headline", "")
    if not layout.paragraphs:
        yield Caution("no-body", "")
    for text in dict.fromkeys(part.text for part in [*layout.paragraphs, *layout.captions]):
        for written in find_dates(text):
            if written.contradicts:
                yield Caution("weekday-contradicts-date", text[written.start : written.end])
            elif not written.possible:
                yield Caution("no-such-date", text[written.start : written.end])
    if event.yearless:
        yield Caution("date-without-year", event.yearless)
    if layout.embargo and embargo is None:
        yield Caution("embargo-unsettled", layout.embargo.text)
    for each in utterances:
        if not each.quoted.closed:
            yield Caution("quote-not-closed", each.quote.text)
        if not each.quoted.opened:
            yield Caution("quote-not-opened", each.quote.text)
        if each.quote.speaker is None:
            yield Caution("quote-without-speaker", each.quote.text)
    if beyond is not None:
        yield Caution("text-too-long", str(beyond))
