"""An author's private page: the truth in plain words, a quarter of an hour to change, one appeal, and nobody else's."""

import datetime

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _

from news.articles import workflow
from news.comments import moderation, own, receiving
from news.comments.models import Comment, Report

MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def fresh(article) -> Comment:
    """A comment that was sent a minute ago."""
    with time_machine.travel(timezone.now() + 5 * MINUTE, tick=False):
        sent_at = timezone.now() - MINUTE
        yield receiving.receive(article, name="Rina", text="Apakah lansia dilayani?", now=sent_at)


def page(browser, comment) -> str:
    answer = browser.get(own.address(comment))
    assert answer.status_code == 200
    return answer.content.decode()


def now(comment) -> Comment:
    return Comment.objects.get(pk=comment.pk)


# The address


def test_only_our_signature_opens_it_and_only_for_its_comment(pembaca, fresh):
    address = own.address(fresh)
    assert pembaca.get(address).status_code == 200
    signature = address.split(".")[-1]
    for forged in (
        f"{fresh.pk}.{signature[:-2]}/", f"{fresh.pk + 1}.{signature}", f"{fresh.pk}/", "x/", "%00/", f"-1.{signature}",
        f"{fresh.pk}./", "9" * 50 + "/",
    ):  # fmt: skip
        assert pembaca.get(f"/komentar/~saya/{forged}").status_code == 404, forged


def test_the_address_outlives_a_change_of_the_secret_key(pembaca, fresh, settings):
    address = own.address(fresh)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "kunci-baru-yang-panjang-sekali-1234567890"
    assert pembaca.get(address).status_code == 200


def test_the_page_is_in_no_cache_and_in_no_search_engine_and_its_address_goes_nowhere(pembaca, fresh):
    answer = pembaca.get(own.address(fresh))
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer["Referrer-Policy"] == "strict-origin"
    assert "session" not in str(answer.cookies).lower()


def test_the_reader_lands_there_after_sending(pembaca, article):
    token = "0b8a3a3c-6f0e-4c52-9d0c-0c9f4f1c7a52"
    answer = pembaca.post(
        f"/komentar/{article.slug}/", {"name": "Rina", "text": "Apakah lansia dilayani?", "token": token}
    )
    assert answer.status_code == 303
    assert answer["Location"] == own.address(Comment.objects.get())


# The status, in words


def test_held(pembaca, fresh):
    said = page(pembaca, fresh)
    assert _("Waiting for a moderator") in said
    assert fresh.text in said


def test_published_with_the_way_to_it(pembaca, fresh, moderator):
    moderation.decide(fresh, "approve", by=moderator, version=fresh.version)
    said = page(pembaca, fresh)
    assert f'href="/komentar/{fresh.article.slug}/k/{fresh.pk}/"' in said
    assert pembaca.get(f"/komentar/{fresh.article.slug}/k/{fresh.pk}/").status_code == 302


def test_rejected_with_the_reason_and_without_who(pembaca, fresh, moderator):
    moderation.decide(fresh, "reject", by=moderator, version=fresh.version, reason="off_topic", note="Soal lain.")
    said = page(pembaca, fresh)
    assert _("off topic") in said
    assert "Soal lain." not in said
    assert "moderator@" not in said


def test_another_reason_is_told_in_the_moderator_s_words(pembaca, fresh, moderator):
    moderation.decide(fresh, "reject", by=moderator, version=fresh.version, reason="other", note="<b>Soal</b> lain")
    assert escape("<b>Soal</b> lain") in page(pembaca, fresh)


def test_the_reason_that_stands_is_told(pembaca, fresh, moderator):
    comment = moderation.decide(fresh, "reject", by=moderator, version=fresh.version, reason="insult")
    comment = moderation.decide(comment, "spam", by=moderator, version=comment.version)
    moderation.undo(comment, by=moderator)
    said = page(pembaca, fresh)
    assert _("insult") in said
    assert _("Not accepted") in said


def test_spam_is_told_kindly(pembaca, fresh):
    Comment.objects.update(status="spam")
    assert _("Set aside") in page(pembaca, fresh)


def test_published_but_not_to_be_seen(pembaca, fresh, moderator, penerbit):
    moderation.decide(fresh, "approve", by=moderator, version=fresh.version)
    live = fresh.article.editions.get()
    workflow.take("withdraw", live, by=penerbit, note="Keliru")
    said = page(pembaca, fresh)
    assert "/k/" not in said
    assert live.headline not in said
    assert _("Published") in said


def test_erased_words_are_not_there(pembaca, fresh):
    Comment.objects.update(status="removed", erased_at=timezone.now(), text="", name="Pembaca")
    said = page(pembaca, fresh)
    assert _("Erased") in said
    assert 'method="post"' not in said


# Changing and removing


def test_it_is_changed_within_a_quarter_of_an_hour(pembaca, fresh):
    answer = pembaca.post(
        own.address(fresh), {"step": "change", "text": "Apakah lansia dan balita dilayani?", "version": fresh.version}
    )
    assert (answer.status_code, answer["Location"]) == (303, own.address(fresh))
    comment = now(fresh)
    assert (comment.text, comment.edited_at, comment.original_text) == (
        "Apakah lansia dan balita dilayani?", timezone.now(), fresh.text,
    )  # fmt: skip
    assert _("edited") in page(pembaca, fresh)


def test_it_is_removed_within_a_quarter_of_an_hour(pembaca, fresh, moderator):
    approved = moderation.decide(fresh, "approve", by=moderator, version=fresh.version)
    assert pembaca.post(own.address(fresh), {"step": "remove", "version": approved.version}).status_code == 303
    assert now(fresh).status == "removed"
    said = page(pembaca, fresh)
    assert _("You removed this comment. Nobody sees it any more.") in said
    assert 'value="change"' not in said
    assert 'value="remove"' not in said


@pytest.mark.parametrize("step", ["change", "remove"])
def test_later_it_is_told_so_and_nothing_that_was_typed_is_lost(pembaca, fresh, step):
    with time_machine.travel(timezone.now() + 15 * MINUTE, tick=False):
        assert 'value="change"' not in page(pembaca, fresh)
        answer = pembaca.post(own.address(fresh), {"step": step, "text": "Yang baru & lain", "version": fresh.version})
    assert answer.status_code == 409
    assert now(fresh).text == fresh.text
    assert ("Yang baru &amp; lain" in answer.content.decode()) == (step == "change")


def test_who_saw_another_version_is_told_and_can_send_it_again(pembaca, fresh):
    receiving.change(fresh, text="Dari peramban lain.", version=fresh.version)
    sent = {"step": "change", "text": "Dari sini.", "version": fresh.version}
    answer = pembaca.post(own.address(fresh), sent)
    assert answer.status_code == 409
    assert "Dari sini." in answer.content.decode()
    assert now(fresh).text == "Dari peramban lain."
    version = answer.context["change"]["version"].value()
    assert pembaca.post(own.address(fresh), sent | {"version": version}).status_code == 303
    assert now(fresh).text == "Dari sini."


@pytest.mark.parametrize(
    "sent",
    [
        {}, {"step": "x"}, {"step": "change"}, {"step": "change", "text": "", "version": "1"}, {"step": "appeal"},
        {"step": "change", "text": "Halo", "version": "x"}, {"step": "appeal", "text": ""},
    ],
)  # fmt: skip
def test_what_makes_no_sense_changes_nothing(pembaca, fresh, sent):
    assert pembaca.post(own.address(fresh), sent).status_code == 422
    assert now(fresh).version == fresh.version


@pytest.mark.parametrize("version", ["", "x", "99", "9" * 40])
def test_removing_needs_the_version_that_was_seen(pembaca, fresh, version):
    assert pembaca.post(own.address(fresh), {"step": "remove", "version": version}).status_code == 409
    assert now(fresh).status == fresh.status


def test_nothing_is_changed_by_looking_and_nothing_without_our_form(pembaca, fresh):
    browser = Client(enforce_csrf_checks=True)
    assert browser.post(own.address(fresh), {"step": "remove", "version": fresh.version}).status_code == 403
    browser.head(own.address(fresh))
    assert pembaca.delete(own.address(fresh)).status_code == 405
    assert now(fresh).version == fresh.version


# The appeal


def test_the_author_appeals_once_and_hears_of_it(pembaca, fresh, moderator):
    rejected = moderation.decide(fresh, "reject", by=moderator, version=fresh.version, reason="insult")
    assert 'value="appeal"' in page(pembaca, fresh)
    assert pembaca.post(own.address(fresh), {"step": "appeal", "text": "Ini pertanyaan."}).status_code == 303
    assert Report.objects.get().text == "Ini pertanyaan."
    said = page(pembaca, fresh)
    assert 'value="appeal"' not in said
    assert _("Your request for a second look") in said
    assert pembaca.post(own.address(fresh), {"step": "appeal", "text": "Lagi."}).status_code == 409
    moderation.decide(now(fresh), "reject", by=moderator, version=rejected.version, reason="insult")
    assert _("Your request for a second look") in page(pembaca, fresh)
    assert Report.objects.get().closed_at


def test_who_is_held_or_published_has_no_appeal(pembaca, fresh):
    assert 'value="appeal"' not in page(pembaca, fresh)
    assert pembaca.post(own.address(fresh), {"step": "appeal", "text": "Kapan?"}).status_code == 409
