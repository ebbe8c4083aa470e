"""What speaks for and against a comment, stage by stage."""

import datetime

import pytest
import time_machine

from news.comments import assessing, moderation, receiving
from news.comments.models import Comment, LinkedSite
from news.comments.senders import Sender
from tests.comments.conftest import at_once, set_comments, solved
from tests.conftest import NOON

MINUTE = datetime.timedelta(minutes=1)
DAY = datetime.timedelta(days=1)
PLAIN = "Jalan di depan sekolah kami berlubang sejak lama."
TRUSTED = Sender(email="rina@example.org", is_verified=True)


@pytest.fixture(autouse=True)
def noon():
    """Stop the clock, which proofs are compared with."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def opened(article):
    return set_comments(article, "open")


def codes(text: str = PLAIN, sender: Sender = Sender(), now: datetime.datetime = NOON) -> dict[str, int]:  # noqa: B008  # frozen
    assessment = assessing.assess(assessing.read("Rina", text), sender, now)
    return {signal.code: signal.weight for signal in assessment.verdict.signals}


def status(text: str = PLAIN, sender: Sender = Sender()) -> str:  # noqa: B008  # frozen
    return assessing.assess(assessing.read("Rina", text), sender, NOON).status


# The form, and the proof


def test_nothing_speaks_against_a_plain_comment(db):
    assert codes() == {}
    assert status() == "published"


@pytest.mark.parametrize(
    ("seconds", "is_filled", "expected"),
    [(2.9, False, {"too_fast": 3}), (3.0, False, {}), (None, False, {"stale_form": 1}), (60, True, {"honeypot": 5})],
)
def test_how_the_form_was_sent(db, seconds, is_filled, expected):
    sender = Sender(seconds=seconds, is_honeypot_filled=is_filled, proof=solved(NOON))
    assert codes(sender=sender) == expected


def test_without_proof_it_is_held_and_with_a_wrong_one_more_so(db):
    assert codes(sender=Sender(seconds=60, proof="")) == {"no_proof": 0}
    assert status(sender=Sender(seconds=60, proof="")) == "held"
    assert codes(sender=Sender(seconds=60, proof="x")) == {"bad_proof": 3}


def test_a_proof_serves_once_and_verified_senders_need_none(db):
    sender = Sender(seconds=60, proof=solved(NOON))
    assert codes(sender=sender) == {}
    assert codes(sender=sender) == {"bad_proof": 3}
    assert "no_proof" not in codes(sender=Sender(email="a@example.org", is_verified=True, seconds=60, proof=""))


# The words


def test_words_are_weighed(db):
    assert status("S L 0 T gacor maxwin, wd cepat 5 menit, kunjungi pasarjp88.com") == "spam"
    assert status("Pemkot harus tutup situs judi slot, meresahkan warga.") != "spam"


def test_what_hides_between_letters_is_seen_in_the_text_as_it_was_sent(opened):
    comment = receiving.receive(opened, name="Rina", text="Jalan rusak", as_sent="Ja\u200blan ru\u200bsak", now=NOON)
    assert [signal["code"] for signal in comment.signals] == ["hidden_characters"]
    assert comment.text == "Jalan rusak"


# Links


def test_a_newcomer_s_link_is_held(db):
    found = codes("Lihat contoh.com/berita untuk lengkapnya.")
    assert "link_by_newcomer" in found
    assert status("Lihat contoh.com/berita untuk lengkapnya.") == "held"


@pytest.mark.parametrize(
    ("host", "site"),
    [
        ("contoh.com", "contoh.com"), ("a.b.contoh.com", "contoh.com"), ("dinas.contoh.go.id", "contoh.go.id"),
        ("contoh.id", "contoh.id"), ("go.id", "go.id"), ("www.contoh.co.uk", "contoh.co.uk"), ("x", "x"),
    ],
)  # fmt: skip
def test_a_site_is_what_somebody_registered(host, site):
    assert assessing.site_of(host) == site


def test_the_same_site_in_three_comments_of_an_hour_weighs_more(opened):
    for number, host in enumerate(["a.contoh.com", "b.contoh.com"]):
        receiving.receive(opened, name=f"W{number}", text=f"Coba lihat {host}/{number} ya", now=NOON)
    assert set(LinkedSite.objects.values_list("site", flat=True)) == {"contoh.com"}
    third = "Sudah dibahas di c.contoh.com/3 kemarin"
    assert codes(third, now=NOON + MINUTE)["repeated_domain"] == 4
    assert "repeated_domain" not in codes(third, now=NOON + 61 * MINUTE)
    assert "repeated_domain" not in codes("Lihat lain.com/3 saja", now=NOON + MINUTE)


# Repetition


def test_the_third_of_an_hour_with_the_same_words_brings_the_others_back(opened, article):
    disguised = PLAIN.replace("a", "4").upper()
    first = receiving.receive(opened, name="Satu", text=PLAIN, now=NOON)
    second = receiving.receive(opened, name="Dua", text=f"  {PLAIN}!!", now=NOON + MINUTE)
    assert {first.status, second.status} == {"published"}
    article.refresh_from_db()
    assert article.comment_tally.published == 2
    third = receiving.receive(opened, name="Tiga", text=disguised, now=NOON + 2 * MINUTE)
    assert third.status == "held"
    for comment in (first, second):
        comment.refresh_from_db()
        assert (comment.status, comment.version, comment.risk) == ("held", 2, 5)
        assert comment.signals[-1]["code"] == "repeated_text"
        assert not comment.decisions.exists()
    article.comment_tally.refresh_from_db()
    assert article.comment_tally.published == 0


def test_what_a_moderator_approved_stays(opened, moderator):
    first = receiving.receive(set_comments(opened, "moderated"), name="Satu", text=PLAIN, now=NOON)
    moderation.decide(first, "approve", by=moderator, version=1, now=NOON)
    set_comments(opened, "open")
    for number in range(3):
        receiving.receive(opened, name=f"W{number}", text=PLAIN, now=NOON + MINUTE)
    first.refresh_from_db()
    assert first.status == "published"
    assert set(Comment.objects.exclude(pk=first.pk).values_list("status", flat=True)) == {"held"}


def test_short_words_and_words_of_yesterday_are_no_repetition(opened):
    for number in range(5):
        assert receiving.receive(opened, name=f"W{number}", text="Terima kasih!", now=NOON).status == "published"
    for number in range(3):
        now = NOON + number * 61 * MINUTE
        assert receiving.receive(opened, name="Rina", text=PLAIN, now=now).status == "published"


@pytest.mark.django_db(transaction=True)
def test_the_same_words_sent_at_once_are_all_held(article):
    set_comments(article, "open")
    results = at_once(
        10, lambda number: receiving.receive(article, name=f"Warga {number}", text=f"{PLAIN}", sender=Sender())
    )
    assert [type(result) for result in results] == [Comment] * 10
    assert set(Comment.objects.values_list("status", flat=True)) == {"held"}
    article.refresh_from_db()
    assert article.comment_tally.published == 0


# The author


def past(article, moderator, sender: Sender, *actions: str, days_ago: int = 1) -> None:
    """Keep comments of ``sender`` on which ``moderator`` decided."""
    for number, action in enumerate(actions):
        text = f"Komentar nomor {number} {action} {days_ago} tentang jalan"
        at = NOON - days_ago * DAY + number * 3 * MINUTE
        comment = receiving.receive(article, name="Rina", text=text, sender=sender, now=at)
        if action:
            reason = "insult" if action == "reject" else ""
            moderation.decide(comment, action, by=moderator, version=1, reason=reason, now=at)


def test_two_approvals_make_a_verified_author_trusted(article, moderator):
    past(article, moderator, TRUSTED, "approve")
    assert codes(sender=TRUSTED) == {}
    past(article, moderator, TRUSTED, "approve", days_ago=400)
    assert codes(sender=TRUSTED) == {"trusted_author": -3}
    found = codes("Lihat contoh.com/berita untuk lengkapnya.", TRUSTED)
    assert "link_by_newcomer" not in found
    # Whoever only types that address is anyone.
    assert codes(sender=Sender(email="rina@example.org")) == {}


def test_what_published_itself_earns_no_trust(opened, moderator):
    past(opened, moderator, TRUSTED, "", "", "")
    assert codes(sender=TRUSTED) == {}


def test_who_is_often_rejected_is_held(article, moderator):
    past(article, moderator, TRUSTED, "approve", "approve", "reject")
    assert "often_rejected" not in codes(sender=TRUSTED)  # three say little
    past(article, moderator, TRUSTED, "spam", days_ago=2)
    assert "often_rejected" in codes(sender=TRUSTED)
    assert "often_rejected" not in codes(sender=TRUSTED, now=NOON + 8 * DAY)
    assert status(sender=TRUSTED) == "held"


def test_nobody_suffers_for_what_another_wrote_under_their_address(article, moderator):
    impostor = Sender(email="rina@example.org", address_hash="a9")
    past(article, moderator, impostor, "reject", "reject", "reject", "spam")
    assert codes(sender=TRUSTED) == {}
    assert codes(sender=Sender(email="rina@example.org", address_hash="a1")) == {}
    assert "often_rejected" in codes(sender=Sender(address_hash="a9"))


def test_assessing_takes_few_queries(article, moderator, django_assert_max_num_queries):
    past(article, moderator, TRUSTED, "approve", "approve")
    reading = assessing.read("Rina", f"{PLAIN} Lihat contoh.com/1")
    with django_assert_max_num_queries(4):
        assessing.assess(reading, TRUSTED, NOON)
    sender = Sender(address_hash="a1", seconds=60, proof=solved(NOON))
    with django_assert_max_num_queries(7):  # a proof is spent within a savepoint
        assessing.assess(reading, sender, NOON)
