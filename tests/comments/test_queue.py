"""The moderator's queue: what waits longest first, pages without counting, cards with their context."""

import datetime

import pytest

from news.articles import editing, workflow
from news.comments import moderation, queue
from news.comments.models import Comment, Decision
from tests.conftest import NOON

MINUTE = datetime.timedelta(minutes=1)


def comments_on(article, count: int, **fields) -> list[Comment]:
    """Make comments, two of them in each minute."""
    return [
        Comment.objects.create(
            article=article, name=f"Warga {number}", text="Isi", created_at=NOON + number // 2 * MINUTE, **fields
        )
        for number in range(count)
    ]


def walk(tab, user) -> list[Comment]:
    """Return what all pages of ``tab`` hold, in their order."""
    seen, place = [], None
    while True:
        page = queue.page(tab, user, place)
        assert len(page.cards) <= queue.CARDS_A_PAGE
        seen += [card.comment for card in page.cards]
        if page.next_place is None:
            return seen
        place = page.next_place


def test_held_comments_come_oldest_first(article, moderator):
    comments = comments_on(article, 60)
    assert walk("held", moderator) == comments


@pytest.mark.parametrize("status", ["published", "rejected", "spam"])
def test_decided_comments_come_newest_first(article, moderator, status):
    comments = comments_on(article, 60, status=status)
    assert walk(status, moderator) == comments[::-1]
    assert walk("held", moderator) == []


def test_my_decisions_are_those_that_nobody_decided_on_since(article, moderator, redaktur):
    comments = comments_on(article, 30)
    decided = [moderation.decide(comment, "approve", by=moderator, version=1) for comment in comments]
    moderation.decide(decided[3], "spam", by=redaktur, version=2)
    moderation.decide(decided[5], "spam", by=moderator, version=2)
    expected = [comments[5], *(comment for comment in comments[::-1] if comment not in (comments[3], comments[5]))]
    assert walk("mine", moderator) == expected
    assert walk("mine", redaktur) == [comments[3]]


def test_a_page_takes_four_queries_however_many(article, moderator, django_assert_max_num_queries):
    for comment in comments_on(article, 40):
        moderation.decide(comment, "approve", by=moderator, version=1)
    for tab in ("published", "mine"):
        with django_assert_max_num_queries(5):
            page = queue.page(tab, moderator)
            assert all(card.comment.standing_decision.by == moderator for card in page.cards)
            assert all(card.url and card.headline for card in page.cards)


@pytest.mark.parametrize(("count", "text"), [(0, "0"), (50, "50"), (51, "50+"), (60, "50+")])
def test_the_count_stops_where_it_is_no_longer_worth_counting(article, count, text, django_assert_num_queries):
    comments_on(article, count)
    with django_assert_num_queries(1) as queries:
        assert queue.held_count() == text
    assert "COUNT(" not in queries[0]["sql"].upper()


def test_a_card_shows_the_headline_that_the_public_saw(held, released, penulis, redaktur):
    correction = workflow.take("revise", released, by=penulis, kind="minor", note="")
    with editing.change(correction.pk, by=penulis) as draft:
        draft.headline = "Belum terbit"
        draft.save()
    later = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=1)
    scheduled = workflow.take("release_minor", draft, by=redaktur, at=later)
    assert scheduled.live_from == later
    assert queue.card(held.pk).headline == "Vaksinasi gratis di puskesmas mulai Senin"


def test_a_card_offers_what_would_change_the_status(held, moderator):
    assert queue.card(held.pk).actions == ["approve", "reject", "spam"]
    moderation.decide(held, "spam", by=moderator, version=1)
    assert queue.card(held.pk).actions == ["approve", "reject"]
    assert queue.card(held.pk + 1) is None


def test_the_queue_goes_on_behind_a_comment(article, moderator):
    first, second, third = comments_on(article, 3)
    assert queue.following(first, "held") == second
    assert queue.following(third, "held") is None
    assert queue.following(first, "mine") is None
    assert not Decision.objects.exists()
