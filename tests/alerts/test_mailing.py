"""A letter goes to each once, in their language, with the links that they need and no word that they may not see."""

import datetime
import os
import signal

import pytest
from django.core import mail
from django.db import connection, transaction
from django.urls import reverse

from news.alerts import mailing, telling
from news.alerts.models import Kind, Notice
from news.articles import workflow
from news.directory.models import Membership
from news.letters.models import Letter
from news.letters.sending import send_due
from tests.at_once import at_once

from .test_telling import kill_before, killed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
HALF_A_MINUTE = telling.SETTLING


def letters() -> list[Letter]:
    return list(Letter.objects.order_by("pk"))


def tell_and_mail(clock) -> int:
    telling.tell_new()
    clock.shift(HALF_A_MINUTE)
    return mailing.mail_due()


@pytest.fixture
def submitted(draft, penulis, redaktur):
    return workflow.take("submit", draft, by=penulis, note="Tolong sebelum pukul tiga.")


def test_the_letter_says_what_happened_and_leads_to_the_steps(submitted, clock, settings, redaktur):
    assert tell_and_mail(clock) == 1
    (letter,) = letters()
    assert letter.to == redaktur.email
    assert letter.kind == "notice-submitted"
    base = settings.BASE_URL
    for step in ("approve", "return"):
        assert f"{base}{reverse('admin:articles_edition_step', args=[submitted.pk, step])}" in letter.body
    assert f"{base}{reverse('admin:articles_edition_change', args=[submitted.pk])}" in letter.body
    assert f"{base}{reverse('admin:desk:notice_preferences')}" in letter.body
    assert submitted.headline in letter.body
    assert "Dinas Kesehatan Kota Tanjung Selasih" in letter.body
    assert "penulis mengajukannya untuk diperiksa." in letter.body
    assert "Tolong sebelum pukul tiga." in letter.body
    assert "Rab 11 Mar 2026 12.00 WIB" in letter.body
    assert "&" not in letter.body


def test_the_subject_which_is_not_sealed_tells_nothing_of_the_release(submitted, clock):
    tell_and_mail(clock)
    (letter,) = letters()
    assert "aksin" not in letter.subject
    assert f"#{submitted.article_id}" in letter.subject


def test_each_reads_their_own_language(submitted, clock, redaktur):
    redaktur.language = "en"
    redaktur.save()
    tell_and_mail(clock)
    (letter,) = letters()
    assert "penulis submitted it for review." in letter.body
    assert letter.subject.startswith("Waits for your review")


def test_markup_in_a_headline_stays_as_it_was_typed(draft, clock, penulis, redaktur):
    type(draft).objects.filter(pk=draft.pk).update(headline="Tarif <b>3 & 4</b>")
    workflow.take("submit", draft, by=penulis)
    tell_and_mail(clock)
    assert "Tarif <b>3 & 4</b>" in letters()[0].body


def test_nobody_is_written_to_before_half_a_minute_is_over(submitted, clock):
    telling.tell_new()
    clock.shift(HALF_A_MINUTE - datetime.timedelta(seconds=1))
    assert mailing.mail_due() == 0
    clock.shift(1)
    assert mailing.mail_due() == 1
    assert mailing.mail_due() == 0


def test_what_happens_to_one_release_within_half_a_minute_is_one_letter(submitted, clock, redaktur, penerbit, penulis):
    telling.tell_new()
    workflow.take("approve", submitted, by=redaktur)
    telling.tell_new()
    workflow.take("release", submitted, by=penerbit)
    tell_and_mail(clock)
    of_penulis = [letter for letter in letters() if letter.to == penulis.email]
    assert len(of_penulis) == 1
    assert "menyetujuinya" in of_penulis[0].body
    assert "menerbitkannya" in of_penulis[0].body


def test_what_was_read_at_the_desk_meanwhile_is_not_written(submitted, clock, redaktur):
    telling.tell_new()
    redaktur.notices.update(read_at=datetime.datetime.now(datetime.UTC))
    clock.shift(HALF_A_MINUTE)
    assert mailing.mail_due() == 0
    assert not Notice.objects.filter(mail_due_at__isnull=False).exists()


def test_who_may_not_see_it_any_more_is_not_written_to(submitted, clock, redaktur, penulis):
    workflow.take("return", submitted, by=redaktur, note="Siapa yang bicara?")
    telling.tell_new()
    Membership.objects.all().delete()
    type(submitted).objects.filter(pk=submitted.pk).update(created_by=redaktur)
    clock.shift(HALF_A_MINUTE)
    assert mailing.mail_due() == 0


def test_who_left_is_not_written_to(submitted, clock, redaktur):
    telling.tell_new()
    redaktur.is_active = False
    redaktur.save()
    clock.shift(HALF_A_MINUTE)
    assert mailing.mail_due() == 0


def test_what_failed_is_written_without_a_release(clock, administrator):
    telling.tell(Kind.FAILED, "site:never", lambda: "Situs tidak terjangkau.", [administrator.pk])
    clock.shift(HALF_A_MINUTE)
    assert mailing.mail_due() == 1
    (letter,) = letters()
    assert "Situs tidak terjangkau." in letter.body
    assert reverse("admin:desk:notices") in letter.body


def test_a_live_release_is_shown_to_an_administrator_as_readers_see_it(released, clock, administrator, settings):
    telling.tell(Kind.FAILED, "receipt:1", lambda: "Belum tampak.", [administrator.pk], edition=released)
    clock.shift(HALF_A_MINUTE)
    mailing.mail_due()
    letter = next(letter for letter in letters() if letter.to == administrator.email)
    assert f"{settings.BASE_URL}{released.article.get_absolute_url()}" in letter.body


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("before", ['UPDATE "alerts_notice"', 'INSERT INTO "letters_letter"', "COMMIT"])
def test_killed_in_between_the_letter_is_written_once(submitted, clock, before, redaktur):
    telling.tell_new()
    clock.shift(HALF_A_MINUTE)

    def work():
        with connection.execute_wrapper(kill_before(before)), transaction.atomic():
            mailing.mail_due()
            os.kill(os.getpid(), signal.SIGKILL)

    assert killed(work)
    assert letters() == []
    assert mailing.mail_due() == 1
    assert [letter.to for letter in letters()] == [redaktur.email]


@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_write_one_letter_to_each(other_redaktur, submitted, clock, redaktur, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    telling.tell_new()
    clock.shift(HALF_A_MINUTE)
    results = at_once(4, lambda _number: mailing.mail_due())
    assert sum(results) == 2
    assert {letter.to for letter in letters()} == {redaktur.email, other_redaktur.email}
    assert send_due() == 2
    assert {message.to[0] for message in mail.outbox} == {redaktur.email, other_redaktur.email}
