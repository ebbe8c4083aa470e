"""Followers are told of what others wrote, at most once an hour, never twice, and until they say stop."""

import datetime
import email
import email.policy
import re

import pytest
import time_machine
from django.core import mail
from django.db.models.signals import post_save
from django.test import Client

from news.articles import workflow
from news.articles.models import Edition
from news.comments import following, links, moderation, receiving
from news.comments.addresses import email_hash
from news.comments.models import Comment, Follower, VerifiedAddress
from news.comments.senders import Sender
from news.letters.models import Letter
from news.letters.sending import send_due

from ..conftest import NOON, member
from .conftest import at_once
from .test_verifying import link

BUDI = "budi@example.org"
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def clock():
    with time_machine.travel(NOON + datetime.timedelta(days=300), tick=False) as traveller:
        yield traveller


@pytest.fixture
def follower(clock, article) -> Follower:
    """Budi, who follows the release since this moment."""
    following.ask(article, BUDI, trusted=email_hash(BUDI), address_hash=None)
    clock.shift(1)
    return Follower.objects.get()


def published(article, moderator, text="Terima kasih, sangat membantu.", email="", name="Rina") -> Comment:
    comment = receiving.receive(article, name=name, text=text, sender=Sender(email=email))
    return moderation.decide(comment, "approve", by=moderator, version=comment.version)


def told() -> list[Letter]:
    return list(Letter.objects.filter(kind="comment-news").order_by("pk"))


# Asking


def test_who_asks_confirms_it_by_a_link(article, client):
    page = client.get(f"/komentar/{article.slug}/ikuti/")
    assert page.status_code == 200
    assert client.post(f"/komentar/{article.slug}/ikuti/", {"email": "budi"}).status_code == 422
    client.post(f"/komentar/{article.slug}/ikuti/", {"email": BUDI})
    follower = Follower.objects.get()
    assert (follower.article, follower.email, follower.confirmed_at) == (article, BUDI, None)
    client.get(link("comment-follow"))
    follower.refresh_from_db()
    assert follower.confirmed_at is None
    assert client.post(link("comment-follow")).status_code == 200
    follower.refresh_from_db()
    assert follower.confirmed_at
    assert VerifiedAddress.objects.get().email_hash == email_hash(BUDI)


def test_a_browser_that_is_trusted_needs_no_letter(article, client, newsroom):
    client.post(f"/komentar/{article.slug}/ikuti/", {"email": BUDI})
    client.post(link("comment-follow"))
    Follower.objects.all().delete()
    client.post(f"/komentar/{article.slug}/ikuti/", {"email": BUDI.upper()})
    assert Follower.objects.get().confirmed_at
    assert Letter.objects.count() == 1
    # Another address is not trusted for it.
    client.post(f"/komentar/{article.slug}/ikuti/", {"email": "sari@example.org"})
    assert Follower.objects.latest("pk").confirmed_at is None


def test_the_answer_is_the_same_whether_one_follows_already(follower, article):
    answers = [
        re.sub(
            r'value="\w+"', "", Client().post(f"/komentar/{article.slug}/ikuti/", {"email": address}).content.decode()
        )
        for address in (BUDI, "sari@example.org")
    ]
    assert answers[0] == answers[1]
    assert Letter.objects.filter(kind="comment-follow").count() == 2


# Telling


def test_a_digest_lists_what_others_wrote_with_permalinks(clock, follower, article, moderator):
    comments = [published(article, moderator, f"Komentar nomor {number} tentang puskesmas.") for number in range(7)]
    clock.shift(2 * HOUR)
    assert following.tell_followers() == 1
    (letter,) = told()
    assert letter.to == BUDI
    assert "Vaksinasi gratis" in letter.subject
    listed = [f"/komentar/{article.slug}/k/{comment.pk}/" in letter.body for comment in comments]
    assert listed == [True] * 5 + [False] * 2
    assert following.tell_followers() == 0


def test_at_most_one_an_hour_and_only_if_there_is_news(clock, follower, article, moderator):
    published(article, moderator)
    assert following.tell_followers() == 0  # not yet
    clock.shift(2 * HOUR)
    assert following.tell_followers() == 1
    published(article, moderator, "Satu lagi komentar yang berguna.")
    clock.shift(HOUR - datetime.timedelta(minutes=1))
    assert following.tell_followers() == 0
    clock.shift(datetime.timedelta(minutes=3))
    assert following.tell_followers() == 1
    clock.shift(10 * HOUR)
    assert following.tell_followers() == 0
    assert len(told()) == 2


def test_what_was_sent_before_and_approved_later_is_news(clock, follower, article, moderator):
    waiting = receiving.receive(article, name="Rina", text="Saya menunggu lama sekali.")
    published(article, moderator)
    clock.shift(2 * HOUR)
    following.tell_followers()
    moderation.decide(waiting, "approve", by=moderator, version=1)
    clock.shift(2 * HOUR)
    assert following.tell_followers() == 1
    assert "Saya menunggu" in told()[-1].body
    # Approved, undone and approved again, it is no news any more.
    again = moderation.undo(Comment.objects.get(pk=waiting.pk), by=moderator)
    moderation.decide(again, "approve", by=moderator, version=again.version)
    clock.shift(2 * HOUR)
    assert following.tell_followers() == 0


def test_nobody_is_told_of_their_own_comment_only(clock, follower, article, moderator):
    published(article, moderator, "Ini komentar saya sendiri.", email=BUDI)
    clock.shift(2 * HOUR)
    assert following.tell_followers() == 0
    published(article, moderator, "Ini balasan orang lain.", email="rina@example.org")
    published(article, moderator, "Ini dari orang tanpa surel.")
    clock.shift(2 * HOUR)
    assert following.tell_followers() == 1
    (letter,) = told()
    assert "sendiri" not in letter.body
    assert "balasan orang lain" in letter.body
    assert "tanpa surel" in letter.body


def test_neither_who_has_not_confirmed_nor_of_what_is_not_public(clock, article, moderator, draft, penerbit):
    following.ask(article, BUDI, trusted=None, address_hash=None)
    published(article, moderator)
    receiving.receive(article, name="Rina", text="Ini masih menunggu moderator.")
    clock.shift(2 * HOUR)
    assert following.tell_followers() == 0
    follower = Follower.objects.get()
    following.confirm(follower)
    clock.shift(1)
    published(article, moderator, "Komentar lain yang sudah disetujui.")
    clock.shift(2 * HOUR)
    workflow.take("withdraw", Edition.objects.get(article=article), by=penerbit, note="Salah data.")
    assert following.tell_followers() == 0
    assert told() == []


def test_a_round_is_bounded_and_the_rest_waits(clock, article, moderator):
    for number in range(5):
        address = f"pembaca{number}@example.org"
        following.ask(article, address, trusted=email_hash(address), address_hash=None)
    clock.shift(1)
    published(article, moderator)
    clock.shift(2 * HOUR)
    assert [following.tell_followers(limit=2) for _round in range(4)] == [2, 2, 1, 0]
    assert len(told()) == 5


@pytest.mark.django_db(transaction=True)
def test_whoever_is_killed_in_between_tells_nobody_twice(clock, article, moderator):
    address = BUDI
    following.ask(article, address, trusted=email_hash(address), address_hash=None)
    clock.shift(1)
    published(article, moderator)
    clock.shift(2 * HOUR)
    before = Follower.objects.get().told_until

    # Ended when the letter is written and not yet committed: neither letter nor moment is kept.
    def end(**_kwargs) -> None:
        raise SystemExit

    post_save.connect(end, sender=Letter)
    try:
        with pytest.raises(SystemExit):
            following.tell_followers()
    finally:
        post_save.disconnect(end, sender=Letter)
    assert not Letter.objects.filter(kind="comment-news").exists()
    assert Follower.objects.get().told_until == before
    assert following.tell_followers() == 1
    # A database that was restored to before the moment, but not before the letter, does not repeat it either.
    Follower.objects.update(told_until=before)
    assert following.tell_followers() == 0
    assert len(told()) == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_workers_at_once_tell_each_follower_once(article, newsroom):
    people = member("moderator", "moderator")
    with time_machine.travel(NOON + datetime.timedelta(days=300), tick=False) as clock:
        for number in range(6):
            address = f"pembaca{number}@example.org"
            following.ask(article, address, trusted=email_hash(address), address_hash=None)
        clock.shift(1)
        published(article, people)
        clock.shift(2 * HOUR)
        results = at_once(4, lambda _number: following.tell_followers())
    assert sum(results) == 6
    assert len(told()) == 6


# Ending it


def test_one_press_in_the_mail_program_ends_it(clock, follower, article, moderator, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.BASE_URL = "https://warta.example"
    published(article, moderator)
    clock.shift(2 * HOUR)
    following.tell_followers()
    send_due()
    message = email.message_from_bytes(mail.outbox[-1].message().as_bytes(), policy=email.policy.default)
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    url = message["List-Unsubscribe"].strip("<> ")
    assert url.startswith("https://warta.example/komentar/~surel/berhenti/")
    assert url in message.get_content().replace("\r\n", "\n")
    path = url.removeprefix("https://warta.example")
    strict = Client(enforce_csrf_checks=True)
    assert strict.get(path).status_code == 200
    assert Follower.objects.exists()
    assert strict.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Follower.objects.exists()
    assert strict.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert strict.post(path[:-4] + "/").status_code == 400


def test_another_purpose_ends_nothing(follower):
    token = links.token(links.Purpose.FOLLOW, [follower.pk, follower.email_hash])
    assert Client().post(f"/komentar/~surel/berhenti/{token}/").status_code == 400
    token = links.token(links.Purpose.UNFOLLOW, [follower.pk, "0" * 64])
    Client().post(f"/komentar/~surel/berhenti/{token}/")
    assert Follower.objects.exists()
