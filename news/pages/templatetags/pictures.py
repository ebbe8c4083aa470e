"""Pictures and texts of releases as markup."""

from typing import NamedTuple

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.safestring import SafeString

from news import richtext
from news.articles.models import Article, Attachment
from news.photos import markup
from news.photos.models import Photo
from news.photos.renditions import widths

register = template.Library()

LEAST_HEADINGS = 3


@register.simple_tag(takes_context=True)
def picture(context: Context, photo: Photo, sizes: str, eager: bool = False) -> SafeString:
    """Show ``photo`` in the width that ``sizes`` tells; ``eager`` for the first large one of a page."""
    addresses = context.get("addresses")
    return markup.picture(photo, sizes=sizes, eager=eager, address=addresses.photo if addresses else markup.url)


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


class Outline(NamedTuple):
    """A text with its headings: none, unless there are so many that a list of contents helps."""

    text: SafeString
    headings: list[richtext.Heading]


@register.filter
def outlined(text: str) -> Outline:
    """Show what an editor typed, sanitised once more, and list its headings if there are at least three."""
    shown, headings = richtext.anchored(text)
    return Outline(shown, headings if len(headings) >= LEAST_HEADINGS else [])


@register.filter
def body(text: str) -> SafeString:
    """Show what an editor typed, sanitised once more."""
    return richtext.safe(text)
