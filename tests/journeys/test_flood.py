"""A flood of spam: nothing of it is public afterwards, and no citizen's word is lost.

``make test`` sends 1,000 comments; ``FLOOD=5000`` sends as many as that.
"""

import datetime
import os
from collections import Counter

import pytest
import time_machine

from news.articles.models import Article
from news.comments import proof
from news.comments.models import Comment, Tally
from tests.conftest import NOON

from . import flood

COUNT = int(os.environ.get("FLOOD", "1000"))
PACE = datetime.timedelta(milliseconds=200)


@pytest.fixture
def little_work(monkeypatch):
    """Make a proof as cheap as can be."""
    monkeypatch.setattr(proof, "COST", 1)
    monkeypatch.setattr(proof, "MOST_TRIES", 3)


@pytest.fixture
def article(db, request) -> Article:
    """A release whose comments are open, released at noon."""
    with time_machine.travel(NOON, tick=False):
        released = request.getfixturevalue("released")
    Article.objects.filter(pk=released.article_id).update(comments="open")
    return Article.objects.get(pk=released.article_id)


def test_a_flood_leaves_nothing_public_that_should_not_be_and_loses_nothing(article, little_work):
    outcome, posts = flood.Outcome(), flood.posts(COUNT)
    with time_machine.travel(NOON + datetime.timedelta(hours=1), tick=False) as clock:
        replayed = flood.solved(NOON + datetime.timedelta(hours=1))
        for post in posts:
            flood.send(article, post, outcome, replayed)
            clock.shift(PACE)
    kept = {comment.token: comment for comment in Comment.objects.all()}
    assert set(outcome.answers) <= {303, 429}
    # What was taken in is there, once however often it was sent; what was turned away was given back.
    assert set(kept) == set(outcome.taken)
    assert outcome.without_text == []
    # No citizen was turned away or is in spam, and most of those who sent a proof are to be seen.
    citizens = {token: post for token, post in outcome.taken.items() if post.is_innocent}
    assert len(citizens) == sum(post.is_innocent for post in posts)
    fates = Counter(kept[token].status for token in citizens)
    assert set(fates) <= {"published", "held"}
    assert fates["published"] >= 0.7 * len(citizens)
    for token, post in citizens.items():
        assert kept[token].text.split() == post.text.split() or not post.text.isascii()
    # Nothing else is public, not in the tally either.
    public = {token for token, comment in kept.items() if comment.status == "published"}
    assert {outcome.taken[token].text for token in public - set(citizens)} == set()
    assert Tally.objects.get(article=article).published == len(public)
    print(  # noqa: T201  # shown by `pytest -s`, and by the benchmark
        f"{len(posts)} posts: {dict(sorted(outcome.answers.items()))}; kept "
        f"{dict(Counter(comment.status for comment in kept.values()))}; citizens {dict(fates)}"
    )
