"""Letters leave once, come back for another try when they certainly did not arrive, and are never lost in silence."""

import datetime
import email
import email.policy

import pytest
import time_machine

from news.letters.models import Letter
from news.letters.posting import post
from news.letters.sending import CLAIM, PAUSES, forget_sent, note_lost_claims, send_again, send_due
from tests.at_once import at_once

from ..conftest import NOON

pytestmark = pytest.mark.django_db


def posted(key: str = "verify:1", **given: object) -> Letter:
    letter = post(
        **{
            "kind": "verify",
            "key": key,
            "to": "pembaca@example.org",
            "subject": "Konfirmasi",
            "body": "Buka https://warta.example/rahasia",
        }
        | given
    )
    assert letter
    return letter


def state(letter: Letter) -> str:
    letter.refresh_from_db()
    return letter.state.value


def test_a_letter_is_sent_once_and_says_that_a_machine_wrote_it(mail_server, settings):
    settings.BASE_URL, settings.DEFAULT_FROM_EMAIL = "https://warta.example", "Humas <humas@warta.example>"
    letter = posted(subject="Komentar Anda – “disetujui”", body="Baris é\n" + "panjang " * 300)
    assert (send_due(), send_due()) == (1, 0)
    assert state(letter) == "sent"
    assert (letter.attempts, letter.problem) == (1, "")
    (content,) = mail_server.taken
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert message["To"] == "pembaca@example.org"
    assert message["From"] == "Humas <humas@warta.example>"
    assert message["Subject"] == "Komentar Anda – “disetujui”"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"].endswith("@warta.example>")
    assert "verify" not in message["Message-ID"]
    assert message.get_content_type() == "text/plain"
    assert message.get_content().replace("\r\n", "\n").strip() == letter.body.strip()


def test_no_header_can_be_smuggled_in(mail_server):
    posted("a", subject="Halo\r\nBcc: lain@example.org\n\nIsi")
    posted("b", to="pembaca@example.org\r\nBcc: lain@example.org")
    posted("c", to="pembaca@example.org, lain@example.org")
    assert send_due() == 1
    (message,) = map(email.message_from_bytes, mail_server.taken)
    assert message["Bcc"] is None
    assert message["Subject"] == "Halo Bcc: lain@example.org Isi"
    assert [letter.state for letter in Letter.objects.exclude(key="a")] == ["failed", "failed"]


def test_it_waits_for_its_time(mail_server):
    with time_machine.travel(NOON, tick=False) as clock:
        letter = posted(not_before=NOON + datetime.timedelta(hours=1))
        assert send_due() == 0
        clock.shift(3600)
        assert send_due() == 1
        assert state(letter) == "sent"


def test_the_longest_due_goes_first_and_no_more_than_asked_for(mail_server):
    letters = [posted(f"verify:{number}") for number in range(3)]
    assert send_due(limit=2) == 2
    assert [state(letter) for letter in letters] == ["sent", "sent", "waiting"]


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"CONNECT": "554 No service"}, "554"),
        ({"EHLO": None, "HELO": None}, "closed"),
        ({"MAIL": "451 Later"}, "451 Later"),
        ({"MAIL": "421 Too many"}, "421"),
        ({"MAIL": "553 Who are you"}, "553"),
        ({"RCPT": "450 <pembaca@example.org> mailbox busy"}, "450 <…> mailbox busy"),
        ({"DATA": "451 Later"}, "451 Later"),
        ({"DOT": "452 Disk full"}, "452 Disk full"),
    ],
)
def test_what_certainly_did_not_arrive_is_tried_again_with_growing_pauses(mail_server, answers, told):
    mail_server.answers = answers
    with time_machine.travel(NOON, tick=False) as clock:
        letter = posted()
        for attempt, pause in enumerate(PAUSES, 1):
            assert send_due() == 0
            assert state(letter) == "waiting"
            assert told in letter.problem
            assert letter.next_try_at == datetime.datetime.now(datetime.UTC) + pause
            assert letter.attempts == attempt
            assert send_due() == 0
            clock.shift(pause)
        send_due()
        assert state(letter) == "failed"
        assert letter.attempts == 5
        clock.shift(datetime.timedelta(days=2))
        assert send_due() == 0
    assert mail_server.taken == []
    assert list(PAUSES) == sorted(PAUSES)


@pytest.mark.parametrize("answers", [{"RCPT": "550 <pembaca@example.org> unknown"}, {"DOT": "554 We do not like it"}])
def test_a_refusal_for_good_is_not_repeated(mail_server, answers):
    mail_server.answers = answers
    letter = posted()
    send_due()
    assert state(letter) == "failed"
    assert letter.attempts == 1
    assert "pembaca" not in letter.problem
    assert letter.problem.startswith(("550", "554"))


def test_a_server_that_comes_back_takes_it(mail_server):
    mail_server.answers = {"DOT": "452 Disk full"}
    with time_machine.travel(NOON, tick=False) as clock:
        letter = posted()
        send_due()
        mail_server.answers = {}
        clock.shift(PAUSES[0])
        assert send_due() == 1
    assert state(letter) == "sent"
    assert (letter.attempts, letter.problem) == (2, "")


def test_a_server_that_cannot_be_reached_ends_the_round(mail_server, settings):
    settings.EMAIL_PORT = 1
    letters = [posted(f"verify:{number}") for number in range(3)]
    assert send_due() == 0
    states = [state(letter) for letter in letters]
    assert states == ["waiting"] * 3
    assert [letter.attempts for letter in letters] == [1, 0, 0], "the others have not used up a try"


@pytest.mark.parametrize("answers", [{"DOT": None}, {"MAIL": None}])
def test_a_line_that_breaks_leaves_it_open_and_nothing_is_sent_twice(mail_server, answers):
    mail_server.answers = answers
    letter, other = posted(), posted("verify:2")
    assert send_due() == 0
    assert [state(letter), state(other)] == ["uncertain"] * 2
    mail_server.answers = {}
    with time_machine.travel(datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=3)):
        assert send_due() == 0
    assert state(letter) == "uncertain"
    assert send_again(Letter.objects.filter(pk=letter.pk)) == 1
    assert send_due() == 1
    assert state(letter) == "sent"


def test_leave_taken_badly_is_no_failure(mail_server):
    mail_server.answers = {"QUIT": None}
    letter = posted()
    assert send_due() == 1
    assert state(letter) == "sent"


def test_a_worker_that_died_leaves_it_open(mail_server):
    """As SIGKILL leaves it: claimed, and nothing more was written."""
    with time_machine.travel(NOON, tick=False) as clock:
        letter = posted()
        Letter.objects.filter(pk=letter.pk).update(claimed_at=NOON, next_try_at=None, attempts=1)
        clock.shift(CLAIM)
        assert (send_due(), state(letter)) == (0, "sending")
        clock.shift(1)
        assert (send_due(), state(letter)) == (0, "uncertain")
        assert letter.problem
        assert note_lost_claims(datetime.datetime.now(datetime.UTC)) == 0
    assert mail_server.taken == []


def test_what_no_key_opens_fails_and_stops_nobody(mail_server, settings):
    letter = posted()
    settings.SECRET_KEY = "another key " * 6
    other = posted("verify:2")
    assert send_due() == 1
    assert state(other) == "sent"
    failed = Letter.objects.defer("to", "body").get(pk=letter.pk)
    assert failed.state == "failed"
    assert "SECRET_KEY" in failed.problem


def test_without_an_address_it_is_not_said_to_be_sent(mail_server):
    letter = posted()
    Letter.objects.update(to="")
    assert send_due() == 0
    assert state(letter) == "failed"


def test_only_what_ended_badly_is_sent_again(mail_server):
    waiting, sent, failed = posted("a"), posted("b"), posted("c", to="tidak ada")
    Letter.objects.filter(pk=sent.pk).update(sent_at=NOON, next_try_at=None)
    assert send_again(Letter.objects.all()) == 1
    assert [state(letter) for letter in (waiting, sent, failed)] == ["waiting", "sent", "waiting"]


def test_old_letters_lose_address_and_body_and_keep_their_key(mail_server):
    with time_machine.travel(NOON, tick=False) as clock:
        sent, failed, waiting = posted("a"), posted("b", to="tidak ada"), posted("c")
        assert send_due(limit=1) == 1
        clock.shift(datetime.timedelta(days=30))
        assert forget_sent() == 0
        clock.shift(1)
        assert forget_sent() == 2
        assert forget_sent() == 0
        for letter in (sent, failed):
            letter.refresh_from_db()
            assert (letter.to, letter.body) == ("", "")
            assert letter.forgotten_at
        assert (state(waiting), waiting.to) == ("waiting", "pembaca@example.org")
        assert post("verify", "a", "pembaca@example.org", "Lagi", "Lagi") is None
        assert send_again(Letter.objects.all()) == 0


@pytest.mark.django_db(transaction=True)
def test_workers_at_the_same_time_send_each_letter_once(mail_server):
    for number in range(12):
        posted(f"verify:{number}", subject=f"Surat {number}")
    sent = at_once(4, lambda _number: send_due())
    subjects = [email.message_from_bytes(content)["Subject"] for content in mail_server.taken]
    assert sorted(subjects) == sorted(f"Surat {number}" for number in range(12))
    assert sum(sent) == 12
    assert set(Letter.objects.values_list("attempts", flat=True)) == {1}


@pytest.mark.django_db(transaction=True)
def test_in_a_transaction_nothing_is_sent(mail_server):
    from django.db import transaction

    posted()
    with pytest.raises(RuntimeError), transaction.atomic():
        send_due()
    assert mail_server.taken == []


def test_one_press_in_the_mail_program_ends_letters_that_say_where(mail_server):
    posted("a", unsubscribe_url="https://warta.example/komentar/~surel/berhenti/" + "a" * 180 + "/")
    posted("b")
    assert send_due() == 2
    first, second = (email.message_from_bytes(taken, policy=email.policy.default) for taken in mail_server.taken)
    assert first["List-Unsubscribe"].strip() == f"<https://warta.example/komentar/~surel/berhenti/{'a' * 180}/>"
    assert first["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert second["List-Unsubscribe"] is None
    Letter.objects.update(posted_at=NOON - datetime.timedelta(days=40))
    with time_machine.travel(NOON, tick=False):
        assert forget_sent() == 2
    assert not Letter.objects.filter(unsubscribe_url__blank=False).exists()
