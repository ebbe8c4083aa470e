"""A release is copied as plain text by one button, which only a script brings; what is told is announced."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from news.articles import workflow

pytestmark = pytest.mark.usefixtures("newsroom")


@pytest.fixture
def address(draft, penulis, redaktur, penerbit, live_server) -> str:
    draft.body = "".join(f"<h2>Bagian {number}</h2><p>Isi {number}.</p>" for number in range(3))
    draft.save()
    workflow.take("submit", draft, by=penulis)
    workflow.take("approve", draft, by=redaktur)
    released = workflow.take("release", draft, by=penerbit)
    return f"{live_server.url}{released.article.get_absolute_url()}"


def test_the_text_is_copied(address, page: Page, context: BrowserContext):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address)
    page.get_by_role("button", name="Salin teks").click()
    expect(page.locator(".share [role=status]")).to_have_text("Teks sudah disalin.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Vaksinasi gratis di puskesmas mulai Senin\n\nTanjung Selasih – Dinas Kesehatan membuka")
    assert "Bagian 1\n\nIsi 1." in copied
    assert "Daftar isi" not in copied
    assert copied.rstrip().endswith("/vaksinasi-gratis-di-puskesmas-mulai-senin/")


def test_the_contents_lead_to_their_headings(address, page: Page):
    page.goto(address)
    page.get_by_role("navigation", name="Daftar isi").get_by_role("link", name="Bagian 2").click()
    expect(page).to_have_url(f"{address}#bagian-bagian-2")
    expect(page.locator("#bagian-bagian-2")).to_be_in_viewport()
