"""Who is let in, who is let in to be held, and who waits."""

import datetime
import itertools

import pytest

from news.comments import gate, receiving
from news.comments.models import Comment, Sanction
from news.comments.senders import Sender
from tests.comments.conftest import at_once, set_comments
from tests.conftest import NOON

MINUTE = datetime.timedelta(minutes=1)
HERE = Sender(address_hash="a1", network_hash="n1")
VERIFIED = Sender(email="rina@example.org", is_verified=True, address_hash="a1", network_hash="n1")


@pytest.fixture
def sent(article):
    """Return what keeps comments that came one after the other, a second apart, the newest a second before noon."""
    numbers = itertools.count()

    def send(count: int, sender: Sender = HERE, before: datetime.datetime = NOON) -> None:
        Comment.objects.bulk_create(
            Comment(
                article=article,
                name="Rina",
                text=f"Nomor {next(numbers)}",
                created_at=before - datetime.timedelta(seconds=place + 1),
                address_hash=sender.address_hash,
                network_hash=sender.network_hash,
                email_hash=sender.email_hash,
                is_verified=sender.is_verified,
            )
            for place in range(count)
        )

    return send


def ban(moderator, kind: str, value: str, days: int = 1) -> Sanction:
    until = NOON + datetime.timedelta(days=days)
    return Sanction.objects.create(kind=kind, value=value, reason="x", by=moderator, at=NOON - MINUTE, expires_at=until)


# Bans


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("author", VERIFIED.email_hash), ("address", "a1"), ("address", "old"), ("network", "n1"),
        ("domain", "example.org"), ("domain", "contoh.com"),
    ],
)  # fmt: skip
def test_a_ban_keeps_out_until_it_ends_or_is_lifted(moderator, kind, value):
    sender = Sender(
        email="rina@example.org", address_hash="a1", network_hash="n1", former_hashes=frozenset({"old"})
    )  # fmt: skip
    gate.keep_out_banned(sender, ["a.contoh.com"], NOON)
    standing = ban(moderator, kind, value)
    with pytest.raises(gate.Banned) as refused:
        gate.keep_out_banned(sender, ["a.contoh.com"], NOON)
    assert value not in str(refused.value)
    gate.keep_out_banned(Sender(email="budi@example.net", address_hash="a2", network_hash="n2"), ["lain.com"], NOON)
    gate.keep_out_banned(sender, ["a.contoh.com"], NOON + datetime.timedelta(days=1))
    standing.lifted_at = NOON
    standing.save()
    gate.keep_out_banned(sender, ["a.contoh.com"], NOON)


# Rates


def test_a_school_behind_one_address_is_held_before_it_has_to_wait(sent):
    sent(4)
    assert gate.slow_down(HERE, NOON) is False
    sent(1)
    assert gate.slow_down(HERE, NOON) is True
    sent(54)
    assert gate.slow_down(HERE, NOON) is True
    sent(1)
    with pytest.raises(gate.TooMany) as refused:
        gate.slow_down(HERE, NOON)
    assert refused.value.seconds == 10 * 60 - 54  # until the oldest of the sixty, 54 seconds ago, no longer counts
    assert "10" in str(refused.value)


def test_thirty_in_a_day_are_held_too(sent):
    for hour in range(1, 16):
        sent(2, before=NOON - hour * datetime.timedelta(hours=1))
    assert gate.slow_down(HERE, NOON) is True
    assert gate.slow_down(HERE, NOON + datetime.timedelta(days=1)) is False


def test_a_network_waits_as_a_whole(sent):
    for place in range(60):
        sent(1, Sender(address_hash=f"x{place}", network_hash="n1"))
    stranger = Sender(address_hash="a2", network_hash="n1")
    assert gate.slow_down(stranger, NOON) is True
    assert gate.slow_down(Sender(address_hash="a2", network_hash="n2"), NOON) is False
    sent(240, Sender(network_hash="n1"))
    for sender in (stranger, VERIFIED):
        with pytest.raises(gate.TooMany):
            gate.slow_down(sender, NOON)


def test_a_verified_author_is_counted_alone(sent):
    sent(50)  # at their school
    sent(60, Sender(email="rina@example.org"))  # somebody else under their address
    assert gate.slow_down(VERIFIED, NOON) is False
    sent(5, VERIFIED)
    with pytest.raises(gate.TooMany):
        gate.slow_down(VERIFIED, NOON)
    assert gate.slow_down(VERIFIED, NOON + 10 * MINUTE) is False


def test_nobody_is_counted_as_nobody(sent):
    sent(100, Sender())
    assert gate.slow_down(Sender(), NOON) is False


@pytest.mark.parametrize(("wait", "words"), [(1, "1 "), (61, "2 "), (7200, "2 "), (86_400, "24 ")])
def test_how_long_to_wait_is_said_in_words(wait, words):
    assert words in str(gate.TooMany(datetime.timedelta(seconds=wait)))


def test_a_limit_reads_no_more_rows_than_it_counts(sent, django_assert_num_queries):
    sent(400)
    with django_assert_num_queries(1) as queries, pytest.raises(gate.TooMany):
        gate.slow_down(HERE, NOON)
    assert "LIMIT 300" in queries.captured_queries[0]["sql"]
    assert "COUNT" not in queries.captured_queries[0]["sql"]


@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_counted_as_one_after_the_other(article):
    set_comments(article, "open")
    texts = [f"Jalan nomor {number} berlubang di depan sekolah kami" for number in range(10)]
    results = at_once(
        10, lambda number: receiving.receive(article, name=f"Warga {number}", text=texts[number], sender=HERE)
    )
    assert sorted(comment.status for comment in results) == ["held"] * 5 + ["published"] * 5
