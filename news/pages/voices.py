"""Set quotes off where they stand in the text, with who said them: no reader meets the same words twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from news import richtext
from news.articles.models import Quote

SHARE = 0.4
"""Of a paragraph that does not begin with a quote, so many letters at least are the quote's where it is set off: words
in passing are left in it.
"""
_WORD = re.compile(r"\w+")
# A mark opens, the next one closes, whichever they are: as they come, they are of every kind. Not those in ``Jum'at``.
_DOUBLE = re.compile('[“”„‟"«»＂″]')
_SINGLE = re.compile(r"(?<!\w)['‘](?=\w)|(?<=[\w.,!?…])['’](?!\w)")

Caption = Callable[[Quote], SafeString]


class Told(NamedTuple):
    """A text whose quotes are set off, and the quotes that do not stand in it."""

    text: SafeString
    apart: list[Quote]


@dataclass(eq=False)
class _Block:
    """A paragraph, or what stands between two; and of whom how many letters of it are quoted."""

    markup: SafeString
    words: str
    said: Counter[tuple[object, str]] = field(default_factory=Counter)
    begins_quoted: bool = False
    quote: Quote | None = None  # the first of them

    @property
    def speaker(self) -> object:
        """Who alone is quoted in it, from its beginning or at length; None if nobody is."""
        if len(self.said) != 1:
            return None
        ((speaker, letters),) = self.said.items()
        is_long = letters >= SHARE * len("".join(_words(self.words)))
        return speaker if self.begins_quoted or is_long else None


def told(text: SafeString, quotes: Iterable[Quote], caption: Caption) -> Told:
    """Put a figure round the paragraphs of ``text`` in which one of ``quotes`` stands; not a letter of it changes.

    A quote stands in a text if all its words do, in their order and in quote marks (or in a block quote), whatever is
    said between them of who speaks. Paragraphs that follow each other and are of one speaker are one figure.

    :param text: as :func:`news.richtext.safe` returns it.
    :param caption: who said a quote, as markup.
    """
    blocks = [_Block(markup, richtext.plain(markup)) for markup in richtext.blocks(text)]
    apart = _note(blocks, quotes)
    paragraphs = [block for block in blocks if block.words or block.markup.strip()]
    figures = (
        _figure(list(run), caption) if speaker else format_html_join("", "{}", ((block.markup,) for block in run))
        for speaker, run in groupby(paragraphs, key=lambda block: block.speaker)
    )
    return Told(format_html_join("", "{}", ((figure,) for figure in figures)), apart)


def _note(blocks: list[_Block], quotes: Iterable[Quote]) -> list[Quote]:
    """Note on ``blocks`` who is quoted in them, and return the quotes that do not stand there."""
    heard = [(word, block) for block in blocks for word in _quoted(block)]
    stream = " ".join(("", *(word for word, _block in heard), ""))
    apart = []
    for quote in quotes:
        sought = _words(quote.words)
        at = stream.find(" ".join(("", *sought, ""))) if sought else -1
        if at < 0:
            apart.append(quote)
            continue
        first = stream.count(" ", 0, at)
        for word, block in heard[first : first + len(sought)]:
            block.said[quote.appointment_id, quote.said_by] += len(word)
            block.quote = block.quote or quote
    return apart


def _quoted(block: _Block) -> Iterator[str]:
    """Yield the words of ``block`` in quote marks, and note whether it begins with some; a block quote is all quote."""
    if block.markup.startswith("<blockquote>"):
        yield from _words(block.words)
    else:
        marks = _DOUBLE if _DOUBLE.search(block.words) else _SINGLE
        outside, *parts = marks.split(block.words)
        block.begins_quoted = bool(parts) and not outside.strip()
        for quoted in parts[::2]:
            yield from _words(quoted)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _figure(blocks: list[_Block], caption: Caption) -> SafeString:
    quote = blocks[0].quote
    if quote is None:
        raise ValueError("Somebody is quoted in a paragraph without a quote.")
    said = format_html_join("", "{}", ((block.markup,) for block in blocks))
    return format_html('<figure class="said">{}{}</figure>', said, caption(quote))
