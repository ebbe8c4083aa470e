"""Readers' journeys: find a release by words, by agency and by date, read it, take it along, check it, print it.

On a phone; the way to a release and the check are walked with scripts and without them.
"""

import io
import re
import zipfile
from pathlib import Path

import pypdf
import pytest
from PIL import Image
from playwright.sync_api import Page, ViewportSize, expect

from news.articles import editing, workflow
from news.articles.models import Edition, EditionAgency
from news.pages.packs import printing
from news.search import vocabulary

from .test_look import shown  # noqa: F401  # a fixture

PHONE: ViewportSize = {"width": 360, "height": 740}
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["with-javascript", "without-javascript"])


@pytest.fixture
def release(shown, penulis, redaktur, penerbit, agency, section) -> Edition:  # noqa: F811
    """The release that is looked for, among others that are like it."""
    for number in range(3):
        other = editing.begin_draft(
            penulis, section=section, headline=f"Posyandu keliling tahap {number}", dateline_place="Tanjung Selasih",
            body="<p>Posyandu berkeliling ke kelurahan.</p>",
        )  # fmt: skip
        EditionAgency.objects.create(edition=other, agency=agency, is_lead=True)
        for step, by in (("submit", penulis), ("approve", redaktur), ("release", penerbit)):
            workflow.take(step, other, by=by)
    vocabulary.learn_due()
    return shown


@pytest.fixture
def address(release) -> str:
    release.article.refresh_from_db()
    return release.article.get_absolute_url()


@pytest.fixture
def phone(visitor):
    """Return what opens a phone, with scripts or without."""

    def enter(*, scripts: bool = True) -> Page:
        page = visitor(java_script_enabled=scripts, has_touch=True)
        page.set_viewport_size(PHONE)
        return page

    return enter


def follow(page: Page, selector: str, goes_to: str | re.Pattern[str]) -> None:
    """Press the first link of ``selector``, and wait until its page is there."""
    page.locator(selector).first.click()
    expect(page).to_have_url(goes_to)


def ask(page: Page, text: str, verdict: str) -> None:
    """Have ``text`` checked, and wait for what is said of it."""
    page.locator("#teks").fill(text)
    with page.expect_navigation():
        page.locator("form[method=post] button[type=submit]").click()
    expect(page.locator("#verdict")).to_contain_text(verdict)


@SCRIPTS
def test_a_release_is_found_by_words(phone, site, release, address, scripts):
    page = phone(scripts=scripts)
    page.goto(site)
    page.locator("form[action='/cari/'] input[name=q]").first.fill("vaksinasi puskesmas")
    page.locator("form[action='/cari/'] button[type=submit]").first.click()
    expect(page).to_have_url(f"{site}/cari/?q=vaksinasi+puskesmas")
    hit = page.locator("article.hit")
    expect(hit).to_have_count(1)
    expect(hit.locator("h3 mark").first).to_have_text(re.compile("vaksinasi", re.IGNORECASE))
    expect(hit.locator(".excerpt mark").first).to_be_visible()
    follow(page, "article.hit h3 a", site + address)
    expect(page.locator("h1")).to_have_text(release.headline)
    # A slip of the keyboard is understood.
    page.goto(f"{site}/cari/?q=vaksinsai")
    expect(page.locator(".meant a")).to_have_text("vaksinasi")
    page.locator(".meant a").click()
    expect(page.locator("article.hit h3")).to_have_text(release.headline)


def test_what_is_typed_is_completed_by_keyboard_and_by_finger(phone, site, release, address):
    page = phone()
    page.goto(f"{site}/cari/")
    box, options = page.locator("#q"), page.locator("[role=option]")
    box.press_sequentially("vaksi")
    expect(options.filter(has_text=release.headline)).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id") or "")
    box.press("Escape")
    expect(options.first).to_be_hidden()
    expect(box).to_have_value("vaksi")
    box.press("n")
    box.fill("vaksin")
    options.filter(has_text=release.headline).tap()
    expect(page).to_have_url(site + address)


@SCRIPTS
def test_a_release_is_found_by_agency_and_by_date(phone, site, release, agency, address, scripts):
    page = phone(scripts=scripts)
    page.goto(site)
    follow(page, ".foot a[href='/instansi/']", f"{site}/instansi/")
    follow(page, f"main a[href='{agency.get_absolute_url()}']", site + agency.get_absolute_url())
    follow(page, f"main a[href='{address}']", site + address)
    expect(page.locator("h1")).to_have_text(release.headline)
    follow(page, ".foot a[href='/arsip/']", f"{site}/arsip/")
    follow(page, f"main a[href='{address[:6]}']", site + address[:6])
    follow(page, f"main a[href='{address[:9]}']", site + address[:9])
    follow(page, f"main a[href='{address}']", site + address)
    expect(page.locator(".facts")).to_contain_text(release.article.number)


@SCRIPTS
def test_what_somebody_was_sent_is_checked(phone, site, release, address, scripts):
    page = phone(scripts=scripts)
    page.goto(site + address)
    words = page.locator(".prose").inner_text()
    follow(page, ".foot a[href='/periksa/']", f"{site}/periksa/")
    ask(page, release.article.number, "Nomor ini")
    expect(page.locator(".verdict a").first).to_have_attribute("href", address)
    ask(page, f"{release.headline}\n{words}", "Asli")
    changed = words.replace("gratis", "berbayar")
    assert changed != words
    ask(page, f"{release.headline}\n{changed}", "Diubah")
    expect(page.locator(".compared-text ins").first).to_contain_text("berbayar")
    expect(page.locator(".compared-text del").first).to_contain_text("gratis")
    expect(page.locator("#teks")).to_have_value(f"{release.headline}\n{changed}")
    ask(page, "Selamat! Anda memenangkan undian berhadiah mobil dari kami, segera kirim pulsa.", "Bukan dari kami")


def downloaded(page: Page, name: str) -> bytes:
    """Press the link to the file of this name, and return it."""
    with page.expect_download() as download:
        page.locator(f"main a[download][href$='/{name}']").click()
    return Path(download.value.path()).read_bytes()


def test_a_journalist_takes_everything_along(phone, site, release, address):
    page = phone()
    page.goto(site + address)
    follow(page, f"main a[href='{address}paket/']", f"{site}{address}paket/")
    text = downloaded(page, "teks.txt").decode()
    assert release.headline.upper() in text.upper()
    assert release.article.number in text
    with zipfile.ZipFile(io.BytesIO(downloaded(page, "foto.zip"))) as archive:
        assert archive.testzip() is None
        (photo,) = (name for name in archive.namelist() if name.endswith(".jpg"))
        picture, written = Image.open(archive.open(photo)), archive.read(photo)
        words = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".txt"))
    assert picture.size == (1200, 800)
    assert b"Warga mengantre sejak pagi." in written
    assert b"Humas/Wira" in written
    assert "Humas/Wira" in words
    if printing.can_print():
        link = page.locator("main a[href$='/siaran.pdf']")
        sheet = page.request.get(f"{site}{link.get_attribute('href')}", timeout=60_000)
        assert (sheet.status, sheet.headers["content-type"]) == (200, "application/pdf")
        printed = pypdf.PdfReader(io.BytesIO(sheet.body()))
        assert printed.metadata
        assert printed.metadata.title == release.headline
        assert release.article.number in "".join(sheet.extract_text() for sheet in printed.pages)


def test_a_printed_release_is_the_release_alone(phone, site, release, address):
    page = phone()
    page.goto(site + address)
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4")))
    text = " ".join("".join(sheet.extract_text() for sheet in printed.pages).split())
    for words in (release.headline, "Warga cukup membawa KTP.", "Warga mengantre sejak pagi.", release.article.number):
        assert words in text
    page.emulate_media(media="print")
    for chrome in ("nav", "form", ".skip", ".share", "#komentar", ".related", ".pager"):
        for place in page.locator(chrome).all():
            expect(place).to_be_hidden()
