"""Photos, captions and quotes of a release, in its form: dropped, put in order by keyboard, put together, marked."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from news.articles.models import Edition
from news.directory.models import Depiction, Official
from news.photos.models import Photo
from news.photos.uploads import receive

from ..photos import pictures
from .conftest import fits

PHONE = {"width": 390, "height": 800}


def picture(number: int) -> bytes:
    """Return one of several different pictures."""
    return pictures.encoded(pictures.blocks().resize((480, 320), 0), comment=str(number).encode())


@pytest.fixture
def photo(penulis) -> Photo:
    return receive(pictures.upload(picture(9)), by=penulis, alt="Bakau di pantai", credit="Humas", title="Bakau")


def change_url(site: str, edition: Edition) -> str:
    return site + reverse("admin:articles_edition_change", args=[edition.pk])


def drop(page: Page, *names: str) -> None:
    """Drop pictures of these names on the release, as from the file manager; one that is no picture's is none."""
    files = [
        [name, list(picture(number) if name.endswith(".jpg") else b"%PDF-1.7")] for number, name in enumerate(names)
    ]
    page.evaluate(
        """(files) => {
            const transfer = new DataTransfer();
            for (const [name, bytes] of files) {
                transfer.items.add(new File([new Uint8Array(bytes)], name, { type: "image/jpeg" }));
            }
            document.getElementById("id_headline").dispatchEvent(
                new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
        }""",
        files,
    )


def save(page: Page) -> None:
    with page.expect_navigation(wait_until="load"):
        page.locator("#edition_form [name=_save]").first.click()


def test_photos_are_dropped_and_put_in_order_by_keyboard(desk, site, penulis, draft, photo, axe, faults):
    page = desk(penulis)
    page.set_viewport_size(PHONE)
    page.goto(change_url(site, draft))
    expect(page.locator(".photo-choose")).to_be_visible()
    drop(page, "satu.jpg", "dua.jpg", "lain.png")
    cards = page.locator("#captions-group .is-card:not(.empty-form)")
    expect(cards).to_have_count(2)
    expect(page.locator(".sent-row", has_text="lain.png")).to_have_attribute("data-state", "refused")
    assert [fault for fault in faults if "422" in fault], "a refusal is no success"
    faults[:] = [fault for fault in faults if "422" not in fault]
    page.locator(".sent-close").click()
    expect(cards.first.locator(".part-lead")).to_have_attribute("aria-pressed", "true")
    expect(cards.nth(1).locator(".photo-lacks .badge")).to_have_count(2)

    # The second goes up and leads; the focus stays on its button.
    second = page.locator("#captions-1")
    second.locator(".part-up").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#captions-1 .part-up")).to_be_focused()
    expect(page.locator("#release-parts [role=log] p").last).to_contain_text("1")
    second.locator(".part-lead").focus()
    page.keyboard.press("Space")
    expect(cards.first).to_have_attribute("id", "captions-1")

    # What belongs to the photo is kept at once.
    second.locator("[data-word=alt]").fill("Enam bidang warna")
    second.locator("[data-word=credit]").fill("Humas")
    second.locator("[data-word=credit]").press("Tab")
    expect(second.locator(".photo-lacks .badge")).to_have_count(0)

    # Taken out and brought back; then one from the library.
    page.locator("#captions-0 .part-out").click()
    expect(page.locator(".part-undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#captions-0 .part-out")).to_be_focused()
    page.locator(".photo-choose").click()
    page.locator("#chooser-q").fill("bakau")
    expect(page.locator(".chooser-photos li")).to_have_count(1)
    axe(page)
    page.locator(".chooser-photos input").check()
    page.locator(".chooser-add").click()
    expect(cards).to_have_count(3)
    expect(page.locator("#captions-2 textarea[name$=-caption]")).to_be_focused()
    page.keyboard.type("Bakau ditanam.")
    assert fits(page)
    axe(page)

    save(page)
    rows = draft.captions.all()
    assert [(row.photo.title, row.is_lead, row.order) for row in rows] == [
        ("dua", True, 0), ("satu", False, 1), ("Bakau", False, 2),
    ]  # fmt: skip
    assert rows[0].photo.alt == "Enam bidang warna"
    assert rows[2].caption == "Bakau ditanam."


def test_a_photo_is_dragged_and_its_focal_point_moved(desk, site, penulis, draft, photo):
    other = receive(pictures.upload(picture(8)), by=penulis, alt="Pasar", credit="Humas", title="Pasar")
    for order, each in enumerate((photo, other)):
        draft.captions.create(photo=each, order=order)
    page = desk(penulis)
    page.goto(change_url(site, draft))
    first, second = page.locator("#captions-0"), page.locator("#captions-1")
    expect(second.locator(".photo-words")).to_be_visible()
    second.locator(".part-handle").scroll_into_view_if_needed()
    second.locator(".part-handle").hover()
    page.mouse.down()
    box = first.locator(".part-bar").bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] - 20, steps=4)
    page.mouse.up()
    expect(page.locator("#captions-group .is-card:not(.empty-form)").first).to_have_attribute("id", "captions-1")

    second.locator("summary").click()
    second.locator(".focus-mark").focus()
    page.keyboard.press("Shift+ArrowLeft")
    expect(second.locator(".photo-kept")).not_to_be_empty()

    # What was taken out stays so when the form comes back with an error.
    first.locator(".part-out").click()
    page.locator("#id_slug").evaluate("box => { box.value = 'bukan alamat'; }")
    save(page)
    expect(first.locator(".part-undo")).to_be_visible()
    expect(first.locator(".part-bar")).to_be_hidden()
    page.locator("#id_slug").evaluate("box => { box.value = ''; }")
    first.locator(".part-undo").click()
    save(page)
    assert [row.photo.title for row in draft.captions.all()] == ["Pasar", "Bakau"]
    other.refresh_from_db()
    assert round(other.focal_x, 2) == 0.4


def test_a_caption_is_put_together_from_the_directory(desk, site, penulis, draft, photo, axe):
    draft.mentions.all().delete()
    draft.captions.create(photo=photo)
    page = desk(penulis)
    page.set_viewport_size(PHONE)
    page.goto(change_url(site, draft))
    page.locator("#id_venue").fill("Puskesmas Muara")
    page.locator("#captions-0 .caption-build").click()
    page.keyboard.type("rahmat")
    expect(page.locator(".find-list [role=option]")).to_have_count(1)
    expect(page.locator("#caption-builder .find-day").first).to_contain_text("11 Maret 2026")
    axe(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator(".builder-side select").select_option("left")
    page.locator(".builder-another").click()
    page.keyboard.type("warga")
    page.locator("#builder-doing").fill("meninjau vaksinasi")
    text = (
        "Kepala Dinas Kesehatan Kota Tanjung Selasih Rahmat Simbolang (kiri) bersama warga meninjau vaksinasi"
        " di Puskesmas Muara, Rabu (11/3/2026)."
    )
    expect(page.locator(".builder-text")).to_have_text(text)
    page.locator(".builder-use").click()
    expect(page.locator("#captions-0 textarea[name$=-caption]")).to_have_value(text)
    expect(page.locator("#captions-0 textarea[name$=-caption]")).to_be_focused()
    expect(page.locator("#mentions-0 .find-input").first).to_have_value("dr. Rahmat Simbolang, M.Kes.")
    expect(page.locator("#release-parts [role=log] p").last).not_to_be_empty()
    save(page)
    assert draft.captions.get().caption == text
    assert draft.mentions.get().official == Official.objects.get()
    assert Depiction.objects.get().photo == photo


def test_marked_words_become_a_quote_and_lead_back_to_the_text(desk, site, penulis, draft, appointment, axe):
    Edition.objects.filter(pk=draft.pk).update(
        body="<p>Layanan dibuka pukul 08.00.</p><p>“Warga cukup membawa KTP,” kata Kepala Dinas Kesehatan Kota Tanjung"
        " Selasih Rahmat Simbolang.</p><p>Ia menambahkan, “Datanglah lebih pagi supaya tidak mengantre.”</p>"
    )
    page = desk(penulis)
    page.goto(change_url(site, draft))
    body = page.locator("#id_body[role=textbox]")
    expect(page.locator(".quote-mark")).to_be_visible()
    body.evaluate(
        """(body) => {
            const node = body.querySelectorAll("p")[1].firstChild;
            const from = body.editor.view.posAtDOM(node, 1);
            body.editor.chain().focus().setTextSelection({ from, to: from + "Warga cukup membawa KTP".length }).run();
        }"""
    )
    page.locator(".quote-mark").click()
    who = "dr. Rahmat Simbolang, M.Kes., Kepala Dinas Kesehatan Kota Tanjung Selasih"
    expect(page.locator("#quote-maker .find-input")).to_have_value(who)
    axe(page)
    page.locator(".quote-add").click()
    words = page.locator("#quotes-0 textarea[name$=-words]")
    expect(words).to_have_value("Warga cukup membawa KTP")
    page.wait_for_function("() => CSS.highlights.get('quoted').size === 1")

    page.locator("#quotes-0 .quote-back").click()
    page.wait_for_function("() => getSelection().toString() === 'Warga cukup membawa KTP'")
    words.fill("Kata yang tidak ada")
    expect(page.locator("#quotes-0 .quote-lost")).to_be_visible()
    words.fill("Warga cukup membawa KTP")
    expect(page.locator("#quotes-0 .quote-lost")).to_be_hidden()

    # On another day somebody else, or nobody, held the office.
    page.locator("#id_event_date").fill("2001-01-01")
    expect(page.locator("#quotes-0 .find-note")).to_contain_text("2001")
    page.locator("#id_event_date").fill("2026-03-11")
    expect(page.locator("#quotes-0 .find-note")).to_be_hidden()

    page.locator(".quote-all").click()
    expect(page.locator(".finder-quotes > li")).to_have_count(2)
    expect(page.locator(".finder-actions .button")).to_have_count(1)
    axe(page)
    page.locator(".finder-actions .button").click()
    page.locator("#quote-finder [data-close]").click()
    save(page)
    quotes = draft.quotes.all()
    assert [(each.words, each.appointment) for each in quotes] == [
        ("Warga cukup membawa KTP", appointment),
        ("Datanglah lebih pagi supaya tidak mengantre.", appointment),
    ]
