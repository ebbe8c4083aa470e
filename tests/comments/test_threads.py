"""What readers see under a release: published comments only, in three orders, each where its address says."""

import datetime
import re
from urllib.parse import urlsplit

import pytest
import time_machine
from django.db import connection
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from news.comments import tallying, threads
from news.comments.models import Comment
from news.directory.models import Agency, AgencyName
from tests.conftest import NOON

MINUTE = datetime.timedelta(minutes=1)


def published(article, number: int, **fields) -> Comment:
    fields = {"status": "published", "name": f"Warga {number}", "text": f"Isi {number}"} | fields
    return Comment.objects.create(article=article, created_at=NOON + number * MINUTE, **fields)


def official(article, number: int, agency, by, **fields) -> Comment:
    return published(article, number, agency=agency, by=by, **fields)


def roots(article, order: str = threads.OLDEST) -> list[Comment]:
    return [root.comment for root in threads.thread(article, order).roots]


def mark(url: str, order: str) -> dict[str, threads.Mark]:
    """Return what an address of a page says, as ``threads.thread`` takes it."""
    name, text = re.search(r"(setelah|sebelum)=(.*)$", url).groups()
    return {{"setelah": "after", "sebelum": "before"}[name]: threads.Mark.parse(text, order)}


def rendered(thread, newsroom) -> str:
    request = RequestFactory().get("/")
    request.newsroom = newsroom
    with timezone.override(newsroom.tzinfo):
        return render_to_string("comments/thread.html", {"thread": thread}, request)


# What is seen


def test_only_what_is_published_is_seen(article):
    seen = published(article, 1)
    for number, status in enumerate(["held", "rejected", "spam", "removed"], start=2):
        published(article, number, status=status)
        published(article, number + 10, status=status, parent=seen)
    hidden = published(article, 30, status="rejected")
    published(article, 31, parent=hidden)
    (root,) = threads.thread(article).roots
    assert (root.comment, root.replies, root.more_url) == (seen, [], "")


def test_a_removed_root_stays_as_a_tombstone_while_replies_to_it_are_published(article, newsroom):
    removed = published(article, 1, status="removed", text="Rahasia", name="Budi")
    reply = published(article, 2, parent=removed)
    without = published(article, 3, status="removed")
    published(article, 4, parent=without, status="held")
    (root,) = threads.thread(article).roots
    assert (root.comment, root.replies, root.is_removed) == (removed, [reply], True)
    page = rendered(threads.thread(article), newsroom)
    assert "Rahasia" not in page
    assert "Budi" not in page
    assert _("This comment was removed by its author.") in page
    assert reply.text in page
    assert f'id="komentar-{removed.pk}"' in page
    assert threads.replies_thread(article, removed.pk).roots[0].is_removed
    assert threads.replies_thread(article, without.pk) is None


def test_replies_stand_under_their_root_oldest_first_and_at_most_three(article):
    first, second = published(article, 1), published(article, 2)
    replies = [published(article, number, parent=first) for number in (8, 7, 6, 5)]
    only = published(article, 9, parent=second)
    a, b = threads.thread(article).roots
    assert (a.replies, a.more_url) == (replies[:0:-1], f"/komentar/{article.slug}/semua/{first.pk}/")
    assert (b.replies, b.more_url) == ([only], "")


def test_an_agency_s_reply_stands_first_and_its_name_on_what_it_answers(article, agency, penulis, newsroom):
    question = published(article, 1)
    first, *_rest = [published(article, number, parent=question) for number in range(2, 6)]
    answer = official(article, 9, agency, penulis, parent=question)
    (root,) = threads.thread(article).roots
    assert root.replies[:2] == [answer, first]
    assert root.answered_by == agency.name
    page = rendered(threads.thread(article), newsroom)
    assert _("Answered by %(agency)s") % {"agency": agency.name} in page
    assert page.count(_("Official reply")) == 1
    assert answer.name not in page


def test_an_agency_answers_under_the_name_that_it_had_then(article, agency, penulis):
    question = published(article, 1)
    official(article, 2, agency, penulis, parent=question)
    AgencyName.objects.create(agency=agency, name="Jawatan Kesehatan", until_date=NOON.date() + 2 * 24 * 60 * MINUTE)
    official(article, 3 * 24 * 60, agency, penulis, parent=question)
    (root,) = threads.thread(article).roots
    assert [reply.agency.name for reply in root.replies] == ["Jawatan Kesehatan", agency.name]
    assert root.answered_by == "Jawatan Kesehatan"


def test_the_template_shows_text_only_and_keeps_lines(article, newsroom):
    published(
        article,
        1,
        name="<b>Budi</b>",
        text="<script>alert(1)</script> & baris\nkedua https://contoh.example",
        email="b@example.org",
        edited_at=NOON,
    )
    page = rendered(threads.thread(article), newsroom)
    assert "&lt;b&gt;Budi&lt;/b&gt;" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; baris<br>kedua https://contoh.example" in page
    assert "WIB" in page
    assert _("edited") in page
    assert "b@example.org" not in page
    assert "<script>" not in page


def test_nothing_sealed_is_opened_for_a_page(article, newsroom):
    root = published(article, 1, email="b@example.org", original_text="Semula")
    published(article, 2, parent=root, email="c@example.org")
    with CaptureQueriesContext(connection) as queries:
        rendered(threads.thread(article), newsroom)
        threads.replies_thread(article, root.pk)
    asked = " ".join(query["sql"] for query in queries)
    assert '"email"' not in asked
    assert '"original_text"' not in asked


def test_how_many_there_are_stands_in_the_heading(article, newsroom):
    comment = published(article, 1)
    for _number in range(12):
        tallying.count(article.pk, 1, comment.created_at)
    assert threads.thread(article).total == 12
    assert ">12<" in rendered(threads.thread(article), newsroom)


# Orders and pages


def test_three_orders(article):
    comments = [published(article, number, is_answered=number in {3, 5}) for number in range(7)]
    assert roots(article) == comments
    assert roots(article, threads.NEWEST) == comments[::-1]
    answered = [comments[number] for number in (3, 5, 0, 1, 2, 4, 6)]
    assert roots(article, threads.ANSWERED) == answered


@pytest.mark.parametrize("order", list(threads.ORDERS))
def test_pages_lead_through_all_and_back_again(article, order):
    comments = [published(article, number // 2, is_answered=number % 3 == 0) for number in range(170)]
    removed = published(article, 20, status="removed")
    published(article, 30, parent=removed)
    expected = sorted([*comments, removed], key=lambda comment: (comment.created_at, comment.pk))
    if order == threads.NEWEST:
        expected.reverse()
    if order == threads.ANSWERED:
        expected.sort(key=lambda comment: not comment.is_answered)
    pages = [threads.thread(article, order)]
    assert pages[0].previous_url == ""
    while url := pages[-1].more_url:
        pages.append(threads.thread(article, order, **mark(url, order)))
    assert [root.comment for page in pages for root in page.roots] == expected
    assert [len(page.roots) for page in pages] == [50, 50, 50, 21]
    back = [pages[-1]]
    while url := back[-1].previous_url:
        back.append(threads.thread(article, order, **mark(url, order)))
    assert [page.roots for page in back[::-1]] == [page.roots for page in pages]


def test_going_back_from_the_middle_ends_on_the_whole_first_page(article):
    comments = [published(article, number) for number in range(60)]
    place = threads.Place(comments[20].created_at, comments[20].pk)
    page = threads.thread(article, before=threads.Mark(place))
    assert ([root.comment for root in page.roots], page.previous_url) == (comments[:50], "")


def test_orders_are_links_where_there_is_something_to_order(article, newsroom):
    published(article, 1)
    assert threads.thread(article).orders == []
    published(article, 2)
    page = rendered(threads.thread(article, threads.NEWEST), newsroom)
    assert f'href="/komentar/{article.slug}/semua/?urut=baru" aria-current="true"' in page
    assert f'href="{article.get_absolute_url()}#komentar"' in page
    assert "urut=dijawab" in page


def test_one_root_is_read_with_all_its_replies_and_back(article, agency, penulis):
    root = published(article, 1)
    replies = [published(article, number, parent=root) for number in range(2, 122)]
    answer = official(article, 500, agency, penulis, parent=root)
    pages = [threads.replies_thread(article, root.pk).roots[0]]
    while url := pages[-1].more_url:
        pages.append(threads.replies_thread(article, root.pk, after=mark(url, "lama")["after"].place).roots[0])
    assert [page.replies for page in pages] == [[answer, *replies[:50]], replies[50:100], replies[100:]]
    back = [pages[-1]]
    while url := back[-1].previous_url:
        back.append(threads.replies_thread(article, root.pk, before=mark(url, "lama")["before"].place).roots[0])
    assert [page.replies for page in back[::-1]] == [page.replies for page in pages]
    assert threads.replies_thread(article, replies[0].pk) is None


@pytest.mark.parametrize("count", [2, 60])
def test_page_and_template_take_two_queries_however_many(article, newsroom, django_assert_num_queries, count):
    for number in range(count):
        root = published(article, number)
        for reply in range(5):
            published(article, 100 + reply, parent=root)
    with django_assert_num_queries(2):
        page = rendered(threads.thread(article), newsroom)
    assert page.count('class="comment"') == min(count, 50) * 4


# Where one comment is shown


def test_the_address_of_a_comment_leads_to_the_page_that_shows_it(article, pembaca, agency, penulis):
    comments = [published(article, number) for number in range(120)]
    removed = published(article, 55, status="removed")
    replies = [published(article, 200 + number, parent=comments[70]) for number in range(70)]
    answer = official(article, 400, agency, penulis, parent=comments[70])
    late = published(article, 401, parent=removed)
    for comment in [
        *comments[::7],
        *comments[48:52],
        comments[119],
        *replies[::9],
        *replies[:4],
        replies[69],
        answer,
        late,
    ]:
        answered = pembaca.get(f"/komentar/{article.slug}/k/{comment.pk}/")
        assert answered.status_code == 302
        assert not answered.cookies
        address = answered["Location"]
        assert urlsplit(address).fragment == f"komentar-{comment.pk}"
        page = pembaca.get(address.partition("#")[0])
        assert page.status_code == 200
        assert f'id="komentar-{comment.pk}"' in page.content.decode()
    assert threads.address_of(article, comments[3].pk) == f"{article.get_absolute_url()}#komentar-{comments[3].pk}"


def test_what_is_not_shown_has_the_same_address_as_what_never_was(article, pembaca):
    hidden = published(article, 1, status="rejected")
    below = published(article, 2, parent=hidden)
    rows = [hidden, below, published(article, 3, status="held"), published(article, 4, status="removed")]
    never = pembaca.get(f"/komentar/{article.slug}/k/{rows[-1].pk + 1}/")
    assert never.status_code == 404
    for comment in rows:
        answer = pembaca.get(f"/komentar/{article.slug}/k/{comment.pk}/")
        assert (answer.status_code, answer.content) == (404, never.content)
    assert pembaca.get("/komentar/tidak-pernah-ada/k/1/").status_code == 404


def test_a_comment_has_no_address_under_another_release(article, pembaca):
    comment = published(type(article).objects.create(slug="lain"), 1)
    assert pembaca.get(f"/komentar/{article.slug}/k/{comment.pk}/").status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "urut=x", "urut=dijawab&setelah=1-1", "urut=dijawab&setelah=2-1-1", "urut=baru&setelah=1-1-1", "setelah=0-1-1",
        "setelah=1-1&sebelum=2-2", "sebelum=x", "urut=dijawab&sebelum=1-", "urut=%00",
    ],
)  # fmt: skip
def test_odd_addresses_of_a_thread_are_not_found(pembaca, article, query):
    assert pembaca.get(f"/komentar/{article.slug}/semua/?{query}").status_code == 404


def test_an_address_behind_the_end_is_an_empty_page(pembaca, article):
    assert pembaca.get(f"/komentar/{article.slug}/semua/?setelah=9999999999999999-1").status_code == 200


# Closing


def test_a_thread_says_when_it_closes_and_when_it_closed(article, newsroom):
    article.first_released_at = NOON
    assert not threads.thread(article, now=NOON + 9999 * 24 * 60 * MINUTE).is_closed
    article.comments_days = 14
    open_, closed = (NOON + datetime.timedelta(days=14) + delta for delta in (-MINUTE, 0 * MINUTE))
    when = {
        "when": formats.date_format(newsroom.local(article.comments_close_at), "j F Y, H.i"),
        "zone_label": "WIB",
    }
    page = rendered(threads.thread(article, now=open_), newsroom)
    assert _("Comments close on %(when)s %(zone_label)s.") % when in page
    assert _("Write a comment") in page
    page = rendered(threads.thread(article, now=closed), newsroom)
    assert _("Comments closed on %(when)s %(zone_label)s.") % when in page
    assert _("Write a comment") not in page
    article.comments = "closed"
    assert _("Comments on this release are closed.") in rendered(threads.thread(article, now=open_), newsroom)


def test_the_form_closes_at_the_moment_that_the_setting_says(article, pembaca):
    article.comments_days = 1
    article.save()
    closes_at = article.comments_close_at
    for moment, status in [(closes_at - MINUTE, 200), (closes_at, 200)]:
        with time_machine.travel(moment, tick=False):
            answer = pembaca.get(f"/komentar/{article.slug}/")
        assert answer.status_code == status
        assert ('name="text"' in answer.content.decode()) == (moment < closes_at)


def test_agencies_of_a_page_are_not_saved_under_an_old_name(article, agency, penulis):
    question = published(article, 1)
    official(article, 2, agency, penulis, parent=question)
    AgencyName.objects.create(agency=agency, name="Jawatan Kesehatan", until_date=NOON.date() + 2 * 24 * 60 * MINUTE)
    threads.thread(article)
    assert Agency.objects.get(pk=agency.pk).name == agency.name
