"""Find what is live now: the best first while there are few, the newest first when a word is everywhere.

Ranking all releases that have a very common word would take a second and help nobody; so :data:`MOST` are ranked.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from news.articles.live import is_live
from news.prepared import NOW, GivenKeys, Prepared

from .engines import engine
from .indexing import first_after, second_of
from .models import Document
from .queries import Query

SIZE = 20
MOST = 2000
"""Documents that are ranked; above that the newest come first."""
PER_YEAR = 0.2
"""What a release loses in weight each year; a headline outweighs a lead for five years."""
_YEAR = datetime.timedelta(days=365.25).total_seconds()
_CHUNK = 3 * SIZE
_CHUNKS = 20


@dataclass(frozen=True)
class Found:
    """A page of what was found: keys of editions, the best first.

    ``total`` is how many there are, None if more than :data:`MOST`. What follows is page ``next_page``, or with very
    many what is older than ``before``.
    """

    editions: list[int]
    total: int | None
    next_page: int | None = None
    before: int | None = None


def find(query: Query, now: datetime.datetime, *, page: int = 1, before: int | None = None) -> Found:
    """Return a page of what ``query`` finds among what is live at ``now`` (aware).

    :param page: from 1, where the best come first.
    :param before: from :attr:`Found.before`, where the newest come first; then ``page`` does not count.
    """
    if not (query.terms or query.facets):
        return Found([], 0)
    to_come = first_after(now)  # what is scheduled has larger keys than all that is live
    if before is not None:
        return _newest(query, now, min(before, to_come))
    keys = engine().newest(query, MOST + 1, to_come)
    if len(keys) > MOST:
        return _newest(query, now, to_come, keys[:_CHUNK])
    live = _live(keys, now)
    weights = engine().weights(query) if live else {}
    today = now.timestamp()

    def worth(key: int) -> tuple[float, int]:
        return weights.get(key, 0) - PER_YEAR * (today - second_of(key)) / _YEAR, key

    ranked = sorted(live, key=worth, reverse=True)
    start = (page - 1) * SIZE
    more = start + SIZE < len(ranked)
    return Found([live[key] for key in ranked[start : start + SIZE]], len(ranked), page + 1 if more else None)


def _newest(query: Query, now: datetime.datetime, before: int, known: Sequence[int] = ()) -> Found:
    """Return a page of what is older than ``before``; ``known`` are the first keys of it, if it was asked already."""
    found: list[tuple[int, int]] = []
    for _ in range(_CHUNKS):
        keys = known or engine().newest(query, _CHUNK, before)
        known = ()
        live = _live(keys, now)
        found += [(key, live[key]) for key in keys if key in live]
        if len(found) > SIZE or len(keys) < _CHUNK:
            break
        before = keys[-1]
    page = found[:SIZE]
    more = len(found) > SIZE
    return Found([edition for _, edition in page], None, before=page[-1][0] if more else None)


def _live(keys: Sequence[int], now: datetime.datetime) -> dict[int, int]:
    """Return the editions of those documents that are live, by the documents' keys."""
    return dict(_live_documents(now=now, keys=keys)) if keys else {}


@Prepared
def _live_documents() -> QuerySet[Document, tuple[int, int]]:
    live = Document.objects.filter(is_live(NOW, "edition__"), pk__in=GivenKeys("keys"))
    return live.values_list("pk", "edition_id")
