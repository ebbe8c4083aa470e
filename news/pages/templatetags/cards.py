"""What chats show below a link to a page that is no release."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from news.feeds.contents import absolute
from news.newsroom.models import Newsroom

from .. import cards

register = template.Library()


@register.simple_tag(takes_context=True)
def share_card(context: dict[str, Any], title: str) -> SafeString:
    """Write Open Graph (https://ogp.me) of the page with this ``title``: its address, and the newsroom's card."""
    newsroom: Newsroom = context["newsroom"]
    return format_html(
        '<meta property="og:type" content="website">\n<meta property="og:title" content="{}">\n'
        '<meta property="og:url" content="{}">\n<meta property="og:site_name" content="{}">\n'
        '<meta property="og:locale" content="id_ID">\n<meta property="og:image" content="{}?{}">\n'
        '<meta property="og:image:width" content="1200">\n<meta property="og:image:height" content="630">\n'
        '<meta name="twitter:card" content="summary_large_image">',
        title, absolute(context["request"].path), newsroom.name, absolute(reverse("newsroom_card")),
        cards.of_newsroom(newsroom).digest[:8],
    )  # fmt: skip
