"""The reader's side: who may comment where, nothing typed is lost, and nothing hostile gets through."""

import datetime
import uuid

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from news.articles import editing, workflow
from news.articles.models import Article
from news.comments import own, proof
from news.comments.models import Comment, HashKey, Sanction
from news.letters.models import Letter
from tests.comments.conftest import solved
from tests.conftest import NOON

SECOND = datetime.timedelta(seconds=1)
HOUR = datetime.timedelta(hours=1)


@pytest.fixture(autouse=True)
def noon():
    """Stop the clock before anything is released."""
    with time_machine.travel(NOON, tick=False):
        yield


def sent(**fields) -> dict[str, str]:
    return {
        "name": "Rina",
        "email": "",
        "text": "Apakah lansia dilayani?",
        "token": str(uuid.uuid4()),
        "parent": "",
    } | fields


def filled(browser: Client, article: Article, **fields) -> dict[str, str]:
    """Return the form as ``browser`` gets it, filled in."""
    form = browser.get(address(article)).context["form"]
    given = {name: form[name].value() for name in ("token", "opened", "parent")}
    return {"name": "Rina", "email": "", "text": "Apakah lansia dilayani?", "proof": ""} | given | fields


def signals(**fields) -> list[str]:
    """Return what was noticed about the comment with these fields."""
    return [signal["code"] for signal in Comment.objects.get(**fields).signals]


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
        for page in ("", "semua/", "semua/1/"):
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


def test_other_pages_set_no_cookie(pembaca, article):
    answer = pembaca.get(f"{address(article)}semua/")
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
    comment = Comment.objects.get()
    assert answer.redirect_chain == [(own.address(comment), 303)]
    assert article.get_absolute_url() in answer.content.decode()
    assert (comment.article, comment.name, comment.email) == (article, "Rina", "rina@example.org")
    assert (comment.status, comment.text) == ("held", "Apakah lansia dilayani?")
    assert comment.text not in pembaca.get(f"{address(article)}semua/").content.decode()


def test_where_comments_are_open_it_is_seen_at_once_unless_a_program_wrote_it(pembaca, article):
    set_comments(article, "open")
    opened = filled(pembaca, article)
    with time_machine.travel(NOON + 10 * SECOND, tick=False):
        pembaca.post(address(article), opened | {"text": "Terlihat", "proof": solved(NOON)})
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


# How it was sent


def test_a_form_that_was_read_filled_and_proven_is_published_where_comments_are_open(pembaca, article):
    set_comments(article, "open")
    form = filled(pembaca, article, proof=solved(NOON))
    with time_machine.travel(NOON + 60 * SECOND, tick=False):
        assert pembaca.post(address(article), form).status_code == 303
    comment = Comment.objects.get()
    assert (comment.status, comment.signals) == ("published", [])
    assert len(comment.address_hash or "") == len(comment.network_hash or "") == 64
    assert comment.address_hash != comment.network_hash
    assert "127.0.0.1" not in str(vars(comment))


def test_without_script_it_is_held_not_refused(pembaca, article):
    set_comments(article, "open")
    form = filled(pembaca, article)
    with time_machine.travel(NOON + 60 * SECOND, tick=False):
        assert pembaca.post(address(article), form).status_code == 303
    assert Comment.objects.get().status == "held"
    assert signals() == ["no_proof"]


def test_a_program_is_too_fast_and_has_no_mark_of_ours(pembaca, article):
    form = filled(pembaca, article, text="Cepat sekali")
    pembaca.post(address(article), form)
    pembaca.post(address(article), form | {"token": str(uuid.uuid4()), "text": "Tanda dari formulir lain"})
    pembaca.post(address(article), sent(text="Tanpa tanda", opened="x"))
    assert "too_fast" in signals(text="Cepat sekali")
    assert "stale_form" in signals(text="Tanda dari formulir lain")
    assert "stale_form" in signals(text="Tanpa tanda")


def test_a_form_of_yesterday_comes_back_with_all_that_was_typed(pembaca, article):
    form = filled(pembaca, article, text="Kemarin saya mulai", proof="lama")
    with time_machine.travel(NOON + 25 * HOUR, tick=False):
        answer = pembaca.post(address(article), form)
        assert answer.status_code == 409
        assert "Kemarin saya mulai" in answer.content.decode()
        assert not Comment.objects.exists()
        again = answer.context["form"]
        fresh = form | {name: again[name].value() for name in ("token", "opened", "proof")}
        assert pembaca.post(address(article), fresh).status_code == 303
    assert signals() == ["no_proof"]


def test_a_challenge_is_fresh_each_time(pembaca, newsroom):
    one, other = (pembaca.get("/komentar/~bukti/") for _ in range(2))
    assert "no-store" in one["Cache-Control"]
    assert one.json()["most"] == proof.MOST_TRIES
    assert one.json()["challenge"]["signature"] != other.json()["challenge"]["signature"]
    assert not one.cookies
    assert pembaca.post("/komentar/~bukti/").status_code == 405


def test_the_address_is_that_of_the_proxys_client(pembaca, article, settings):
    settings.CLIENT_ADDRESS_HEADER = "X-Forwarded-For"
    for client in ("203.0.113.5", "203.0.113.5", "203.0.113.99", "198.51.100.1"):
        pembaca.post(address(article), sent(), headers={"X-Forwarded-For": client})
    rows = list(Comment.objects.order_by("pk").values_list("address_hash", "network_hash"))
    assert rows[0] == rows[1]
    assert len({address for address, _network in rows}) == 3
    assert len({network for _address, network in rows}) == 2
    assert HashKey.objects.count() == 1


# Refused


def test_a_banned_reader_is_told_so_and_keeps_the_text(pembaca, article, moderator):
    until = NOON + HOUR
    Sanction.objects.create(kind="domain", value="example.org", reason="x", by=moderator, at=NOON, expires_at=until)
    answer = pembaca.post(address(article), sent(email="rina@example.org", text="Tulisan saya"))
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "Tulisan saya" in page
    assert 'role="alert"' in page
    assert not Comment.objects.exists()


def test_who_sends_too_much_is_told_how_long_to_wait_and_keeps_the_text(pembaca, article):
    pembaca.post(address(article), sent())
    first = Comment.objects.get()
    Comment.objects.bulk_create(
        Comment(article=article, name="x", text="x", address_hash=first.address_hash, created_at=NOON)
        for _ in range(59)
    )
    form = sent(text="Tulisan yang ke-61")
    answer = pembaca.post(address(article), form)
    assert answer.status_code == 429
    assert answer["Retry-After"] == "600"
    assert "Tulisan yang ke-61" in answer.content.decode()
    with time_machine.travel(NOON + 601 * SECOND, tick=False):
        assert pembaca.post(address(article), form).status_code == 303


# By mail


def test_an_unverified_address_is_written_to(pembaca, article, django_capture_on_commit_callbacks):
    pembaca.post(address(article), sent(email="rina@example.org"))
    assert [letter.to for letter in Letter.objects.all()] == ["rina@example.org"]


def test_to_follow_takes_an_address(pembaca, article):
    answer = pembaca.post(address(article), sent(follow="on"))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["email"]
    pembaca.post(address(article), sent(follow="on", email="rina@example.org"))
    assert article.followers.get().email == "rina@example.org"


# Hostile


@pytest.mark.parametrize(
    "text",
    [
        "\x00", "a\x00b", "a\x0bb", "\u202ekode\u202c", "<script>alert(1)</script>", "{{ 7*7 }}", "x" * 1_000_000,
        "<" * 4000, "\n" * 4000, "a\u0301" * 2000, "' OR 1=1 --", "=cmd|' /C calc'!A0", "\ufffe\uffff",
        "ab" + "\u200b" * 300_000,
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
    for page in ("", "semua/"):
        html = pembaca.get(address(article) + page).content.decode()
        assert "<style" not in html
        assert " style=" not in html
        assert " onclick" not in html
