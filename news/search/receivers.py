"""Hear of decisions and redactions, and bring the index in step at once."""

import logging
from typing import Any

from django.db import DatabaseError
from django.db.models import QuerySet
from django.dispatch import receiver

from news.articles.models import Article, Edition
from news.articles.redacting import Pen
from news.articles.signals import decided, looked_for, redacted, redacting
from news.prepared import GivenKeys, Prepared

from . import finding, queries, vocabulary, words
from .engines import engine
from .indexing import forget, index_article
from .models import Document

log = logging.getLogger(__name__)


@receiver(decided, dispatch_uid="search.decided")
def index_decided(edition: Edition, **_: Any) -> None:
    """Index the editions of the article that was decided about."""
    _index(edition.article_id)


@receiver(looked_for, dispatch_uid="search.looked_for")
def find_at_the_desk(text: str, **_: Any) -> list[int]:
    """Find the newest decided editions, live or not, for colleagues who see them all the same."""
    query = queries.parse(text, goes_on=True)
    keys = engine().newest(query, finding.MOST) if query.terms else []
    return [edition for (edition,) in _editions(documents=keys)]


@Prepared
def _editions() -> QuerySet[Document, tuple[int]]:
    return Document.objects.filter(pk__in=GivenKeys("documents")).values_list("edition_id")


@receiver(redacting, dispatch_uid="search.redacting")
def forget_redacted(pen: Pen, **_: Any) -> None:
    """Take the article out of the index with its old words, and these out of the vocabulary."""
    if pen.writes:
        forget(Document.objects.filter(edition__article=pen.article).values_list("pk", flat=True))
        vocabulary.forget(map(words.folded, pen.phrases.words if pen.phrases else ()))


@receiver(redacted, dispatch_uid="search.redacted")
def index_redacted(article: Article, **_: Any) -> None:
    """Write the words of the article anew, without those that were taken out."""
    _index(article.pk)


def _index(article_pk: int) -> None:
    try:
        index_article(article_pk)
    except DatabaseError:  # the decision stands all the same, and the worker catches up
        log.exception("Article %s could not be indexed.", article_pk)
