"""Pictures and texts of releases as markup."""

from typing import NamedTuple

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from news import richtext
from news.articles import citizens
from news.articles.models import Article, Attachment, Edition, Mention, Quote
from news.directory.models import Agency
from news.photos import markup
from news.photos.models import Photo
from news.photos.renditions import widths

from .. import voices

register = template.Library()

LEAST_HEADINGS = 3
MASTHEAD_REM = (7.0, 3.25)
"""What a crest takes at most in the masthead: width and height, as in static/css/warta.css."""
MANY = 8
"""So many agencies or officials are told at once; of more than these, the first :data:`FIRST`."""
FIRST = 6


@register.simple_tag(takes_context=True)
def picture(context: Context, photo: Photo, sizes: str, eager: bool = False) -> SafeString:
    """Show ``photo`` in the width that ``sizes`` tells; ``eager`` for the first large one of a page."""
    addresses = context.get("addresses")
    return markup.picture(photo, sizes=sizes, eager=eager, address=addresses.photo if addresses else markup.url)


@register.simple_tag(takes_context=True)
def crest(context: Context, photo: Photo) -> SafeString:
    """Show the newsroom's ``photo`` of its crest in the masthead: of a fixed height, and as wide as that makes it."""
    return picture(context, photo, f"{min(MASTHEAD_REM[0], MASTHEAD_REM[1] * photo.width / photo.height):.2f}rem", True)


@register.simple_tag(takes_context=True)
def photo_url(context: Context, photo: Photo) -> str:
    """Return the address of ``photo`` in its largest width."""
    addresses = context.get("addresses")
    return str((addresses.photo if addresses else markup.url)(photo, f"{widths(photo)[-1]}.jpg"))


@register.simple_tag(takes_context=True)
def press_url(context: Context, photo: Photo, article: Article) -> str:
    """Return the address of ``photo`` for the press, with the caption that ``article`` has now written into it.

    Empty where there is none to be had: in a preview for staff.
    """
    if addresses := context.get("addresses"):
        return str(addresses.press(photo))
    return reverse("press_photo", args=[photo.key, article.pk])


@register.simple_tag(takes_context=True)
def attachment_url(context: Context, attachment: Attachment) -> str:
    """Return the address of ``attachment``; empty for a file that a preview shows before it is kept."""
    if addresses := context.get("addresses"):
        return str(addresses.attachment(attachment))
    return attachment.get_absolute_url()


@register.simple_tag
def for_citizens(edition: Edition) -> SafeString:
    """Show what ``edition`` means for citizens: what, where, when, whom to contact; nothing if it does not say."""
    return citizens.box(edition)


class Outline(NamedTuple):
    """A text with its headings (none, unless there are so many that a list of contents helps), its quotes set off,
    and those that do not stand in it.
    """

    text: SafeString
    headings: list[richtext.Heading]
    apart: list[Quote]


@register.simple_tag(takes_context=True)
def outlined(context: Context, text: str, quotes: list[Quote]) -> Outline:
    """Show what an editor typed, sanitised once more, with ``quotes`` set off; list its headings if they are three."""
    shown, headings = richtext.anchored(text)
    apart = quotes
    if quotes:
        shown, apart = voices.told(shown, quotes, lambda quote: said_by(context, quote))
    return Outline(shown, headings if len(headings) >= LEAST_HEADINGS else [], apart)


@register.simple_tag(takes_context=True)
def said_by(context: Context, quote: Quote) -> SafeString:
    """Show who said ``quote`` as the caption of a figure: portrait, name, and the office then held."""
    office = format_html('<br><span class="soft">{}</span>', quote.said_as) if quote.said_as else ""
    if quote.appointment is None:
        return format_html('<figcaption><span><span class="who">{}</span>{}</span></figcaption>', quote.said_by, office)
    official = quote.appointment.official
    portrait = ""
    if official.portrait:
        addresses = context.get("addresses")
        shown = markup.portrait(official.portrait, address=addresses.photo if addresses else markup.url)
        portrait = format_html('<span class="portrait">{}</span>', shown)
    return format_html(
        '<figcaption>{}<span><a class="who" href="{}">{}</a>{}</span></figcaption>',
        portrait, official.get_absolute_url(), official.full_name, office,
    )  # fmt: skip


@register.simple_tag
def agencies_named(agencies: list[Agency]) -> SafeString:
    """Show ``agencies`` as the ``<dd>`` of a list of facts, all but the first ones folded where they are many."""
    return _facts([
        format_html('<a class="target" href="{}">{}</a>', agency.get_absolute_url(), agency.name) for agency in agencies
    ])  # fmt: skip


@register.simple_tag
def officials_named(mentions: list[Mention]) -> SafeString:
    """Show who is named, with the office then held, as :func:`agencies_named` does."""
    return _facts([
        format_html(
            '<a class="who" href="{}">{}</a>{}',
            mention.official.get_absolute_url(),
            mention.official.full_name,
            format_html('<br><span class="soft">{}</span>', mention.appointment.office) if mention.appointment else "",
        )
        for mention in mentions
    ])  # fmt: skip


def _facts(facts: list[SafeString]) -> SafeString:
    first, more = (facts, []) if len(facts) <= MANY else (facts[:FIRST], facts[FIRST:])
    told = format_html_join("", "<dd>{}</dd>", ((fact,) for fact in first))
    if not more:
        return told
    rest = format_html_join("", "<li>{}</li>", ((fact,) for fact in more))
    words = ngettext("%(number)d more", "%(number)d more", len(more)) % {"number": len(more)}
    return format_html("{}<dd><details><summary>{}</summary><ul>{}</ul></details></dd>", told, words, rest)


@register.filter
def body(text: str) -> SafeString:
    """Show what an editor typed, sanitised once more."""
    return richtext.safe(text)
