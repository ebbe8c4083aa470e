"""Remarks beside a release: without a script by a page load, with one without leaving the page."""

import pytest
from django.test import Client
from django.urls import reverse

from news.articles.models import Edition
from news.desk import remarking
from news.desk.models import Remark
from news.directory.models import Membership
from tests.conftest import member


@pytest.fixture
def desk(redaktur) -> Client:
    client = Client()
    client.force_login(redaktur)
    return client


@pytest.fixture
def remark(draft, penulis) -> Remark:
    return remarking.remark(draft.article, "Mohon cek <jam>.", by=penulis, field="body", quoted="pukul 08.00")


def address(name: str, *args: int) -> str:
    return reverse(f"admin:desk:{name}", args=args)


def edit(edition: Edition) -> str:
    return reverse("admin:articles_edition_change", args=[edition.pk])


def test_without_a_script_the_page_comes_back_to_the_remarks(desk, draft):
    response = desk.post(address("remark", draft.pk), {"text": "Cek jam.", "field": "lead", "quoted": "pukul 08"})
    assert (response.status_code, response["Location"]) == (302, edit(draft) + "#remarks")
    page = desk.get(edit(draft)).content.decode()
    assert "Cek jam." in page
    assert 'href="#id_lead"' in page


def test_with_a_script_only_the_list_comes_back(desk, draft, remark):
    fragment = {"X-Requested-With": "fragment"}
    response = desk.post(address("answer_remark", draft.pk, remark.pk), {"text": "Sudah."}, headers=fragment)
    text = response.content.decode()
    assert response.status_code == 200
    assert "<html" not in text
    assert "Sudah." in text
    assert "Mohon cek &lt;jam&gt;." in text
    response = desk.post(address("settle_remark", draft.pk, remark.pk), {"settled": "1"}, headers=fragment)
    assert "remark-resolved" in response.content.decode()
    desk.post(address("settle_remark", draft.pk, remark.pk), {"settled": "0"}, headers=fragment)
    assert remarking.open_count(draft) == 1


def test_an_empty_remark_is_refused_in_words(desk, draft):
    response = desk.post(address("remark", draft.pk), {"text": " "}, headers={"X-Requested-With": "fragment"})
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()


@pytest.mark.parametrize("who", ["moderator", "penulis_lain"])
def test_who_does_not_see_the_release_finds_nothing(who, draft, remark, other_agency, request):
    if who == "moderator":
        user = request.getfixturevalue("moderator")
    else:
        user = member("penulis_lain", "writer")
        Membership.objects.create(user=user, agency=other_agency)
    client = Client()
    client.force_login(user)
    for name, args in (
        ("remark", [draft.pk]), ("answer_remark", [draft.pk, remark.pk]), ("settle_remark", [draft.pk, remark.pk]),
    ):  # fmt: skip
        assert client.post(address(name, *args), {"text": "Halo", "settled": "1"}).status_code == 404
    assert Remark.objects.count() == 1


def test_a_remark_of_another_release_is_not_reached_through_this_one(desk, draft, remark, penulis):
    from news.articles import editing

    other = editing.begin_draft(penulis, headline="Lain")
    assert desk.post(address("answer_remark", other.pk, remark.pk), {"text": "Halo"}).status_code == 404


def test_a_stranger_is_asked_to_log_in(draft, pembaca):
    response = pembaca.post(address("remark", draft.pk), {"text": "Halo"})
    assert response.status_code == 302
    assert "login" in response["Location"]
    assert read(pembaca, draft) == 302


def read(client: Client, edition: Edition) -> int:
    return client.get(address("remark", edition.pk)).status_code


def test_reading_alone_is_405(desk, draft):
    assert desk.get(address("remark", draft.pk)).status_code == 405


def test_open_ones_are_said_where_it_is_submitted(draft, remark, penulis):
    client = Client()
    client.force_login(penulis)
    for page in (edit(draft), reverse("admin:articles_edition_step", args=[draft.pk, "submit"])):
        assert "open-remarks" in client.get(page).content.decode()
    remarking.settle(remark, by=penulis, settled=True)
    assert "open-remarks" not in client.get(edit(draft)).content.decode()


def test_readers_never_see_them(released, redaktur, pembaca):
    remarking.remark(released.article, "Rahasia dapur redaksi.", by=redaktur)
    for page in (Edition.objects.get(pk=released.pk).article.get_absolute_url(), "/", "/umpan/rss.xml"):
        assert "Rahasia dapur" not in pembaca.get(page).content.decode()


def test_the_history_keeps_them(released, desk, redaktur):
    remarking.remark(released.article, "Foto kedua lebih baik.", by=redaktur)
    page = desk.get(reverse("admin:articles_edition_history", args=[released.pk])).content.decode()
    assert "Foto kedua lebih baik." in page
