"""What an article knows about itself."""

import datetime

import pytest

from news.articles.models import Article


def test_an_article_without_a_release_has_no_address():
    with pytest.raises(ValueError, match="address"):
        Article(slug="a").get_absolute_url()


def test_the_address_is_that_of_the_first_publication(released):
    article = released.article
    assert article.get_absolute_url() == f"/{article.url_date:%Y/%m/%d}/{article.slug}/"


def test_comments_close_by_themselves_a_number_of_days_after_the_first_publication(released):
    article = released.article
    article.refresh_from_db()
    assert article.comments_close_at is None
    assert article.takes_comments(article.first_released_at + datetime.timedelta(days=9999))
    article.comments_days = 14
    closes_at = article.first_released_at + datetime.timedelta(days=14)
    assert article.comments_close_at == closes_at
    assert article.takes_comments(closes_at - datetime.timedelta(microseconds=1))
    assert not article.takes_comments(closes_at)
    article.comments = "closed"
    assert not article.takes_comments(article.first_released_at)


def test_comments_of_what_was_never_released_do_not_close_by_themselves(draft):
    draft.article.comments_days = 1
    assert draft.article.comments_close_at is None
    assert draft.article.takes_comments(draft.article.created_at)
