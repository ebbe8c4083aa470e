"""What stands above a headline in a list: what kind of release it is, and its kicker or section."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from news.articles.models import Article, Edition, Section

register = template.Library()

MARKED = {Article.Kind.ADVISORY, Article.Kind.ANNOUNCEMENT}
"""Kinds by which readers tell what is meant for them; all others are read as news."""


@register.simple_tag
def above(edition: Edition, within: Section | str | None = None) -> SafeString:
    """Write the line above the headline of ``edition``; empty if it would say only ``within``, whose list it is."""
    kind = edition.article.kind
    mark = (
        format_html('<span class="kind">{}</span> ', capfirst(edition.article.get_kind_display()))
        if kind in MARKED
        else ""
    )
    words = edition.kicker or (edition.section.name if edition.section and not within else "")
    return format_html('<p class="kicker">{}{}</p>', mark, words) if mark or words else SafeString()
