"""Whoever presses the button behind a mailed link has an address; the browser remembers it, and nobody else's."""

import datetime

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from news.comments import erasing, receiving, verifying
from news.comments.addresses import email_hash
from news.comments.models import Comment, VerifiedAddress
from news.comments.senders import Sender
from news.letters.models import Letter

from ..conftest import NOON
from .conftest import set_comments

RINA = "rina@example.org"


@pytest.fixture
def clock():
    with time_machine.travel(NOON + datetime.timedelta(days=300), tick=False) as traveller:
        yield traveller


def sent(article, text="Apakah lansia juga dilayani di puskesmas?", email=RINA, **known) -> Comment:
    """Take in a comment as through a form without scripts."""
    return receiving.receive(article, name="Rina", text=text, sender=Sender(email=email, seconds=60, proof="", **known))


def link(kind: str = "comment-verify") -> str:
    """Return the path of the first link in the newest letter of ``kind``."""
    body = Letter.objects.filter(kind=kind).latest("pk").body
    url = next(word for word in body.split() if word.startswith("http"))
    return "/" + url.split("/", 3)[3]


def test_the_letter_holds_no_word_of_the_comment(article):
    comment = sent(article, text="Kunjungi toko saya sekarang juga")
    letter = verifying.ask(comment)
    assert letter
    assert letter.to == RINA
    assert "toko" not in letter.body
    assert "Rina" not in letter.subject + letter.body
    assert "Vaksinasi gratis" in letter.body
    assert "/komentar/~surel/sahkan/" in letter.body


def test_nobody_is_written_to_without_an_address_or_twice_in_an_hour(article):
    assert verifying.ask(sent(article, email="")) is None
    assert verifying.ask(sent(article))
    assert verifying.ask(sent(article, text="Satu lagi pertanyaan saya, Pak.")) is None
    assert Letter.objects.count() == 1


def test_spam_makes_nobody_a_letter(article):
    comment = sent(article)
    comment.status = "spam"
    assert verifying.ask(comment) is None


def test_pressing_the_button_verifies_this_comment_and_trusts_this_browser(article, client):
    comment = sent(article)
    verifying.ask(comment)
    shown = client.get(link())
    assert comment.text in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert shown["Referrer-Policy"] == "same-origin"
    comment.refresh_from_db()
    assert not comment.is_verified  # a mail scanner opened the link
    assert not shown.cookies.get(verifying.TRUST)
    done = client.post(link())
    comment.refresh_from_db()
    assert comment.is_verified
    assert VerifiedAddress.objects.get().email_hash == comment.email_hash
    cookie = done.cookies[verifying.TRUST]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/komentar/", True, "Lax")
    assert cookie["max-age"] == 365 * 86400
    assert client.post(link()).status_code == 200  # pressed again


def test_what_another_wrote_under_the_address_is_not_verified_with_it(article, client):
    mine, other = sent(article), sent(article, text="Ditulis orang lain dengan alamat itu.")
    here = sent(article, text="Komentar kedua dari peramban ini.")
    response = HttpResponse()
    request = RequestFactory().get("/")
    verifying.after_sending(request, response, here)
    client.cookies[verifying.SENT] = response.cookies[verifying.SENT].value
    verifying.verify(mine, set(verifying.sent_here(client.get("/komentar/~data/").wsgi_request)))
    assert {row.pk for row in Comment.objects.filter(is_verified=True)} == {mine.pk, here.pk}
    other.refresh_from_db()
    assert not other.is_verified


def test_a_held_comment_is_weighed_anew(article, client):
    comment = sent(set_comments(article, "open"))
    assert comment.status == "held"  # the browser proved no work
    verifying.ask(comment)
    client.post(link())
    comment.refresh_from_db()
    assert (comment.status, comment.version) == ("published", 2)
    assert comment.published_at


def test_where_a_moderator_decides_it_stays_held(article, client):
    comment = sent(article)
    verifying.ask(comment)
    client.post(link())
    comment.refresh_from_db()
    assert comment.status == "held"


def test_the_owner_of_the_address_can_take_it_out(article, client):
    comment = sent(article)
    verifying.ask(comment)
    path = link()
    assert client.post(path, {"disown": ""}).status_code == 200
    comment.refresh_from_db()
    assert (comment.email, comment.email_hash, comment.is_verified) == ("", None, False)
    assert not VerifiedAddress.objects.exists()
    assert client.get(path).status_code == 410


def identity_of(client: Client) -> str | None:
    return verifying.identity(client.get("/komentar/~data/").wsgi_request)


@pytest.fixture
def trusted(article, client) -> Client:
    """A browser in which the address of Rina was confirmed."""
    verifying.ask(sent(article))
    client.post(link())
    return client


def test_the_browser_is_known_for_a_year(clock, trusted):
    assert identity_of(trusted) == email_hash(RINA)
    assert identity_of(Client()) is None
    clock.shift(datetime.timedelta(days=365))
    assert identity_of(trusted) == email_hash(RINA)
    clock.shift(1)
    assert identity_of(trusted) is None


def test_trust_that_is_used_is_renewed_once_a_month(clock, article, trusted):
    def renewed() -> bool:
        response = HttpResponse()
        comment = sent(article, is_verified=True)
        verifying.after_sending(trusted.get("/komentar/~data/").wsgi_request, response, comment)
        if verifying.TRUST in response.cookies:
            trusted.cookies[verifying.TRUST] = response.cookies[verifying.TRUST].value
        return verifying.TRUST in response.cookies

    assert not renewed()
    clock.shift(datetime.timedelta(days=31))
    assert renewed()
    assert not renewed()
    clock.shift(datetime.timedelta(days=364))
    assert identity_of(trusted) == email_hash(RINA)


def test_a_cookie_that_was_tampered_with_is_none(trusted):
    good = trusted.cookies[verifying.TRUST].value
    for bad in (good[:-1], "", "x", good.replace(good[0], "A" if good[0] != "A" else "B", 1)):
        trusted.cookies[verifying.TRUST] = bad
        assert identity_of(trusted) is None
    # One cookie is not the other, though both are signed.
    response = HttpResponse()
    verifying._set(response, verifying.SENT, [email_hash(RINA), 2**50], verifying.SENT_LIFE)
    trusted.cookies[verifying.TRUST] = response.cookies[verifying.SENT].value
    assert identity_of(trusted) is None


def test_erasure_ends_the_trust_of_every_browser(clock, article, trusted):
    erasing.request(erasing.Reader(RINA, email_hash(RINA)))
    clock.shift(datetime.timedelta(hours=25))
    erasing.erase_due()
    assert identity_of(trusted) is None
    # Confirmed again elsewhere, later: this browser has not shown it.
    VerifiedAddress.objects.create(email_hash=email_hash(RINA), verified_at=timezone.now())
    assert identity_of(trusted) is None


def test_links_that_are_old_or_changed_say_so(clock, article, client):
    verifying.ask(sent(article))
    path = link()
    for wrong in (path[:-5] + "/", path.replace("sahkan", "ikuti"), "/komentar/~surel/sahkan/a/"):
        answer = client.get(wrong)
        assert answer.status_code == 400
        assert "Apakah lansia" not in answer.content.decode()
    clock.shift(datetime.timedelta(days=7, seconds=1))
    for ask in (client.get, client.post):
        answer = ask(path)
        assert answer.status_code == 410
        assert "Apakah lansia" not in answer.content.decode()
    assert not VerifiedAddress.objects.exists()
