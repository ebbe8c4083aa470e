"""What one edition knows about itself, and what the database refuses."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from news.articles.models import Article, Edition


def test_the_digest_covers_everything_that_is_said(draft, agency):
    seen = {draft.digest()}

    def changes() -> None:
        fresh = Edition.objects.get(pk=draft.pk).digest()
        assert fresh not in seen
        seen.add(fresh)

    Edition.objects.filter(pk=draft.pk).update(headline="Lain")
    changes()
    draft.quotes.create(words="Siap.", speaker="Warga")
    changes()
    draft.mentions.all().delete()
    changes()
    draft.tags.add("Gizi")
    changes()
    draft.agency_rows.update(is_lead=False)
    changes()


def test_the_excerpt_ends_at_a_word():
    edition = Edition(body="<p>" + "kata " * 200 + "</p>")
    assert edition.excerpt.endswith("kata…")
    assert len(edition.excerpt) <= 301


def test_an_article_without_a_release_has_no_address():
    with pytest.raises(ValueError, match="address"):
        Article(slug="a").get_absolute_url()


def test_the_address_is_that_of_the_first_publication(released):
    article = released.article
    assert article.get_absolute_url() == f"/{article.url_date:%Y/%m/%d}/{article.slug}/"


def refused(queryset, **values) -> bool:
    try:
        with transaction.atomic():
            queryset.update(**values)
    except IntegrityError:
        return True
    return False


def test_the_database_refuses_an_impossible_interval(released, draft):
    mine = Edition.objects.filter(pk=released.pk)
    assert refused(mine, live_until=released.live_from.replace(year=2000))
    assert refused(mine, live_from=None)
    assert refused(mine, state="draft")


def test_the_database_refuses_two_open_editions(draft):
    with pytest.raises(IntegrityError):
        Edition.objects.create(article=draft.article, sequence=2)


def test_control_characters_never_reach_the_database(db):
    article = Article.objects.create()
    edition = Edition.objects.create(
        article=article, headline="Ju\x0bdul\u202e", body="<p>I\x0bsi\ufffe</p><script>x</script>", lead="a\x00b"
    )
    edition.refresh_from_db()
    assert (edition.headline, edition.body, edition.lead) == ("Judul", "<p>Isi</p>", "ab")


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
