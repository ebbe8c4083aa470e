"""Pages for what went wrong."""

import base64
import hashlib
import re

import pytest
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
    monkeypatch.setattr("news.pages.views.home.front", lambda now: 1 / 0)
    answer = Client(raise_request_exception=False).get("/")
    assert answer.status_code == 500
    assert _("Something went wrong on our side") in answer.content.decode()
    assert "ZeroDivision" not in answer.content.decode()


def test_forbidden_is_told_in_plain_words(rf: RequestFactory):
    answer = errors.forbidden(rf.get("/admin/"), PermissionError("secret"))
    assert answer.status_code == 403
    assert _("You may not see this") in answer.content.decode()
    assert "secret" not in answer.content.decode()


@pytest.mark.parametrize(("view", "status"), [("bad_request", 400), ("forbidden", 403), ("server_error", 500)])
def test_its_style_is_inside_and_allowed_by_its_hash(view, status, rf: RequestFactory):
    """What serves stylesheets may be what ails: nothing is loaded from anywhere."""
    request = rf.get("/")
    answer = errors.server_error(request) if view == "server_error" else getattr(errors, view)(request, Exception())
    page = answer.content.decode()
    assert answer.status_code == status
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in answer["Content-Security-Policy"]
    assert answer["Content-Security-Policy"].startswith("default-src 'none';")
    assert answer["Cache-Control"] == "no-store"
    for loaded in ("<link", "<script", "src=", "url(", "@import"):
        assert loaded not in page, loaded


def test_the_policy_of_that_page_is_not_replaced_on_its_way(newsroom, monkeypatch):
    monkeypatch.setattr("news.pages.views.home.front", lambda now: 1 / 0)
    answer = Client(raise_request_exception=False).get("/")
    assert answer.status_code == 500
    assert "style-src 'sha256-" in answer["Content-Security-Policy"]
