"""Readers answer, and moderators decide: from the form to the release, and two moderators at once."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from news.comments import moderation
from news.comments.models import Comment, Decision

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
    return moderation.receive(released.article, name="Rina", email="", text="Apakah lansia juga dilayani?")


def card(page: Page, site: str, tab: str = "held"):
    """Open a tab of the queue and return the card of its only comment."""
    page.goto(f"{site}{reverse('admin:comments_comment_changelist')}?tab={tab}")
    return page.locator("article.card")


@pytest.mark.parametrize("scripts", [True, False], ids=["with-javascript", "without-javascript"])
def test_a_reader_sends_a_comment_once_and_loses_nothing(visitor, site, address, scripts, looks_right):
    page = visitor(java_script_enabled=scripts)
    page.set_viewport_size({"width": 320, "height": SIZES[320]})
    page.goto(site + address)
    page.locator("#komentar a.button").click()
    page.locator("[name=text]").fill(TEXT)
    page.locator("main form").evaluate("form => form.noValidate = true")
    page.locator("main form button").click()
    assert page.locator("[role=alert]").is_visible()  # the name is missing
    assert page.locator("[name=text]").input_value() == TEXT
    if scripts:
        looks_right(page, [320])
    page.locator("[name=name]").fill("Rina")
    page.locator("main form button").dblclick()
    page.wait_for_url("**/terkirim/")
    if scripts:
        looks_right(page, [320])
    comment = Comment.objects.get()
    assert (comment.name, comment.text, comment.status) == ("Rina", TEXT, Comment.Status.HELD)


def test_markup_in_a_comment_is_text(page, site, address, released, moderator):
    comment = moderation.receive(released.article, name="<i>Rina</i>", email="", text=TEXT)
    moderation.decide(comment, "approve", by=moderator, version=comment.version)
    page.goto(site + address)
    shown = page.locator("#komentar article.comment")
    assert shown.locator(".comment-text").inner_text() == TEXT
    assert "<i>Rina</i>" in shown.inner_text()


def test_a_comment_is_answered_held_seen_and_taken_back(visitor, desk, site, address, held, moderator):
    queue = desk(moderator)
    card(queue, site).locator("[value=approve]").click()
    queue.wait_for_url("**done=*")
    reader = visitor()
    reader.goto(site + address)
    shown = reader.locator("#komentar article.comment")
    assert held.text in shown.inner_text()
    shown.locator("a[href*=balas]").click()
    reader.locator("[name=name]").fill("Budi")
    reader.locator("[name=text]").fill("Setahu saya ya.")
    reader.locator("main form button").click()
    reader.wait_for_url("**/terkirim/")
    reply = Comment.objects.get(name="Budi")
    assert (reply.parent, reply.status) == (held, Comment.Status.HELD)
    # The moderator rejects the reply for a reason, then thinks better of it.
    rejected = card(queue, site)
    rejected.locator("[name=reason]").select_option(index=1)
    rejected.locator("[value=reject]").click()
    queue.wait_for_url("**done=*")
    queue.locator(".queue-undo [value=undo]").click()
    queue.wait_for_url("**done=*")
    reply.refresh_from_db()
    assert reply.status == Comment.Status.HELD
    assert [decision.action for decision in reply.decisions.order_by("pk")] == ["reject", "undo"]


def test_two_moderators_never_overwrite_each_other(desk, site, held, moderator, redaktur):
    first, second = desk(moderator), desk(redaktur)
    cards = [card(queue, site) for queue in (first, second)]
    cards[1].locator("[name=reason]").select_option(index=1)
    cards[0].locator("[value=approve]").click()
    first.wait_for_url("**done=*")
    with second.expect_navigation() as told:
        cards[1].locator("[value=reject]").click()
    assert told.value.status == 409
    assert second.locator("#outcome[role=alert]").inner_text()
    assert str(moderator) in second.locator(".card-last").inner_text()
    held.refresh_from_db()
    assert held.status == Comment.Status.PUBLISHED
    # Who was told sees the comment as it is now, and may decide anew, knowingly.
    second.locator("article.card [name=reason]").select_option(index=1)
    second.locator("article.card [value=reject]").click()
    second.wait_for_url("**done=*")
    held.refresh_from_db()
    assert held.status == Comment.Status.REJECTED
    assert Decision.objects.count() == 2


def test_the_queue_is_accessible_and_fits(desk, site, held, released, moderator, looks_right):
    moderation.receive(released.article, name="Budi" * 15, email="", text="a" * 300)
    decided = moderation.receive(released.article, name="Sari", email="", text="Terima kasih.")
    moderation.decide(decided, "reject", by=moderator, version=decided.version, reason="other", note="Bukan komentar.")
    queue = desk(moderator)
    card(queue, site)
    looks_right(queue, [320, 1280])
    with queue.expect_navigation():
        queue.locator("[value=approve]").first.click()
    looks_right(queue, [320])
    card(queue, site, "rejected")
    looks_right(queue, [320])
    queue.goto(site + reverse("admin:comments_comment_change", args=[decided.pk]))
    looks_right(queue, [320, 1280])
