"""The number of published comments is right after every decision, under any number of hands, and recounted."""

import datetime

import pytest

from news.comments import moderation, receiving, tallying
from news.comments.models import Comment, Tally
from tests.comments.conftest import at_once, set_comments
from tests.conftest import NOON, member

MINUTE = datetime.timedelta(minutes=1)


def sent(article, minute: int, status: str = "published") -> Comment:
    """Keep a comment without counting it."""
    return Comment.objects.create(
        article=article, name="Rina", text="Halo", status=status, created_at=NOON + minute * MINUTE
    )


def tally(article) -> tuple[int, datetime.datetime | None]:
    row = tallying.tallies([article.pk]).get(article.pk)
    return (row.published, row.newest_at) if row else (0, None)


def test_every_decision_and_its_undoing_counts_once(held, moderator):
    assert tally(held.article) == (0, None)
    approved = moderation.decide(held, "approve", by=moderator, version=1)
    assert tally(held.article) == (1, held.created_at)
    moderation.decide(approved, "approve", by=moderator, version=2)
    assert tally(held.article) == (1, held.created_at)
    spam = moderation.decide(approved, "spam", by=moderator, version=2)
    assert tally(held.article) == (0, None)
    rejected = moderation.decide(spam, "reject", by=moderator, version=3, reason="insult")
    assert tally(held.article) == (0, None)
    spam = moderation.undo(rejected, by=moderator)
    moderation.undo(spam, by=moderator)
    assert tally(held.article) == (1, held.created_at)


def test_what_is_published_at_once_is_counted_at_once_and_only_once(article):
    set_comments(article, "open")
    comment = receiving.receive(article, name="Rina", text="Halo")
    receiving.receive(article, name="Rina", text="Halo", token=comment.token)
    assert tally(article) == (1, comment.created_at)


def test_the_newest_is_found_again_when_it_goes(article):
    first, reply, last = sent(article, 1), sent(article, 2), sent(article, 3)
    Comment.objects.filter(pk=reply.pk).update(parent=first)
    sent(article, 9, "held")
    for comment in (last, first, reply):
        tallying.count(article.pk, 1, comment.created_at)
    assert tally(article) == (3, last.created_at)
    for gone, newest_at in [(first, last.created_at), (last, reply.created_at), (reply, None)]:
        Comment.objects.filter(pk=gone.pk).update(status="spam")
        tallying.count(article.pk, -1, gone.created_at)
        assert tally(article)[1] == newest_at


def test_a_wrong_tally_refuses_nobody_and_never_falls_below_zero(held, moderator):
    approved = moderation.decide(held, "approve", by=moderator, version=1)
    Tally.objects.update(published=0)
    moderation.decide(approved, "spam", by=moderator, version=2)
    assert tally(held.article) == (0, None)


def test_tallies_of_a_list_are_one_query(article, django_assert_num_queries):
    tallying.count(article.pk, 1, NOON)
    with django_assert_num_queries(1):
        found = tallying.tallies([article.pk, article.pk + 1])
    assert {key: row.published for key, row in found.items()} == {article.pk: 1}


# Recounting


def test_recounting_corrects_what_is_wrong_and_leaves_what_is_right(article, monkeypatch):
    monkeypatch.setattr(tallying, "ARTICLES_A_BATCH", 2)
    articles = [article, *(type(article).objects.create(slug=f"rilis-{number}") for number in range(6))]
    for one in articles[:5]:
        sent(one, 1), sent(one, 2), sent(one, 3, "spam")
    sent(articles[5], 1, "held")
    right, wrong, stale = articles[0], articles[1], articles[6]
    Tally.objects.create(article=right, published=2, newest_at=NOON + 2 * MINUTE)
    Tally.objects.create(article=wrong, published=7, newest_at=NOON + 2 * MINUTE)
    Tally.objects.create(article=stale, published=1, newest_at=NOON)
    assert tallying.recount() == 5  # one wrong, one stale, three that were never counted
    assert {tally(one) for one in articles[:5]} == {(2, NOON + 2 * MINUTE)}
    assert {tally(one) for one in articles[5:]} == {(0, None)}
    assert tallying.recount() == 0


def test_one_article_is_recounted_alone(article):
    other = type(article).objects.create(slug="lain")
    sent(article, 1), sent(other, 1)
    assert tallying.recount(article.pk) == 1
    assert tallying.recount(article.pk) == 0
    assert (tally(article), tally(other)) == ((1, NOON + MINUTE), (0, None))


# At once, on real connections


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_ten_decisions_and_ten_recounts_at_once_leave_the_right_number(article):
    people = [member(f"moderator{number}", "moderator") for number in range(10)]
    comments = [receiving.receive(article, name="Rina", text=f"Halo {number}") for number in range(10)]

    def attempt(number: int) -> object:
        if number % 2:
            return tallying.recount(article.pk)
        return moderation.decide(comments[number // 2], "approve", by=people[number // 2], version=1)

    results = at_once(20, attempt)
    assert not [result for result in results if isinstance(result, Exception)]
    assert tally(article) == (10, max(comment.created_at for comment in comments))


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_twenty_sent_and_ten_taken_away_at_once_leave_the_right_number_without_recounting(article):
    set_comments(article, "open")
    people = [member(f"moderator{number}", "moderator") for number in range(10)]
    before = [receiving.receive(article, name="Rina", text=f"Halo {number}") for number in range(10)]

    def attempt(number: int) -> object:
        if number < 10:
            return moderation.decide(before[number], "spam", by=people[number], version=1)
        return receiving.receive(article, name="Rina", text=f"Halo {number}")

    assert all(isinstance(result, Comment) for result in at_once(30, attempt))
    right = Comment.objects.published()
    newest_at = right.newest_first().values_list("created_at", flat=True).first()
    assert (right.count(), tally(article)) == (20, (20, newest_at))
