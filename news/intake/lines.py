"""Turn raw text into clean lines and passages that remember where each character came from."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .lexicon import SAYING

LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
# Spaces of every kind, tabs included, become one plain space each, so that no offset moves.
SPACES = {ord(mark): " " for mark in "\t\x1f\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))}
INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1e\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\uffff\ud800-\udfff]"
)
# WhatsApp's *bold*, _italic_ and ~struck out~, one inside the other too.
EMPHASIS = tuple(
    re.compile(rf"(?<![^\W_])(?<!\{mark})\{mark}(?=[^\s{mark}])[^{mark}]+(?<=\S)\{mark}(?!\{mark})(?![^\W_])")
    for mark in "*_~"
)
MORE_SPACE = re.compile(r"(?<=[^ ]) {2,}(?=[^ ])")
# What WhatsApp puts before a message: exported "[11/03/19 10.22] Humas: ", copied "[10.22, 11/3/2019] Humas: ".
_DAY = r"\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?"
_CLOCK = r"\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?: ?[AaPp]\.?[Mm]\.?)?"
MESSAGE_HEADER = re.compile(
    rf"[ \u200e\u200f\ufeff]*(?:\[{_DAY},? {_CLOCK}\]|\[{_CLOCK},? {_DAY}\]|{_DAY},? {_CLOCK} -)"
    r" [^:]{1,40}: "
)
WIDEST_WRAP = 140
SLACK = 3  # characters by which lines that one program broke differ in how far they may go
# What no sentence, headline or list item ends with, so that the next line goes on with it, whatever is between.
DANGLING = re.compile(
    r"\b(?:dan|atau|yang|di|ke|dari|untuk|dengan|oleh|pada|dalam|kepada|bagi|serta|antara|sebagai|para|tentang|saat)\Z"
)
SAID = re.compile(rf"(?:{'|'.join(sorted(SAYING))})(?:nya)?\b")
# What the second line of a headline begins with: a verb, or a word that leads on.
GOES_ON = re.compile(r"(?:Ber|Di|Ter)[a-z]{4,} [A-Z]|(?:di|ke|dari|untuk|dan|dengan|lewat|pada|bagi|demi|jadi) ")
SHORTEST_BROKEN = 50
NUMBERED = re.compile(r"\d{1,2}[.)] [A-Z]")
MOST_LINES = 2_000
MOST_CHARACTERS = 200_000
LONGEST_LINE = 20_000


class Span(NamedTuple):
    """A stretch of the text as it came: line number from 1, first column from 0, column after the last."""

    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line that holds text, cleaned; ``columns[i]`` is where its character ``i`` stood in the line as it came."""

    number: int
    text: str
    columns: Sequence[int]
    emphasised: tuple[str, ...] = ()  # what of it stood between marks of bold or italics


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """A paragraph, headline or the like: one line, or several that somebody's mail program had wrapped."""

    text: str
    lines: tuple[Line, ...]
    offsets: tuple[int, ...]

    def spans(self, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
        """Return where ``text[start:end]`` stood in the text as it came, one span a line."""
        end = len(self.text) if end is None else end
        found = []
        for index in range(max(bisect_right(self.offsets, start) - 1, 0), len(self.lines)):
            line, offset = self.lines[index], self.offsets[index]
            if offset >= end:
                break
            first, last = max(start - offset, 0), min(end - offset, len(line.text)) - 1
            if first <= last:
                found.append(Span(line.number, line.columns[first], line.columns[last] + 1))
        return tuple(found)


def split(text: str) -> list[str]:
    """Split ``text`` at every kind of line end, the vertical tab of word processors included."""
    return LINE_END.split(text)


def clean(raw: str, number: int) -> Line:
    """Return ``raw`` without control and invisible characters, emphasis marks and needless space."""
    spaced = raw.translate(SPACES)
    header = MESSAGE_HEADER.match(spaced)
    dropped = set(range(header.end())) if header else set()
    dropped |= {match.start() for match in INVISIBLE.finditer(spaced)}
    emphasised = []
    for emphasis in EMPHASIS:
        for match in emphasis.finditer(spaced):
            dropped |= {match.start(), match.end() - 1}
            emphasised.append(match.group()[1:-1])
    for match in MORE_SPACE.finditer(spaced):
        dropped |= set(range(match.start() + 1, match.end()))
    if not dropped:
        indent = len(spaced) - len(spaced.lstrip(" "))
        text = spaced.strip(" ")
        return Line(number, text, range(indent, indent + len(text)))
    columns = [column for column in range(len(spaced)) if column not in dropped]
    while columns and spaced[columns[-1]] == " ":
        columns.pop()
    indent = next((index for index, column in enumerate(columns) if spaced[column] != " "), len(columns))
    columns = columns[indent:]
    return Line(number, "".join(spaced[column] for column in columns), columns, tuple(emphasised))


def wrapped(lines: Sequence[Line]) -> bool:
    """Tell whether ``lines`` were broken at a width: sentences go on below, or most next words had no room above."""
    width = max((len(line.text) for line in lines), default=0)
    neighbours = [(above, below) for above, below in zip(lines, lines[1:], strict=False) if touch(above, below)]
    full = [(above, below) for above, below in neighbours if fills(above, below, width)]
    return width <= WIDEST_WRAP and (len(full) * 2 >= max(len(neighbours), 4) or any(runs_on(*pair) for pair in full))


def touch(above: Line, below: Line) -> bool:
    """Tell whether no blank line parts the two, and they do not say the same."""
    return below.number == above.number + 1 and above.text != below.text


def fills(above: Line, below: Line, width: int) -> bool:
    """Tell whether the first word of ``below`` would not have fitted behind ``above``."""
    slack = 0 if above.text[-1] in '.!?:”"“' else SLACK
    return len(above.text) + 1 + len(below.text.split(" ", 1)[0]) > width - slack


def runs_on(above: Line, below: Line) -> bool:
    """Tell whether a sentence goes on from ``above`` to ``below``."""
    return not below.text[0].isupper() and above.text[-1] not in '.!?:”"“'


def said(above: Line, below: Line) -> bool:
    """Tell whether ``below`` says who said the words that ``above`` ends with."""
    return above.text[-1] in "”\"“’'" and bool(SAID.match(below.text))


def lists_on(above: Line, below: Line) -> bool:
    """Tell whether a comma ends ``above``, a line of prose or a headline, and ``below`` goes on behind it."""
    return len(above.text.split()) > 3 and above.text[-1] == "," and below.text[:1].isalpha()


def broken(above: Line, below: Line) -> bool:
    """Tell whether a blank line or a line end between the two stands in the middle of a sentence of prose."""
    if len(above.text) < SHORTEST_BROKEN or len(below.text.split()) < 3 or above.text == below.text:
        return False
    if re.match(r"\S{1,3}[.)] |[^:]{0,30}:|.{0,40} [-–—|]", below.text):
        return False
    if below.text[0].islower():
        return above.text[-1].isalnum() or above.text[-1] == "," and below.text[-1] in '.”"'
    return bool(DANGLING.search(above.text)) and not above.text.isupper()


def passages(lines: Sequence[Line]) -> Iterator[Passage]:
    """Yield one passage a line, or a wrapped paragraph's lines as one."""
    width = max((len(line.text) for line in lines), default=0)
    joins = wrapped(lines)
    whole_headline = headline_broken(lines)
    group: list[Line] = []
    for line in lines:
        if (
            group
            and not (whole_headline and line is lines[1])
            and not broken(group[-1], line)
            and not (touch(group[-1], line) and (said(group[-1], line) or joins and lists_on(group[-1], line)))
            and not (
                joins
                and touch(group[-1], line)
                and not (group[-1].text.isupper() and not line.text.isupper())
                and not (NUMBERED.match(line.text) and group[-1].text[-1] in ".;:,")
                and (fills(group[-1], line, width) or line.text[0].islower() and runs_on(group[-1], line))
            )
        ):
            yield join(group)
            group = []
        group.append(line)
    if group:
        yield join(group)


def headline_broken(lines: Sequence[Line]) -> bool:
    """Tell whether a headline was broken over the first two lines: the second goes on with a verb or a small word."""
    if len(lines) < 3 or not touch(lines[0], lines[1]) or touch(lines[1], lines[2]):
        return False
    above, below = lines[0].text, lines[1].text
    short = 15 < len(above) < 90 and len(below) < 60 and len(below) < len(above) + 10
    return short and above[-1].isalnum() and below[-1].isalnum() and bool(GOES_ON.match(below)) and above[0].isalnum()


def join(lines: Sequence[Line]) -> Passage:
    """Join ``lines`` with spaces; a word broken at its hyphen (``alun-`` / ``alun``) is put together again."""
    pieces: list[str] = []
    offsets: list[int] = []
    length = 0
    for line in lines:
        if pieces and not re.search(r"\w-\Z", pieces[-1][-2:]):
            pieces[-1] += " "
            length += 1
        offsets.append(length)
        pieces.append(line.text)
        length += len(line.text)
    return Passage("".join(pieces), tuple(lines), tuple(offsets))
