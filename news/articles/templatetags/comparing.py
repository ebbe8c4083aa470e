"""Print what differs between two texts: marked for the eye, and said to who listens."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from news.articles import comparing
from news.articles.differing import Block, Kind, Piece
from news.articles.history import baselines, everything, versions
from news.articles.models import Edition

register = template.Library()

_KINDS: dict[Kind, str | Promise] = {
    Kind.SAME: gettext_lazy("unchanged"),
    Kind.REMOVED: gettext_lazy("removed"),
    Kind.ADDED: gettext_lazy("added"),
    Kind.CHANGED: gettext_lazy("changed"),
}


@register.simple_tag
def compared(pieces: Iterable[Piece]) -> SafeString:
    """Print the pieces of a text; a screen reader hears where something was removed or added, and where that ends."""
    return format_html_join("", "{}", ((_piece(kind, text),) for kind, text in pieces))


def _piece(kind: Kind, text: str) -> SafeString | str:
    if kind == Kind.SAME:
        return text
    element, begins = ("del", _("removed:")) if kind == Kind.REMOVED else ("ins", _("added:"))
    return format_html(
        '<{0}><span class="visually-hidden"> {1} </span>{2}<span class="visually-hidden"> ({3}) </span></{0}>',
        SafeString(element), begins, text, _("end"),
    )  # fmt: skip


@register.simple_tag
def compared_values(before: str, after: str) -> SafeString:
    """Print what was chosen before and after."""
    pieces = [(Kind.SAME, before)] if before == after else [(Kind.REMOVED, before), (Kind.ADDED, after)]
    return format_html_join(" ", "{}", ((_piece(kind, text),) for kind, text in pieces if text))


@register.simple_tag
def compared_block(block: Block | int) -> SafeString:
    """Print a paragraph with what became of it; a number is that of paragraphs that stayed as they were."""
    if isinstance(block, int):
        told = ngettext("%(count)d paragraph unchanged", "%(count)d paragraphs unchanged", block) % {"count": block}
        return format_html('<p class="compared-gap">… {} …</p>', told)
    note = _(" (only its form changed: bold, italic, heading or link)") if block.restyled else ""
    return format_html(
        '<p class="block-{} block-{}">{}{}</p>',
        block.tag, block.kind.value, compared(block.pieces),
        format_html("<small>{}</small>", note) if note else "",
    )  # fmt: skip


@register.simple_tag
def compared_kind(kind: Kind) -> str | Promise:
    """Print what became of a row, in a word."""
    return _KINDS[kind]


@register.inclusion_tag("articles/what_changed.html", takes_context=True)
def what_changed(context: Any, edition: Edition) -> dict[str, Any]:
    """Print what changed since ``edition`` was returned, or last submitted, or since the edition before it."""
    events = everything(edition)
    states = versions(edition, events)
    wanted = baselines(edition, events, states, context["request"].user)
    if not wanted or edition.state not in Edition.OPEN_STATES:
        return {}
    by_key = {state.key: state for state in states}
    first = wanted[0]
    comparison = comparing.compare(by_key[first.before].content(), by_key[first.after].content())
    return {"edition": edition, "baseline": first, "others": wanted[1:], "summary": comparison.summary}
