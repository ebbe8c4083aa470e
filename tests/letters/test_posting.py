"""A letter is kept with the decision it tells of, once."""

import datetime

import pytest
import time_machine
from django.db import connection, transaction

from news.letters.models import Letter
from news.letters.posting import post
from tests.at_once import at_once

from ..conftest import NOON

pytestmark = pytest.mark.django_db

ARGUMENTS = {
    "kind": "verify",
    "key": "verify:1",
    "to": "pembaca@example.org",
    "subject": "Konfirmasi",
    "body": "Buka https://warta.example/rahasia",
}


def test_the_same_letter_is_posted_once():
    with time_machine.travel(NOON, tick=False):
        letter = post(**ARGUMENTS)
        assert letter
        assert post(**ARGUMENTS | {"body": "Lain"}) is None
    kept = Letter.objects.get()
    assert kept == letter
    assert (kept.to, kept.body) == (ARGUMENTS["to"], ARGUMENTS["body"])
    assert (kept.state, kept.posted_at, kept.next_try_at) == ("waiting", NOON, NOON)


def test_address_and_body_are_sealed():
    post(**ARGUMENTS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM letters_letter")
        row = " ".join(map(str, cursor.fetchone()))
    assert "example" not in row
    assert "rahasia" not in row
    assert "Konfirmasi" in row


def test_it_goes_with_the_decision():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        post(**ARGUMENTS)
        raise ZeroDivisionError
    assert not Letter.objects.exists()
    assert post(**ARGUMENTS)


@pytest.mark.parametrize(("shift", "due"), [(-60, 0), (60, 60)])
def test_not_before(shift, due):
    with time_machine.travel(NOON, tick=False):
        letter = post(**ARGUMENTS, not_before=NOON + datetime.timedelta(seconds=shift))
    assert letter
    assert letter.next_try_at == NOON + datetime.timedelta(seconds=due)


@pytest.mark.parametrize("address", ["", "  "])
def test_without_an_address_there_is_nobody_to_write_to(address):
    assert post(**ARGUMENTS | {"to": address}) is None
    assert not Letter.objects.exists()


@pytest.mark.parametrize("address", ["tidak", "a@b@c", "a@example.org, b@example.org", "a@example.org\nBcc: b@c.org"])
def test_a_wrong_address_stops_nobody_and_is_shown(address):
    letter = post(**ARGUMENTS | {"to": address})
    assert letter
    letter.refresh_from_db()
    assert letter.state == "failed"
    assert letter.problem


@pytest.mark.parametrize("wrong", [{"key": ""}, {"key": "x" * 201}, {"kind": ""}, {"kind": "x" * 41}])
def test_a_letter_has_a_kind_and_a_key(wrong):
    with pytest.raises(ValueError, match="characters"):
        post(**ARGUMENTS | wrong)


def test_a_long_subject_is_cut():
    letter = post(**ARGUMENTS | {"subject": "kata " * 100})
    assert letter
    assert len(letter.subject) <= 200


@pytest.mark.django_db(transaction=True)
def test_posted_at_the_same_time_it_is_one_letter():
    def attempt(_number: int) -> Letter | None:
        with transaction.atomic():
            letter = post(**ARGUMENTS)
            Letter.objects.count()  # the transaction goes on
            return letter

    results = at_once(4, attempt)
    assert results.count(None) == 3
    assert [type(result) for result in results if result] == [Letter]
    assert Letter.objects.count() == 1
