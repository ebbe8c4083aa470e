"""The moderator's queue: two at once, keys, many at once, undoing, focus and announcements, no script, a phone."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from news.comments import moderation, receiving, reporting
from news.comments.models import Comment, Decision, Preference, Remark, Sanction
from news.comments.senders import Sender

from .conftest import SIZES, enter_desk, fits

LONG = "Warga menunggu jawaban dari dinas. " * 60
HOSTILE = "<b>Budi</b> \u0627\u0644\u0639\u0631\u0628\u064a\u0629 " + "W" * 55


@pytest.fixture
def article(released):
    """The release that readers comment on."""
    return released.article


@pytest.fixture
def waiting(article) -> list[Comment]:
    """Four comments that wait."""
    return [
        receiving.receive(article, name=f"Warga {number}", text=f"Apakah loket nomor {number} buka hari Sabtu?")
        for number in range(1, 5)
    ]


def go(page: Page, site: str, query: str = "") -> Page:
    """Open the queue, and wait until its script has begun if there is one."""
    page.goto(f"{site}{reverse('admin:comments_comment_changelist')}{query}")
    return page


def card(page: Page, comment: Comment) -> Locator:
    return page.locator(f"#comment-{comment.pk}")


def is_on(page: Page, comment: Comment) -> None:
    """Wait until the focus is in the card of ``comment``."""
    page.wait_for_function("id => document.activeElement.closest('.card')?.id === id", arg=f"comment-{comment.pk}")


def press(button: Locator) -> None:
    """Press ``button``, and wait until the page that answers is there."""
    with button.page.expect_navigation():
        button.click()


def statuses() -> list[str]:
    return list(Comment.objects.order_by("pk").values_list("status", flat=True))


# Deciding in place


def test_after_a_decision_the_focus_moves_on_and_the_outcome_is_announced_without_a_page_load(
    desk, site, waiting, moderator
):
    page = go(desk(moderator), site)
    page.evaluate("window.isSamePage = true")
    before = page.url
    card(page, waiting[0]).locator("[value=approve]").click()
    expect(page.locator("#outcome")).to_contain_text("Warga 1")
    assert page.locator("#outcome").get_attribute("role") == "status"
    is_on(page, waiting[1])
    slip = card(page, waiting[0])
    expect(slip).to_have_class(re.compile("slip"))
    assert statuses() == ["published", "held", "held", "held"]
    expect(page.locator("[data-count=held]")).to_have_text("3")
    expect(page).to_have_title(re.compile(r"^\(3\) "))
    slip.locator("[value=undo]").click()
    expect(card(page, waiting[0])).to_contain_text(waiting[0].text)
    is_on(page, waiting[0])
    assert statuses() == ["held"] * 4
    assert page.evaluate("window.isSamePage")
    assert page.url == before


def test_behind_the_last_comment_the_focus_goes_to_the_one_before_and_then_to_the_end(desk, site, waiting, moderator):
    page = go(desk(moderator), site)
    for number, goes_to in [(3, 2), (2, 1), (0, 1)]:
        card(page, waiting[number]).locator("[value=spam]").click()
        expect(card(page, waiting[number])).to_have_class(re.compile("slip"))
        is_on(page, waiting[goes_to])
    card(page, waiting[1]).locator("[value=spam]").click()
    expect(page.locator("#outcome")).to_be_focused()
    assert statuses() == ["spam"] * 4


def test_two_moderators_never_overwrite_each_other(desk, site, waiting, moderator, redaktur, faults):
    first, second = go(desk(moderator), site), go(desk(redaktur), site)
    comment = waiting[0]
    card(first, comment).locator("[value=approve]").click()
    expect(card(first, comment)).to_have_class(re.compile("slip"))
    card(second, comment).locator("[value=spam]").click()
    told = card(second, comment).locator(".card-problem")
    expect(told).to_contain_text(str(moderator))
    expect(second.locator("#outcome")).to_contain_text(str(moderator))
    is_on(second, comment)
    assert statuses()[0] == "published"
    assert [fault for fault in faults if "409" in fault]
    faults.clear()
    # Who was told sees the comment as it is now, and may decide anew, knowingly.
    card(second, comment).locator(".card-reject summary").click()
    card(second, comment).locator("[name=reason][value=insult]").click()
    expect(card(second, comment)).to_have_class(re.compile("slip"))
    assert statuses()[0] == "rejected"
    assert Decision.objects.count() == 2
    # And the first, who would undo what is no longer theirs, is told too.
    card(first, comment).locator("[value=undo]").click()
    expect(card(first, comment).locator(".card-problem")).to_contain_text(str(redaktur))
    assert statuses()[0] == "rejected"
    faults.clear()


def test_words_that_their_author_changed_meanwhile_are_shown_before_they_are_decided_on(
    desk, site, waiting, moderator, faults
):
    page = go(desk(moderator), site)
    receiving.change(waiting[0], text="Apakah loket nomor sembilan buka hari Minggu?", version=1)
    card(page, waiting[0]).locator("[value=approve]").click()
    expect(card(page, waiting[0])).to_contain_text("loket nomor sembilan")
    expect(card(page, waiting[0]).locator(".card-problem")).to_be_visible()
    assert statuses()[0] == "held"
    faults.clear()
    card(page, waiting[0]).locator("[value=approve]").click()
    expect(card(page, waiting[0])).to_have_class(re.compile("slip"))


def test_what_could_not_be_sent_is_said_and_nothing_is_lost(desk, site, waiting, moderator, faults):
    page = go(desk(moderator), site)
    panel = card(page, waiting[0]).locator(".card-remark")
    panel.locator("summary").click()
    panel.locator("textarea").fill("Sudah ditanyakan")
    page.context.set_offline(True)
    panel.locator("[type=submit]").click()
    expect(page.locator("#outcome.refused")).to_be_visible()
    expect(panel.locator("textarea")).to_have_value("Sudah ditanyakan")
    page.context.set_offline(False)
    panel.locator("[type=submit]").click()
    expect(card(page, waiting[0]).locator(".card-remarks")).to_contain_text("Sudah ditanyakan")
    assert Remark.objects.count() == 1
    # Logged out meanwhile: the answer is the log-in page, and the card stays.
    page.context.clear_cookies()
    card(page, waiting[0]).locator("[value=approve]").click()
    expect(page.locator("#outcome.refused")).to_be_visible()
    assert statuses() == ["held"] * 4
    faults.clear()


def test_personal_data_is_masked_in_place_and_comes_back(desk, site, article, moderator):
    comment = receiving.receive(article, name="Budi", text="Telepon saya di 0812-3456-7890 ya.")
    page = go(desk(moderator), site)
    card(page, comment).locator("[value=mask]").click()
    expect(card(page, comment).locator(".card-text")).not_to_contain_text("0812")
    is_on(page, comment)
    card(page, comment).locator("[value=undo]").click()
    expect(card(page, comment).locator(".card-text")).to_contain_text("0812-3456-7890")


def test_who_has_gone_on_before_the_answer_came_is_left_where_they_are(desk, site, waiting, moderator):
    page = go(desk(moderator), site)
    held_back = []
    page.route(re.compile("/decide/"), lambda route: held_back.append(route))
    page.keyboard.press("j")
    with page.expect_request(re.compile("/decide/")):
        page.keyboard.press("f")
    page.keyboard.press("f")  # pressed twice is once
    page.keyboard.press("j")
    page.keyboard.press("j")
    (route,) = held_back
    route.continue_()
    expect(card(page, waiting[0])).to_have_class(re.compile("slip"))
    is_on(page, waiting[2])


# Keys


def test_z_takes_back_only_what_one_decided_oneself_just_now(desk, site, article, moderator, redaktur):
    comment = receiving.receive(article, name="Rina", text="Isi")
    moderation.decide(comment, "approve", by=redaktur, version=1)
    page = go(desk(moderator), site, "?tab=published")
    page.keyboard.press("z")
    page.keyboard.press("j")
    page.keyboard.press("z")
    is_on(page, comment)
    assert Decision.objects.count() == 1


def test_the_keys_move_decide_and_take_back(desk, site, waiting, moderator):
    page = go(desk(moderator), site)
    for key, number in [("j", 0), ("j", 1), ("k", 0), ("k", 0)]:
        page.keyboard.press(key)
        is_on(page, waiting[number])
    page.keyboard.press("f")
    expect(card(page, waiting[0])).to_have_class(re.compile("slip"))
    page.keyboard.press("s")
    expect(card(page, waiting[1])).to_have_class(re.compile("slip"))
    page.keyboard.press("d")
    expect(card(page, waiting[2]).locator(".reasons button").first).to_be_focused()
    page.keyboard.press("3")
    expect(card(page, waiting[2])).to_have_class(re.compile("slip"))
    assert statuses() == ["published", "spam", "rejected", "held"]
    assert Decision.objects.get(action="reject").reason == "insult"
    for number in (2, 1, 0):
        page.keyboard.press("z")
        expect(card(page, waiting[number])).not_to_have_class(re.compile("slip"))
        is_on(page, waiting[number])
    assert statuses() == ["held"] * 4


def test_another_reason_is_written_and_no_key_acts_while_one_types(desk, site, waiting, moderator):
    page = go(desk(moderator), site)
    page.keyboard.press("j")
    page.keyboard.press("d")
    page.keyboard.press("0")
    page.keyboard.type("jfdsbz? 123")
    note = card(page, waiting[0]).locator("input[name=note]")
    expect(note).to_be_focused()
    expect(note).to_have_value("jfdsbz? 123")
    assert statuses() == ["held"] * 4
    card(page, waiting[0]).locator("[name=reason][value=other]").click()
    expect(card(page, waiting[0])).to_have_class(re.compile("slip"))
    assert Decision.objects.get().note == "jfdsbz? 123"


def test_keys_with_ctrl_are_the_browsers_and_escape_closes_what_is_open(desk, site, waiting, moderator):
    page = go(desk(moderator), site)
    page.keyboard.press("j")
    for key in ("Control+s", "Alt+f", "Meta+d"):
        page.keyboard.press(key)
    page.keyboard.press("b")  # nothing to ban: this comment carries no mark
    page.keyboard.press("d")
    panel = card(page, waiting[0]).locator(".card-reject")
    expect(panel).to_have_attribute("open", "")
    page.keyboard.press("Escape")
    expect(panel).not_to_have_attribute("open", "")
    expect(panel.locator("summary")).to_be_focused()
    assert statuses() == ["held"] * 4


def test_the_keys_are_explained_and_can_be_switched_off_for_good(desk, site, waiting, moderator, looks_right):
    page = go(desk(moderator), site)
    page.keyboard.press("?")
    dialog = page.locator("dialog.queue-help")
    expect(dialog).to_be_visible()
    looks_right(page, [1280])
    page.keyboard.press("f")  # behind the dialog nothing is decided
    with page.expect_response("**/keys/"):
        dialog.locator("[name=keys]").uncheck()
    dialog.locator("form[method=dialog] button").click()
    page.keyboard.press("j")
    page.keyboard.press("f")
    assert statuses() == ["held"] * 4
    assert Preference.objects.get().has_keys is False
    go(page, site)
    page.keyboard.press("?")
    expect(dialog).to_be_hidden()
    page.locator(".queue-help-open").click()
    expect(dialog).to_be_visible()


# Several at once


def test_all_on_the_page_are_rejected_and_taken_back_together(desk, site, waiting, moderator, redaktur, looks_right):
    page = go(desk(moderator), site)
    page.locator(".bulk-all input").check()
    expect(page.locator(".bulk-count")).to_have_text("4")
    looks_right(page, [320, 1280])
    moderation.decide(waiting[1], "spam", by=redaktur, version=1)
    page.locator("#bulk [name=reason]").select_option("off_topic")
    page.locator("#bulk [value=reject]").click()
    outcome = page.locator("#outcome")
    expect(outcome).to_contain_text("Warga 2")
    expect(outcome).to_contain_text(str(redaktur))
    expect(outcome).to_be_focused()
    assert statuses() == ["rejected", "spam", "rejected", "rejected"]
    looks_right(page, [320])
    press(page.locator(".queue-undo button"))
    expect(page.locator(".queue-undo")).to_have_count(0)
    assert statuses() == ["held", "spam", "held", "held"]


# Without script


def test_without_script_everything_works_by_pages(visitor, site, waiting, moderator, redaktur):
    page = enter_desk(visitor(java_script_enabled=False), site, moderator)
    go(page, site)
    press(card(page, waiting[0]).locator("[value=approve]"))
    expect(page.locator("#outcome")).not_to_be_empty()
    assert page.url.endswith(f"#comment-{waiting[1].pk}")
    press(page.locator(".queue-undo button"))
    assert statuses() == ["held"] * 4
    rejected = card(page, waiting[1])
    rejected.locator(".card-reject summary").click()
    press(rejected.locator("[name=reason][value=hate]"))
    assert statuses() == ["held", "rejected", "held", "held"]
    moderation.decide(waiting[2], "spam", by=redaktur, version=1)
    press(card(page, waiting[2]).locator("[value=approve]"))
    expect(page.locator("#outcome[role=alert]")).to_contain_text(str(redaktur))
    for comment in (waiting[0], waiting[3]):
        go(page, site)
        card(page, comment).locator("[name=chosen]").check()
        press(page.locator("#bulk [value=spam]"))
    assert statuses() == ["spam", "rejected", "spam", "spam"]
    assert not page.locator(".queue-help-open, .bulk-all, .act-close").filter(visible=True).count()


def test_from_its_history_one_comes_to_a_comment_in_the_queue(desk, site, waiting, moderator):
    page = desk(moderator)
    page.goto(site + reverse("admin:comments_comment_change", args=[waiting[2].pk]))
    page.locator(".card-more a").last.click()
    expect(page.locator("article.card").first).to_be_focused()
    is_on(page, waiting[2])


# Bans, reports, an author


def test_an_author_is_banned_from_the_card_with_the_key_and_the_ban_is_lifted(
    desk, site, article, moderator, looks_right
):
    sender = Sender(email="iklan@example.org", address_hash="a" * 64)
    comments = [receiving.receive(article, name="Iklan", text=f"Beli obat nomor {n}", sender=sender) for n in range(3)]
    page = go(desk(moderator), site)
    page.keyboard.press("j")
    page.keyboard.press("b")
    panel = card(page, comments[0]).locator(".card-ban")
    expect(panel.locator("[value=author]")).to_be_focused()
    looks_right(page, [320, 1280])
    panel.locator("[name=reason]").fill("Iklan berulang")
    panel.locator("[name=held_too]").check()
    panel.locator("[type=submit]").click()
    expect(card(page, comments[0])).to_have_class(re.compile("slip"))
    assert statuses() == ["spam"] * 3
    assert Sanction.objects.get().kind == "author"
    page.goto(site + reverse("admin:comments_comment_bans"))
    looks_right(page, [320, 1280])
    page.locator(".bans form button").click()
    expect(page.locator(".bans form")).to_have_count(0)
    assert Sanction.objects.get().lifted_by == moderator


def test_everything_by_an_author_is_rejected_from_their_page(desk, site, article, moderator, looks_right):
    sender = Sender(email="kasar@example.org")
    comments = [receiving.receive(article, name="Kasar", text=f"Isi ke-{n}", sender=sender) for n in range(3)]
    page = go(desk(moderator), site)
    card(page, comments[0]).locator(".card-more a").first.click()
    section = page.locator(".queue-author")
    expect(section).to_be_visible()
    section.locator("summary").click()
    looks_right(page, [320, 1280])
    section.locator("[name=reason][value=harassment]").click()
    expect(page.locator("[data-sweep]")).to_contain_text("3")
    assert statuses() == ["rejected"] * 3


def test_reports_and_appeals_are_read_and_answered(desk, site, article, moderator, looks_right):
    good = receiving.receive(article, name="Rina", text="Petugasnya lambat sekali")
    moderation.decide(good, "approve", by=moderator, version=1)
    reporting.report(good, "insult", text="Ini menghina <b>petugas</b>", address_hash="a" * 64)
    bad = receiving.receive(article, name="Budi", text="Kata-kata kasar")
    moderation.decide(bad, "reject", by=moderator, version=1, reason="insult")
    reporting.appeal(bad, "Saya tidak menghina")
    page = go(desk(moderator), site, "?tab=reported")
    expect(card(page, good)).to_contain_text("Ini menghina <b>petugas</b>")
    expect(card(page, bad).locator(".appeal")).to_contain_text("Saya tidak menghina")
    looks_right(page, [320, 1280])
    card(page, good).locator("[value=approve]").click()
    expect(card(page, good)).to_have_class(re.compile("slip"))
    card(page, bad).locator("[value=approve]").click()
    expect(card(page, bad)).to_have_class(re.compile("slip"))
    assert statuses() == ["published", "published"]
    expect(page.locator("[data-count=reported]")).to_have_text("0")


# What is new


def test_new_comments_are_announced_and_not_put_under_ones_hands(desk, site, article, waiting, moderator):
    page = go(desk(moderator), site)
    receiving.receive(article, name="Baru", text="Baru saja masuk")
    with page.expect_response("**/counts/*"):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    news = page.locator("#news[role=status] a")
    expect(news).to_be_visible()
    expect(page.locator("article.card")).to_have_count(4)
    expect(page).to_have_title(re.compile(r"^\(5\) "))
    news.click()
    expect(page.locator("article.card")).to_have_count(5)


# Looks


def test_the_queue_is_accessible_and_fits(desk, site, article, moderator, redaktur, looks_right):
    comments = [
        receiving.receive(article, name=HOSTILE[:80], text=LONG),
        receiving.receive(article, name="Sari", text="x" * 3000, sender=Sender(email="s@example.org")),
        receiving.receive(article, name="Tono", text="Hubungi 0812-3456-7890 atau promo-kilat.com ya"),
    ]
    Remark.objects.create(comment=comments[0], by=redaktur, text="y" * 300)
    decided = receiving.receive(article, name="Tuti", text="Bukan komentar", parent=None)
    moderation.decide(decided, "reject", by=moderator, version=1, reason="other", note="Bukan komentar. " * 10)
    page = go(desk(moderator), site)
    assert "<b>Budi</b>" in card(page, comments[0]).locator(".card-name").inner_text()
    looks_right(page)
    for summary in (".card-text summary", ".card-reject summary", ".card-remark summary"):
        card(page, comments[0]).locator(summary).click()
        looks_right(page, [320, 1280])
        page.keyboard.press("Escape")
    go(page, site, "?tab=rejected")
    looks_right(page, [320])
    go(page, site, "?tab=mine")
    looks_right(page, [320])
    page.goto(site + reverse("admin:comments_comment_change", args=[decided.pk]))
    looks_right(page, [320, 1280])


def test_on_a_phone_the_decisions_stay_within_reach_of_the_thumb(desk, site, article, moderator):
    comments = [receiving.receive(article, name=f"Warga {n}", text=LONG) for n in range(4)]
    page = desk(moderator)
    page.set_viewport_size({"width": 390, "height": 700})
    go(page, site)
    card(page, comments[0]).locator(".card-text details summary").click()
    card(page, comments[0]).locator(".card-name").evaluate("element => element.scrollIntoView({block: 'start'})")
    button = card(page, comments[0]).locator("[value=approve]")
    for place in (button, card(page, comments[0]).locator(".card-reject summary")):
        box = place.bounding_box()
        assert box["height"] >= 44
        assert box["y"] > 350
        assert box["y"] + box["height"] <= 700
    card(page, comments[0]).locator(".card-reject summary").click()
    reason = card(page, comments[0]).locator("[name=reason][value=off_topic]")
    expect(reason).to_be_in_viewport()
    assert reason.bounding_box()["height"] >= 44
    assert fits(page)
    reason.click()
    expect(card(page, comments[0])).to_have_class(re.compile("slip"))
    # What can hardly be seen yet is not decided by mistake: its buttons are not there before it is.
    card(page, comments[3]).locator(".card-name").evaluate(
        "element => window.scrollBy(0, element.getBoundingClientRect().bottom - window.innerHeight)"
    )
    expect(card(page, comments[3]).locator(".card-name")).to_be_in_viewport()
    expect(card(page, comments[3]).locator("[value=approve]")).not_to_be_in_viewport()


def test_every_target_is_large_enough(desk, site, article, moderator):
    comment = receiving.receive(article, name="Rina", text=LONG, sender=Sender(email="rina@example.org"))
    page = desk(moderator)
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": SIZES[width]})
        go(page, site)
        for panel in ("reject", "ban", "remark"):
            card(page, comment).locator(f".card-{panel} > summary").click()
            small = page.evaluate(
                """() => [...document.querySelectorAll(
                        ".queue :is(button, summary, select, .card-more a, .queue-tabs a, .act-check)")]
                    .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height < 43.5)
                    .map((element) => element.outerHTML.slice(0, 120))"""
            )
            assert small == []
            page.keyboard.press("Escape")
