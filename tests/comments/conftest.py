"""A release that readers comment on, and a comment that waits."""

import pytest
from django.test import Client

from news.accounts.models import User
from news.articles.models import Article
from news.comments import moderation
from news.comments.models import Comment


@pytest.fixture
def article(released) -> Article:
    """The released article; its comments are moderated."""
    return Article.objects.get(pk=released.article_id)


@pytest.fixture
def held(article) -> Comment:
    """A comment that waits for a moderator."""
    return moderation.receive(article, name="Rina", email="rina@example.org", text="Apakah lansia juga dilayani?")


def logged_in(user: User) -> Client:
    """Return a browser in which ``user`` is logged in."""
    client = Client()
    client.force_login(user)
    return client
