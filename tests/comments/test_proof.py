"""A proof of work is worth one comment, and nobody makes it up."""

import base64
import datetime
import json

import pytest
import time_machine

from news.comments import proof
from news.comments.models import SpentChallenge
from tests.comments.conftest import at_once, solved
from tests.conftest import NOON

MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON, tick=False):
        yield


def changed(payload: str, **parameters) -> str:
    """Return a proof with other parameters in its challenge."""
    content = json.loads(base64.b64decode(payload))
    content["challenge"]["parameters"].update(parameters)
    return base64.b64encode(json.dumps(content).encode()).decode()


def test_a_proof_is_spent_once(db):
    payload = solved(NOON)
    proof.spend(payload, NOON)
    assert SpentChallenge.objects.get().expires_at == NOON + proof.LIFE
    with pytest.raises(proof.BadProof):
        proof.spend(payload, NOON)


def test_written_otherwise_it_is_the_same_proof(db):
    payload = solved(NOON)
    proof.spend(payload, NOON)
    content = json.loads(base64.b64decode(payload))
    content["more"] = content["solution"]["time"] = 1
    with pytest.raises(proof.BadProof):
        proof.spend(base64.b64encode(json.dumps(content, indent=1).encode()).decode(), NOON)


def test_a_proof_that_comes_late_is_as_good_as_none(db):
    payload = solved(NOON)
    for now in (NOON + proof.LIFE + MINUTE, NOON + proof.LIFE):
        with time_machine.travel(now, tick=False), pytest.raises(proof.Expired):
            proof.spend(payload, now)
    with time_machine.travel(NOON + proof.LIFE - MINUTE, tick=False):
        proof.spend(payload, NOON + proof.LIFE - MINUTE)


def test_what_was_changed_is_no_proof(db, settings):
    payload = solved(NOON)
    later = int((NOON + datetime.timedelta(days=1)).timestamp())
    for forged in (changed(payload, expiresAt=later), changed(payload, keyPrefix=""), changed(payload, cost=0)):
        with pytest.raises(proof.BadProof):
            proof.spend(forged, NOON)
    settings.SECRET_KEY = "another" * 10
    with pytest.raises(proof.BadProof):
        proof.spend(payload, NOON)
    assert not SpentChallenge.objects.exists()


def test_a_challenge_without_its_solution_is_no_proof(db):
    content = proof.challenge(NOON)
    guess = {"challenge": content["challenge"], "solution": {"counter": 0, "derivedKey": "00" * 32}}
    with pytest.raises(proof.BadProof):
        proof.spend(base64.b64encode(json.dumps(guess).encode()).decode(), NOON)


@pytest.mark.parametrize(
    "payload",
    ["x", "e30=", "bnVsbA==", "W10=", "\x00", "🦉", "A" * 100_000, base64.b64encode(b"[" * 1400).decode(),
     base64.b64encode(b'{"challenge": {"parameters": 1}, "solution": 2}').decode()],
)  # fmt: skip
def test_hostile_proofs_are_none(db, payload):
    with pytest.raises(proof.BadProof):
        proof.spend(payload, NOON)


def test_the_work_is_bounded():
    content = proof.challenge(NOON)
    assert content["most"] == proof.MOST_TRIES
    assert content["challenge"]["parameters"]["algorithm"] == "PBKDF2/SHA-256"
    assert content["challenge"]["parameters"]["expiresAt"] == int((NOON + proof.LIFE).timestamp())
    assert "counter" not in json.dumps(content)


@pytest.mark.django_db(transaction=True)
def test_of_ten_who_spend_one_proof_at_once_one_has_it():
    payload = solved(NOON)
    results = at_once(10, lambda number: proof.spend(payload, NOON))
    assert [type(result) for result in results].count(proof.BadProof) == 9
    assert results.count(None) == 1
    assert SpentChallenge.objects.count() == 1
