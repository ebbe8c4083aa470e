"""Releases that are not live, shown to who may see them."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from news.articles import editing, workflow
from news.articles.models import Article, Edition, EditionAgency, PhotoCaption, Quote, Tag
from news.directory import succession
from news.pages.views.previews import Banner, render_unpublished
from news.photos import uploads
from tests.conftest import NOON
from tests.photos.pictures import blocks, encoded, upload

pytestmark = pytest.mark.django_db
BANNER = Banner("Pratinjau", "Belum terbit.", ["Jangan disebarkan."])


@pytest.fixture
def photo(newsroom):
    return uploads.receive(upload(encoded(blocks())), by=None, alt="Petak warna", credit="Humas")


def show(edition: Edition, newsroom, **kwargs):
    request = RequestFactory().get("/pratinjau/")
    request.newsroom = newsroom
    return render_unpublished(request, edition, banner=BANNER, **kwargs)


def test_a_draft_that_has_nothing_yet_is_shown(penulis, newsroom):
    empty = editing.begin_draft(penulis)
    page = show(empty, newsroom).content.decode()
    assert "<h2>Pratinjau</h2>" in page
    assert "<li>Jangan disebarkan.</li>" in page
    assert str(empty) in page


def test_an_edition_that_was_never_saved_is_shown(newsroom):
    page = show(Edition(article=Article(), headline="Masih diketik"), newsroom).content.decode()
    assert "Masih diketik</h1>" in page


def test_all_that_a_draft_says_is_shown(draft, newsroom, photo, appointment):
    PhotoCaption.objects.create(edition=draft, photo=photo, caption="Warga mengantre.")
    Quote.objects.create(edition=draft, appointment=appointment, words="Silakan datang.")
    page = show(draft, newsroom).content.decode()
    for words in (draft.headline, draft.lead, "Layanan dibuka", "Warga mengantre.", "Silakan datang.", "Imunisasi"):
        assert words in page
    assert draft.agency_rows.get().agency.name in page
    assert appointment.office in page


def test_photos_are_those_that_staff_may_open(draft, newsroom, photo):
    PhotoCaption.objects.create(edition=draft, photo=photo, caption="Warga mengantre.")
    page = show(draft, newsroom).content.decode()
    assert f"/admin/photos/photo/{photo.pk}/" in page
    assert "/media/" not in page
    assert "press-copy" not in page


def test_what_is_typed_and_not_saved_is_shown(draft, newsroom, agency, other_agency, photo, appointment):
    draft.headline, draft.section = "Baru diketik", None
    rows = {
        "agencies": [other_agency],
        "topics": [Tag(name="Belum ada")],
        "captions": [PhotoCaption(photo=photo, caption="Belum disimpan.")],
        "quotes": [Quote(words="Kata baru.", speaker="Warga")],
        "mentions": [],
    }
    page = show(draft, newsroom, rows=rows).content.decode()
    for words in ("Baru diketik", other_agency.name, "Belum ada", "Belum disimpan.", "Kata baru."):
        assert words in page
    assert agency.name not in page
    assert appointment.office not in page


def test_it_is_kept_nowhere_and_found_by_nobody(draft, newsroom):
    response = show(draft, newsroom)
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"].startswith("noindex")
    assert response["Referrer-Policy"] == "no-referrer"
    assert not response.has_header("ETag")
    page = response.content.decode()
    for public in ("canonical", "og:", "twitter:", "ld+json", "application/rss+xml", "/komentar/", "wa.me"):
        assert public not in page


def test_it_may_stand_in_a_frame_of_the_desk_only_if_asked(draft, newsroom):
    assert not hasattr(show(draft, newsroom), "xframe_options_exempt")
    assert show(draft, newsroom, framed=True).xframe_options_exempt


def test_a_correction_shows_its_own_notice(released, newsroom, penulis):
    revised = workflow.take("revise", released, by=penulis, kind="ralat", note="Tanggalnya keliru.")
    assert "Tanggalnya keliru." in show(revised, newsroom).content.decode()


def test_names_are_those_of_the_first_publication(newsroom, approved, penerbit, penulis, agency):
    with time_machine.travel(NOON):
        released = workflow.take("release", approved, by=penerbit)
        revised = workflow.take("revise", released, by=penulis, kind="update", note="Jadwal.")
    with time_machine.travel(NOON + datetime.timedelta(days=30)):
        succession.rename(agency, name="Dinas Baru", short_name="DB", date=datetime.date(2026, 4, 1), by=penerbit)
        assert agency.name in show(revised, newsroom).content.decode()


def test_the_lead_agency_comes_first(draft, newsroom, other_agency):
    EditionAgency.objects.create(edition=draft, agency=other_agency)
    page = show(draft, newsroom).content.decode()
    assert page.index("Dinas Kesehatan Kota") < page.index("Dinas Perhubungan Kota")


def test_its_queries_do_not_grow_with_its_rows(draft, newsroom, agency, other_agency, photo, appointment):
    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            show(Edition.objects.select_related("article", "section").get(pk=draft.pk), newsroom)
        return len(asked)

    Quote.objects.create(edition=draft, appointment=appointment, words="Satu.")
    PhotoCaption.objects.create(edition=draft, photo=photo)
    before = count()
    assert before <= 12
    EditionAgency.objects.create(edition=draft, agency=other_agency)
    Quote.objects.create(edition=draft, appointment=appointment, words="Dua.")
    draft.tags.add("Satu", "Dua", "Tiga")
    assert count() == before
