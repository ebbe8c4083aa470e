"""The emergency banner stands on every page until its end, and only publishers and administrators set it."""

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from news.articles import workflow
from news.desk import banners
from news.ledger.models import LedgerEntry
from news.newsroom import static_pages
from news.newsroom.models import Newsroom
from tests.conftest import NOON

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)
FLOOD = {"level": "emergency", "text": "Banjir di Muara: mengungsi ke balai kota.", "url": "/rubrik/kota/"}


@pytest.fixture(autouse=True)
def clock(newsroom):
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def test_it_stands_on_every_page_and_goes_by_itself(penerbit, pembaca, clock):
    banners.set_banner(by=penerbit, until=NOON + HOUR, **FLOOD)
    for address in ("/", "/arsip/", "/tidak-ada/", "/cari/"):
        page = pembaca.get(address)
        assert FLOOD["text"] in page.text
        assert "banner-emergency" in page.text
    clock.shift(HOUR)
    assert FLOOD["text"] not in pembaca.get("/").text
    assert LedgerEntry.objects.filter(event="banner").count() == 1


def test_it_can_be_ended(penerbit, pembaca):
    banners.set_banner(by=penerbit, until=NOON + HOUR, **FLOOD)
    banners.end_banner(by=penerbit)
    assert FLOOD["text"] not in pembaca.get("/").text


@pytest.mark.parametrize("hours", [0, -1, 24 * 15])
def test_it_needs_an_end_that_is_near(penerbit, hours):
    with pytest.raises(ValidationError):
        banners.set_banner(by=penerbit, until=NOON + hours * HOUR, **FLOOD)


def test_the_database_wants_an_end_too():
    with pytest.raises(IntegrityError), transaction.atomic():
        Newsroom.objects.update(banner_text="Tanpa akhir", banner_until=None)


@pytest.mark.parametrize("who", ["penulis", "redaktur", "moderator"])
def test_others_may_not(request, who, client):
    user = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        banners.set_banner(by=user, until=NOON + HOUR, **FLOOD)
    client.force_login(user)
    assert client.get(reverse("admin:desk:banner")).status_code == 403


def test_its_page_sets_and_ends_it_and_refuses_bad_links(penerbit, client, pembaca):
    client.force_login(penerbit)
    address = reverse("admin:desk:banner")
    typed = {"level": "warning", "text": "Air keruh.", "url": "javascript:alert(1)", "until": "2026-03-11T13:00"}
    assert client.post(address, typed).status_code == 422
    assert client.post(address, {**typed, "url": "", "until": ""}).status_code == 422
    for hostile in ("//evil.example", "/\\evil.example", "https://", "/a\nb", "data:text/html,x", " javascript:x"):
        assert client.post(address, {**typed, "url": hostile}).status_code == 422, hostile
    assert client.post(address, {**typed, "url": ""}).status_code == 302
    assert "Air keruh." in pembaca.get("/").text
    client.post(address, {"end": "1"})
    assert "Air keruh." not in pembaca.get("/").text


def test_it_stands_on_pages_of_every_kind_and_a_known_page_is_new(
    draft, penulis, redaktur, penerbit, pembaca, clock, newsroom
):
    static_pages.begin()
    for step, user in (("submit", penulis), ("approve", redaktur), ("release", penerbit)):
        edition = workflow.take(step, draft, by=user)
    page = edition.article.get_absolute_url()
    pages = {
        "/": 200, page: 200, f"{page}paket/": 200, "/cari/?q=vaksinasi": 200, "/statis/privasi/": 200, "/periksa/": 200,
        "/rubrik/kesehatan/": 200, "/tidak-ada/": 404, f"/komentar/{edition.article.slug}/": 200,
    }  # fmt: skip
    known = pembaca.get(page)["ETag"]
    banners.set_banner(by=penerbit, until=NOON + HOUR, **FLOOD)
    for address, status in pages.items():
        answer = pembaca.get(address)
        assert (answer.status_code, FLOOD["text"] in answer.text) == (status, True), address
    with_banner = pembaca.get(page, headers={"If-None-Match": known})
    assert with_banner.status_code == 200
    clock.move_to(NOON + HOUR - datetime.timedelta(seconds=1))
    assert FLOOD["text"] in pembaca.get("/").text
    assert "s-maxage=1" in pembaca.get("/")["Cache-Control"].split(", ")
    clock.move_to(NOON + HOUR)
    assert pembaca.get(page, headers={"If-None-Match": with_banner["ETag"]}).status_code == 200
    assert pembaca.get(page)["ETag"] == known, "without a trace"
    workflow.take("withdraw", edition, by=penerbit, note="Keliru.")
    banners.set_banner(by=penerbit, until=NOON + 2 * HOUR, **FLOOD)
    gone = pembaca.get(page)
    assert (gone.status_code, FLOOD["text"] in gone.text) == (410, True)
