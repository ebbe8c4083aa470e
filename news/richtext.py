"""The one sanitiser: what an editor typed becomes safe HTML, and safe HTML becomes plain text.

Every text that is rendered as HTML passes :func:`clean`, on the form and again on the way into the database
(``RichTextField.get_db_prep_save``), so that bulk writes and commands cannot go around it.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from html.entities import html5
from typing import Any, NamedTuple

import nh3
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext as _

TAGS = {"p", "br", "h2", "h3", "strong", "em", "a", "ul", "ol", "li", "blockquote"}
ATTRIBUTES = {"a": {"href"}}
URL_SCHEMES = {"http", "https", "mailto", "tel"}
# The editor offers exactly the tags that clean keeps.
EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Heading": {"levels": [2, 3]},
    "Blockquote": True,
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "HardBreak": True,
    "Link": {"enableTarget": False, "protocols": sorted(URL_SCHEMES)},
}
# Control characters that XML 1.0 does not allow (https://www.w3.org/TR/xml/#charsets), and invisible or
# direction-changing ones that hide words: zero width, bidi overrides, soft hyphen, tags, byte order mark.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff0-\uffff"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)
_BLOCK_END = re.compile(r"</(?:p|h2|h3|li|ul|ol|blockquote)>|<br>")
_HEADING = re.compile(r"<h2>(.*?)</h2>", re.DOTALL)
_PARAGRAPH = re.compile(r"(<blockquote>.*?</blockquote>|<p>.*?</p>)", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_BLANK = re.compile(r"[ \t\r\f\v\u00a0]+")

LONGEST = 200_000
"""Characters of a rich text, its tags included: some eighty pages. More is no text but a file to attach."""
# What makes the parser below slow, by design or not: an ``&`` that begins no entity, and tags within tags within tags.
_AMPERSAND = re.compile(r"&(#\d+|#[xX][\da-fA-F]+|[A-Za-z][A-Za-z\d]*;?)?")
_SET_ASIDE = "\ufff0"  # one of the unwanted, so none is there
_OLD_ENTITY = re.compile("|".join(sorted((name for name in html5 if name[-1] != ";"), key=len, reverse=True)))
_ANY_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*)[^>]*>")
_MANY_TAGS, _DEEPEST = 2_000, 200
_CLOSED_BY_THE_NEXT = {"p", "li", "br", "hr", "img"}


def without_control_characters(text: str) -> str:
    """Return ``text`` without characters that XML forbids or that hide what is written."""
    return _UNWANTED.sub("", text)


def clean(markup: str) -> str:
    """Return ``markup`` as safe HTML of the few tags that a release needs; links keep http, https, mailto and tel.

    Takes time in proportion to ``markup``, whatever is in it; of tags nested two hundred deep the inner ones go.
    """
    text = without_control_characters(markup)
    if "&" in text:
        text = _AMPERSAND.sub(_set_aside, text)
    if text.count("<") > _MANY_TAGS:
        text = _shallow(text)
    safe = nh3.clean(
        text,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=URL_SCHEMES,
        link_rel=None,
    )
    # Once more, for those that were written as entities.
    safe = without_control_characters(safe.replace(_SET_ASIDE, "&amp;")).strip()
    return "" if not plain(safe) else safe


def _set_aside(found: re.Match[str]) -> str:
    """Put a sign that no text has in place of an ``&`` that begins no entity; any other is left to the parser."""
    name = found[1] or ""
    is_entity = name.startswith("#") or name in html5 or _OLD_ENTITY.match(name)
    return found[0] if is_entity else f"{_SET_ASIDE}{name}"


def _shallow(markup: str) -> str:
    """Return ``markup`` without the opening tags that stand deeper than :data:`_DEEPEST` others."""
    opened: Counter[str] = Counter()
    depth = 0

    def kept(found: re.Match[str]) -> str:
        nonlocal depth
        name = found[2].lower()
        if name in _CLOSED_BY_THE_NEXT:
            return found[0]
        if found[1]:
            if opened[name]:
                opened[name] -= 1
                depth -= 1
        elif depth >= _DEEPEST:
            return ""
        else:
            opened[name] += 1
            depth += 1
        return found[0]

    return _ANY_TAG.sub(kept, markup)


def check_length(markup: str) -> None:
    """Refuse a rich text that is longer than :data:`LONGEST` once it is sanitised, as it would be kept.

    :raises ValidationError: if it is.
    """
    # What is far too long is not read to the end; tags that go may well be four times what stays of a pasted text.
    length = len(markup) if len(markup) > 10 * LONGEST else len(clean(markup))
    if length > LONGEST:
        told = _("This text has %(length)s characters, and at most %(most)s can be kept. Shorten it, or attach a file.")
        counts = {"length": length, "most": LONGEST}
        raise ValidationError(
            told, "too_long", {name: number_format(count, force_grouping=True) for name, count in counts.items()}
        )


def plain(markup: str) -> str:
    """Return the words of sanitised ``markup``: a line for each block, entities decoded, no tags."""
    text = html.unescape(_TAG.sub("", _BLOCK_END.sub("\n", markup)))
    lines = (_BLANK.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def paragraphs(markup: str) -> list[str]:
    """Return the plain text of each block of ``markup``, in order."""
    return plain(markup).split("\n") if markup else []


def from_paragraphs(texts: list[str]) -> str:
    """Return safe HTML with a ``<p>`` for each plain text."""
    return "".join(f"<p>{html.escape(text, quote=False)}</p>" for text in texts if text.strip())


def safe(markup: str) -> SafeString:
    """Mark ``markup`` as safe for templates, sanitised once more: what the database holds is never trusted."""
    return SafeString(clean(markup))


class Heading(NamedTuple):
    """A heading (``h2``) of a text: its ``id`` on the page, and its words."""

    anchor: str
    words: str


def anchored(markup: str) -> tuple[SafeString, list[Heading]]:
    """Return ``markup`` as :func:`safe` does, with an ``id`` on each heading, and the headings: a list of contents."""
    headings: list[Heading] = []

    def named(found: re.Match[str]) -> str:
        words = html.unescape(_TAG.sub("", found[1])).strip()
        if not words:
            return found[0]
        base = f"bagian-{slugify(words)[:60].strip('-') or len(headings) + 1}"
        taken = {heading.anchor for heading in headings}
        anchor = next(name for name in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if name not in taken)
        headings.append(Heading(anchor, words))
        return f'<h2 id="{anchor}">{found[1]}</h2>'  # of ``slugify``: letters, digits and dashes

    return SafeString(_HEADING.sub(named, clean(markup))), headings


def blocks(text: SafeString) -> list[SafeString]:
    """Return what :func:`safe` or :func:`anchored` gave in pieces: each paragraph and block quote is one of them,
    and so is all that stands between two; put together again they are ``text``.
    """
    return [SafeString(piece) for piece in _PARAGRAPH.split(text) if piece]


class RichTextField(models.TextField[str, str]):
    """HTML that an editor typed, sanitised on every way into the database; on a form at most :data:`LONGEST`."""

    default_validators = [check_length]

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        return super().get_db_prep_save(clean(value) if isinstance(value, str) else value, connection)

    def formfield(self, **kwargs: Any) -> Any:
        from django_prose_editor.fields import ProseEditorFormField  # the editor is only needed where there is a form

        editor = {"form_class": ProseEditorFormField, "config": {"extensions": EXTENSIONS}, "preset": "configurable"}
        return super().formfield(**{**editor, **kwargs})


class PlainTextField(models.TextField[str, str]):
    """Plain text of any length, without control characters on every way into the database."""

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        return super().get_db_prep_save(
            without_control_characters(value) if isinstance(value, str) else value, connection
        )


class LineField(models.CharField[str, str]):
    """One line of plain text, without control characters on every way into the database."""

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if isinstance(value, str):
            value = " ".join(without_control_characters(value).split())
        return super().get_db_prep_save(value, connection)
