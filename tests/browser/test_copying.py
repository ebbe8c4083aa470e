"""What a reader takes from a release by one press: its text as it was written, its short link, or the page itself."""

import pytest
from playwright.sync_api import expect

from news.articles import workflow
from news.articles.models import Edition, Quote


@pytest.fixture
def quoting(draft, appointment, penulis, redaktur, penerbit) -> Edition:
    """A release whose text quotes somebody, live."""
    draft.body = "<p>Layanan dibuka pukul 08.00.</p><p>“Cukup bawa KTP,” kata Rahmat.</p>"
    draft.save()
    Quote.objects.create(edition=draft, appointment=appointment, words="Cukup bawa KTP", order=1)
    workflow.take("submit", draft, by=penulis)
    workflow.take("approve", draft, by=redaktur)
    return workflow.take("release", draft, by=penerbit)


def test_the_text_and_the_short_link_are_copied(site, quoting, page, axe):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site)
    page.goto(site + quoting.article.get_absolute_url())
    told = page.locator(".share [role=status]")
    page.get_by_role("button", name="Salin teks").click()
    expect(told).to_have_text("Teks sudah disalin.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "Layanan dibuka pukul 08.00.\n\n“Cukup bawa KTP,” kata Rahmat.\n\n" in copied
    assert "Kepala Dinas Kesehatan" not in copied
    page.get_by_role("button", name="Salin tautan").click()
    expect(told).to_have_text("Tautan pendek sudah disalin.")
    short = page.locator(".short a").get_attribute("href")
    assert page.evaluate("navigator.clipboard.readText()") == short
    expect(page.get_by_role("button", name="Kirim…")).to_have_count(0)
    axe(page)


def test_a_phone_sends_it_by_whatever_it_has(site, quoting, page):
    page.add_init_script("navigator.share = async (sent) => { window.sent = sent; }")
    page.goto(site + quoting.article.get_absolute_url())
    page.get_by_role("button", name="Kirim…").click()
    page.wait_for_function("window.sent")
    sent = page.evaluate("window.sent")
    assert sent == {"title": quoting.headline, "url": site + quoting.article.get_absolute_url()}
