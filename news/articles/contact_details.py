"""Find telephone numbers, e-mail addresses and links in plain text, so that a reader can press them.

Pure: no database, no network. Numbers are Indonesian: ``0812-3456-7890``, ``(021) 555-100``, ``+62 812 3456 7890``,
``1500-123``, ``112``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

# With its leading 0 a number has eight to fourteen digits; ITU-T E.164 ends at fifteen.
FEWEST, MOST = 8, 14
LONGEST = 2_000
_FOUND = re.compile(
    r"""
      (?P<link>https?://[^\s<>"'“”]+)
    | (?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)
    # Dates and times are no numbers to call, and the two times of "08.00-15.00" are not one.
    | (?P<no>(?<![\d.])(?:\d{1,2}[.:]\d{2}(?!\.?\d)|\d{1,2}(?P<between>[-./])\d{1,2}(?P=between)\d{4}(?!\d)))
    | (?P<phone>(?<![\w.,/+-])(?>(?:\(?\+|\(?0|62(?=[ -]?8))\d*(?:(?:\)[ ]?-?[ ]?|[ .-])\(?\d+)*)(?![\w@]))
    | (?P<short>(?<![\w.,/:+-])(?:11[02345789]|12[39]|1[45]00[ -]?\d{3})(?![\w@]|[.,:/-]\d))
    """,
    re.VERBOSE,
)
_NEXT = re.compile(r"(?<=\d)[ ](?=\(?[+0])")
# In an address "112" is a house.
_HOUSE = re.compile(r"\b(?:(?:jalan|jl|gang|gg|kode pos)\b[^\n,;]*|(?:no|rt|rw|lantai)\b\.?\s*)$", re.IGNORECASE)
_AT = re.compile(r"\S*@\S*")
_END_OF_SENTENCE = ".,;:!?)]"


@dataclass(frozen=True)
class Detail:
    """A part of a text that can be pressed: where it stands, and the address that it leads to."""

    start: int
    end: int
    href: str


def details(text: str) -> list[Detail]:
    """Return what of plain ``text`` can be pressed, in its order; what is no whole number or address is left out.

    Of a text longer than :data:`LONGEST` no more than so many characters are read.
    """
    return [detail for detail, _written in _read(text) if detail]


def malformed(text: str) -> list[str]:
    """Return what of plain ``text`` looks like a number or an e-mail address, and is none: a digit lacks, or two."""
    found = [written for detail, written in _read(text) if detail is None]
    mails = [match.span() for match in _FOUND.finditer(text[:LONGEST]) if match["mail"] or match["link"]]
    for word in _AT.finditer(text[:LONGEST]):
        is_handle = word[0].lstrip("(").startswith("@")  # @warta.kota, on social media
        if not is_handle and not any(start < word.end() and word.start() < end for start, end in mails):
            found.append(word[0])
    return list(dict.fromkeys(found))


def _read(text: str) -> Iterator[tuple[Detail | None, str]]:
    """Yield what looks like something to press, and as what it can be pressed: None if as nothing."""
    text = text[:LONGEST]
    for match in _FOUND.finditer(text):
        start, end = match.span()
        written = match[0]
        if match["link"]:
            while written and written[-1] in _END_OF_SENTENCE and not (written[-1] == ")" and "(" in written):
                written = written[:-1]
            # What is typed is kept, but what could end an attribute or is no character of an address is not.
            yield Detail(start, start + len(written), quote(written, safe=":/?#[]@!$&()*+,;=%~-._'")), written
        elif match["mail"]:
            written = written.rstrip(".-")
            yield Detail(start, start + len(written), f"mailto:{quote(written, safe='@+._-')}"), written
        elif match["phone"]:
            # Two numbers with nothing but a space between them are two, unless they can be one.
            for one in [written] if _callable(written) else _NEXT.split(written):
                href, at = _callable(one), text.index(one, start)
                start = at + len(one)
                if href or sum(map(str.isdigit, one)) >= 6:
                    yield (Detail(at, start, href) if href else None), one
        elif match["short"] and not _HOUSE.search(text[text.rfind("\n", 0, start) + 1 : start]):
            yield Detail(start, end, f"tel:{re.sub(r'[^0-9]', '', written)}"), written


def _callable(written: str) -> str:
    """Return the address to call a number as it is written (RFC 3966); empty if it has too few digits or too many."""
    digits = re.sub(r"\D", "", written)
    is_global = written.lstrip("( ").startswith("+") or digits.startswith("62")
    if not FEWEST <= len(digits) <= MOST + is_global or written.count("(") != written.count(")"):
        return ""
    if is_global:
        return "" if digits.startswith("620") else f"tel:+{digits}"
    return f"tel:{digits}"
