"""The paste page in a browser: a field and its words light up together, and a wrong press loses nothing."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

TEXT = """Posyandu Malam Dibuka di Pasar Baruna

TANJUNG SELASIH – Dinas Kesehatan membuka ijin posyandu malam di Pasar Baruna, Rabu (11/3/2026).

“Kami ikut jam pedagang,” kata Kepala Dinas Kesehatan dr. Rahmat Simbolang, M.Kes.
"""


@pytest.fixture
def read(desk, site, penerbit) -> Page:
    page = desk(penerbit)
    page.goto(site + reverse("admin:intake:paste"))
    page.locator("[name=text]").fill(TEXT)
    page.locator("[name=step][value=read]").click()
    page.locator(".intake-source").wait_for()
    return page


def test_a_field_and_its_words_light_up_together(read):
    field, words = read.locator("#field-venue"), read.locator(".intake-piece", has_text="Pasar Baruna").last
    field.hover()
    expect(words).to_have_class("intake-piece intake-lit")
    words.focus()
    expect(field).to_have_class("intake-lit")
    read.locator("#source-title").hover()
    words.blur()
    expect(read.locator(".intake-lit")).to_have_count(0)


def test_what_was_read_is_accessible_and_fits(read, looks_right):
    looks_right(read)


def test_one_press_adds_a_speaker_and_another_corrects_a_word(read):
    read.locator("[value^=enrol-]").click()
    expect(read.locator("[value^=enrol-]")).to_have_count(0)
    read.locator("[name=slip]").first.check()
    read.locator("[value=spell]").click()
    expect(read.locator("[name=slip]")).to_have_count(0)
    read.locator("[name=step][value=edit]").click()
    assert read.locator("[name=text]").input_value().strip() == TEXT.replace("ijin", "izin").strip()
    read.locator("[name=file]").set_input_files({"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"})
    read.locator("[name=step][value=read]").click()
    expect(read.locator("[role=alert]")).to_be_visible()
    assert "Posyandu Malam" in read.locator("[name=text]").input_value()


PASTE = """([html, plain]) => {
    const box = document.querySelector("[name=text]");
    const data = new DataTransfer();
    if (html) data.setData("text/html", html);
    data.setData("text/plain", plain);
    box.focus();
    box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    box.setRangeText(plain, box.selectionStart, box.selectionEnd, "end"); // what the browser does with a real paste
}"""


@pytest.fixture
def box(desk, site, penulis) -> Page:
    page = desk(penulis)
    page.goto(site + reverse("admin:intake:paste"))
    page.locator("[name=text]").fill("Sebelum|Sesudah")
    page.evaluate("document.querySelector('[name=text]').setSelectionRange(7, 8)")
    return page


def test_what_is_pasted_with_markup_keeps_headings_captions_and_paragraphs(box):
    html = (
        "<h1>Judul</h1><figure><figcaption>Warga menanam.</figcaption></figure><p class=MsoNormal>Satu<o:p></o:p></p>"
    )
    box.evaluate(PASTE, [html, "Judul Warga menanam. Satu"])
    expect(box.locator("[name=text]")).to_have_value("SebelumJudul\n\nFoto: Warga menanam.\n\nSatuSesudah")


def test_plain_text_and_what_is_changed_meanwhile_stay(box):
    box.evaluate(PASTE, ["", "Teks biasa"])
    expect(box.locator("[name=text]")).to_have_value("SebelumTeks biasaSesudah")
    with box.expect_response("**/teks/"):
        box.evaluate(PASTE, ["<p>Satu</p><p>Dua</p>", "Satu Dua"])
        box.evaluate("setTimeout(() => { document.querySelector('[name=text]').value = 'Ditulis sendiri'; })")
    box.wait_for_timeout(100)
    expect(box.locator("[name=text]")).to_have_value("Ditulis sendiri")
