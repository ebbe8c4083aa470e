"""Write the markup of comments: in Python, since a page shows two hundred, and templates are too slow for that."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import lru_cache

from django.template.defaultfilters import linebreaksbr
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from news.newsroom.moments import zone_label

from .models import Comment

# Its name for screen readers says of whose comment it speaks.
_LINK = '<a href="{}" rel="nofollow" aria-label="{}">{}</a>'


def anchor(comment: Comment) -> str:
    """Return the name of a comment's place on a page."""
    return f"komentar-{comment.pk}"


@dataclass(frozen=True)
class Links:
    """Where the links beside a comment lead: addresses up to its id; ``reply_url`` is empty where one cannot reply."""

    permalink: str
    report_url: str
    reply_url: str


def shown(comment: Comment, links: Links, *, answered_by: str = "") -> SafeString:
    """Return ``<article>`` of a comment, with ``agency`` fetched along where it has one; no query.

    One replies to what stands under the release, and reports what readers wrote.

    :param answered_by: the agency that answered it, if one did.
    """
    is_official = comment.agency is not None
    author = comment.agency.name if comment.agency else comment.name
    foot = []
    if links.reply_url and comment.parent_id is None:
        label = _("Reply to %(name)s") % {"name": author}
        foot.append(format_html(_LINK, f"{links.reply_url}{comment.pk}", label, _("Reply")))
    if not is_official:
        label = _("Report the comment by %(name)s") % {"name": author}
        foot.append(format_html(_LINK, f"{links.report_url}{comment.pk}/", label, _("Report")))
    local = timezone.localtime(comment.created_at)
    return format_html(
        '<article class="comment{}" id="{}">\n<p class="comment-head"><strong>{}</strong>{} <a href="{}{}/">'
        '<time datetime="{}">{}, {} {}</time></a>{}</p>\n<p class="comment-text">{}</p>{}{}\n</article>',
        " official" if is_official else "",
        anchor(comment),
        author,
        format_html(' <span class="mark">{}</span>', _("Official reply")) if is_official else "",
        links.permalink,
        comment.pk,
        local.isoformat(timespec="seconds"),
        _day(local.date(), get_language() or ""),
        f"{local:%H.%M}",
        zone_label(),
        format_html(' <span class="soft">{}</span>', _("edited")) if comment.edited_at else "",
        linebreaksbr(comment.text),
        _answered(answered_by) if answered_by else "",
        _foot(foot),
    )


def removed(comment: Comment) -> SafeString:
    """Return ``<article>`` of a comment that its author took back: where it stood, and nothing of it."""
    words = _("This comment was removed by its author.")
    return format_html('<article class="comment" id="{}"><p class="soft">{}</p></article>', anchor(comment), words)


def _foot(links: list[SafeString]) -> SafeString | str:
    joined = format_html_join(" ", "{}", ((link,) for link in links))
    return format_html('\n<p class="comment-foot">{}</p>', joined) if links else ""


def _answered(by: str) -> SafeString:
    return format_html('\n<p class="answered">{}</p>', _("Answered by %(agency)s") % {"agency": by})


@lru_cache(maxsize=512)
def _day(date: datetime.date, language: str) -> str:
    """Return a date in words; ``language`` is the active one, for the cache."""
    return date_format(date, "j F Y")
