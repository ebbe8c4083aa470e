"""Links that are mailed: signed, each for one purpose, most of them for a while only.

Programs that scan mail open every link: opening one shows a page, and only its button does something.
"""

from __future__ import annotations

import datetime
import enum
from typing import Any, NamedTuple

from django.conf import settings
from django.core import signing
from django.urls import reverse


class _Kind(NamedTuple):
    view: str
    life: datetime.timedelta | None


class Purpose(enum.Enum):
    """What a link is for: the name of its view, and for how long it is good; a link of one is none of another."""

    VERIFY = _Kind("comment_verify", datetime.timedelta(days=7))
    FOLLOW = _Kind("comment_follow_confirm", datetime.timedelta(days=7))
    UNFOLLOW = _Kind("comment_unfollow", None)
    DATA = _Kind("comment_data", datetime.timedelta(hours=1))
    TAKE_BACK = _Kind("comment_erasure", datetime.timedelta(hours=48))


class Invalid(Exception):
    """Nobody here made this link for this purpose: it was cut off, changed, or belongs elsewhere."""


class Expired(Exception):
    """The link was ours, and is not good any more."""


def made(purpose: Purpose, content: list[Any]) -> str:
    """Return the address, with scheme and host, that brings ``content`` (of JSON) back to us."""
    return f"{settings.BASE_URL}{reverse(purpose.value.view, args=[token(purpose, content)])}"


def token(purpose: Purpose, content: list[Any]) -> str:
    """Return ``content`` signed for ``purpose``, in characters that an address may have."""
    return signing.dumps(content, salt=_salt(purpose))


def read(purpose: Purpose, token: str) -> list[Any]:
    """Return the content of a link.

    :raises Expired: if it was good once.
    :raises Invalid: if it never was.
    """
    try:
        content = signing.loads(token, salt=_salt(purpose), max_age=purpose.value.life)
    except signing.SignatureExpired as error:
        raise Expired from error
    except signing.BadSignature as error:
        raise Invalid from error
    return list(content)


def _salt(purpose: Purpose) -> str:
    return f"news.comments.links.{purpose.name}"
