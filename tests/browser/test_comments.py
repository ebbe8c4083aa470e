"""Readers answer, from the form to the release; test_moderation.py has the moderator's side."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from news.comments import moderation, receiving
from news.comments.models import Comment

from .conftest import SIZES

TEXT = "Apakah lansia juga dilayani?\n<script>alert(1)</script> & <b>terima kasih</b>"


@pytest.fixture
def address(released) -> str:
    """Where the release is that readers comment on."""
    released.article.refresh_from_db()
    return released.article.get_absolute_url()


@pytest.fixture
def held(released) -> Comment:
    """A comment that waits for a moderator."""
    return receiving.receive(released.article, name="Rina", text="Apakah lansia juga dilayani?")


def card(page: Page, site: str, tab: str = "held"):
    """Open a tab of the queue and return the card of its only comment."""
    page.goto(f"{site}{reverse('admin:comments_comment_changelist')}?tab={tab}")
    return page.locator("article.card")


@pytest.mark.parametrize("scripts", [True, False], ids=["with-javascript", "without-javascript"])
def test_a_reader_sends_a_comment_once_and_loses_nothing(visitor, site, address, scripts, looks_right):
    page = visitor(java_script_enabled=scripts)
    page.set_viewport_size({"width": 320, "height": SIZES[320]})
    page.goto(site + address)
    page.goto(site + (page.locator("#komentar a.button").get_attribute("href") or ""))
    page.locator("[name=text]").fill(TEXT)
    page.locator("main form").evaluate("form => form.noValidate = true")
    page.locator("main form button").click()
    page.locator("[role=alert]").wait_for()  # the name is missing
    expect(page.locator("[name=text]")).to_have_value(TEXT)
    if scripts:
        looks_right(page, [320])
    page.locator("[name=name]").fill("Rina")
    page.locator("main form button").dblclick()
    page.wait_for_url("**/~saya/**")
    if scripts:
        looks_right(page, [320])
    comment = Comment.objects.get()
    assert (comment.name, comment.text, comment.status) == ("Rina", TEXT, Comment.Status.HELD)


def test_markup_in_a_comment_is_text(page, site, address, released, moderator):
    comment = receiving.receive(released.article, name="<i>Rina</i>", text=TEXT)
    moderation.decide(comment, "approve", by=moderator, version=comment.version)
    page.goto(site + address)
    shown = page.locator("#komentar article.comment")
    assert shown.locator(".comment-text").inner_text() == TEXT
    assert "<i>Rina</i>" in shown.inner_text()


def test_a_comment_is_answered_held_seen_and_taken_back(visitor, desk, site, address, held, moderator):
    queue = desk(moderator)
    card(queue, site).locator("[value=approve]").click()
    queue.locator("article.slip").wait_for()
    reader = visitor()
    reader.goto(site + address)
    shown = reader.locator("#komentar article.comment")
    assert held.text in shown.inner_text()
    shown.locator("a[href*=balas]").click()
    reader.locator("[name=name]").fill("Budi")
    reader.locator("[name=text]").fill("Setahu saya ya.")
    reader.locator("main form [type=submit]").click()
    reader.locator("#komentar .notice").wait_for()
    reply = Comment.objects.get(name="Budi")
    assert (reply.parent, reply.status) == (held, Comment.Status.HELD)
    # The moderator rejects the reply for a reason, then thinks better of it.
    rejected = card(queue, site)
    rejected.locator(".card-reject summary").click()
    rejected.locator("[name=reason][value=insult]").click()
    queue.locator("article.slip [value=undo]").click()
    queue.locator("article.card:not(.slip)").wait_for()
    reply.refresh_from_db()
    assert reply.status == Comment.Status.HELD
    assert [decision.action for decision in reply.decisions.order_by("pk")] == ["reject", "undo"]
