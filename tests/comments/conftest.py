"""A release that readers comment on, and a comment that waits."""

import datetime
from unittest import mock

import altcha
import pytest
from django.test import Client

from news.accounts.models import User
from news.articles.models import Article
from news.comments import proof, receiving
from news.comments.models import Comment
from news.comments.senders import Sender
from tests.at_once import at_once as at_once


@pytest.fixture
def article(released) -> Article:
    """The released article; its comments are moderated."""
    return Article.objects.get(pk=released.article_id)


@pytest.fixture
def held(article) -> Comment:
    """A comment that waits for a moderator."""
    sender = Sender(email="rina@example.org")
    return receiving.receive(article, name="Rina", sender=sender, text="Apakah lansia juga dilayani?")


def logged_in(user: User) -> Client:
    """Return a browser in which ``user`` is logged in."""
    client = Client()
    client.force_login(user)
    return client


def set_comments(article: Article, value: str) -> Article:
    """Open, moderate or close the comments of ``article``."""
    article.comments = value
    article.save(update_fields=["comments"])
    return article


def solved(now: datetime.datetime) -> str:
    """Return a proof of work as a browser would send it, with as little work as possible."""
    with mock.patch.multiple(proof, COST=1, MOST_TRIES=3):
        issued = altcha.Challenge.from_dict(proof.challenge(now)["challenge"])
    solution = altcha.solve_challenge(issued)
    assert solution
    return altcha.Payload(issued, solution).to_base64()
