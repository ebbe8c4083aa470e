"""Everything by an author, decided alike: in rounds, without overruling anybody, and counted once."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone

from news.comments import moderation, sweeping, tallying
from news.comments.models import Comment, Decision, Sweep
from tests.comments.conftest import at_once
from tests.conftest import NOON, member

MINUTE = datetime.timedelta(minutes=1)
HASH = "a" * 64


def by_one(article, count: int, **fields) -> list[Comment]:
    """Make comments by one author, every fourth of them published."""
    made = []
    for number in range(count):
        status = "held" if number % 4 else "published"
        values = {"email_hash": HASH, "created_at": NOON + number // 3 * MINUTE, "status": status} | fields
        made.append(Comment.objects.create(article=article, name="Kasar", text="Isi", **values))
    tallying.recount(article.pk)
    return made


def statuses(comments) -> list[str]:
    found = Comment.objects.in_bulk([comment.pk for comment in comments])
    return [found[comment.pk].status for comment in comments]


def test_everything_by_the_author_is_rejected_by_who_asked(article, moderator):
    comments = by_one(article, 7)
    others = by_one(article, 2, email_hash="b" * 64)
    sweep = sweeping.ask(comments[3], "reject", by=moderator, reason="other", note="Lihat aturan")
    assert sweeping.go_on() == 7
    assert set(statuses(comments)) == {"rejected"}
    assert statuses(others) == ["published", "held"]
    assert set(Decision.objects.values_list("by", "reason", "note")) == {(moderator.pk, "other", "Lihat aturan")}
    sweep.refresh_from_db()
    assert (sweep.decided, sweep.finished_at is None) == (7, False)
    assert sweeping.go_on() == 0
    assert tallying.recount(article.pk) == 0
    assert moderation.undo(Comment.objects.get(pk=comments[0].pk), by=moderator).status == "published"


def test_a_round_ends_with_its_time_and_the_next_goes_on(article, moderator):
    comments = by_one(article, 120)
    sweep = sweeping.ask(comments[0], "spam", by=moderator)
    assert sweeping.go_on(seconds=0) == 0
    reached = []
    for _round in range(3):
        sweeping._batch(Sweep.objects.get())
        sweep.refresh_from_db()
        reached.append(sweep.decided)
    assert reached == [50, 100, 120]
    assert sweep.finished_at
    assert set(statuses(comments)) == {"spam"}


def test_exactly_full_batches_end_too(article, moderator):
    comments = by_one(article, sweeping.COMMENTS_A_BATCH)
    sweep = sweeping.ask(comments[0], "spam", by=moderator)
    assert sweeping.go_on() == sweeping.COMMENTS_A_BATCH
    sweep.refresh_from_db()
    assert sweep.finished_at


def test_what_was_sent_or_decided_later_is_left_alone(article, moderator, redaktur):
    comments = by_one(article, 4)
    sweeping.ask(comments[0], "reject", by=moderator, reason="insult", now=NOON + 10 * MINUTE)
    moderation.decide(comments[1], "approve", by=redaktur, version=1, now=NOON + 11 * MINUTE)
    (later,) = by_one(article, 1, created_at=NOON + 12 * MINUTE, status="held")
    assert sweeping.go_on() == 3
    assert statuses([*comments, later]) == ["rejected", "published", "rejected", "rejected", "held"]


def test_what_is_out_of_sight_already_and_official_replies_are_left_alone(article, moderator, redaktur, agency):
    kept = [by_one(article, 1, status=status)[0] for status in ("rejected", "spam", "removed")]
    kept += by_one(article, 1, status="held", erased_at=NOON)
    kept += by_one(article, 1, status="published", agency=agency, by=redaktur)
    before = statuses(kept)
    sweeping.ask(kept[0], "spam", by=moderator)
    assert sweeping.go_on() == 0
    assert statuses(kept) == before


def test_only_what_is_held_if_so_asked(article, moderator):
    comments = by_one(article, 5)
    sweeping.ask(comments[0], "spam", by=moderator, only_held=True)
    assert sweeping.go_on() == 3
    assert statuses(comments) == ["published", "spam", "spam", "spam", "published"]


def test_without_an_email_address_the_author_is_told_by_the_network_address(article, moderator):
    comments = by_one(article, 3, email_hash=None, address_hash="c" * 64)
    sweeping.ask(comments[0], "spam", by=moderator)
    assert sweeping.go_on() == 3


def test_who_left_no_mark_cannot_be_swept_and_one_sweep_is_under_way_at_a_time(article, moderator):
    (nobody,) = by_one(article, 1, email_hash=None)
    with pytest.raises(sweeping.SweepRefused):
        sweeping.ask(nobody, "spam", by=moderator)
    comments = by_one(article, 2)
    sweeping.ask(comments[0], "spam", by=moderator)
    with pytest.raises(sweeping.SweepRefused):
        sweeping.ask(comments[1], "spam", by=moderator)
    sweeping.go_on()
    assert sweeping.ask(comments[1], "spam", by=moderator).pk


def test_all_that_a_sweep_decided_is_taken_back_exactly_but_not_what_somebody_decided_since(
    article, moderator, redaktur
):
    comments = by_one(article, 60)
    before = statuses(comments)
    own = moderation.decide(comments[5], "spam", by=moderator, version=1, now=timezone.now() - MINUTE)
    sweep = sweeping.ask(comments[0], "spam", by=moderator)
    assert sweeping.go_on() == 59
    moderation.decide(Comment.objects.get(pk=comments[2].pk), "approve", by=redaktur, version=2)
    sweep.refresh_from_db()
    back = sweeping.take_back(sweep, by=redaktur)
    assert sweeping.go_on() == 58
    expected = before.copy()
    expected[2], expected[5] = "published", own.status
    assert statuses(comments) == expected
    back.refresh_from_db()
    assert (back.decided, back.finished_at is None) == (58, False)
    assert set(Decision.objects.filter(action="undo").values_list("by", flat=True)) == {redaktur.pk}
    assert tallying.recount(article.pk) == 0
    for again in (sweep, back):
        with pytest.raises(sweeping.SweepRefused):
            sweeping.take_back(again, by=redaktur)


def test_a_sweep_that_is_under_way_is_stopped_before_it_is_taken_back(article, moderator, penulis):
    comments = by_one(article, 60)
    before = statuses(comments)
    sweep = sweeping.ask(comments[0], "spam", by=moderator)
    sweeping._batch(sweep)
    with pytest.raises(sweeping.SweepRefused):
        sweeping.take_back(sweep, by=moderator)
    sweeping.stop(sweep, by=moderator)
    sweep.refresh_from_db()
    with pytest.raises(PermissionDenied):
        sweeping.take_back(sweep, by=penulis)
    sweeping.take_back(sweep, by=moderator)
    assert sweeping.go_on() == 50
    assert statuses(comments) == before


def test_a_sweep_can_be_stopped(article, moderator, redaktur):
    comments = by_one(article, 120)
    sweep = sweeping.ask(comments[0], "spam", by=moderator)
    sweeping._batch(sweep)
    sweeping.stop(sweep, by=redaktur)
    assert sweeping.go_on() == 0
    sweep.refresh_from_db()
    assert sweep.decided == 50
    assert statuses(comments).count("spam") == 50


def test_who_lost_the_role_decides_nothing_any_more(article, moderator):
    comments = by_one(article, 3)
    sweep = sweeping.ask(comments[0], "spam", by=moderator)
    moderator.groups.clear()
    assert sweeping.go_on() == 0
    sweep.refresh_from_db()
    assert sweep.finished_at
    assert "spam" not in statuses(comments)


@pytest.mark.parametrize("given", [{"action": "approve"}, {"action": "undo"}, {"action": "reject"}, {"action": "mask"}])
def test_an_incomplete_wish_is_refused(article, moderator, given):
    (comment,) = by_one(article, 1)
    with pytest.raises(moderation.DecisionRefused):
        sweeping.ask(comment, by=moderator, **given)
    assert not Sweep.objects.exists()


@pytest.mark.parametrize("who", ["penulis", "administrator"])
def test_who_may_not_moderate_asks_for_nothing_and_stops_nothing(request, article, moderator, who):
    user = request.getfixturevalue(who)
    (comment,) = by_one(article, 1)
    with pytest.raises(PermissionDenied):
        sweeping.ask(comment, "spam", by=user)
    sweep = sweeping.ask(comment, "spam", by=moderator)
    with pytest.raises(PermissionDenied):
        sweeping.stop(sweep, by=user)
    sweep.refresh_from_db()
    assert sweep.finished_at is None


def test_the_worker_does_it(article, moderator):
    comments = by_one(article, 3)
    sweeping.ask(comments[0], "spam", by=moderator, now=timezone.now())
    call_command("announce")
    assert set(statuses(comments)) == {"spam"}


def test_it_says_how_far_it_is(article, moderator):
    comments = by_one(article, 3)
    sweep = sweeping.ask(comments[0], "spam", by=moderator)
    assert "moderator" in sweeping.words(sweep)
    sweeping.go_on()
    assert "3" in sweeping.words(sweeping.newest(comments[0]))


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_sweep_done_by_four_at_once_decides_each_comment_once_and_counts_it_once(article):
    asked = member("moderator0", "moderator")
    comments = by_one(article, 80)
    sweep = sweeping.ask(comments[0], "spam", by=asked)
    results = at_once(4, lambda number: sweeping.go_on(seconds=60))
    assert all(isinstance(result, int) for result in results)
    assert set(statuses(comments)) == {"spam"}
    sweep.refresh_from_db()
    assert sweep.decided == Decision.objects.count() == sum(results) == 80
    assert tallying.recount(article.pk) == 0


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_the_same_wish_pressed_ten_times_at_once_is_one(article):
    asked = member("moderator0", "moderator")
    (comment,) = by_one(article, 1)
    results = at_once(10, lambda number: sweeping.ask(comment, "spam", by=asked))
    assert sum(isinstance(result, Sweep) for result in results) == 1
    assert all(isinstance(result, Sweep | sweeping.SweepRefused) for result in results)
