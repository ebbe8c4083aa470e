"""Ask the browser for a proof of work, so that a thousand comments cost whoever sends them something.

It is ALTCHA, version 2 (https://altcha.org/docs/v2/), wholly on premises. A challenge is signed and kept nowhere; a
proof is spent by a row of its own, so that of many who bring the same one a single comment has it. Who brings none is
held, not refused: readers without scripts comment too.
"""

from __future__ import annotations

import datetime
import secrets
from typing import Any

import altcha
from django.db import connection

from news.sealing import keyed_hash

LIFE = datetime.timedelta(minutes=20)
ALGORITHM = "PBKDF2/SHA-256"
COST = 5000
"""Iterations a try: some 0.8 ms here, for us once a challenge. Verifying takes no derivation: it is signed too."""
MOST_TRIES = 300
"""Half of them on average: 0.1 s in Chromium on a desktop, some 1 s on a phone of eight times less."""
LONGEST = 2000  # characters of a proof


class BadProof(Exception):
    """What came as a proof is none of ours, is wrong, or was spent before."""


class Expired(BadProof):
    """It was asked for too long ago, as when somebody writes for half an hour: as good as none, and no worse."""


def challenge(now: datetime.datetime) -> dict[str, Any]:
    """Return a new challenge, as JSON has it: ``challenge`` as the protocol does, and up to which counter to try."""
    issued = altcha.create_challenge(
        ALGORITHM,
        COST,
        counter=secrets.randbelow(MOST_TRIES + 1),
        expires_at=now + LIFE,
        hmac_secret=_secret("challenge"),
        hmac_key_secret=_secret("solution"),
    )
    return {"challenge": issued.to_dict(), "most": MOST_TRIES}


def spend(payload: str, now: datetime.datetime) -> None:
    """Accept a proof (base64 of JSON, as the protocol has it), once; inside the transaction of its comment.

    :raises BadProof: if it is not right, or was spent; of two who spend it at once, one is too late.
    :raises Expired: if it comes too late.
    """
    if len(payload) > LONGEST:
        raise BadProof
    result = altcha.verify_solution(payload, _secret("challenge"), hmac_key_secret=_secret("solution"))
    if result.expired:
        raise Expired
    if not result.verified:
        raise BadProof
    issued = altcha.Payload.from_base64(payload).challenge
    expires_at = datetime.datetime.fromtimestamp(issued.parameters.expires_at or 0, datetime.UTC)
    if expires_at <= now:
        raise Expired
    # The signature is the digest of everything in the challenge: the same challenge has no other.
    digest, until = issued.signature or "", connection.ops.adapt_datetimefield_value(expires_at)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO comments_spentchallenge (digest, expires_at) VALUES (%s, %s) ON CONFLICT DO NOTHING",
            [digest, until],
        )
        if cursor.rowcount != 1:
            raise BadProof


def _secret(purpose: str) -> str:
    return keyed_hash("proof", purpose)
