"""Put in order what was read most, and add up what is long ago: the worker's part."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet, Sum
from django.utils import timezone

from news.articles.live import is_live
from news.articles.models import Article, Edition
from news.newsroom.models import Newsroom
from news.prepared import NOW, Prepared

from .models import MostRead, Reads

DAYS = 7
SHOWN = 5
KEPT = 15  # more than are shown: some may end before the next round
CONSIDERED = 60
DAYS_KEPT = 400
_ROWS_A_BATCH = 2000
_BATCHES_A_ROUND = 25

_ADD = """
    INSERT INTO readership_earlierreads (article_id, count) VALUES (%s, %s)
    ON CONFLICT (article_id) DO UPDATE SET count = readership_earlierreads.count + excluded.count
"""


def most_read(now: datetime.datetime) -> list[Edition]:
    """Return what was read most in the last :data:`DAYS` days and is live at ``now`` (aware), the most read first.

    At most :data:`SHOWN`, with no more than a headline needs; one query, from a table of :data:`KEPT` rows.
    """
    return [
        Edition(headline=headline, list_at=list_at, article=Article(slug=slug, url_date=url_date))
        for headline, list_at, slug, url_date in _most_read(now=now)
    ]


@Prepared
def _most_read() -> QuerySet[MostRead, tuple[Any, ...]]:
    rows = MostRead.objects.filter(is_live(NOW, "article__editions__")).order_by("place")
    return rows.values_list(
        "article__editions__headline", "article__editions__list_at", "article__slug", "article__url_date"
    )[:SHOWN]


def rank(now: datetime.datetime | None = None) -> int:
    """Put the last days in order again, and return how many places there are."""
    now = now or timezone.now()
    today = Newsroom.current().local(now).date()
    days = Reads.objects.filter(date__gt=today - datetime.timedelta(days=DAYS), date__lte=today)
    sums = days.order_by().values("article").annotate(sum=Sum("count")).order_by("-sum", "-article")[:CONSIDERED]
    found = {row["article"]: row["sum"] for row in sums}
    live = set(Edition.objects.live(now).filter(article__in=found).values_list("article", flat=True))
    ranked = [article for article in found if article in live][:KEPT]
    rows = [MostRead(article_id=key, place=place, count=found[key]) for place, key in enumerate(ranked, 1)]
    with transaction.atomic():
        MostRead.objects.all().delete()
        MostRead.objects.bulk_create(rows)
    with connection.cursor() as cursor:
        # A few rows: whoever analysed the database while there were none would have it begin with all editions.
        cursor.execute("ANALYZE readership_mostread")
    return len(rows)


def add_up(now: datetime.datetime | None = None) -> int:
    """Add what is older than :data:`DAYS_KEPT` days to one number an article, and return how many rows that were."""
    before = Newsroom.current().local(now or timezone.now()).date() - datetime.timedelta(days=DAYS_KEPT)
    done = 0
    for _round in range(_BATCHES_A_ROUND):
        with transaction.atomic():
            old = Reads.objects.select_for_update().filter(date__lt=before).order_by("date", "article")
            rows = list(old.values_list("pk", "article", "count")[:_ROWS_A_BATCH])
            sums: Counter[int] = Counter()
            for _pk, article, count in rows:
                sums[article] += count
            with connection.cursor() as cursor:
                cursor.executemany(_ADD, sorted(sums.items()))
            Reads.objects.filter(pk__in=[pk for pk, _article, _count in rows]).delete()
        done += len(rows)
        if len(rows) < _ROWS_A_BATCH:
            break
    return done
