"""The comment form in a browser: in place where scripts run, by itself where they do not, and nothing typed is lost."""

import re

import pytest
from playwright.sync_api import Page, expect

from news.comments import proof, receiving
from news.comments.models import Comment, SpentChallenge

from .conftest import SIZES

TEXT = "Apakah lansia juga dilayani?\nTerima kasih & salam."


@pytest.fixture
def address(released) -> str:
    """Where the release is that readers comment on; its comments are open."""
    article = released.article
    article.refresh_from_db()
    article.comments = "open"
    article.save(update_fields=["comments"])
    return article.get_absolute_url()


@pytest.fixture
def asked(released, address) -> Comment:
    """A comment that everybody sees."""
    return receiving.receive(released.article, name="Budi", text="Sampai kapan layanan ini dibuka, Bu?")


@pytest.fixture
def patient(monkeypatch):
    """Take nobody for a program: the browser of a test types faster than people."""
    monkeypatch.setattr("news.comments.assessing.FASTEST", 0.0)


def form_in(page: Page):
    return page.locator("[data-comment-form] form")


def fill(page: Page, **fields: str) -> None:
    for name, value in {"name": "Rina", "text": TEXT, **fields}.items():
        form_in(page).locator(f"[name={name}]").fill(value)


def send(page: Page) -> None:
    form_in(page).locator("[type=submit]").click()


def test_a_reply_is_written_and_sent_in_place(page, site, address, asked, patient, looks_right):
    page.goto(site + address)
    page.locator("#komentar a[href*=balas]").click()
    expect(form_in(page).locator("[name=name]")).to_be_focused()
    assert page.url == site + address
    looks_right(page, [320, 1280])
    fill(page)
    send(page)
    outcome = page.locator("#komentar .notice")
    expect(outcome).to_be_focused()
    assert page.url == site + address
    reply = Comment.objects.get(name="Rina")
    assert (reply.parent, reply.text, reply.status, reply.signals) == (asked, TEXT, "published", [])
    assert SpentChallenge.objects.count() == 1
    looks_right(page, [320])
    outcome.locator("a[href*='~saya']").click()
    page.wait_for_url("**/komentar/~saya/**")
    assert "Apakah lansia" in page.locator("main").inner_text()


def test_what_is_wrong_is_said_in_place_and_nothing_is_lost(page, site, address, patient, looks_right, faults):
    page.goto(site + address)
    page.locator("#komentar .answer a.button").click()
    fill(page, name="")
    form_in(page).evaluate("form => form.noValidate = true")
    with page.expect_response(lambda response: response.status == 422):
        send(page)
    expect(form_in(page).locator("[role=alert]")).to_be_focused()
    assert form_in(page).locator("[name=text]").input_value() == TEXT
    assert "422" in faults.pop()
    looks_right(page, [320])
    form_in(page).locator("[name=name]").fill("Rina")
    form_in(page).locator("[type=submit]").dblclick()
    expect(page.locator("#komentar .notice")).to_be_visible()
    assert Comment.objects.get().status == "published"


def test_without_a_connection_the_text_stays_and_can_be_sent_again(page, site, address, patient):
    page.goto(site + address)
    page.locator("#komentar .answer a.button").click()
    fill(page)
    expect(form_in(page).locator("[name=proof]")).not_to_have_value("")
    page.context.set_offline(True)
    send(page)
    expect(form_in(page).locator("[role=alert]")).to_be_focused()
    assert form_in(page).locator("[name=text]").input_value() == TEXT
    page.context.set_offline(False)
    send(page)
    expect(page.locator("#komentar .notice")).to_be_visible()
    assert Comment.objects.get().text == TEXT


def test_what_was_typed_moves_along_to_another_comment_and_outlives_cancelling(page, site, address, asked):
    page.goto(site + address)
    page.locator("#komentar .answer a.button").click()
    fill(page)
    form_in(page).locator(".cancel").click()
    expect(page.locator("#komentar .answer a.button")).to_be_focused()
    expect(form_in(page)).to_be_hidden()
    page.locator("#komentar a[href*=balas]").click()
    expect(form_in(page).locator("[name=parent]")).to_have_value(str(asked.pk))
    assert form_in(page).locator("[name=text]").input_value() == TEXT


def test_where_the_form_cannot_be_fetched_the_link_leads_to_it(page, site, address):
    page.goto(site + address)
    # The first time it is asked for by the script; the second by following the link.
    page.route(re.compile(r"/komentar/[^/]+/$"), lambda route: route.abort(), times=1)
    page.locator("#komentar .answer a.button").click()
    page.wait_for_url("**/komentar/*/")
    expect(form_in(page)).to_be_visible()


def test_characters_are_counted_near_the_end(page, site, address):
    page.goto(site + address)
    page.locator("#komentar .answer a.button").click()
    fill(page, text="x" * 3900)
    expect(form_in(page).locator("[role=status]")).to_contain_text("100")
    fill(page, text="x" * 4100)
    expect(form_in(page).locator("[role=status]")).to_contain_text("100")
    assert len(form_in(page).locator("[name=text]").input_value()) == 4100  # nothing is cut off
    fill(page, text="x" * 100)
    expect(form_in(page).locator("[role=status]")).to_be_empty()


@pytest.mark.parametrize("scripts", [True, False], ids=["with-javascript", "without-javascript"])
def test_the_form_on_its_own_page(visitor, site, address, scripts, patient, looks_right):
    page = visitor(java_script_enabled=scripts)
    page.set_viewport_size({"width": 320, "height": SIZES[320]})
    page.goto(site + address)
    page.goto(site + page.locator("#komentar .answer a.button").get_attribute("href"))
    fill(page)
    if scripts:
        looks_right(page, [320, 1280])
    send(page)
    page.wait_for_url("**/komentar/~saya/**")
    comment = Comment.objects.get()
    assert comment.text == TEXT
    found = [signal["code"] for signal in comment.signals]
    assert (comment.status, found) == (("published", []) if scripts else ("held", ["no_proof"]))


def test_a_browser_that_cannot_work_it_out_is_held(page, site, address, patient):
    page.add_init_script("delete window.Worker")
    page.goto(site + address)
    page.locator("#komentar .answer a.button").click()
    fill(page)
    send(page)
    expect(page.locator("#komentar .notice")).to_be_visible()
    assert [signal["code"] for signal in Comment.objects.get().signals] == ["no_proof"]


def test_the_work_is_that_of_the_protocol(page, site, address):
    page.goto(site + address)
    page.locator("#komentar .answer a.button").click()
    fill(page)
    expect(form_in(page).locator("[name=proof]")).not_to_have_value("")
    now = Comment._meta.get_field("created_at").get_default()
    proof.spend(form_in(page).locator("[name=proof]").input_value(), now)
    assert SpentChallenge.objects.count() == 1
