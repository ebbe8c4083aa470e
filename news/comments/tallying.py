"""Keep the number of published comments of each article, so that no page ever counts them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db import connection, transaction
from django.db.models import Count, Exists, Max, Q

from .models import Comment, Tally

ARTICLES_A_BATCH = 500
_PUBLISHED = Q(status=Comment.Status.PUBLISHED)


def count(article_id: int, change: int, at: datetime.datetime) -> None:
    """Add ``change`` to the published comments of an article, behind its tally's row lock; inside a transaction.

    A tally that was wrong never refuses anybody's decision: it stays at 0 until it is recounted.

    :param change: 1 for a comment that is now to be seen, −1 for one that no longer is; 0 changes nothing.
    :param at: when that comment was sent (its ``created_at``, aware).
    """
    if not change:
        return
    if not _add(article_id, change, at):
        _begin(article_id)
        _add(article_id, change, at)
    tally = Tally.objects.filter(article=article_id)
    # A statement of its own: what is read behind the lock is what all who held it before have written.
    if change < 0 and tally.filter(newest_at__lte=at).exists():
        tally.update(newest_at=_newest_at(article_id))


def mark_answered(root_pk: int) -> None:
    """Keep with a root whether an agency's published reply stands under it; inside a transaction."""
    replies = Comment.objects.published().filter(parent=root_pk, agency__isnull=False)
    Comment.objects.filter(pk=root_pk).update(is_answered=Exists(replies))


def recount(article_id: int | None = None) -> int:
    """Count again the published comments of one article, or of all of them in batches; return how many were wrong.

    Safe at any time: articles are compared without a lock, and each that seems wrong is counted again behind its own.
    """
    if article_id is not None:
        return int(_recount(article_id))
    corrected, last = 0, 0
    while articles := _commented_after(last):
        corrected += sum(_recount(article) for article in _suspects(articles))
        last = articles[-1]
    return corrected


def tallies(article_ids: Iterable[int]) -> dict[int, Tally]:
    """Return the tallies of articles by the article's id, in one query; who has none yet is not there."""
    return Tally.objects.in_bulk(list(article_ids))


def _begin(article_id: int) -> None:
    """Keep a tally for an article; of two who do so at once, one makes it."""
    Tally.objects.bulk_create([Tally(article_id=article_id)], ignore_conflicts=True)


def _add(article_id: int, change: int, at: datetime.datetime) -> bool:
    """Add ``change`` to a tally, and say whether there is one.

    Written out: every comment that is published waits here for the one before, and Django takes longer to put it
    together than the database to do it.
    """
    later = "CASE WHEN newest_at > %s THEN newest_at ELSE %s END" if change > 0 else "newest_at"
    least = "CASE WHEN published + %s > 0 THEN published + %s ELSE 0 END"
    moments = [connection.ops.adapt_datetimefield_value(at)] * 2 if change > 0 else []
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE comments_tally SET published = {least}, newest_at = {later} WHERE article_id = %s",  # noqa: S608  # no value in it
            [change, change, *moments, article_id],
        )
        return int(cursor.rowcount) > 0


def _newest_at(article_id: int) -> datetime.datetime | None:
    published = Comment.objects.published().filter(article=article_id).newest_first()
    return published.values_list("created_at", flat=True).first()


@transaction.atomic
def _recount(article_id: int) -> bool:
    """Count an article's comments again behind the lock of its tally, and say whether it was wrong."""
    _begin(article_id)
    tally = Tally.objects.select_for_update().get(article=article_id)
    before = (tally.published, tally.newest_at)
    tally.published = Comment.objects.published().filter(article=article_id).count()
    tally.newest_at = _newest_at(article_id)
    if (tally.published, tally.newest_at) == before:
        return False
    tally.save(update_fields=["published", "newest_at"])
    return True


def _commented_after(last: int) -> list[int]:
    """Return the ids of the next articles that have comments or a tally, in order."""
    commented = Comment.objects.filter(article__gt=last).order_by("article").values_list("article", flat=True)
    tallied = Tally.objects.filter(article__gt=last).order_by("article").values_list("article", flat=True)
    found = {*commented.distinct()[:ARTICLES_A_BATCH], *tallied[:ARTICLES_A_BATCH]}
    return sorted(found)[:ARTICLES_A_BATCH]


def _suspects(articles: list[int]) -> list[int]:
    """Return those of ``articles`` (in order) whose tally is not what their comments give just now."""
    span = Comment.objects.filter(article__gte=articles[0], article__lte=articles[-1]).order_by()
    found = span.values_list("article").annotate(
        published=Count("pk", filter=_PUBLISHED), newest_at=Max("created_at", filter=_PUBLISHED)
    )
    counted = {article: (published, newest_at) for article, published, newest_at in found}
    kept = {article: (tally.published, tally.newest_at) for article, tally in tallies(articles).items()}
    return [article for article in articles if counted.get(article, (0, None)) != kept.get(article, (0, None))]
