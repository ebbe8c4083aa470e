"""What staff see at the desk, in the smallest and the largest size; and two editors who meet in one release."""

import datetime

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from news.articles import workflow
from news.articles.models import Edition, PhotoCaption, Quote
from news.photos import uploads
from news.photos.models import Photo

from ..photos import pictures
from .test_journey import type_into_body

SMALL_AND_LARGE = [320, 1280]


@pytest.fixture
def photo(penulis) -> Photo:
    file = pictures.upload(pictures.encoded(pictures.blocks().resize((480, 320))))
    return uploads.receive(file, by=penulis, alt="Enam bidang warna", credit="Humas")


@pytest.fixture
def full(draft, photo, appointment) -> Edition:
    """The draft with a row of each kind."""
    PhotoCaption.objects.create(edition=draft, photo=photo, caption="Suasana layanan di Puskesmas Muara.")
    Quote.objects.create(edition=draft, appointment=appointment, words="Warga cukup membawa KTP.")
    return draft


def change_url(site: str, edition: Edition) -> str:
    return site + reverse("admin:articles_edition_change", args=[edition.pk])


def step_url(site: str, edition: Edition, step: str) -> str:
    return site + reverse("admin:articles_edition_step", args=[edition.pk, step])


def save(page: Page) -> int:
    """Save the form of the release that is open, and return the status of the answer."""
    with page.expect_navigation() as answered:
        page.locator("#edition_form [name=_save]").click()
    return answered.value.status


# How it looks; test_desk_pages.py has every page as it is opened


def test_the_form_of_a_release_is_accessible_and_fits_with_everything_open(desk, site, penulis, full, looks_right):
    page = desk(penulis)
    page.goto(change_url(site, full))
    page.locator("#id_body[role=textbox]").wait_for()
    for group in ("agency_rows", "quotes", "mentions"):
        page.locator(f"#{group}-group .add-row a").click()
    for closed in page.locator("details:not([open]) > summary").all():
        if closed.is_visible():
            closed.click()
    looks_right(page, SMALL_AND_LARGE)


# Two editors


def test_the_second_of_two_editors_keeps_every_word_and_brings_both_together(
    desk, site, penulis, redaktur, full, looks_right
):
    first, second = desk(redaktur), desk(penulis)
    for page in (first, second):
        page.goto(change_url(site, full))
    first.locator("[name=headline]").fill("Judul dari redaktur")
    assert save(first) == 200
    second.locator("[name=headline]").fill("Judul dari penulis")
    type_into_body(second, " Kalimat dari penulis.")
    second.locator("#captions-0 [name$=-caption]").fill("Keterangan dari penulis.")
    assert save(second) == 409
    assert "Judul dari redaktur" in second.locator(".choices-both").inner_text()
    assert "Kalimat dari penulis." in second.locator(".choices-mine").inner_text()
    assert "Keterangan dari penulis." in second.locator(".choices-mine").inner_text()
    looks_right(second, SMALL_AND_LARGE)
    full.refresh_from_db()
    assert (full.headline, "Kalimat" in full.body) == ("Judul dari redaktur", False)
    second.locator("[name=joined-headline]").fill("Judul dari redaktur dan penulis")
    with second.expect_navigation() as answered:
        second.locator("#conflict_form [name=_save]").click()
    assert answered.value.status == 200
    full.refresh_from_db()
    assert full.headline == "Judul dari redaktur dan penulis"
    assert "Kalimat dari penulis." in full.body
    assert full.captions.get().caption == "Keterangan dari penulis."


def test_who_writes_into_a_release_that_was_decided_keeps_the_words(desk, site, penulis, redaktur, penerbit, full):
    page = desk(penulis)
    page.goto(change_url(site, full))
    page.locator("[name=lead]").fill("Teras yang datang terlambat.")
    workflow.take("submit", full, by=penulis)
    workflow.take("approve", full, by=redaktur)
    workflow.take("release", full, by=penerbit)
    assert save(page) == 409
    assert "Teras yang datang terlambat." in page.locator(".choice", has_text="Teras").inner_text()
    assert page.locator("[name=_save]").count() == 0
    full.refresh_from_db()
    assert full.lead != "Teras yang datang terlambat."


def test_who_decides_on_what_was_changed_meanwhile_is_told(desk, site, penulis, redaktur, full):
    workflow.take("submit", full, by=penulis)
    page = desk(redaktur)
    page.goto(step_url(site, full, "return"))
    page.locator("[name=note]").fill("Mohon sebut jam layanan.")
    workflow.take("return", full, by=redaktur, note="Sudah dikembalikan.")
    with page.expect_navigation() as answered:
        page.locator("#step_form button[type=submit]").click()
    assert answered.value.status == 409
    assert page.locator("#refusal").inner_text()
    assert page.locator("[name=note]").input_value() == "Mohon sebut jam layanan."


def test_text_that_was_typed_is_not_left_without_a_question(desk, site, penulis, full):
    page = desk(penulis)
    page.goto(change_url(site, full))
    type_into_body(page, " Belum disimpan.")
    page.on("dialog", lambda dialog: dialog.dismiss())
    with page.expect_event("dialog") as asked:
        page.locator("#site-name a").click()
    assert asked.value.type == "beforeunload"
    expect(page.locator("#id_body[role=textbox]")).to_contain_text("Belum disimpan.")


# What the forms make


def test_a_writer_begins_a_release_by_hand_and_finds_the_official(
    desk, site, penulis, agency, section, official, appointment, axe
):
    page = desk(penulis)
    page.goto(site + reverse("admin:articles_edition_add"))
    page.locator("[name=headline]").fill("Layanan malam dibuka")
    page.locator("[name=section]").select_option(str(section.pk))
    type_into_body(page, "Layanan dibuka pukul 19.00.")
    page.locator("#mentions-group .add-row a").click()
    page.locator("#mentions-0 .find-input").first.type("rahmat")
    page.locator("#mentions-0 [role=option]", has_text="Rahmat Simbolang").first.wait_for()
    axe(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert save(page) == 200
    draft = Edition.objects.get()
    assert (draft.headline, draft.section, draft.lead_agency) == ("Layanan malam dibuka", section, agency)
    assert draft.body == "<p>Layanan dibuka pukul 19.00.</p>"
    assert draft.mentions.get().appointment == appointment  # the office held today
    assert draft.created_by == penulis


def test_a_photo_is_seen_as_soon_as_it_is_chosen(desk, site, penulis, draft, photo):
    page = desk(penulis)
    page.goto(change_url(site, draft))
    page.locator(".photo-choose").click()
    page.locator(".chooser-photos input").check()
    page.locator(".chooser-add").click()
    picture = page.locator("#captions-0 .field-preview img")
    expect(picture).to_have_js_property("naturalWidth", 320)
    assert picture.get_attribute("alt")


def test_the_settings_of_a_release_are_changed_by_hand(desk, site, penerbit, released):
    page = desk(penerbit)
    page.goto(change_url(site, released))
    page.locator(f"aside a[href='{reverse('admin:articles_edition_settings', args=[released.pk])}']").click()
    page.locator("[name=comments][value=closed]").check()
    page.locator("#settings_form button[type=submit]").click()
    page.wait_for_url(change_url(site, released))
    released.article.refresh_from_db()
    assert released.article.comments == "closed"


def test_a_release_is_scheduled_in_the_newsrooms_time_and_taken_back(desk, visitor, site, penerbit, approved):
    page = desk(penerbit)
    page.goto(step_url(site, approved, "release"))
    page.locator("[name=at]").fill("2090-01-02T09:00")
    expect(page.locator("output")).to_contain_text("Senin, 2 Januari 2090")
    expect(page.locator("#step_form button[type=submit]")).to_contain_text("Sen 2 Jan 2090 09.00 WIB")
    page.locator("#step_form button[type=submit]").click()
    page.wait_for_url(change_url(site, approved))
    approved.refresh_from_db()
    assert approved.live_from == datetime.datetime(2090, 1, 2, 2, tzinfo=datetime.UTC)  # 9.00 WIB
    expect(page.locator("aside .badge-scheduled")).to_be_visible()
    reader = visitor()
    assert reader.goto(f"{site}/2090/01/02/{approved.article.slug}/").status == 404
    page.locator("aside .step-unschedule").click()
    page.locator("#step_form button[type=submit]").click()
    page.wait_for_url(change_url(site, approved))
    approved.refresh_from_db()
    assert (approved.state, approved.live_from) == (Edition.State.APPROVED, None)


def test_the_text_editor_keeps_what_readers_get_and_nothing_else(desk, site, penulis, draft, faults):
    page = desk(penulis)
    page.goto(change_url(site, draft))
    body = page.locator("#id_body[role=textbox]")
    body.click()
    page.keyboard.press("Control+A")
    page.evaluate(
        """html => {
            const data = new DataTransfer();
            data.setData("text/html", html);
            document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true}));
        }""",
        '<h2 style="color:red">Jadwal</h2><p onclick="x()">Senin <b>pagi</b><script>x()</script></p>'
        '<p><a href="javascript:x()">jahat</a> <a href="https://example.org/">baik</a></p>',
    )
    assert save(page) == 200
    assert all("Content Security Policy" in fault for fault in faults)  # what the paste wanted to run and to paint
    faults.clear()
    draft.refresh_from_db()
    assert "<h2>Jadwal</h2>" in draft.body
    assert "<strong>pagi</strong>" in draft.body
    assert 'href="https://example.org/"' in draft.body
    assert not any(word in draft.body for word in ("style", "onclick", "script", "javascript"))
