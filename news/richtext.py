"""The one sanitiser: what an editor typed becomes safe HTML, and safe HTML becomes plain text.

Every text that is rendered as HTML passes :func:`clean`, on the form and again on the way into the database
(``RichTextField.get_db_prep_save``), so that bulk writes and commands cannot go around it.
"""

from __future__ import annotations

import html
import re
from typing import Any, NamedTuple

import nh3
from django.db import models
from django.utils.safestring import SafeString
from django.utils.text import slugify

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
_TAG = re.compile(r"<[^<>]*>")
_BLANK = re.compile(r"[ \t\r\f\v\u00a0]+")


def without_control_characters(text: str) -> str:
    """Return ``text`` without characters that XML forbids or that hide what is written."""
    return _UNWANTED.sub("", text)


def clean(markup: str) -> str:
    """Return ``markup`` as safe HTML of the few tags that a release needs; links keep http, https, mailto and tel."""
    safe = nh3.clean(
        without_control_characters(markup),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=URL_SCHEMES,
        link_rel=None,
    ).strip()
    return "" if not plain(safe) else safe


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


class RichTextField(models.TextField[str, str]):
    """HTML that an editor typed, sanitised on every way into the database."""

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
