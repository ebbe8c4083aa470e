"""Count by day how moderation goes, and put the days together: time to decision, reasons, moderators, signals."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from news.accounts.models import User
from news.newsroom.models import Newsroom

from .models import Comment, Decision, Figure

Kind = Figure.Kind
Status = Comment.Status

# Up to how many minutes a comment waited for its decision; the targets of 4 and 24 hours are among them
# (Permenkominfo 5/2020). The last bucket, beyond a week, is open.
WAITS = (5, 15, 30, 60, 120, 240, 480, 720, 1440, 2880, 4320, 10080)
DAYS_RECOUNTED = 35  # a decision can reverse what screening made of an older comment
COMMENTS_A_BATCH = 2000
_DECISIONS = (Decision.Action.APPROVE, Decision.Action.REJECT, Decision.Action.SPAM)


def count_newest(now: datetime.datetime | None = None) -> None:
    """Count today and yesterday again."""
    _count_last(2, now)


def count_again(now: datetime.datetime | None = None) -> None:
    """Count the last weeks again, for what was decided since."""
    _count_last(DAYS_RECOUNTED, now)


def count_day(date: datetime.date, newsroom: Newsroom | None = None) -> None:
    """Count one local day, in place of what was counted of it before; memory does not grow with the day."""
    zone = (newsroom or Newsroom.current()).tzinfo
    start = datetime.datetime.combine(date, datetime.time.min, zone)
    end = datetime.datetime.combine(date + datetime.timedelta(days=1), datetime.time.min, zone)
    found: Counter[tuple[str, str]] = Counter()
    for kind, key in [*_of_comments(start, end), *_of_decisions(start, end)]:
        found[kind, key] += 1
    rows = [Figure(date=date, kind=kind, key=key[:40], count=count) for (kind, key), count in found.items()]
    with transaction.atomic():
        Figure.objects.filter(date=date).delete()
        Figure.objects.bulk_create(rows)


@dataclass(frozen=True)
class Waiting:
    """How long comments waited for their decision, as far as the buckets of :data:`WAITS` tell."""

    counts: Sequence[int]  # by bucket, the open one last

    @property
    def total(self) -> int:
        """How many decisions there were."""
        return sum(self.counts)

    def quantile(self, share: float) -> datetime.timedelta | None:
        """Return the time within which ``share`` (0 to 1) of the decisions were taken; None if it is beyond a week."""
        wanted, passed = share * self.total, 0
        for (low, high), count in zip(pairwise((0, *WAITS)), self.counts, strict=False):
            if count and passed + count >= wanted:
                return datetime.timedelta(minutes=low + (high - low) * max(0.0, wanted - passed) / count)
            passed += count
        return None

    def within(self, minutes: int) -> float:
        """Return the share (0 to 1) of decisions within ``minutes``, one of :data:`WAITS`; 1 if there was none."""
        return sum(self.counts[: WAITS.index(minutes) + 1]) / self.total if self.total else 1.0


@dataclass
class Day:
    """What came in on a day, and what was decided."""

    date: datetime.date
    received: Counter[str] = field(default_factory=Counter)
    decided: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Hits:
    """How often a signal was found, and how often a moderator published the comment after all."""

    code: str
    found: int
    reversed: int


@dataclass(frozen=True)
class Summary:
    """Some days together."""

    days: list[Day]
    waiting: Waiting
    reasons: list[tuple[str, int]]
    moderators: list[tuple[User | None, int]]
    signals: list[Hits]

    @property
    def received(self) -> Counter[str]:
        """How many came in, by what screening made of them."""
        return sum((day.received for day in self.days), Counter())

    @property
    def decided(self) -> Counter[str]:
        """How many decisions were taken, by kind."""
        return sum((day.decided for day in self.days), Counter())


def summary(count: int, now: datetime.datetime | None = None) -> Summary:
    """Return the last ``count`` days together, today included; three queries, whatever the number of comments."""
    today = Newsroom.current().local(now or timezone.now()).date()
    first = today - datetime.timedelta(days=count - 1)
    days = {date: Day(date) for date in (first + datetime.timedelta(days=number) for number in range(count))}
    figures = Figure.objects.filter(date__gte=first, date__lte=today)
    by_day = figures.filter(kind__in=[Kind.RECEIVED, Kind.DECIDED]).values_list("date", "kind", "key", "count")
    for date, kind, key, number in by_day:
        counted = days[date].received if kind == Kind.RECEIVED else days[date].decided
        counted[key] = number
    totals: dict[str, Counter[str]] = {kind: Counter() for kind in Kind}
    others = figures.exclude(kind__in=[Kind.RECEIVED, Kind.DECIDED]).order_by()
    for kind, key, number in others.values_list("kind", "key").annotate(number=Sum("count")):
        totals[kind][key] = number
    people = User.objects.in_bulk([int(key) for key in totals[Kind.MODERATOR]])
    return Summary(
        list(days.values()),
        Waiting([totals[Kind.WAITED][str(index)] for index in range(len(WAITS) + 1)]),
        totals[Kind.REASON].most_common(),
        [(people.get(int(key)), number) for key, number in totals[Kind.MODERATOR].most_common()],
        [Hits(code, number, totals[Kind.REVERSED][code]) for code, number in totals[Kind.SIGNAL].most_common()],
    )


def _count_last(days: int, now: datetime.datetime | None) -> None:
    newsroom = Newsroom.current()
    today = newsroom.local(now or timezone.now()).date()
    for number in range(days):
        count_day(today - datetime.timedelta(days=number), newsroom)


def _of_comments(start: datetime.datetime, end: datetime.datetime) -> Iterator[tuple[str, str]]:
    """Yield what came in: readers' comments by what screening made of them, and the signals found."""
    for status in Status.values:  # each walks the index of its status
        comments = Comment.objects.filter(status=status, created_at__gte=start, created_at__lt=end, agency=None)
        rows = comments.order_by("created_at", "pk").values_list("screened_status", "signals")
        for screened, signals in rows.iterator(COMMENTS_A_BATCH):
            yield Kind.RECEIVED, screened or Status.HELD
            is_reversed = status == Status.PUBLISHED and screened in (Status.HELD, Status.SPAM)
            for code in {row["code"] for row in signals if isinstance(row, dict) and row.get("weight", 0) >= 0}:
                yield Kind.SIGNAL, code
                if is_reversed:
                    yield Kind.REVERSED, code


def _of_decisions(start: datetime.datetime, end: datetime.datetime) -> Iterator[tuple[str, str]]:
    """Yield what was decided: by kind, reason and moderator, and how long the comment had waited."""
    decisions = Decision.objects.filter(at__gte=start, at__lt=end).order_by("at")
    rows = decisions.values_list("action", "reason", "by_id", "from_status", "at", "comment__created_at")
    for action, reason, by, from_status, at, created_at in rows.iterator(COMMENTS_A_BATCH):
        yield Kind.DECIDED, action
        yield Kind.MODERATOR, str(by)
        if reason:
            yield Kind.REASON, reason
        if action in _DECISIONS and from_status == Status.HELD:
            minutes = (at - created_at).total_seconds() / 60
            yield Kind.WAITED, str(sum(minutes > limit for limit in WAITS))
