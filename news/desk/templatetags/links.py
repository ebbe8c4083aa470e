"""What a page about a release shows of its links without log-in."""

from typing import Any

from django import template
from django.db.models import Q
from django.utils import timezone

from news.articles.models import Edition

from ..models import PressLink, PreviewLink

register = template.Library()


@register.inclusion_tag("desk/links_panel.html")
def links_panel(edition: Edition) -> dict[str, Any]:
    """Show how many links to the article of ``edition`` hold, and the way to them; two queries."""
    now = timezone.now()
    holding = Q(revoked_at=None, expires_at__gt=now)
    press = PressLink.objects.filter(holding, edition__article=edition.article_id)
    previews = PreviewLink.objects.filter(holding, article=edition.article_id)
    counts = [len(rows) for rows in (previews.values_list("pk")[:100], press.values_list("pk")[:1000])]
    return {"edition": edition, "previews": counts[0], "press_links": counts[1]}
