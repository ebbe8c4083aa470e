"""The numbers of the archive: at every moment those that counting would give, or none."""

import datetime
import random
from collections import Counter

import pytest
import time_machine
from django.db import connection, transaction

from news.articles import counting, editing, workflow
from news.articles.models import ArchiveTally, Article, Edition, EditionAgency
from news.newsroom.models import Newsroom
from tests.conftest import NOON

HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)
TICK = datetime.timedelta(microseconds=1)
SPANS = [TICK, HOUR, DAY, 9 * DAY, 40 * DAY]
WALKS, STEPS = 8, 30


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def release(penulis, penerbit, agency, section):
    """Write and release at once; ``now`` is when it is decided, for what is brought in afterwards."""

    def go(headline: str = "Siaran", at=None, now=None, **content: object) -> Edition:
        content = {"section": section, "dateline_place": "Tanjung Selasih", "body": "<p>Isi.</p>"} | content
        edition = editing.begin_draft(penulis, headline=headline, **content)
        EditionAgency.objects.create(edition=edition, agency=agency, is_lead=True)
        return workflow.take("fast_release", edition, by=penerbit, note="Mendesak.", at=at, now=now)

    return go


def told(now: datetime.datetime = NOON) -> dict[str, list[int]] | None:
    """Return what is told, without months of nothing."""
    days = counting.by_day(Newsroom.current(), now)
    return days and {month: numbers for month, numbers in days.items() if any(numbers)}


def by_hand(now: datetime.datetime) -> dict[str, list[int]]:
    """Count one by one what is live."""
    days: dict[str, list[int]] = {}
    for edition in Edition.objects.live(now).select_related("article"):
        date = edition.article.url_date
        days.setdefault(f"{date:%Y-%m}", [0] * _length(date))[date.day - 1] += 1
    return days


def _length(date: datetime.date) -> int:
    return ((date.replace(day=28) + 4 * DAY).replace(day=1) - DAY).day


def reckoned() -> None:
    counting.reckon()
    counting.reckon()


class Walk:
    """Decisions at random, by people who may take all of them, while the clock moves and a worker comes by."""

    def __init__(self, chance: random.Random, release, penulis, penerbit, clock) -> None:
        self.chance, self.release, self.penulis, self.penerbit, self.clock = chance, release, penulis, penerbit, clock
        self.now = NOON
        self.took: Counter[str] = Counter()

    def go(self) -> None:
        step = self.chance.choice([
            "write", "write", "bring_in", "correct", "correct", "reschedule", "unschedule", "withdraw",
            "wait", "wait", "wait", "work", "work_ahead",
        ])  # fmt: skip
        try:
            with transaction.atomic():
                getattr(self, step)()
        except (workflow.StepRefused, LookupError):
            return
        self.took[step] += 1

    def any(self, **among: object) -> Edition:
        return self.chance.choice(list(Edition.objects.filter(state="released", **among)))

    def at(self) -> datetime.datetime | None:
        return self.chance.choice([None, None, *(self.now + span for span in SPANS)])

    def expiry(self, since: datetime.datetime) -> datetime.datetime | None:
        return self.chance.choice([None, None, None, *(since + span for span in SPANS)])

    def write(self) -> None:
        at = self.at()
        self.release(at=at, expires_at=self.expiry(at or self.now))

    def wait(self) -> None:
        moments = [
            moment + change
            for moments in Edition.objects.filter(live_from__isnull=False).values_list("live_from", "live_until")
            for moment in moments
            for change in (-TICK, datetime.timedelta(0))
            if moment and moment + change > self.now
        ]
        self.now = self.chance.choice([self.now + self.chance.choice(SPANS), *moments])
        self.clock.move_to(self.now)

    def correct(self) -> None:
        draft = workflow.take(
            "revise", self.any(live_from__lte=self.now), by=self.penulis, kind="ralat", note="Keliru."
        )
        at = self.at()
        with editing.change(draft.pk, by=self.penulis) as edition:
            edition.expires_at = self.expiry(at or self.now)
            edition.save()
        workflow.take("fast_release", draft, by=self.penerbit, note="Mendesak.", at=at)

    def bring_in(self) -> None:
        """Release what was live long ago, and ended since perhaps."""
        then = self.now - self.chance.choice(SPANS)
        self.release(now=then, expires_at=self.expiry(then))

    def reschedule(self) -> None:
        at = self.now + self.chance.choice(SPANS)
        workflow.take("reschedule", self.any(live_from__gt=self.now), by=self.penerbit, at=at)

    def unschedule(self) -> None:
        workflow.take("unschedule", self.any(live_from__gt=self.now), by=self.penerbit)

    def withdraw(self) -> None:
        then = self.now - self.chance.choice([datetime.timedelta(0), TICK, HOUR])  # decided late, or on a slow clock
        workflow.take("withdraw", self.any(live_from__lte=then), by=self.penerbit, note="Keliru.", now=then)

    def work(self) -> None:
        counting.reckon()

    def work_ahead(self) -> None:
        """The worker's clock is fast, or a job waits long for the lock of who decided earlier."""
        counting.reckon(self.now + self.chance.choice([TICK, HOUR, DAY]))


@pytest.mark.django_db
def test_the_numbers_are_those_that_counting_gives_whatever_is_decided(release, penulis, penerbit, clock):
    took: Counter[str] = Counter()
    for seed in range(WALKS):
        with transaction.atomic():
            clock.move_to(NOON)
            walk = Walk(random.Random(seed), release, penulis, penerbit, clock)
            reckoned()
            for _ in range(STEPS):
                walk.go()
                assert told(walk.now) == by_hand(walk.now), f"seed {seed}, {walk.took}"
            for moment in (walk.now + span for span in SPANS):
                assert told(moment) == by_hand(moment), f"seed {seed}, later"
            assert counting.recount() == 0, f"seed {seed}"
            took += walk.took
            transaction.set_rollback(True)
    assert all(took[step] for step in ("write", "bring_in", "correct", "reschedule", "unschedule", "withdraw")), took


def test_until_they_are_reckoned_there_are_none(release, clock):
    release()
    assert told() is None
    counting.reckon()
    assert told() is None  # the row is there; who decided before that is waited for
    counting.reckon()
    assert told() == {"2026-03": [0] * 10 + [1] + [0] * 20}


def test_they_change_with_time_alone_and_at_the_very_moment(release, clock):
    reckoned()
    release(at=NOON + HOUR, expires_at=NOON + 2 * HOUR)
    for moment, number in ((HOUR - TICK, 0), (HOUR, 1), (2 * HOUR - TICK, 1), (2 * HOUR, 0)):
        assert sum(map(sum, told(NOON + moment).values())) == number
    assert counting.reckon(NOON + HOUR) == 1
    assert counting.reckon(NOON + HOUR) == 0
    for moment, number in ((HOUR - TICK, 0), (HOUR, 1), (2 * HOUR, 0)):
        assert sum(map(sum, told(NOON + moment).values())) == number


def test_a_day_is_the_newsrooms_and_that_of_the_first_publication(release, penulis, penerbit, clock):
    reckoned()
    clock.move_to(datetime.datetime(2026, 3, 31, 17, tzinfo=datetime.UTC))  # midnight, 1 April
    first = release()
    clock.move_to(datetime.datetime(2026, 5, 2, tzinfo=datetime.UTC))
    draft = workflow.take("revise", first, by=penulis, kind="ralat", note="Keliru.")
    workflow.take("fast_release", draft, by=penerbit, note="Mendesak.")
    assert told(datetime.datetime(2026, 6, 1, tzinfo=datetime.UTC)) == {"2026-04": [1] + [0] * 29}


def test_a_worker_that_stands_still_too_long_leaves_no_wrong_numbers(release, clock, monkeypatch):
    reckoned()
    monkeypatch.setattr(counting, "LARGEST_GAP", 2)
    for number in range(3):
        release(at=NOON + HOUR, headline=f"Siaran {number}")
    assert told(NOON) == {}
    assert told(NOON + HOUR) is None
    counting.reckon(NOON + HOUR)
    assert told(NOON + HOUR)["2026-03"][10] == 3


def test_a_number_that_is_wrong_is_mended_and_never_negative(release, penerbit, clock):
    reckoned()
    edition = release()
    clock.move_to(NOON + HOUR)
    counting.reckon()
    ArchiveTally.objects.update(days={"2026-03": [0] * 31, "2024-01": [7] * 31})
    workflow.take("withdraw", edition, by=penerbit, note="Keliru.")
    assert told(NOON + HOUR) == {"2024-01": [7] * 31}
    assert counting.recount() == 1
    assert told(NOON + HOUR) == {}
    assert counting.recount() == 0


def test_every_month_gets_its_turn_to_be_counted_again(release, clock):
    reckoned()
    for month in (1, 2, 3):
        release(now=datetime.datetime(2026, month, 1, 12, tzinfo=datetime.UTC))
    right = told()
    ArchiveTally.objects.update(days={"2026-01": [9] * 31})
    mended = sum(counting.recount_next(NOON + hour * HOUR) for hour in range(3))
    assert mended == 3
    assert told() == right


def test_reading_them_takes_two_queries_that_use_indexes(release, clock, django_assert_num_queries):
    reckoned()
    release()
    newsroom = Newsroom.current()
    with django_assert_num_queries(2) as asked:
        counting.by_day(newsroom, NOON + HOUR)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {asked[1]['sql']}")
            plan = " ".join(row[3] for row in cursor.fetchall())
        assert "edition_start" in plan
        assert "edition_end" in plan
        assert "SCAN" not in plan


def test_nothing_is_reckoned_before_there_is_a_newsroom(db):
    reckoned()
    assert told() == {}
    assert counting.recount_next() == 0
    assert not Article.objects.exists()
