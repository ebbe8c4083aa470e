"""The reader's side: who may comment where, nothing typed is lost, and nothing hostile gets through."""

import datetime
import uuid

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from news.articles import editing, workflow
from news.articles.models import Article
from news.comments.models import Comment
from tests.conftest import NOON

HOUR = datetime.timedelta(hours=1)


def sent(**fields) -> dict[str, str]:
    return {
        "name": "Rina",
        "email": "",
        "text": "Apakah lansia dilayani?",
        "token": str(uuid.uuid4()),
        "parent": "",
    } | fields


def address(article: Article) -> str:
    return f"/komentar/{article.slug}/"


def set_comments(article: Article, value: str) -> None:
    Article.objects.filter(pk=article.pk).update(comments=value)


# The matrix: a form where the release is live now, the same 404 everywhere else


@pytest.fixture
def unlive(request, approved, penerbit) -> str:
    """The address of a form whose release is not live at noon, for the reason that the test names."""
    if request.param == "never was":
        return "/komentar/tidak-pernah-ada/"
    Article.objects.filter(pk=approved.article_id).update(slug="vaksinasi")
    with time_machine.travel(NOON - 2 * HOUR, tick=False):
        if request.param == "expired":
            type(approved).objects.filter(pk=approved.pk).update(expires_at=NOON)
        if request.param == "scheduled":
            workflow.take("release", approved, by=penerbit, at=NOON + HOUR)
        if request.param in {"expired", "withdrawn"}:
            live = workflow.take("release", approved, by=penerbit)
    if request.param == "withdrawn":
        with time_machine.travel(NOON - HOUR, tick=False):
            workflow.take("withdraw", live, by=penerbit, note="Keliru")
    return "/komentar/vaksinasi/"


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("unlive", ["approved", "scheduled", "expired", "withdrawn"], indirect=True)
def test_what_is_not_live_answers_as_what_never_was(pembaca, unlive, method):
    with time_machine.travel(NOON, tick=False):
        for page in ("", "terkirim/", "semua/", "semua/1/"):
            answer = getattr(pembaca, method)(unlive + page, sent())
            never = getattr(pembaca, method)(f"/komentar/tidak-pernah-ada/{page}", sent())
            assert answer.status_code == never.status_code
            assert answer.status_code == (404 if not page or method == "get" else 405)
            assert answer.content.replace(unlive.encode(), b"") == never.content.replace(
                b"/komentar/tidak-pernah-ada/", b""
            )
    assert not Comment.objects.exists()


def test_a_live_release_has_a_form_from_its_minute_on(pembaca, approved, penerbit):
    Article.objects.filter(pk=approved.article_id).update(slug="vaksinasi")
    with time_machine.travel(NOON, tick=False):
        workflow.take("release", approved, by=penerbit, at=NOON + HOUR)
        assert pembaca.get("/komentar/vaksinasi/").status_code == 404
    with time_machine.travel(NOON + HOUR, tick=False):
        assert pembaca.get("/komentar/vaksinasi/").status_code == 200


def test_the_form_goes_on_after_a_correction_and_shows_its_headline(pembaca, released, penulis, redaktur, article):
    correction = workflow.take("revise", released, by=penulis, kind="minor", note="")
    with editing.change(correction.pk, by=penulis) as draft:
        draft.headline = "Vaksinasi gratis mulai Selasa"
        draft.save()
    assert b"mulai Senin" in pembaca.get(address(article)).content
    workflow.take("release_minor", draft, by=redaktur)
    assert b"mulai Selasa" in pembaca.get(address(article)).content


# The form


def test_the_form_is_in_no_cache_and_in_no_search_engine(pembaca, article):
    answer = pembaca.get(address(article))
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
    assert "csrftoken" in answer.cookies


@pytest.mark.parametrize("path", ["semua/", "terkirim/"])
def test_other_pages_set_no_cookie(pembaca, article, path):
    answer = pembaca.get(address(article) + path)
    assert answer.status_code == 200
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


def test_the_release_page_sets_no_cookie(pembaca, article, held):
    Comment.objects.update(status="published")
    answer = pembaca.get(article.get_absolute_url())
    assert answer.status_code == 200
    assert held.text.encode() in answer.content
    assert not answer.cookies


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(pembaca, article, method):
    assert getattr(pembaca, method)(address(article)).status_code == 405


def test_a_comment_is_held_and_the_reader_is_told(pembaca, article):
    answer = pembaca.post(address(article), sent(email="rina@example.org"), follow=True)
    assert answer.redirect_chain == [(f"{address(article)}terkirim/", 303)]
    assert article.get_absolute_url() in answer.content.decode()
    comment = Comment.objects.get()
    assert (comment.article, comment.name, comment.email) == (article, "Rina", "rina@example.org")
    assert (comment.status, comment.text) == ("held", "Apakah lansia dilayani?")
    assert comment.text not in pembaca.get(f"{address(article)}semua/").content.decode()


def test_where_comments_are_open_it_is_seen_at_once_unless_a_program_wrote_it(pembaca, article):
    set_comments(article, "open")
    pembaca.post(address(article), sent(text="Terlihat"))
    pembaca.post(address(article), sent(text="Tertahan", website="https://contoh.example"))
    page = pembaca.get(f"{address(article)}semua/").content.decode()
    assert "Terlihat" in page
    assert "Tertahan" not in page


def test_a_reply_is_kept_under_its_comment(pembaca, article, held):
    Comment.objects.update(status="published")
    form = pembaca.get(f"{address(article)}?balas={held.pk}").content.decode()
    assert held.text in form
    assert f'name="parent" value="{held.pk}"' in form
    pembaca.post(address(article), sent(text="Ya.", parent=str(held.pk)))
    assert Comment.objects.get(text="Ya.").parent == held


@pytest.mark.parametrize("query", ["balas=x", "balas=" + "9" * 40, "balas=%00", "balas=-1", "balas="])
def test_odd_parameters_of_the_form_are_ignored(pembaca, article, query):
    assert pembaca.get(f"{address(article)}?{query}").status_code == 200


@pytest.mark.parametrize("place", ["x", "-", "1-" + "9" * 30, "9" * 30 + "-1", "%00", "-1--1", "1-1-1"])
def test_odd_places_in_a_thread_are_not_found(pembaca, article, place):
    assert pembaca.get(f"{address(article)}semua/?setelah={place}").status_code == 404


def test_an_unknown_root_is_not_found(pembaca, article, held):
    for root in (held.pk, held.pk + 1, 10**30):
        assert pembaca.get(f"{address(article)}semua/{root}/").status_code == 404
    Comment.objects.update(status="published")
    assert held.text in pembaca.get(f"{address(article)}semua/{held.pk}/").content.decode()


# Nothing is lost


def test_a_failed_post_keeps_everything_and_names_the_fields(pembaca, article):
    answer = pembaca.post(address(article), sent(name="", email="bukan surel", text="Isi <yang> panjang"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Isi &lt;yang&gt; panjang" in page
    assert 'value="bukan surel"' in page
    assert 'role="alert"' in page
    assert 'href="#id_name"' in page
    assert 'href="#id_email"' in page
    assert 'href="#id_text"' not in page


def test_a_form_sent_twice_is_one_comment(pembaca, article):
    data = sent()
    first, second = pembaca.post(address(article), data), pembaca.post(address(article), data)
    assert first["Location"] == second["Location"]
    assert Comment.objects.count() == 1


def test_a_second_text_from_the_same_form_is_not_lost(pembaca, article):
    data = sent()
    pembaca.post(address(article), data)
    answer = pembaca.post(address(article), data | {"text": "Satu lagi."})
    assert answer.status_code == 409
    assert "Satu lagi." in answer.content.decode()
    token = answer.context["form"]["token"].value()
    pembaca.post(address(article), data | {"text": "Satu lagi.", "token": token})
    assert list(Comment.objects.order_by("pk").values_list("text", flat=True)) == [data["text"], "Satu lagi."]


def test_closed_says_so_and_gives_back_what_was_typed(pembaca, article):
    form = pembaca.get(address(article))
    assert 'name="text"' in form.content.decode()
    set_comments(article, "closed")
    assert 'name="text"' not in pembaca.get(address(article)).content.decode()
    answer = pembaca.post(address(article), sent(text="Panjang & <penting>"))
    assert answer.status_code == 403
    assert "Panjang &amp; &lt;penting&gt;" in answer.content.decode()
    assert not Comment.objects.exists()


def test_a_lost_cookie_loses_no_text(article):
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post(address(article), sent(text="Isi yang panjang"))
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "no-store" in answer["Cache-Control"]
    assert "Isi yang panjang" in page
    assert 'value="Rina"' in page
    assert not Comment.objects.exists()
    # What the reader sends again from that page comes through.
    again = {"csrfmiddlewaretoken": answer.context["csrf_token"], "token": answer.context["form"]["token"].value()}
    assert browser.post(address(article), sent(text="Isi yang panjang") | again).status_code == 303
    assert Comment.objects.get().text == "Isi yang panjang"


def test_a_lost_cookie_tells_nothing_of_what_is_not_live(article):
    browser = Client(enforce_csrf_checks=True)
    assert browser.post("/komentar/tidak-pernah-ada/", sent()).status_code == 404
    set_comments(article, "closed")
    assert "Halo" in browser.post(address(article), sent(text="Halo")).content.decode()


def test_a_lost_cookie_elsewhere_is_answered_as_ever(newsroom):
    answer = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "penulis"})
    assert answer.status_code == 403


# Hostile


@pytest.mark.parametrize(
    "text",
    [
        "\x00", "a\x00b", "a\x0bb", "\u202ekode\u202c", "<script>alert(1)</script>", "{{ 7*7 }}", "x" * 1_000_000,
        "<" * 4000, "\n" * 4000, "a\u0301" * 2000, "' OR 1=1 --", "=cmd|' /C calc'!A0", "\ufffe\uffff",
    ],
)  # fmt: skip
def test_hostile_texts_are_cleaned_or_refused(pembaca, article, text):
    answer = pembaca.post(address(article), sent(text=text, name=f"N{text[:20]}"))
    assert answer.status_code in {303, 422}
    Comment.objects.update(status="published")
    page = pembaca.get(f"{address(article)}semua/")
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()
    for forbidden in "\x00\x0b\u202e\ufffe":
        assert forbidden not in page.content.decode()


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"name=\xff\xfe&text=\xc3\x28ab&token=", "application/x-www-form-urlencoded"),
        (b"text=halo", "application/x-www-form-urlencoded; charset=tidak-ada"),
        (b"--x\r\nrusak", "multipart/form-data; boundary=x"),
        (b"{}", "application/json"),
        (b"&".join(b"a=%d" % number for number in range(1500)), "application/x-www-form-urlencoded"),
        (b"text=" + b"x" * 6_000_000, "application/x-www-form-urlencoded"),
    ],
)
def test_broken_requests_are_no_error_of_ours(article, body, content_type):
    for checks in (True, False):
        browser = Client(enforce_csrf_checks=checks, raise_request_exception=False)
        assert browser.generic("POST", address(article), body, content_type).status_code in {
            303,
            400,
            403,
            413,
            415,
            422,
        }


def test_no_page_holds_what_the_policy_forbids(pembaca, article, held):
    Comment.objects.update(status="published")
    cache.clear()
    for page in ("", "terkirim/", "semua/"):
        html = pembaca.get(address(article) + page).content.decode()
        assert "<style" not in html
        assert " style=" not in html
        assert " onclick" not in html
