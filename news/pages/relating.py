"""Find what a reader of a release will want next: what shares topics, officials and agencies with it."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, F, IntegerField, QuerySet, Value

from news.articles import lists
from news.articles.live import is_live
from news.articles.models import Article, Edition, EditionAgency, EditionTag, ListedRow, Mention, Tag
from news.directory.models import Agency, Official
from news.prepared import NOW, Given, Prepared

MOST = 4
WALK = 6
"""So many of the newest releases are looked at of each topic, official, agency and section."""
TOPICS, OFFICIALS, AGENCIES = 4, 4, 3
"""Of these so many, the first: what a release names beside them says little of what it is about."""
_WEIGHTS = (*[4.0] * TOPICS, *[2.0] * OFFICIALS, *[1.0] * AGENCIES, 0.25)
_SECTION = len(_WEIGHTS) - 1
_DAY = datetime.timedelta(days=1)
_ARTICLE = Given("article", BigIntegerField())


class Related(NamedTuple):
    """A release to read next (as much of its edition as a link needs), and the names of what both are about."""

    edition: Edition
    shared: list[str]


@dataclass
class _Candidate:
    list_at: datetime.datetime
    headline: str
    slug: str
    url_date: datetime.date
    score: float = 0.0
    shared: list[str] = field(default_factory=list)


def related(
    edition: Edition,
    topics: Sequence[Tag],
    officials: Sequence[Official],
    agencies: Sequence[Agency],
    now: datetime.datetime,
) -> list[Related]:
    """Return the live releases that share most with ``edition``, at most :data:`MOST`; one query.

    A shared topic counts more than an official, and that more than an agency; each counts less the more often it is in
    the news, so that what names the mayor is not related to all that the mayor does. The section fills up what is left.
    """
    keys = [0] * len(_WEIGHTS)
    names = [""] * len(_WEIGHTS)
    asked = [*_padded(topics, TOPICS), *_padded(officials, OFFICIALS), *_padded(agencies, AGENCIES)]
    for place, thing in enumerate(asked):
        if thing is not None:
            keys[place], names[place] = thing.pk or 0, _name(thing)
    keys[_SECTION] = edition.section_id or 0
    rows = _candidates(
        now=now, article=edition.article_id or 0, **{f"key{place}": key for place, key in enumerate(keys)}
    )
    return _best(rows, names)


def _padded(things: Sequence[Any], length: int) -> list[Any]:
    return [*things[:length], *[None] * (length - len(things))]


def _name(thing: Tag | Official | Agency) -> str:
    return (thing.short_name or thing.name) if isinstance(thing, Agency) else thing.name


def _best(rows: list[tuple[Any, ...]], names: list[str]) -> list[Related]:
    walks: dict[int, dict[int, _Candidate]] = defaultdict(dict)
    for place, article, *told in rows:
        walks[place][article] = _Candidate(*told)
    found: dict[int, _Candidate] = {}
    for place in sorted(walks):
        weight = _WEIGHTS[place] / (1 + _a_day(walks[place]))
        for article, candidate in walks[place].items():
            known = found.setdefault(article, candidate)
            known.score += weight
            if names[place]:
                known.shared.append(names[place])
    best = sorted(found.values(), key=lambda each: (each.score, each.list_at), reverse=True)
    return [Related(_edition(each), each.shared[:2]) for each in best[:MOST]]


def _a_day(walk: dict[int, _Candidate]) -> float:
    """Return how many releases a day there are in a list."""
    moments = [candidate.list_at for candidate in walk.values()]
    return len(walk) / max(1.0, (max(moments) - min(moments)) / _DAY)


def _edition(candidate: _Candidate) -> Edition:
    article = Article(slug=candidate.slug, url_date=candidate.url_date)
    return Edition(headline=candidate.headline, list_at=candidate.list_at, article=article)


@Prepared
def _candidates() -> QuerySet[Edition, tuple[Any, ...]]:
    """The newest of each list with the place of its weight, in no order; a key of 0 has none."""
    first, *others = (_walk(rows, edition, place) for place, (rows, edition) in enumerate(_lists()))
    return first.union(*others, all=True)


def _lists() -> Iterator[tuple[QuerySet[Any], str]]:
    """Yield the lists in the order of their weights, each with what leads from its rows to their edition."""
    of: list[tuple[type[ListedRow], str, str]] = [(EditionTag, "tag", "content_object")] * TOPICS
    of += [(Mention, "official", "edition")] * OFFICIALS + [(EditionAgency, "agency", "edition")] * AGENCIES
    for place, (model, key, edition) in enumerate(of):
        rows = model._default_manager.filter(is_live(NOW, f"{edition}__"), list_at__isnull=False, **{key: _key(place)})
        yield rows.exclude(**{f"{edition}__article": _ARTICLE}).order_by("-list_at", f"-{edition}_id"), edition
    yield lists.newest(NOW).filter(section=_key(_SECTION)).exclude(article=_ARTICLE), "pk"


def _walk(rows: QuerySet[Any], edition: str, place: int) -> QuerySet[Edition, tuple[Any, ...]]:
    # Its keys in a subquery: in a compound query SQLite takes no LIMIT of a part.
    found = Edition.objects.filter(pk__in=rows.values(edition)[:WALK]).order_by()
    told = ("article_id", "list_at", "headline", "article__slug", "article__url_date")
    return found.values_list(Value(place, IntegerField()), *map(F, told))


def _key(place: int) -> Given:
    return Given(f"key{place}", BigIntegerField())
