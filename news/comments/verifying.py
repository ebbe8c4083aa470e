"""Let readers show that an e-mail address is theirs, by the button behind a link that is mailed to it.

Nothing requires it: without it a comment is held. Whoever has pressed it is trusted in that browser: a signed cookie
says which address, by its keyed hash, was shown to be theirs, and when. It goes to the pages under ``/komentar/`` only.
Somebody else's address can be typed into a form; so the letter holds no word of the comment, and pressing the button
stands for that one comment, and for those that were sent from the same browser.
"""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from news.articles.models import Edition
from news.letters.models import Letter

from . import links, receiving, throttling, writing
from .models import Comment, VerifiedAddress

TRUST = "komentar_surel"
SENT = "komentar_terkirim"
TRUST_LIFE = datetime.timedelta(days=365)
RENEWED_AFTER = datetime.timedelta(days=30)
SENT_LIFE = datetime.timedelta(days=7)
SENT_MOST = 20
_MICROSECOND = datetime.timedelta(microseconds=1)
_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


def ask(comment: Comment) -> Letter | None:
    """Write to the address of ``comment`` and ask whether it is its author's; None if there is nobody to write to.

    So it is if the comment has no address, is verified or looks like spam, if its release is not live, and if so many
    letters of this kind went there lately (:func:`throttling.may_write`).
    """
    if not (comment.email and comment.email_hash) or comment.is_verified or comment.status == Comment.Status.SPAM:
        return None
    headline = Edition.objects.live().filter(article=comment.article_id).values_list("headline", flat=True).first()
    if headline is None:
        return None
    with transaction.atomic():
        if not throttling.may_write("verify", comment.email_hash, comment.address_hash, timezone.now()):
            return None
        return writing.write(
            "verify",
            key=f"{comment.pk}:{uuid.uuid4()}",
            to=comment.email,
            subject=_("Is this e-mail address yours?"),
            url=links.made(links.Purpose.VERIFY, [comment.pk, comment.email_hash]),
            headline=headline,
            sent_at=comment.created_at,
        )


def opened(token: str) -> Comment:
    """Return the comment that a mailed link is about.

    :raises links.Expired: if the link is too old, or the comment has lost its address since.
    :raises links.Invalid: if it is no such link.
    """
    pk, email_hash = links.read(links.Purpose.VERIFY, token)
    comment = Comment.objects.select_related("article").filter(pk=pk, email_hash=email_hash).first()
    if comment is None:
        raise links.Expired
    return comment


def verify(comment: Comment, sent_here: set[int]) -> list[Comment]:
    """Take it that the address of ``comment`` is its author's, and return the comments that are verified by it.

    These are ``comment`` itself and those of ``sent_here`` with the same address; held ones are weighed anew. Pressed
    again, nothing happens.

    :param sent_here: ids of comments that were sent from this browser.
    """
    return verify_sent(comment.email_hash or "", {comment.pk, *sent_here})


def verify_sent(email_hash: str, pks: set[int]) -> list[Comment]:
    """Take it that an address is its reader's, and return which of the comments ``pks`` are verified by it."""
    with transaction.atomic():
        VerifiedAddress.objects.get_or_create(email_hash=email_hash)
        unverified = Comment.objects.filter(pk__in=pks, email_hash=email_hash, is_verified=False)
        found = list(unverified.unopened().select_for_update().order_by("pk"))
        Comment.objects.filter(pk__in=[row.pk for row in found]).update(is_verified=True)
    for row in found:
        if row.status == Comment.Status.HELD:
            receiving.reassess(row)
    return found


def disown(comment: Comment) -> None:
    """Take the address out of ``comment``, as its owner says that they did not write it; the comment stays."""
    unverified = Comment.objects.filter(pk=comment.pk, email_hash=comment.email_hash, is_verified=False)
    unverified.update(email="", email_hash=None)


# What the browser remembers


def identity(request: HttpRequest) -> str | None:
    """Return the keyed hash of the address that was shown to be the reader's in this browser; None if none was.

    It counts until the address is forgotten: erasure ends the trust of every browser.
    """
    email_hash, _at = _trusted(request)
    return email_hash


def trust(response: HttpResponse, email_hash: str, now: datetime.datetime) -> None:
    """Let the browser remember for a year that ``email_hash`` is its reader's."""
    _set(response, TRUST, [email_hash, (now - _EPOCH) // _MICROSECOND], TRUST_LIFE)


def distrust(response: HttpResponse) -> None:
    """Let the browser forget whose it is, and what was sent from it."""
    for name in (TRUST, SENT):
        response.delete_cookie(name, path="/komentar/", samesite="Lax")


def after_sending(request: HttpRequest, response: HttpResponse, comment: Comment) -> None:
    """Do what follows on a comment that was sent by a form.

    If it came with an address that is not verified, its owner is asked, and the browser remembers for a week that the
    comment was sent from it. A trust that was used is renewed, once a month.
    """
    now = timezone.now()
    if comment.email_hash and not comment.is_verified:
        ask(comment)
        pks = [pk for pk in sent_here(request) if pk != comment.pk]
        _set(response, SENT, [*pks, comment.pk][-SENT_MOST:], SENT_LIFE)
    email_hash, trusted_at = _trusted(request)
    if email_hash and trusted_at and trusted_at < now - RENEWED_AFTER:
        trust(response, email_hash, now)


def sent_here(request: HttpRequest) -> list[int]:
    """Return the ids of the comments with an unverified address that were sent from this browser in the last week."""
    return [pk for pk in _read(request, SENT, SENT_LIFE) if isinstance(pk, int)]


def _trusted(request: HttpRequest) -> tuple[str | None, datetime.datetime | None]:
    match _read(request, TRUST, TRUST_LIFE):
        case [str(email_hash), int(microseconds)]:
            at = _EPOCH + microseconds * _MICROSECOND
            if VerifiedAddress.objects.filter(email_hash=email_hash, verified_at__lte=at).exists():
                return email_hash, at
    return None, None


def _set(response: HttpResponse, name: str, content: list[Any], life: datetime.timedelta) -> None:
    response.set_cookie(
        name,
        signing.dumps(content, salt=f"news.comments.{name}"),
        max_age=life,
        path="/komentar/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _read(request: HttpRequest, name: str, life: datetime.timedelta) -> list[Any]:
    """Return what the browser was given under ``name``; nothing if that is not there, not ours, or too old."""
    try:
        content = signing.loads(request.COOKIES.get(name, ""), salt=f"news.comments.{name}", max_age=life)
    except signing.BadSignature:
        return []
    return content if isinstance(content, list) else []
