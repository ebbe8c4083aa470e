"""Pages for what went wrong."""

from django.test import Client, RequestFactory
from django.utils.translation import gettext as _

from news.pages.views import errors


def test_not_found_helps_and_names_no_address(section, pembaca):
    answer = pembaca.get("/cari-saja/<script>/?q=rahasia")
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "cari-saja" not in page
    assert "rahasia" not in page
    for link in ('href="/"', 'href="/rubrik/kesehatan/"', 'href="/arsip/"', 'href="/instansi/"'):
        assert link in page
    assert answer["Cache-Control"] == "no-cache"
    assert answer["Vary"].lower() == "accept-encoding"
    assert not answer.cookies


def test_a_host_that_is_not_ours_is_refused_in_plain_words(db):
    answer = Client().get("/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert _("This request cannot be read") in answer.content.decode()
    assert "evil" not in answer.content.decode()


def test_an_error_of_ours_is_told_without_the_database(rf: RequestFactory):
    # No database mark: a query would fail.
    answer = errors.server_error(rf.get("/rusak/"))
    assert answer.status_code == 500
    assert _("Something went wrong on our side") in answer.content.decode()
    assert "rusak" not in answer.content.decode()


def test_an_exception_becomes_that_page(newsroom, monkeypatch):
    from news.pages import front

    monkeypatch.setattr(front.lists, "newest", lambda now: 1 / 0)
    answer = Client(raise_request_exception=False).get("/")
    assert answer.status_code == 500
    assert _("Something went wrong on our side") in answer.content.decode()
    assert "ZeroDivision" not in answer.content.decode()


def test_forbidden_is_told_in_plain_words(rf: RequestFactory):
    answer = errors.forbidden(rf.get("/admin/"), PermissionError("secret"))
    assert answer.status_code == 403
    assert _("You may not see this") in answer.content.decode()
    assert "secret" not in answer.content.decode()
