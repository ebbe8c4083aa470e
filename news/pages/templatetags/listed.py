"""The releases of a list as cards: in Python, since a template takes a third of the time of a page of twenty."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from news.articles.models import Edition, Section
from news.photos import markup

from .dates import dated
from .kinds import above

register = template.Library()

TOLD = {Edition.Change.CORRECTION, Edition.Change.CLARIFICATION}
"""Changes that are named in a list."""
FIRST_SIZES = "(min-width: 48rem) 24rem, 92vw"


@register.simple_tag
def cards(
    editions: Iterable[Edition], h: str, sizes: str, within: Section | str | None = None, first: bool = False
) -> SafeString:
    """Write a card for each of ``editions``, of :func:`news.pages.listing.shown`; no query.

    :param h: the element of the headlines: ``h2``.
    :param sizes: how wide photos are shown, as in HTML's ``sizes``.
    :param within: whose list it is, and so needs not be named.
    :param first: the first card is larger than the others.
    """
    return format_html_join(
        "",
        "{}",
        ((_card(edition, h, sizes, within, is_first=first and place == 0),) for place, edition in enumerate(editions)),
    )


def _card(edition: Edition, h: str, sizes: str, within: Section | str | None, *, is_first: bool) -> SafeString:
    eager = is_first and h == "h2"  # below a heading of its own (h3) the list begins out of view
    leads = edition.lead_captions  # type: ignore[attr-defined]  # of the list
    photo = (
        format_html(
            '<div class="card-photo">{}</div>\n',
            markup.picture(leads[0].photo, sizes=FIRST_SIZES if is_first else sizes, eager=eager),
        )
        if leads
        else ""
    )
    return format_html(
        '<article class="card{}">\n{}<div class="card-text">\n{}<{}><a href="{}">{}</a></{}>\n'
        '<p class="excerpt">{}</p>\n<p class="meta">{}{}{}</p>\n</div>\n</article>\n',
        "" if photo else " bare",
        photo,
        above(edition, within),
        h,
        edition.article.get_absolute_url(),
        edition.headline,
        h,
        edition.excerpt,
        dated(edition.list_at) if edition.list_at else "",
        _told(edition),
        _comments(getattr(edition, "comment_count", None) or 0),
    )


def _told(edition: Edition) -> SafeString | str:
    if edition.change_kind not in TOLD:
        return ""
    return format_html(' · <span class="mark">{}</span>', edition.get_change_kind_display())


def _comments(number: int) -> str:
    words = ngettext("%(number)s comment", "%(number)s comments", number)  # not inside an f-string: gettext reads none
    return f" · {words % {'number': number}}" if number else ""
