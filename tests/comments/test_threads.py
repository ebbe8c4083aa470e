"""What readers see under a release: published comments only, in order, in two queries."""

import datetime

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from news.articles.lists import Place
from news.comments import threads
from news.comments.models import Comment
from tests.conftest import NOON

MINUTE = datetime.timedelta(minutes=1)


def published(article, number: int, **fields) -> Comment:
    fields = {"status": "published", "name": f"Warga {number}", "text": f"Isi {number}"} | fields
    return Comment.objects.create(article=article, created_at=NOON + number * MINUTE, **fields)


def test_only_what_is_published_is_seen(article):
    seen = published(article, 1)
    for number, status in enumerate(["held", "rejected", "spam"], start=2):
        published(article, number, status=status)
        published(article, number + 10, status=status, parent=seen)
    hidden = published(article, 30, status="rejected")
    published(article, 31, parent=hidden)
    (root,) = threads.published(article)
    assert (root.comment, root.replies, root.more_url) == (seen, [], "")


def test_replies_stand_under_their_root_oldest_first_and_at_most_three(article):
    first, second = published(article, 1), published(article, 2)
    replies = [published(article, number, parent=first) for number in (8, 7, 6, 5)]
    only = published(article, 9, parent=second)
    a, b = threads.published(article)
    assert (a.replies, a.more_url) == (replies[:0:-1], f"/komentar/{article.slug}/semua/{first.pk}/")
    assert (b.replies, b.more_url) == ([only], "")


def test_a_page_has_fifty_roots_and_the_next_goes_on_where_it_ended(article):
    comments = [published(article, number // 2) for number in range(120)]  # two share each moment
    seen, place, pages = [], None, 0
    while True:
        thread = threads.thread(article, place)
        seen += [root.comment for root in thread.roots]
        pages += 1
        if not thread.more_url:
            break
        place = Place.parse(thread.more_url.partition("?setelah=")[2])
    assert (seen, pages) == (comments, 3)


def test_one_root_is_read_with_all_its_replies(article):
    root = published(article, 1)
    replies = [published(article, number, parent=root) for number in range(2, 62)]
    thread = threads.replies_thread(article, root.pk)
    assert thread.roots[0].replies == replies[:50]
    place = Place.parse(thread.roots[0].more_url.partition("?setelah=")[2])
    rest = threads.replies_thread(article, root.pk, place).roots[0]
    assert (rest.replies, rest.more_url) == (replies[50:], "")
    assert threads.replies_thread(article, replies[0].pk) is None


@pytest.mark.parametrize("count", [2, 60])
def test_page_and_template_take_two_queries_however_many(article, newsroom, django_assert_num_queries, count):
    for number in range(count):
        root = published(article, number)
        for reply in range(5):
            published(article, 100 + reply, parent=root)
    request = RequestFactory().get("/")
    request.newsroom = newsroom
    with django_assert_num_queries(2):
        page = render_to_string("comments/thread.html", {"thread": threads.thread(article)}, request)
    assert page.count('class="comment"') == min(count, 50) * 4


def test_the_template_shows_text_only_and_keeps_lines(article, newsroom):
    published(
        article,
        1,
        name="<b>Budi</b>",
        text="<script>alert(1)</script> & baris\nkedua https://contoh.example",
        email="b@example.org",
    )
    request = RequestFactory().get("/")
    request.newsroom = newsroom
    page = render_to_string("comments/thread.html", {"thread": threads.thread(article)}, request)
    assert "&lt;b&gt;Budi&lt;/b&gt;" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; baris<br>kedua https://contoh.example" in page
    assert "WIB" in page
    assert "b@example.org" not in page
    assert "<script" not in page
