"""Pictures and texts of releases as markup."""

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString

from news import richtext
from news.articles.models import Article
from news.photos import markup
from news.photos.models import Photo

register = template.Library()


@register.simple_tag
def picture(photo: Photo, sizes: str, eager: bool = False) -> SafeString:
    """Show ``photo`` in the width that ``sizes`` tells; ``eager`` for the first large one of a page."""
    return markup.picture(photo, sizes=sizes, eager=eager)


@register.simple_tag
def press_url(photo: Photo, article: Article) -> str:
    """Return the address of ``photo`` for the press, with the caption that ``article`` has now written into it."""
    return reverse("press_photo", args=[photo.key, article.pk])


@register.filter
def body(text: str) -> SafeString:
    """Show what an editor typed, sanitised once more."""
    return richtext.safe(text)
