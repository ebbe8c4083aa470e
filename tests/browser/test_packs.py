"""The press pack in the browser: both texts are copied by one press, and it is plain to everybody."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_look import shown  # noqa: F401  # a fixture


@pytest.fixture
def pack(shown) -> str:  # noqa: F811
    return f"{shown.article.get_absolute_url()}paket/"


def test_a_journalist_takes_the_texts_along(site, shown, pack, page):  # noqa: F811
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site)
    page.goto(site + shown.article.get_absolute_url())
    page.get_by_role("link", name="Paket pers").click()
    page.wait_for_url(site + pack)
    whatsapp = page.get_by_label("Teks untuk WhatsApp").input_value()
    assert whatsapp.startswith(f"*{shown.headline}*\n\n")
    button = page.get_by_role("button", name="Salin").first
    button.click()
    expect(page.locator("[data-copied]")).to_have_text("Teks untuk WhatsApp sudah disalin.")
    expect(button).to_be_focused()
    assert page.evaluate("navigator.clipboard.readText()") == whatsapp
    page.get_by_role("button", name="Salin").last.click()
    expect(page.locator("[data-copied]")).to_have_text("Teks utuh sudah disalin.")
    assert shown.article.number in page.evaluate("navigator.clipboard.readText()")
    with page.expect_download() as download:
        page.get_by_role("link", name="1 foto").click()
    assert download.value.suggested_filename.endswith("-foto.zip")


def test_it_is_plain_to_everybody(site, pack, page, looks_right):
    page.goto(site + pack)
    looks_right(page)


def test_without_scripts_the_texts_are_there_to_be_selected(site, pack, visitor):
    page = visitor(java_script_enabled=False)
    page.goto(site + pack)
    assert page.get_by_label("Teks untuk WhatsApp").input_value().startswith("*")
    assert page.get_by_role("button", name="Salin").count() == 0
