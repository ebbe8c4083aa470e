"""A reader sees and erases what is kept of them; nobody else learns whether there is anything."""

import datetime
import json
import re
from dataclasses import dataclass, field

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from news.comments import erasing, following, moderation, own, receiving, tallying, verifying
from news.comments.addresses import address_hash, email_hash, network_hash
from news.comments.models import (
    Comment,
    Decision,
    ErasureRequest,
    Follower,
    Referral,
    Remark,
    Report,
    Sanction,
    Sweep,
    Tally,
    VerifiedAddress,
)
from news.comments.senders import Sender
from news.letters.models import Letter

from ..conftest import NOON
from .conftest import at_once
from .test_verifying import link
from .traces import traces

EMAIL = "zulaikha@example.org"
NAME = "Zulaikha Rinanti"
DAY = datetime.timedelta(days=1)


@pytest.fixture
def clock():
    with time_machine.travel(NOON + datetime.timedelta(days=300), tick=False) as traveller:
        yield traveller


def reader() -> erasing.Reader:
    return erasing.Reader(EMAIL, email_hash(EMAIL))


@dataclass
class Written:
    """What a reader left behind in every table there is."""

    comments: dict[str, Comment]
    hashes: list[str]
    others: list[Comment] = field(default_factory=list)

    @property
    def needles(self) -> list[str]:
        return [EMAIL, NAME, "zulaikha", "burung kutilang", "kutilang-situs", *self.hashes]


@pytest.fixture
def written(clock, article, agency, moderator) -> Written:
    from ipaddress import ip_address

    here = ip_address("203.0.113.7")
    sender = Sender(
        email=EMAIL,
        is_verified=True,
        address_hash=address_hash(here, NOON),
        network_hash=network_hash(here, NOON),
    )
    VerifiedAddress.objects.create(email_hash=sender.email_hash)

    def send(words: str, by: Sender = sender, name: str = NAME, parent: Comment | None = None) -> Comment:
        return receiving.receive(article, name=name, text=words, sender=by, parent=parent)

    def decide(comment: Comment, action: str, **more: str) -> Comment:
        return moderation.decide(comment, action, by=moderator, version=comment.version, **more)

    comments = {
        "alone": decide(send("Burung kutilang satu di taman kota."), "approve"),
        "answered": decide(send("Burung kutilang dua, nomor saya 081234567890."), "approve"),
        "held": send("Burung kutilang tiga lihat https://kutilang-situs.com/a sekarang"),
        "rejected": decide(send("Burung kutilang empat yang kasar."), "reject", reason="insult"),
        "spam": decide(send("Burung kutilang lima, iklan toko."), "spam"),
    }
    comments["held"] = receiving.change(
        comments["held"],
        text="Burung kutilang tiga diubah, lihat https://kutilang-situs.com/b",
        version=comments["held"].version,
    )
    comments["answered"] = moderation.mask(comments["answered"], by=moderator, version=comments["answered"].version)
    stranger = Sender(email="budi@example.org", address_hash="b" * 64, network_hash="c" * 64)
    others = [
        decide(send("Saya setuju dengan Anda.", stranger, "Budi", comments["answered"]), "approve"),
        decide(send("Komentar lain di bawah rilis.", stranger, "Budi"), "approve"),
    ]
    Report.objects.create(comment=others[1], reason="insult", text="burung kutilang", address_hash=sender.address_hash)
    Report.objects.create(comment=comments["rejected"], reason="appeal", text="Burung kutilang tidak kasar.")
    Remark.objects.create(comment=comments["held"], by=moderator, text="Zulaikha menulis lagi.")
    Referral.objects.create(
        comment=comments["answered"], agency=agency, by=moderator, note="Jawab Zulaikha.", due_date=NOON.date()
    )
    for value, days in ((sender.network_hash, 1), (sender.email_hash, 1)):
        Sanction.objects.create(
            kind="network" if days == 1 and value == sender.network_hash else "author",
            value=value,
            reason="Kasar",
            by=moderator,
            expires_at=NOON + 302 * DAY,
            lifted_at=NOON,
        )
    Sweep.objects.create(
        kind="author", value=sender.email_hash, action="spam", by=moderator, comment=comments["spam"], finished_at=NOON
    )
    following.ask(article, EMAIL, trusted=sender.email_hash, address_hash=sender.address_hash)
    hashes = [sender.email_hash, sender.address_hash, sender.network_hash]
    return Written(comments, [value for value in hashes if value], others)


# Erasure


def test_after_a_day_no_trace_is_left_in_any_table(clock, written, article):
    found = traces(written.needles)
    assert {
        "comments_comment.name",
        "comments_comment.text",
        "comments_comment.original_text",
        "comments_comment.unmasked_text",
        "comments_comment.email",
        "comments_comment.email_hash",
        "comments_comment.address_hash",
        "comments_comment.signals",
        "comments_linkedsite.site",
        "comments_report.text",
        "comments_report.address_hash",
        "comments_remark.text",
        "comments_referral.note",
        "comments_sanction.value",
        "comments_sweep.value",
        "comments_follower.email",
        "comments_verifiedaddress.email_hash",
    } - found == set(), "the test looks for what is not there"
    published = Tally.objects.get(article=article).published
    erasing.request(reader())
    clock.shift(DAY - datetime.timedelta(seconds=1))
    assert erasing.erase_due() == 0
    clock.shift(1)
    assert erasing.erase_due() == 5
    # What docs/privacy.md says: letters are forgotten after thirty days.
    assert traces(written.needles) == {"letters_letter.to"}
    assert Tally.objects.get(article=article).published == published - 2
    assert tallying.recount(article.pk) == 0
    assert erasing.erase_due() == 0
    wish = ErasureRequest.objects.get()
    assert (wish.email_hash, bool(wish.done_at)) == ("", True)


def test_places_and_decisions_stay(clock, written, article, pembaca):
    decisions = list(Decision.objects.order_by("pk").values())
    erasing.request(reader())
    clock.shift(DAY)
    erasing.erase_due()
    statuses = {key: Comment.objects.get(pk=comment.pk).status for key, comment in written.comments.items()}
    assert statuses == {
        "alone": "removed",
        "answered": "removed",
        "held": "removed",
        "rejected": "rejected",
        "spam": "spam",
    }
    left = Comment.objects.get(pk=written.comments["held"].pk)
    assert (left.name, left.text, left.erased_at is not None) == (erasing.NAME, "", True)
    assert list(Decision.objects.order_by("pk").values()) == decisions
    page = pembaca.get(article.get_absolute_url()).content.decode()
    assert f'id="komentar-{written.comments["alone"].pk}"' not in page
    assert f'id="komentar-{written.comments["answered"].pk}"' in page  # a tombstone above the reply to it
    assert "Saya setuju dengan Anda." in page
    for comment in written.others:
        comment.refresh_from_db()
        assert (comment.status, comment.name) == ("published", "Budi")


def test_a_ban_that_stands_is_not_lifted_by_erasure(clock, written, moderator):
    Sanction.objects.all().delete()
    ban = Sanction.objects.create(
        kind="author", value=email_hash(EMAIL), reason="Kasar", by=moderator, expires_at=NOON + 310 * DAY
    )
    erasing.request(reader())
    clock.shift(DAY)
    erasing.erase_due()
    ban.refresh_from_db()
    assert ban.value == email_hash(EMAIL)
    assert traces(written.needles) == {"letters_letter.to", "comments_sanction.value"}


def test_it_can_be_taken_back_until_then(clock, written):
    wish = erasing.request(reader())
    assert erasing.request(reader()) == wish
    assert Letter.objects.filter(kind="comment-erasure").count() == 1
    path = link("comment-erasure")
    client = Client()
    assert client.get(path).status_code == 200
    wish.refresh_from_db()
    assert wish.taken_back_at is None
    client.post(path)
    wish.refresh_from_db()
    assert wish.taken_back_at
    clock.shift(2 * DAY - datetime.timedelta(minutes=1))
    assert erasing.erase_due() == 0
    assert Comment.objects.get(pk=written.comments["alone"].pk).text
    assert erasing.request(reader()) != wish  # and wished anew


def test_it_is_too_late_when_it_is_due(clock, written):
    erasing.request(reader())
    path = link("comment-erasure")
    clock.shift(DAY)
    page = Client().post(path)
    assert page.status_code == 200
    assert "<form" not in page.content.decode().split("<main", 1)[1].split("</main")[0]
    assert erasing.erase_due() == 5


def test_one_comment_is_erased_at_once_by_its_author(clock, written, article):
    left = erasing.erase(written.comments["alone"])
    assert (left.status, left.text, left.name) == ("removed", "", erasing.NAME)
    version = left.version
    assert erasing.erase(left).version == version
    assert Tally.objects.get(article=article).published == 3
    assert Comment.objects.get(pk=written.comments["rejected"].pk).text
    with pytest.raises(moderation.DecisionRefused):
        moderation.decide(left, "approve", by=Decision.objects.first().by, version=left.version)


def test_an_official_reply_is_no_readers(article, agency, moderator):
    reply = Comment.objects.create(
        article=article, name="Dinkes", text="Ya.", agency=agency, by=moderator, status="published"
    )
    with pytest.raises(ValueError, match="official"):
        erasing.erase(reply)


def test_what_is_left_over_waits_for_the_next_round(clock, written, settings, monkeypatch):
    erasing.request(reader())
    clock.shift(DAY)
    monkeypatch.setattr(erasing, "COMMENTS_A_BATCH", 2)
    monkeypatch.setattr(erasing, "ROUND_SECONDS", 0.0)
    assert erasing.erase_due() == 0
    assert ErasureRequest.objects.filter(done_at=None).exists()
    monkeypatch.setattr(erasing, "ROUND_SECONDS", 60.0)
    assert erasing.erase_due() == 5


def test_a_lost_key_stops_no_erasure(clock, written, settings):
    erasing.request(reader())
    clock.shift(DAY)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE comments_comment SET email = 'gAAAAAnonsense', original_text = 'gAAAAAnonsense'")
    assert erasing.exported(reader())
    assert erasing.erase_due() == 5


@pytest.mark.django_db(transaction=True)
@hypothesis_settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), min_size=12, max_size=60),
    status=st.sampled_from(["held", "published", "rejected", "spam", "removed"]),
)
def test_whatever_was_written_and_decided_is_gone(article, words, status):
    needle = f"qx{words.strip()}xq"
    comment = Comment.objects.create(
        article=article,
        name=needle[:80],
        text=needle,
        original_text=needle,
        unmasked_text=needle,
        email=f"{abs(hash(words))}@contoh-surel.example",
        email_hash=email_hash(needle),
        address_hash=email_hash("a" + needle),
        status=status,
        text_hash=email_hash("b" + needle),
        signals=[{"code": "brand", "weight": 5, "evidence": needle}],
    )
    needles = [comment.text, comment.email_hash, comment.address_hash, comment.text_hash, "contoh-surel"]
    assert traces(needles)
    erasing.erase(comment)
    assert traces(needles) == set()
    assert Comment.objects.get(pk=comment.pk).signals == [{"code": "brand", "weight": 5, "evidence": ""}]


# Asking


def test_the_answer_and_the_work_are_the_same_for_every_address(written):
    Client().post("/komentar/~data/", {"email": "pertama@example.org"})  # makes the key of the month
    bodies, queries = [], []
    for address in (EMAIL, "tidak-dikenal@example.org"):
        with CaptureQueriesContext(connection) as captured:
            answer = Client().post("/komentar/~data/", {"email": address})
        bodies.append((answer.status_code, re.sub(r'"\w{64}"', "", answer.content.decode())))
        queries.append([re.sub(r"'[^']*'|\d+", "?", query["sql"]).split("VALUES")[0] for query in captured])
    assert bodies[0] == bodies[1]
    different = set(queries[0]) ^ set(queries[1])
    assert all("SAVEPOINT" in sql for sql in different), different
    assert abs(len(queries[0]) - len(queries[1])) <= 1
    assert [letter.to for letter in Letter.objects.filter(kind="comment-data")] == [EMAIL]


def test_nobody_is_flooded(written):
    for _number in range(5):
        assert Client().post("/komentar/~data/", {"email": EMAIL}).status_code == 200
    assert Letter.objects.filter(kind="comment-data").count() == 1


def test_the_link_shows_what_there_is(clock, written):
    erasing.ask(EMAIL, address_hash=None)
    client = Client()
    path = link("comment-data")
    page = client.get(path)
    assert page.status_code == 200
    text = page.content.decode()
    assert EMAIL in text
    assert "Burung kutilang satu" in text
    assert "Saya setuju" not in text
    assert page["X-Robots-Tag"] == "noindex"
    assert "no-store" in page["Cache-Control"]
    clock.shift(3601)
    for address in (path, f"{path}unduh/"):
        gone = client.get(address)
        assert gone.status_code == 410
        assert "kutilang" not in gone.content.decode()
        assert client.post(address).status_code == 410
    assert not ErasureRequest.objects.exists()


@pytest.mark.parametrize("token", ["a", "a:b:c", "WyJ4Il0:1tZ:xx"])
def test_a_wrong_link_is_told_so(db, newsroom, token):
    for path in (f"~data/{token}/", f"~data/{token}/unduh/", f"~data/batal/{token}/", f"~surel/sahkan/{token}/"):
        assert Client().get(f"/komentar/{path}").status_code == 400


def test_pressing_erase_asks_for_it_and_forgets_the_browser(clock, written):
    erasing.ask(EMAIL, address_hash=None)
    client = Client()
    answer = client.post(link("comment-data"), {"erase": ""})
    assert answer.status_code == 200
    assert answer.cookies[verifying.TRUST]["max-age"] == 0
    wish = ErasureRequest.objects.get()
    assert wish.due_at - wish.asked_at == DAY
    page = client.get(link("comment-data")).content.decode()
    assert "take_back" in page
    assert client.post(link("comment-data"), {"take_back": ""}).status_code == 303
    wish.refresh_from_db()
    assert wish.taken_back_at


def test_the_download_has_everything_but_moderators_names(clock, written, moderator, article):
    erasing.ask(EMAIL, address_hash=None)
    answer = Client().get(f"{link('comment-data')}unduh/")
    assert answer["Content-Disposition"].startswith("attachment")
    told = answer.content.decode()
    data = json.loads(told)
    assert str(moderator) not in told
    assert "Budi" not in told
    for words in ("Burung kutilang satu", "Burung kutilang tiga lihat", "081234567890", "tidak kasar", EMAIL):
        assert words in told
    for value in written.hashes:
        assert value in told
    assert "Kasar" not in told
    assert "Vaksinasi gratis" in told
    comments = next(value for value in data.values() if isinstance(value, list) and len(value) == 5)
    assert sum(len(value) for value in comments[3].values() if isinstance(value, list)) >= 2  # a decision, an appeal


def test_nothing_is_kept_of_a_stranger(db, newsroom):
    stranger = erasing.Reader("siapa@example.org", email_hash("siapa@example.org"))
    assert erasing.holdings(stranger).is_empty
    assert not Follower.objects.exists()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_workers_and_a_moderator_at_once_count_right(article, moderator):
    sender = Sender(email=EMAIL)
    for number in range(12):
        comment = receiving.receive(article, name=NAME, text=f"Burung kutilang {number} di taman.", sender=sender)
        moderation.decide(comment, "approve", by=moderator, version=comment.version)
    wish = erasing.request(reader())
    ErasureRequest.objects.filter(pk=wish.pk).update(due_at=wish.asked_at)
    pks = list(Comment.objects.values_list("pk", flat=True))

    def attempt(number: int) -> object:
        if number < 3:
            return erasing.erase_due()
        comment = Comment.objects.get(pk=pks[number])
        return moderation.decide(comment, "reject", by=moderator, version=comment.version, reason="insult")

    at_once(8, attempt)
    erasing.erase_due()
    assert traces(["kutilang", EMAIL]) <= {"letters_letter.to"}
    assert Tally.objects.get(article=article).published == 0
    assert Comment.objects.filter(erased_at=None).count() == 0


def test_the_private_link_erases_a_comment(written):
    path = own.address(written.comments["alone"])
    assert 'value="erase"' in Client().get(path).content.decode()
    assert Client().post(path, {"step": "erase"}).status_code == 303
    left = Comment.objects.get(pk=written.comments["alone"].pk)
    assert (left.text, left.name, left.status) == ("", erasing.NAME, "removed")
    page = Client().get(path).content.decode()
    assert "kutilang" not in page
    assert 'value="erase"' not in page


def test_a_form_that_is_too_old_says_so_in_the_reader_s_language(written):
    answer = Client(enforce_csrf_checks=True).post("/komentar/~data/", {"email": EMAIL})
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "CSRF" not in page
    assert "css/warta.css" in page
    assert not Letter.objects.filter(kind="comment-data").exists()
