"""Administrators see what the worker does and what it mailed, and may have sent again what ended badly."""

import datetime
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from news.comments.models import Purge
from news.letters.models import Letter
from news.letters.posting import post
from news.letters.sending import send_due
from news.operations.admin import KINDS
from news.operations.models import Job

LETTERS = reverse("admin:letters_letter_changelist")
JOBS = reverse("admin:operations_job_changelist")
SEND_AGAIN = {"action": "send_again"}


@pytest.fixture
def desk(client, administrator):
    """The browser of administrator."""
    client.force_login(administrator)
    return client


@pytest.fixture
def letter(db) -> Letter:
    posted = post("verify", "verify:1", "pembaca@example.org", "Konfirmasi", "Buka https://warta.example/rahasia")
    assert posted
    return posted


def test_the_outbox_is_read_without_addresses_and_words(desk, letter):
    pages = [desk.get(LETTERS), desk.get(reverse("admin:letters_letter_change", args=[letter.pk]))]
    for page in (page.content.decode() for page in pages):
        assert "Konfirmasi" in page
        assert "pembaca@" not in page
        assert "rahasia" not in page
    assert "p…@example.org" in pages[1].content.decode()
    assert 'name="_save"' not in pages[1].content.decode()


def test_a_letter_that_no_key_opens_stops_no_page(desk, letter):
    with connection.cursor() as cursor:
        cursor.execute("""UPDATE letters_letter SET "to" = 'gAAAA', body = 'gAAAA'""")
    assert desk.get(LETTERS).status_code == 200
    page = desk.get(reverse("admin:letters_letter_change", args=[letter.pk]))
    assert "SECRET_KEY_FALLBACKS" in page.content.decode()


@pytest.mark.parametrize("state", Letter.State.values)
def test_letters_are_found_by_their_state(state, desk, letter):
    moments = dict.fromkeys(["next_try_at", "claimed_at", "sent_at", "failed_at", "uncertain_at"])
    moment = {"waiting": "next_try_at", "sending": "claimed_at"}.get(state, f"{state}_at")
    Letter.objects.update(**moments | {moment: letter.posted_at})
    for wanted in Letter.State.values:
        found = desk.get(LETTERS, {"state": wanted}).context["cl"].result_count
        assert found == (1 if wanted == state else 0), wanted


def test_what_perhaps_did_not_arrive_is_sent_again(desk, letter):
    Letter.objects.update(next_try_at=None, uncertain_at=letter.posted_at)
    desk.post(LETTERS, SEND_AGAIN | {"_selected_action": [letter.pk]})
    assert send_due() == 1
    assert len(mail.outbox) == 1
    desk.post(LETTERS, SEND_AGAIN | {"_selected_action": [letter.pk]})
    assert send_due() == 0, "what was sent is not sent again"


def test_nobody_else_sees_it(client, letter, penulis, redaktur, penerbit, moderator):
    call_command("announce", verbosity=0)
    for user in (penulis, redaktur, penerbit, moderator):
        client.force_login(user)
        for address in (LETTERS, JOBS, reverse("admin:letters_letter_change", args=[letter.pk])):
            assert client.get(address).status_code == 403, (user, address)
        assert client.post(LETTERS, SEND_AGAIN | {"_selected_action": [letter.pk]}).status_code == 403


@pytest.mark.parametrize("room", ["letters_letter", "operations_job"])
def test_nobody_writes_there(room, desk, letter):
    call_command("announce", verbosity=0)
    pk = (letter if room == "letters_letter" else Job.objects.first()).pk
    assert desk.get(reverse(f"admin:{room}_add")).status_code == 403
    assert desk.post(reverse(f"admin:{room}_delete", args=[pk])).status_code == 403
    assert desk.post(reverse(f"admin:{room}_change", args=[pk]), {"name": "x"}).status_code == 403


def test_jobs_tell_how_they_fare(desk):
    call_command("announce", verbosity=0)
    Job.objects.filter(name="send letters").update(failures=2, last_problem="OSError: no water")
    page = desk.get(JOBS).content.decode()
    assert "gagal 2 kali berturut-turut: OSError: no water" in page
    assert page.count("selesai, ") == Job.objects.count() - 1
    for job in Job.objects.all():
        assert gettext(job.name) in page
        assert desk.get(reverse("admin:operations_job_change", args=[job.pk])).status_code == 200
    Job.objects.update(claimed_until=timezone.now() + datetime.timedelta(minutes=1))
    assert "sedang dijalankan" in desk.get(JOBS).content.decode()


def test_a_long_outbox_takes_no_more_queries(desk, letter):
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert desk.get(LETTERS).status_code == 200
        return len(found)

    queries()
    before = queries()
    for number in range(2, 30):
        post("verify", f"verify:{number}", "pembaca@example.org", "Konfirmasi", "Isi")
    assert queries() == before


def test_what_was_purged_is_shown_to_administrators(desk, client, redaktur):
    Purge.objects.create(date=datetime.date(2026, 3, 11), counts={"spam": 7}, at=timezone.now())
    address = reverse("admin:comments_purge_changelist")
    page = desk.get(address).content.decode()
    assert ": 7" in page
    assert address in desk.get(reverse("admin:index")).content.decode()
    client.force_login(redaktur)
    assert client.get(address).status_code == 403


def test_the_kind_of_a_letter_is_told_in_words(desk, letter):
    for kind in ("comment-news", "notice-submitted", "press-link"):
        assert post(kind, f"{kind}:1", "pembaca@example.org", "Kabar", "Isi")
    page = desk.get(LETTERS).content.decode()
    for words in (gettext("new comments, to a follower"), gettext("waits for my review"), gettext("press link")):
        assert words in page
    assert "comment-news" not in page


def test_every_kind_of_letter_has_its_words():
    templates = {path.stem for path in Path("templates/comments/letters").glob("*.txt")}
    assert {f"comment-{name}" for name in templates} <= KINDS.keys()
