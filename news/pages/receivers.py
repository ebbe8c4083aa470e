"""What this room does when another decides something: nothing stays on disk of what is not to be read any more."""

from typing import Any

from django.dispatch import receiver

from news.articles.models import Article, Edition
from news.articles.signals import decided, redacted
from news.photos import press
from news.photos.models import Photo

from .packs import keeping


@receiver(decided, dispatch_uid="pages.decided")
def forget_withdrawn(step: str, edition: Edition, **_: Any) -> None:
    """Delete what is kept for journalists of a release that was withdrawn."""
    if step == "withdraw":
        _forget(edition.article_id)


@receiver(redacted, dispatch_uid="pages.redacted")
def forget_redacted(article: Article, **_: Any) -> None:
    """Delete what is kept for journalists with the words that were taken out; it is made anew without them."""
    _forget(article.pk)


def _forget(article: int) -> None:
    keeping.forget(article)
    for photo in Photo.objects.filter(captions__edition__article=article).distinct():
        press.forget(photo, article)
