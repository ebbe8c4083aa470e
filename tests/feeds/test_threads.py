"""The feed of a release's comments: what a page shows, newest first, through feedparser and a strict XML parser."""

import datetime

import feedparser
import pytest
import time_machine
from defusedxml import ElementTree
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext as _

from news.articles import workflow
from news.articles.models import Article
from news.comments.models import Comment

MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def article(released) -> Article:
    return Article.objects.get(pk=released.article_id)


def said(article, number: int, **fields) -> Comment:
    fields = {"status": "published", "name": f"Warga {number}", "text": f"Isi {number}"} | fields
    return Comment.objects.create(article=article, created_at=timezone.now() + number * MINUTE, **fields)


def address(article) -> str:
    return f"/komentar/{article.slug}/rss.xml"


def parsed(article) -> feedparser.FeedParserDict:
    response = Client().get(address(article))
    assert response.status_code == 200
    assert not response.cookies
    ElementTree.fromstring(response.content)
    found = feedparser.parse(response.content)
    assert not found.bozo
    assert found.version == "rss20"
    return found


def test_the_newest_thirty_that_a_page_shows_with_their_permalinks(article):
    comments = [said(article, number) for number in range(35)]
    for number, status in enumerate(["held", "rejected", "spam", "removed"], start=40):
        said(article, number, status=status)
    said(article, 50, parent=said(article, 49, status="rejected"))
    found = parsed(article)
    assert [entry.title for entry in found.entries] == [comment.name for comment in comments[:4:-1]]
    entry = found.entries[0]
    assert entry.link.endswith(f"/komentar/{article.slug}/k/{comments[-1].pk}/")
    assert entry.summary == comments[-1].text
    assert entry.id.startswith("urn:uuid:")
    assert len({entry.id for entry in found.entries}) == 30


def test_replies_say_to_whom_and_official_ones_in_whose_name(article, agency, penulis):
    root = said(article, 1, name="Rina")
    said(article, 2, name="Budi", parent=root)
    said(article, 3, name="x", parent=root, agency=agency, by=penulis)
    gone = said(article, 4, name="Rahasia", status="removed")
    said(article, 5, name="Sari", parent=gone)
    assert [entry.title for entry in parsed(article).entries] == [
        "Sari",
        _("Official reply: %(name)s") % {"name": agency.name},
        _("%(name)s replies to %(other)s") % {"name": "Budi", "other": "Rina"},
        "Rina",
    ]


def test_hostile_text_is_text(article):
    said(article, 1, name="<b>Budi</b> & co", text="<script>alert(1)</script>\n\n]]> &amp; \u202e baris")
    entry = parsed(article).entries[0]
    assert "<b>Budi</b> & co" in entry.title
    assert "<script>" not in entry.content[0].value
    assert b"<script>" not in Client().get(address(article)).content


def test_an_empty_feed_is_valid(article):
    assert parsed(article).entries == []


def test_what_is_taken_away_is_gone_though_nothing_newer_came(article):
    comment = said(article, 1)
    first = Client().get(address(article))
    assert "Last-Modified" not in first
    Comment.objects.filter(pk=comment.pk).update(status="spam")
    again = Client().get(address(article), headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200
    assert comment.text.encode() not in again.content
    assert Client().get(address(article), headers={"If-None-Match": again["ETag"]}).status_code == 304


def test_it_is_there_as_long_as_its_release(article, released, penerbit):
    assert Client().get("/komentar/tidak-pernah-ada/rss.xml").status_code == 404
    with time_machine.travel(timezone.now() + MINUTE):
        workflow.take("withdraw", released, by=penerbit, note="Keliru")
        assert Client().get(address(article)).status_code == 404


def test_the_release_tells_of_it(article, pembaca):
    assert f'href="{address(article)}"' in pembaca.get(article.get_absolute_url()).content.decode()


@pytest.mark.parametrize("count", [1, 40])
def test_few_queries_however_many(article, agency, penulis, django_assert_num_queries, count):
    root = said(article, 1)
    for number in range(count):
        said(article, number, parent=root, agency=agency, by=penulis)
    with django_assert_num_queries(3):  # the newsroom, the release, the comments
        assert Client().get(address(article)).status_code == 200
