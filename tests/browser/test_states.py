"""Public pages in every state that a reader can meet, on a phone and on a desktop, light and dark."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from news.articles import editing, workflow
from news.articles.models import Edition, EditionAgency, Mention
from news.directory.models import Appointment, Official, Position
from news.newsroom.models import Newsroom
from news.search import vocabulary

from .conftest import faults_of

SMALL_AND_LARGE = (320, 1280)
HEADLINE = (
    "Pertanggungjawaban penyelenggaraan ketatausahaan keanekaragaman-kesejahteraan dipertanggungjawabkan bersama"
    " empat puluh pejabat di hadapan warga Tanjung Selasih dan tamu undangan dari dua puluh dua kelurahan"
)


@pytest.fixture
def release(penulis, redaktur, penerbit, agency, section) -> Callable[..., Edition]:
    """Return what releases a draft with this content."""

    def make(headline: str, **content: object) -> Edition:
        content = {"section": section, "dateline_place": "Tanjung Selasih", "body": "<p>Isi.</p>"} | content
        edition = editing.begin_draft(penulis, headline=headline, **content)
        EditionAgency.objects.create(edition=edition, agency=agency, is_lead=True)
        return edition

    return make


@pytest.fixture
def publish(penulis, redaktur, penerbit) -> Callable[[Edition], str]:
    """Return what releases a draft, and says where."""

    def take(edition: Edition) -> str:
        for step, by in (("submit", penulis), ("approve", redaktur), ("release", penerbit)):
            edition = workflow.take(step, edition, by=by)
        return edition.article.get_absolute_url()

    return take


@pytest.fixture
def found(page, site) -> Callable[..., list[str]]:
    """Return what opens an address and says what is wrong with its page, which must answer with ``status``."""

    def look(address: str, status: int = 200) -> list[str]:
        answer = page.goto(site + address)
        assert answer
        assert answer.status == status, address
        return list(faults_of(page, SMALL_AND_LARGE))

    return look


def test_a_newsroom_in_which_nothing_was_published_yet(site, newsroom, found):
    addresses = ["/", "/arsip/", "/cari/", "/cari/?q=vaksin", "/instansi/", "/pejabat/", "/periksa/"]
    assert [fault for address in addresses for fault in found(address)] == []


def test_the_search_and_what_is_gone(page, newsroom, released, release, publish, penerbit, found):
    vocabulary.learn_due()
    withdrawn = release("Ditarik")
    gone = publish(withdrawn)
    workflow.take("withdraw", Edition.objects.get(pk=withdrawn.pk), by=penerbit, note="Jadwal belum disepakati.")
    ended = release("Berakhir")
    over = publish(ended)
    past = timezone.now() - datetime.timedelta(hours=1)
    Edition.objects.filter(pk=ended.pk).update(live_from=past - datetime.timedelta(hours=1), live_until=past)
    address = reverse("release", args=[2026, 3, 11, released.article.slug[:-3]])
    states = {
        "/cari/": (200, ".search-help"),
        "/cari/?q=vaksinasi&rubrik=kesehatan": (200, ".chips"),
        "/cari/?q=vaksinsai": (200, ".meant"),
        "/cari/?q=tidakadasamasekali": (200, ".nothing"),
        gone: (410, "text=Jadwal belum disepakati."),
        over: (410, "h1"),
        address: (404, f"main a[href$='/{released.article.slug}/']"),
    }
    faults = []
    for where, (status, shown) in states.items():
        faults += found(where, status)
        expect(page.locator(shown).first).to_be_visible()
    assert faults == []


def ask(page: Page, text: str, verdict: str) -> list[str]:
    """Have ``text`` checked, and return what is wrong with the page that answers."""
    page.locator("#teks").fill(text)
    with page.expect_navigation():
        page.locator("form[method=post] button[type=submit]").click()
    page.locator(f".verdict-{verdict}").wait_for()
    return list(faults_of(page, SMALL_AND_LARGE))


def test_each_outcome_of_a_check(site, page, released, release, publish, penerbit):
    body = "Perpustakaan kota membuka ruang baca anak setiap hari sampai pukul sembilan malam, tanpa biaya apa pun."
    library = release("Perpustakaan kota buka malam", body=f"<p>{body}</p>")
    publish(library)
    page.goto(f"{site}/periksa/")
    released.article.refresh_from_db()
    found = [
        *ask(page, body, "genuine"),
        *ask(page, body.replace("tanpa biaya apa pun", "dengan biaya sepuluh ribu rupiah"), "altered"),
        *ask(page, released.article.number, "known"),
        *ask(page, "Selamat! Anda memenangkan undian berhadiah mobil dari kami, segera kirim pulsa.", "not_ours"),
        *ask(page, "Selamat pagi", "short"),
    ]
    workflow.take("withdraw", Edition.objects.get(pk=library.pk), by=penerbit, note="Jadwal belum disepakati.")
    assert found + ask(page, body, "withdrawn") == []


def test_the_banner_of_each_level_and_a_comment_form_with_faults(site, page, newsroom, released, found):
    faults = []
    Newsroom.objects.update(
        banner_text="Banjir di Muara: jauhi sungai, pengungsian di balai kota.", banner_url="https://example.org/banjir",
        banner_until=timezone.now() + datetime.timedelta(hours=3),
    )  # fmt: skip
    for level, _label in Newsroom._meta.get_field("banner_level").flatchoices:
        Newsroom.objects.update(banner_level=level)
        faults += found("/cari/")
        page.locator(f".banner-{level}").wait_for()
    released.article.refresh_from_db()
    page.goto(site + reverse("comment", args=[released.article.slug]))
    page.locator("main form").evaluate("form => form.noValidate = true")
    page.locator("main form button").click()
    page.locator("[role=alert]").wait_for()
    assert faults + list(faults_of(page, SMALL_AND_LARGE)) == []


def test_a_release_that_names_forty_officials_under_a_long_headline(site, found, release, publish, agency):
    crowded = release(HEADLINE, subheadline=HEADLINE, body="".join(f"<h2>Bagian {n}</h2><p>Isi.</p>" for n in range(9)))
    for number in range(40):
        official = Official.objects.create(name=f"Raden Mas Haji Abdurrahman {number}", slug=f"abdurrahman-{number}")
        position = Position.objects.create(title=f"Kepala Subbagian Ketatausahaan {number}", agency=agency, rank=number)
        held = Appointment.objects.create(official=official, position=position, start_date=datetime.date(2024, 1, 1))
        Mention.objects.create(edition=crowded, official=official, appointment=held)
    assert found(publish(crowded)) == []
    assert found("/") == []
