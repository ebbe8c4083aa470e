"""Print parts of an edition at the desk."""

from django import template
from django.utils.safestring import SafeString

from news import richtext
from news.articles import citizens
from news.articles.pictures import thumbnail

register = template.Library()


@register.simple_tag
def safe_html(markup: str) -> SafeString:
    """Print rich text, sanitised once more."""
    return richtext.safe(markup)


register.simple_tag(citizens.box, name="for_citizens")
register.simple_tag(thumbnail, name="thumbnail")
