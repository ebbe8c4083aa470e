"""What an editor decides on a phone, and how the calendar is moved: by dragging, by finger, by keyboard."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from news.articles import editing, planning, workflow
from news.articles.models import Edition, PlannedEvent

SMALL_AND_LARGE = [320, 1280]
# Define touch(name, where): a finger on what the first selector finds, or "to" the second.
TOUCH = """([from, to]) => {
    const entry = document.querySelector(from), target = document.querySelector(to);
    window.touch = (name, where) => {
        const box = (where === "to" ? target : entry).getBoundingClientRect();
        const finger = { bubbles: true, isPrimary: true, pointerId: 5, pointerType: "touch" };
        const event = new PointerEvent(name, { ...finger, clientX: box.x + 20, clientY: box.y + 10 });
        (name === "pointerdown" ? entry : document).dispatchEvent(event);
    };
}"""


@pytest.fixture
def scheduled(approved, penerbit) -> Edition:
    """The release of the other tests, to go live next month on the 10th at 09.00 WIB."""
    month = (timezone.now() + datetime.timedelta(days=31)).replace(day=10, hour=2, minute=0, second=0, microsecond=0)
    return workflow.take("release", approved, by=penerbit, at=month)


def month_of(edition: Edition) -> str:
    return f"/admin/meja/kalender/?bulan={edition.live_from:%Y-%m}"


def day(page: Page, edition: Edition, number: int):
    return page.locator(f"td[data-day='{edition.live_from:%Y-%m}-{number:02}']")


def test_a_release_is_returned_and_approved_on_a_phone(desk, site, draft, penulis, redaktur, looks_right):
    workflow.take("submit", draft, by=penulis)
    editing.begin_draft(redaktur, headline="Draf sendiri")
    page = desk(redaktur)
    looks_right(page, SMALL_AND_LARGE)
    page.set_viewport_size({"width": 320, "height": 640})
    page.locator(".panel-decide summary").click()
    page.get_by_label("Apa yang perlu diubah").fill("Sebut jamnya.")
    page.locator(".panel-decide details button").click()
    outcome = page.locator("#outcome[role=status]")
    expect(outcome).to_contain_text(draft.headline)
    expect(outcome).to_be_focused()
    workflow.take("submit", draft, by=penulis)
    page.goto(f"{site}/admin/")
    Edition.objects.filter(pk=draft.pk).update(version=9)
    page.locator(".panel-decide button.step-approve").click()
    expect(page.locator(".panel-decide [role=alert]")).to_be_focused()
    page.locator(".panel-decide button.step-approve").click()
    expect(outcome).to_contain_text(draft.headline)
    draft.refresh_from_db()
    assert draft.state == "approved"


def test_what_is_scheduled_is_dragged_asked_about_and_moved(desk, site, scheduled, penerbit, looks_right):
    page = desk(penerbit)
    page.goto(site + month_of(scheduled))
    looks_right(page, SMALL_AND_LARGE)
    page.set_viewport_size({"width": 1280, "height": 900})
    entry = page.locator(".entry[data-move]")
    entry.scroll_into_view_if_needed()
    begin, target = entry.bounding_box(), day(page, scheduled, 12).bounding_box()
    assert begin
    assert target
    for confirms in (False, True):
        page.mouse.move(begin["x"] + 30, begin["y"] + 8)
        page.mouse.down()
        page.mouse.move(target["x"] + 20, target["y"] + 20, steps=5)
        expect(page.locator(".dragged")).to_be_visible()
        page.mouse.up()
        dialogue = page.locator("#move")
        expect(dialogue).to_be_visible()
        expect(dialogue.locator("h2")).to_contain_text("09.00 WIB?")
        expect(dialogue.locator("h2")).to_contain_text(" 12 ")
        assert Edition.objects.get().live_from.day == 10
        if not confirms:
            page.keyboard.press("Escape")
            expect(page.locator(".entry-move")).to_be_focused()
    dialogue.locator("button[type=submit]").click()
    expect(page.locator("#outcome")).to_contain_text(scheduled.headline)
    expect(day(page, scheduled, 12).locator(".entry")).to_be_visible()
    assert Edition.objects.get().live_from.day == 12


def test_a_finger_that_holds_drags_and_one_that_does_not_scrolls(desk, site, scheduled, penerbit):
    page = desk(penerbit)
    page.goto(site + month_of(scheduled))
    page.evaluate(TOUCH, [".entry[data-move]", f"td[data-day='{scheduled.live_from:%Y-%m}-12']"])
    page.evaluate("touch('pointerdown'); touch('pointermove', 'to'); touch('pointerup', 'to')")
    expect(page.locator("#move")).to_be_hidden()
    page.evaluate("touch('pointerdown')")
    page.locator(".dragged").wait_for()
    page.evaluate("touch('pointermove', 'to'); touch('pointerup', 'to')")
    expect(page.locator("#move")).to_be_visible()
    expect(page.locator("#move h2")).to_contain_text(" 12 ")


def test_an_event_is_planned_moved_and_written_about_by_keyboard(desk, site, agency, penulis, looks_right):
    at = (timezone.now() + datetime.timedelta(days=31)).replace(day=10, hour=2, minute=0, second=0, microsecond=0)
    event = planning.plan(PlannedEvent(title="Pasar murah", agency=agency, starts_at=at), by=penulis)
    page = desk(penulis)
    page.goto(f"{site}/admin/meja/kalender/?bulan={at:%Y-%m}")
    page.locator(".entry-move").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/pindah/acara/**")
    looks_right(page, SMALL_AND_LARGE)
    page.locator("[name=at]").fill(f"{at:%Y-%m}-15T10:30")
    expect(page.locator("output.moment-echo")).to_contain_text("15")
    page.locator("#move_form button[type=submit]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/kalender/?**")
    expect(page.locator("#outcome")).to_contain_text("10.30 WIB")
    page.goto(f"{site}/admin/meja/kalender/acara/{event.pk}/")
    looks_right(page, SMALL_AND_LARGE)
    page.locator(".decision-what button").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/articles/edition/*/change/")
    assert page.locator("[name=headline]").input_value() == "Pasar murah"


def test_the_list_and_what_many_are_asked_fit_and_are_accessible(desk, site, draft, penulis, redaktur, looks_right):
    workflow.take("submit", draft, by=penulis)
    page = desk(redaktur)
    page.goto(f"{site}/admin/articles/edition/?state=in_review&official=simbolang&q=vaksinasi")
    page.locator("#changelist-filter details").nth(3).locator("summary").click()
    looks_right(page, SMALL_AND_LARGE)
    expect(page.locator(".chips li")).to_have_count(4)
    page.locator(".chips a").first.click()
    page.wait_for_url(lambda url: "q=" not in url)
    page.locator(".action-select").check()
    page.locator("[name=action]").select_option("return_")
    page.locator("[name=index]").click()
    page.locator("#bulk_form").wait_for()
    looks_right(page, SMALL_AND_LARGE)
    page.locator("#note").fill("Sebut jamnya.")
    page.locator("#bulk_form button[type=submit]").click()
    expect(page.locator("#outcome")).to_be_focused()
    looks_right(page, SMALL_AND_LARGE)
    draft.refresh_from_db()
    assert draft.state == "draft"
