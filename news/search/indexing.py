"""Keep the index in step with what is decided: written after each decision, and caught up by the worker.

What is found is asked once more whether it is live, so an index that is ahead tells nothing; one that is behind is
repaired by :func:`catch_up`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Prefetch, QuerySet

from news.articles.models import Article, Edition, EditionAgency, EditionTag, Mention
from news.newsroom.models import Newsroom
from news.richtext import plain

from .engines import Texts, engine
from .models import Document
from .queries import mark

BATCH = 200
ROUNDS = 10
"""Batches that one call of the worker's does."""
LONGEST_TEXT = 300_000
"""Characters of a text that are indexed; a vector of PostgreSQL holds no more than a megabyte."""
_PER_SECOND = 24  # bits: sixteen million editions may begin within one second


def document_id(edition: Edition) -> int:
    """Return the id under which ``edition`` is found: the later its article was first published, the larger.

    :raises ValueError: if it was never released.
    """
    if edition.list_at is None:
        raise ValueError("An edition is found from its release decision on.")
    seconds = max(0, int(edition.list_at.timestamp()))
    return seconds << _PER_SECOND | edition.pk & (1 << _PER_SECOND) - 1


def second_of(pk: int) -> int:
    """Return when the article of the document ``pk`` was first published, in seconds since 1970."""
    return pk >> _PER_SECOND


def first_after(moment: datetime.datetime) -> int:
    """Return the smallest id that a document can have whose article was first published after ``moment`` (aware)."""
    return int(moment.timestamp()) + 1 << _PER_SECOND


def index_article(article_pk: int) -> None:
    """Put the editions of an article that were decided into the index, and take the others out."""
    with transaction.atomic():
        article = Article.objects.select_for_update().filter(pk=article_pk).first()
        if article is None:
            return
        wanted = {document_id(edition): edition for edition in _decided(article.editions.all())}
        there = set(Document.objects.filter(edition__article=article).values_list("pk", flat=True))
        forget(there - wanted.keys())
        _write([edition for pk, edition in wanted.items() if pk not in there])


def catch_up() -> int:
    """Index what was released without being indexed, and forget what was unscheduled; return how many editions.

    Called by the worker: after a crash, a restored copy or releases made in bulk nothing is left out.
    """
    done = 0
    for _ in range(ROUNDS):
        batch = list(_decided(Edition.objects.filter(document=None)).order_by("-pk")[:BATCH])
        if not batch:
            break
        with transaction.atomic():
            locked = Article.objects.select_for_update().filter(pk__in={edition.article_id for edition in batch})
            list(locked.values_list("pk", flat=True).order_by("pk"))
            _write(_decided(Edition.objects.filter(pk__in=[edition.pk for edition in batch], document=None)))
        done += len(batch)
    undecided = Document.objects.filter(edition__live_from=None)
    keys = list(undecided.values_list("pk", flat=True)[: BATCH * ROUNDS])
    forget(keys)
    return done + len(keys)


def forget(keys: Iterable[int]) -> None:
    """Take documents out of the index."""
    pks = list(keys)
    with transaction.atomic():
        engine().remove(pks)
        Document.objects.filter(pk__in=pks).delete()


def empty() -> None:
    """Take everything out of the index."""
    with transaction.atomic():
        engine().clear()
        Document.objects.all().delete()


def _decided(editions: QuerySet[Edition]) -> QuerySet[Edition]:
    """Keep what is, was or will be live: what ended is not found, but it is still known when somebody asks for it."""
    return editions.filter(live_from__isnull=False)


def _write(editions: Iterable[Edition]) -> None:
    """Write ``editions`` into the index; the caller holds the locks of their articles."""
    pks = [edition.pk for edition in editions]
    index, newsroom = engine(), Newsroom.current()
    for edition in with_all_words().filter(pk__in=pks):
        pk = document_id(edition)
        Document(pk=pk, edition=edition).save()
        index.write(pk, texts(edition, newsroom))


def with_all_words() -> QuerySet[Edition]:
    """Return editions with all that :func:`texts` reads fetched along."""
    return Edition.objects.select_related("article").prefetch_related(
        "captions__photo",
        "quotes__appointment__official",
        Prefetch("agency_rows", EditionAgency.objects.select_related("agency")),
        Prefetch("mentions", Mention.objects.select_related("official")),
        Prefetch("tag_rows", EditionTag.objects.select_related("tag")),
    )


def texts(edition: Edition, newsroom: Newsroom) -> Texts:
    """Return what ``edition`` is found by."""
    agencies = [row.agency for row in edition.agency_rows.all()]
    officials = [row.official for row in edition.mentions.all()]
    tags = [row.tag for row in edition.tag_rows.all()]
    local = newsroom.local(edition.list_at) if edition.list_at else None
    around = [
        *(getattr(edition, name) for name in Edition.CITIZEN_FIELDS),
        plain(edition.body), edition.dateline_place, edition.dateline_source, edition.venue, edition.public_note,
        edition.article.number or "",
        *(row.caption for row in edition.captions.all()),
        *(f"{quote.said_by}. {quote.said_as}" for quote in edition.quotes.all()),
        *(f"{agency.name} {agency.short_name}" for agency in agencies),
        *(official.full_name for official in officials),
        *(tag.name for tag in tags),
    ]  # fmt: skip
    facets = [
        mark("section", edition.section_id),
        mark("kind", edition.article.kind),
        mark("year", local.year if local else 0),
        *(mark("agency", agency.pk) for agency in agencies),
        *(mark("official", official.pk) for official in officials),
        *(mark("topic", tag.pk) for tag in tags),
    ]
    headline = " . ".join(filter(None, (edition.kicker, edition.headline)))
    lead = " . ".join(filter(None, (edition.subheadline, edition.lead)))
    body = "\n".join(filter(None, around))
    return Texts(headline, lead[:LONGEST_TEXT], body[:LONGEST_TEXT], facets)
