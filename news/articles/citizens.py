"""What a release means for citizens: the box with what, where, when and whom to contact, as texts and as markup."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .contact_details import details
from .models import Edition


class Row(NamedTuple):
    """A line of the box: the edition's field, what it is called, and what it says; ``text`` keeps its lines."""

    field: str
    label: str
    text: str


def heading() -> str:
    """Return what the box is called, in the active language."""
    return _("What it means for citizens")


def is_told(edition: Edition) -> bool:
    """Say whether ``edition`` tells citizens anything."""
    return any(getattr(edition, field).strip() for field in Edition.CITIZEN_FIELDS)


def rows(edition: Edition) -> list[Row]:
    """Return the lines of the box, in the active language; those of which nothing is said are left out."""
    if not is_told(edition):  # as most editions: their page must cost nothing
        return []
    labels = {
        "citizen_what": pgettext("citizens", "What"),
        "citizen_where": pgettext("citizens", "Where"),
        "citizen_when": pgettext("citizens", "When"),
        "citizen_contact": pgettext("citizens", "Contact"),
    }
    found = (
        Row(field, label, "\n".join(getattr(edition, field).strip().splitlines())) for field, label in labels.items()
    )
    return [row for row in found if row.text]


def box(edition: Edition) -> SafeString:
    """Return the box as a ``<section>`` with its heading; empty if there is nothing to tell."""
    told = listed(edition)
    return told and format_html(
        '<section class="citizens" aria-labelledby="citizens"><h2 id="citizens">{}</h2>{}</section>',
        heading(), told,
    )  # fmt: skip


def listed(edition: Edition) -> SafeString:
    """Return the box as a ``<dl>`` whose numbers and addresses can be pressed; empty if there is nothing to tell."""
    told = format_html_join(
        "", "<div><dt>{}</dt><dd>{}</dd></div>", ((row.label, linked(row)) for row in rows(edition))
    )
    return format_html("<dl>{}</dl>", told) if told else SafeString("")


def linked(row: Row) -> SafeString:
    """Return what a row says as markup: its lines kept, links and addresses to press; numbers where one is to call."""
    parts: list[SafeString] = []
    at = 0
    for detail in details(row.text):
        if detail.href.startswith("tel:") and row.field != "citizen_contact":
            continue
        parts.append(_lines(row.text[at : detail.start]))
        parts.append(format_html('<a href="{}">{}</a>', detail.href, row.text[detail.start : detail.end]))
        at = detail.end
    return format_html_join("", "{}", ((part,) for part in (*parts, _lines(row.text[at:]))))


def _lines(text: str) -> SafeString:
    return format_html_join(SafeString("<br>"), "{}", ((line,) for line in text.split("\n")))
