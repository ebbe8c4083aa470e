"""What this room does when another decides something."""

from typing import Any

from django.dispatch import receiver

from news.articles.models import Article, Edition
from news.articles.signals import decided, redacted

from .packs import keeping


@receiver(decided, dispatch_uid="pages.decided")
def forget_withdrawn(step: str, edition: Edition, **_: Any) -> None:
    """Delete what is kept for journalists of a release that was withdrawn."""
    if step == "withdraw":
        keeping.forget(edition.article_id)


@receiver(redacted, dispatch_uid="pages.redacted")
def forget_redacted(article: Article, **_: Any) -> None:
    """Delete what is kept for journalists with the words that were taken out; it is made anew without them."""
    keeping.forget(article.pk)
