"""Press links made, copied, opened by somebody else and revoked; files on the form of a release."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from news.articles import editing, workflow
from news.articles.models import Edition
from tests.articles.documents import PDF


@pytest.fixture
def embargoed(draft, penulis, redaktur) -> Edition:
    with editing.change(draft.pk, by=penulis) as edition:
        edition.embargo_until = timezone.now() + datetime.timedelta(days=2)
        edition.save()
    workflow.take("submit", draft, by=penulis)
    return workflow.take("approve", draft, by=redaktur)


def test_a_journalist_gets_a_link_and_it_ends_when_it_is_revoked(embargoed, penerbit, desk, site, visitor, looks_right):
    page = desk(penerbit)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site)
    page.goto(site + reverse("admin:desk:links", args=[embargoed.pk]))
    page.locator("[name=recipients]").fill("Sari Lubis, bukan@alamat")
    page.locator("[name=make][value=press]").click()
    expect(page.locator("#faults")).to_be_focused()
    page.locator("#faults a").press("Enter")
    expect(page.locator("[name=recipients]")).to_have_value("Sari Lubis, bukan@alamat")
    page.locator("[name=recipients]").fill("Sari Lubis\tHarian Selasih\nRadio Kota")
    page.locator("[name=make][value=press]").click()
    made = page.locator(".made")
    expect(made).to_be_focused()
    looks_right(page, [320, 1280])
    made.locator("[data-copy]").first.press("Enter")
    expect(page.locator("[data-copied]")).not_to_be_empty()
    address = page.evaluate("navigator.clipboard.readText()")
    made.locator("[data-copy-all]").click()
    expect(page.locator("[data-copy-all].done")).to_be_visible()
    assert f"Sari Lubis, Harian Selasih\t{address}" in page.evaluate("navigator.clipboard.readText()")

    journalist = visitor()
    journalist.goto(address)
    expect(journalist.locator(".notice h2")).to_contain_text("EMBARGO")
    looks_right(journalist, [320, 1280])

    page.locator(".link-list li", has_text="Sari Lubis").get_by_role("button").click()
    expect(page.locator(".messagelist")).to_be_visible()
    assert journalist.goto(address).status == 404


def test_a_file_is_attached_and_read_back(draft, penulis, desk, site, tmp_path):
    file = tmp_path / "Jadwal_vaksinasi.pdf"
    file.write_bytes(PDF)
    page = desk(penulis)
    page.goto(site + reverse("admin:articles_edition_change", args=[draft.pk]))
    page.locator("#attachments-group .add-row a").click()
    page.locator("[name=attachments-0-upload]").set_input_files(file)
    page.locator("#edition_form [name=_save]").click()
    link = page.locator("#attachments-group .field-current a").first
    expect(link).to_contain_text("PDF, 1 kB")
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == "Jadwal vaksinasi.pdf"
