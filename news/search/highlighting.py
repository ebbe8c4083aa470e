"""Show where the words stand that were looked for: a short piece of a text, with them marked."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from .words import Located, composed, located, stem

LENGTH = 220
"""Characters of a fragment, about two lines on a desktop and five on a phone."""
_READ = 20_000
"""Characters of a text that are looked at."""


def stems_of(words: Collection[str]) -> frozenset[str]:
    """Return the stems of folded ``words``, for the functions of this module."""
    return frozenset(map(stem, words))


def marked(text: str, stems: Collection[str]) -> SafeString:
    """Return ``text`` as HTML with each word in ``<mark>`` whose stem is one of ``stems``."""
    text = composed(text)
    return _marked(text, 0, len(text), _hits(text, stems))


def fragment(text: str, stems: Collection[str]) -> SafeString:
    """Return the piece of ``text`` in which most of ``stems`` stand, marked; its beginning if none does."""
    text = composed(" ".join(text[:_READ].split()))
    hits = _hits(text, stems)
    start, end = _best(text, hits)
    piece = _marked(text, start, end, [hit for hit in hits if start <= hit.start and hit.end <= end])
    return format_html("{}{}{}", "… " if start else "", piece, " …" if end < len(text) else "")


def _hits(text: str, stems: Collection[str]) -> list[Located]:
    return [word for word in located(text) if stem(word.folded) in stems] if stems else []


def _best(text: str, hits: list[Located]) -> tuple[int, int]:
    """Return from where to where the piece reaches that has the most different words, the earliest of them."""
    best, most = 0, 0
    for number, hit in enumerate(hits):
        within = {stem(other.folded) for other in hits[number : number + 30] if other.end - hit.start <= LENGTH}
        if len(within) > most:
            best, most = hit.start, len(within)
    if best + LENGTH > len(text):
        best = max(0, len(text) - LENGTH)
    # Some words before the first hit tell what it is about; pieces begin and end between words.
    start = max(0, best - LENGTH // 4)
    start = text.find(" ", start) + 1 if start and " " in text[start:best] else start
    end = min(len(text), start + LENGTH)
    end = text.rfind(" ", start, end) if end < len(text) and text.rfind(" ", start, end) > start else end
    return start, end


def _marked(text: str, start: int, end: int, hits: list[Located]) -> SafeString:
    pieces, at = [], start
    for hit in hits:
        pieces += [escape(text[at : hit.start]), format_html("<mark>{}</mark>", text[hit.start : hit.end])]
        at = hit.end
    pieces.append(escape(text[at:end]))
    return format_html_join("", "{}", ((piece,) for piece in pieces))
