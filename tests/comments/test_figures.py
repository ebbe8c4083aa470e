"""Figures are counted by the newsroom's day, and put together without counting comments."""

import datetime

import pytest

from news.comments import figures, moderation, receiving
from news.comments.models import Comment, Figure
from tests.conftest import NOON

DAY = datetime.timedelta(days=1)
TODAY = NOON.date()


def comment(article, at=NOON, **fields) -> Comment:
    row = receiving.receive(article, name="Rina", text=f"Halo {Comment.objects.count()}", now=at)
    Comment.objects.filter(pk=row.pk).update(**fields)
    row.refresh_from_db()
    return row


def decide(row, moderator, after, action="approve", **fields) -> Comment:
    at = row.created_at + after
    return moderation.decide(row, action, by=moderator, version=row.version, now=at, **fields)


def test_a_day_is_counted_whole(article, moderator):
    signals = [
        {"code": "brand", "weight": 5, "evidence": "x"},
        {"code": "trusted_author", "weight": -3, "evidence": ""},
    ]
    wrong = comment(article, signals=signals, screened_status="held")
    right = comment(article, signals=signals, screened_status="spam")
    decide(wrong, moderator, datetime.timedelta(minutes=10))
    decide(right, moderator, datetime.timedelta(hours=3), "reject", reason="insult")
    figures.count_day(TODAY)
    summary = figures.summary(1, now=NOON)
    assert dict(summary.received) == {"held": 1, "spam": 1}
    assert dict(summary.decided) == {"approve": 1, "reject": 1}
    assert summary.reasons == [("insult", 1)]
    assert summary.moderators == [(moderator, 2)]
    assert summary.signals == [figures.Hits("brand", 2, 1)]
    assert summary.waiting.total == 2


def test_counting_again_changes_nothing(article, moderator):
    decide(comment(article), moderator, datetime.timedelta(minutes=1))
    figures.count_day(TODAY)
    before = list(Figure.objects.values_list("date", "kind", "key", "count"))
    figures.count_newest(now=NOON)
    assert list(Figure.objects.values_list("date", "kind", "key", "count")) == before


def test_a_day_is_the_newsrooms(article):
    midnight = datetime.datetime.combine(TODAY, datetime.time.min, datetime.timezone(datetime.timedelta(hours=7)))
    comment(article, at=midnight - datetime.timedelta(seconds=1))
    comment(article, at=midnight)
    figures.count_newest(now=NOON)
    days = figures.summary(2, now=NOON).days
    assert [(day.date, day.received.total()) for day in days] == [(TODAY - DAY, 1), (TODAY, 1)]


def test_what_is_decided_later_is_counted_again(article, moderator):
    signals = [{"code": "link", "weight": 2, "evidence": ""}]
    old = comment(article, at=NOON - 10 * DAY, signals=signals, screened_status="held")
    figures.count_again(now=NOON)
    assert figures.summary(30, now=NOON).signals == [figures.Hits("link", 1, 0)]
    decide(old, moderator, 10 * DAY)
    figures.count_again(now=NOON)
    assert figures.summary(30, now=NOON).signals == [figures.Hits("link", 1, 1)]


def test_official_replies_are_not_counted_as_received(article, agency, penulis):
    comment(article, agency=agency, by=penulis)
    figures.count_day(TODAY)
    assert figures.summary(1, now=NOON).received.total() == 0


@pytest.mark.parametrize(
    ("minutes", "share", "low", "high"),
    [([10] * 9 + [200], 0.5, 5, 15), ([10] * 9 + [200], 0.9, 5, 15), ([10] * 8 + [200] * 2, 0.9, 120, 240)],
)
def test_quantiles_fall_into_the_right_bucket(minutes, share, low, high):
    counts = [0] * (len(figures.WAITS) + 1)
    for waited in minutes:
        counts[sum(waited > limit for limit in figures.WAITS)] += 1
    found = figures.Waiting(counts).quantile(share)
    assert datetime.timedelta(minutes=low) < found <= datetime.timedelta(minutes=high)


def test_what_waited_for_more_than_a_week_has_no_bound():
    waiting = figures.Waiting([0] * len(figures.WAITS) + [3])
    assert waiting.quantile(0.5) is None
    assert waiting.within(1440) == 0


def test_without_decisions_nothing_was_late():
    waiting = figures.Waiting([0] * (len(figures.WAITS) + 1))
    assert waiting.quantile(0.5) is None
    assert waiting.within(240) == 1


def test_the_page_does_not_count_comments(article, django_assert_num_queries):
    for _number in range(3):
        comment(article)
    figures.count_newest(now=NOON)
    with django_assert_num_queries(3):  # the newsroom, by day, totals
        figures.summary(30, now=NOON)
