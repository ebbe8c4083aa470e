"""The desk by keyboard alone, in the smallest size: the focus is never lost, and every outcome is said.

docs/accessibility.md has the contract. 320 CSS pixels are a desktop of 640 at 200 %, and one of 1280 at 400 %.
"""

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from news.articles import workflow
from news.articles.models import Edition, PhotoCaption, Quote

from .test_desk import change_url, photo  # noqa: F401  # a fixture
from .test_journey import HEADLINE, RAW, type_into_body

SMALL = {"width": 320, "height": 512}


def has_focus(page: Page, selector: str) -> bool:
    """Say whether the focus comes to be in ``selector``."""
    try:
        page.wait_for_function("selector => document.activeElement?.closest(selector)", arg=selector, timeout=5000)
    except PlaywrightTimeoutError:
        return False
    return True


def tab_to(page: Page, selector: str, most: int = 250) -> None:
    """Press Tab until the focus is on ``selector``; on the way there it is somewhere, and nothing covers it."""
    for _ in range(most):
        page.keyboard.press("Tab")
        there = page.evaluate(
            """selector => {
                const here = document.activeElement;
                return here === document.body ? "body" : here.matches(selector) ? "there" : "";
            }""",
            selector,
        )
        assert there != "body", f"the focus fell to the body on the way to {selector}"
        if there:
            return
    raise AssertionError(f"no way by keyboard to {selector}")


def press(page: Page, selector: str, key: str = "Enter") -> None:
    """Go to ``selector`` by Tab and press it; the page that answers has loaded when this returns."""
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press(key)


def outcome(page: Page) -> str:
    """Return what the focus is on after an answer: a list of messages or a summary of faults, which are read out."""
    assert has_focus(page, "ul.messagelist, [role=alert]"), page.evaluate(
        "document.activeElement.outerHTML.slice(0, 200)"
    )
    return page.evaluate("document.activeElement.innerText")


def said(page: Page, words: str, region: str = "#writing-status") -> None:
    """Wait until a live region says ``words``."""
    page.wait_for_function(
        "([region, words]) => document.querySelector(region).textContent.includes(words)", arg=[region, words]
    )


def test_a_release_is_pasted_corrected_returned_and_released_by_keyboard_alone(
    desk, site, penulis, redaktur, penerbit, agency, section, official, appointment
):
    writer, editor, publisher = desk(penulis), desk(redaktur), desk(penerbit)
    for page in (writer, editor, publisher):
        page.set_viewport_size(SMALL)

    # penulis pastes; what was read becomes a draft
    writer.goto(site + reverse("admin:intake:paste"))
    tab_to(writer, "[name=text]")
    writer.keyboard.insert_text(RAW)
    press(writer, "[name=step][value=read]")
    tab_to(writer, "[name=agency]")
    writer.keyboard.press("ArrowDown")
    press(writer, "[name=step][value=draft]")
    writer.wait_for_url("**/articles/edition/*/change/")
    outcome(writer)
    edition = Edition.objects.get()
    assert (edition.headline, edition.lead_agency) == (HEADLINE, agency)

    # it is corrected: saved by a key while writing, then incomplete, and the summary leads into the field
    tab_to(writer, "#id_dateline_source")
    writer.keyboard.press("Control+A")
    writer.keyboard.press("Delete")
    tab_to(writer, "#id_body[role=textbox]")
    writer.keyboard.press("Control+End")
    writer.keyboard.type(" Obat berasal dari gudang farmasi kota.")
    with writer.expect_navigation():
        writer.keyboard.press("Control+s")
    outcome(writer)
    Edition.objects.filter(pk=edition.pk).update(dateline_place="", dateline_source="")
    writer.reload()
    tab_to(writer, ".skip-to-steps")
    writer.keyboard.press("Enter")
    assert has_focus(writer, "#next-steps")
    press(writer, "[data-step=submit]")
    outcome(writer)
    tab_to(writer, "#faults a")
    writer.keyboard.press("Enter")
    assert has_focus(writer, "#id_dateline_place")
    writer.keyboard.type("Tanjung Selasih")
    press(writer, "[data-step=submit]")
    outcome(writer)
    edition.refresh_from_db()
    assert (edition.state, edition.dateline_place) == ("in_review", "Tanjung Selasih")
    assert "gudang farmasi" in edition.body

    # redaktur returns it with a remark
    editor.goto(change_url(site, edition))
    tab_to(editor, ".skip-to-steps")
    editor.keyboard.press("Enter")
    tab_to(editor, "details.way-more > summary")
    editor.keyboard.press("Enter")
    tab_to(editor, "#id_return_note")
    editor.keyboard.type("Mohon sebut jam layanan.")
    press(editor, "[data-step=return]")
    outcome(editor)

    # penulis mends it without the tools of the editor, and submits it again
    writer.goto(change_url(site, edition))
    tab_to(writer, "#plain-toggle")
    writer.keyboard.press("Enter")
    assert has_focus(writer, "#body_plain")
    writer.keyboard.press("Control+End")
    writer.keyboard.type("\n\nJam layanan:\n- *18.00* sampai **21.00**")
    press(writer, "[data-step=submit]")
    outcome(writer)
    edition.refresh_from_db()
    assert edition.body.endswith("<ul><li><p><em>18.00</em> sampai <strong>21.00</strong></p></li></ul>")

    # redaktur approves it, penerbit releases it
    for page, step, state in ((editor, "approve", "approved"), (publisher, "release", "released")):
        page.goto(change_url(site, edition))
        tab_to(page, ".skip-to-steps")
        page.keyboard.press("Enter")
        press(page, f"[data-step={step}]")
        outcome(page)
        edition.refresh_from_db()
        assert edition.state == state


@pytest.fixture
def full(draft, photo, appointment) -> Edition:  # noqa: F811  # the fixture
    PhotoCaption.objects.create(edition=draft, photo=photo, caption="Suasana layanan di Puskesmas Muara.")
    Quote.objects.create(edition=draft, appointment=appointment, words="Warga cukup membawa KTP.")
    return draft


def test_checks_come_while_writing_and_lead_into_every_kind_of_field(desk, site, penulis, full):
    PhotoCaption.objects.update(caption="")
    page = desk(penulis)
    page.goto(change_url(site, full))
    page.locator("#id_body[role=textbox]").wait_for()
    version = full.version
    page.locator("[name=headline]").fill("PUSKESMAS MUARA BUKA LAYANAN MALAM")
    page.locator("[name=dateline_place]").fill("")
    type_into_body(page, f" Kata Rahmad Simbolang. {'Kata ' * 31}")
    said(page, "2 perlu diperbaiki")  # the dateline and a caption
    for code, target in (("huruf besar", "#id_headline"), ("Rahmad", "#id_body, #body_plain"), ("31", "#id_body")):
        page.locator("#checks .findings a", has_text=code).first.click()
        assert has_focus(page, target), code
    page.locator("#checks .finding-blocking a").last.click()
    assert has_focus(page, "#captions-0, #captions-group")
    full.refresh_from_db()
    assert (full.version, full.headline) == (version, "Vaksinasi gratis di puskesmas mulai Senin")


def test_a_decision_on_text_that_is_not_saved_waits(desk, site, penulis, redaktur, full):
    workflow.take("submit", full, by=penulis)
    page = desk(redaktur)
    page.goto(change_url(site, full))
    page.locator("[name=headline]").fill("Judul lain")
    page.locator("[data-step=approve]").click()
    page.wait_for_function("() => document.querySelector('#writing-status').textContent")
    assert has_focus(page, "[name=_save]")
    full.refresh_from_db()
    assert full.state == "in_review"


def test_the_preview_shows_what_is_typed_at_both_widths_and_writes_nothing(desk, site, penulis, full, axe):
    page = desk(penulis)
    page.goto(change_url(site, full))
    page.locator("[name=headline]").fill("Judul yang baru diketik")
    page.locator("#preview-open").click()
    shown = page.frame_locator("#preview iframe")
    shown.locator("h1", has_text="Judul yang baru diketik").wait_for()
    assert has_focus(page, "#preview [data-width=phone]")
    page.wait_for_function("() => document.querySelector('#preview iframe').clientWidth <= 390")
    assert shown.locator("figure img").first.evaluate("image => image.decode().then(() => image.naturalWidth > 0)")
    axe(page)
    page.locator("[name=headline]").fill("Judul yang lebih baru")
    shown.locator("h1", has_text="Judul yang lebih baru").wait_for()
    page.locator("#preview [data-width=wide]").click()
    page.wait_for_function("() => document.querySelector('#preview iframe').clientWidth === 1280")
    page.keyboard.press("Escape")
    assert has_focus(page, "#preview-open")
    full.refresh_from_db()
    assert full.headline == "Vaksinasi gratis di puskesmas mulai Senin"


def test_the_button_of_a_release_says_what_it_does_as_the_time_is_typed(desk, site, penerbit, approved):
    page = desk(penerbit)
    page.goto(change_url(site, approved))
    button, box = page.locator("[data-step=release]"), page.locator("aside [name=at]")
    now = button.inner_text()
    box.fill("2090-01-02T09:00")
    expect(button).to_contain_text("Sen 2 Jan 2090 09.00 WIB")
    expect(page.locator("aside output")).to_contain_text("Senin, 2 Januari 2090 09.00 WIB")
    box.fill("2020-01-02T09:00")
    expect(button).to_have_text(now, use_inner_text=True)
    expect(page.locator("aside output.odd")).to_be_visible()
    with page.expect_navigation() as answered:
        button.click()
    assert answered.value.status == 409  # the page of the step, with the reason
    assert page.locator("[name=at]").input_value() == "2020-01-02T09:00"


def test_keys_are_an_addition_that_can_be_switched_off(desk, site, penulis, full, axe):
    page = desk(penulis)
    page.goto(site + reverse("admin:articles_edition_changelist"))
    page.keyboard.press("/")
    assert has_focus(page, "#searchbar")
    page.keyboard.type("?/pn")
    expect(page.locator("#searchbar")).to_have_value("?/pn")
    page.goto(change_url(site, full))
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    axe(page)
    page.locator("#keys [name=keys]").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.keyboard.press("p")
    expect(page.locator("#keys")).to_be_hidden()
    expect(page.locator("#preview")).to_be_hidden()
    page.locator("[data-open-keys]").click()
    page.locator("#keys [name=keys]").check()
    page.keyboard.press("Escape")
    assert has_focus(page, "[data-open-keys]")
    page.locator("#content h1").click()
    page.keyboard.press("p")
    page.locator("#preview").wait_for()


WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<style>p.MsoNormal {margin:0}</style></head><body>
<!--StartFragment-->
<p class=MsoNormal style='margin:0'>Jadwal <b style='mso-bidi-font-weight:normal'>pagi</b>:<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'>
<![if !supportLists]><span style='font-family:Symbol'>
<span style='mso-list:Ignore'>·<span style='font:7.0pt'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>Senin</p>
<p class=MsoListParagraphCxSpLast><span>·<span>&nbsp;&nbsp; </span></span>Selasa</p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraph><span>1.<span>&nbsp;&nbsp; </span></span>Datang</p>
<p class=MsoListParagraph><span>2.<span>&nbsp;&nbsp; </span></span>Daftar</p>
<p class=MsoNormal>2026. Tahun ini.</p><!--EndFragment--></body></html>"""
PASTE = """html => {
    const data = new DataTransfer();
    data.setData("text/html", html);
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true}));
}"""


def test_what_comes_from_word_becomes_clean_paragraphs_and_lists(desk, site, penulis, draft):
    page = desk(penulis)
    page.goto(change_url(site, draft))
    page.locator("#id_body[role=textbox]").click()
    page.keyboard.press("Control+A")
    page.evaluate(PASTE, WORD)
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    draft.refresh_from_db()
    assert draft.body == (
        "<p>Jadwal <strong>pagi</strong>:</p><ul><li><p>Senin</p></li><li><p>Selasa</p></li></ul>"
        "<ol><li><p>Datang</p></li><li><p>Daftar</p></li></ol><p>2026. Tahun ini.</p>"
    )


ROUND_TRIP = (Path(__file__).parent / "round_trip.js").read_text(encoding="utf-8")


def test_plain_text_keeps_the_structure_there_and_back(page, site):
    page.goto(site)
    assert page.evaluate(ROUND_TRIP)["lost"] == []
