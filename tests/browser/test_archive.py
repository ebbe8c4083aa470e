"""The archive and the agenda as readers see them: by date, by month, back and forth, without script."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from news.articles import counting, editing, workflow
from news.articles.models import EditionAgency, PlannedEvent
from news.pages import listing

DAY = datetime.timedelta(days=1)


@pytest.fixture
def shelf(penulis, penerbit, agency, section, monkeypatch) -> datetime.datetime:
    """Seven releases of seven days, two on a page, with their numbers, and an event; return when the last came out."""
    monkeypatch.setattr(listing, "SIZE", 2)
    counting.reckon()
    counting.reckon()
    noon = timezone.now().replace(day=20, month=5, year=2025, hour=5, minute=0)
    for number in range(7):
        content = {"section": section, "dateline_place": "Tanjung Selasih", "body": "<p>Isi.</p>"}
        draft = editing.begin_draft(penulis, headline=f"Siaran hari {number}", **content)
        EditionAgency.objects.create(edition=draft, agency=agency, is_lead=True)
        workflow.take("fast_release", draft, by=penerbit, note="Mendesak.", now=noon - (6 - number) * DAY)
    PlannedEvent.objects.create(title="Pasar murah", agency=agency, starts_at=timezone.now() + DAY, is_public=True)
    return noon


def test_a_reader_goes_to_a_day_and_on_from_there(visitor, site, shelf):
    page = visitor(java_script_enabled=False)
    page.goto(f"{site}/arsip/")
    expect(page.locator("main .subheadline")).to_contain_text("7")
    page.get_by_label("Lompat ke tanggal").fill("2025-05-17")
    page.get_by_role("button", name="Tampilkan").click()
    page.wait_for_url(f"{site}/arsip/?tanggal=2025-05-17")
    expect(page.locator(".list h2")).to_have_text(["Siaran hari 3", "Siaran hari 2"])
    page.get_by_role("link", name="Lebih lama").click()
    expect(page.locator(".list h2")).to_have_text(["Siaran hari 1", "Siaran hari 0"])
    page.get_by_role("link", name="Lebih baru").click()
    expect(page.locator(".list h2")).to_have_text(["Siaran hari 3", "Siaran hari 2"])


def test_archive_and_agenda_look_right(page, site, shelf, looks_right):
    for address in ("/arsip/", "/2025/05/", "/2025/", "/rubrik/kesehatan/?tanggal=kemarin", "/agenda/"):
        page.goto(site + address)
        looks_right(page)
