"""Show readers what is kept of them, and erase it at their wish (Undang-Undang 27/2022, articles 5 to 13).

Who asks shows by a link in a mail that the address is theirs. Erasure waits a day, and can be taken back until then. It
takes the words, the name and everything by which the reader could be known again; the comment's place, its decisions
and the count of an article's comments stay true.
"""

from __future__ import annotations

import datetime
import time
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Case, F, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news.articles.models import Edition
from news.screening.weighing import Signal
from news.sealing import CannotOpen, seal, unseal

from . import links, tallying, throttling, writing
from .addresses import email_hash as hash_of
from .models import (
    Comment,
    CommentQuerySet,
    ErasureRequest,
    Follower,
    LinkedSite,
    Referral,
    Remark,
    Report,
    Sanction,
    Sweep,
    VerifiedAddress,
)
from .signals import changed

Status = Comment.Status

NAME = "Pembaca"
"""What stands in place of an erased name; content, so not translated."""
GONE = "-"
"""What stands in place of a hash where the column cannot be empty."""
GRACE = datetime.timedelta(hours=24)
COMMENTS_A_BATCH = 200
ROUND_SECONDS = 10.0
SEALED = ("email", "original_text", "unmasked_text")


@dataclass(frozen=True)
class Reader:
    """Whoever has shown just now that an e-mail address is theirs."""

    email: str
    email_hash: str


@dataclass(frozen=True)
class Holdings:
    """What is kept of a reader: how many comments, the newest of them, which releases they follow, what is due."""

    count: int
    newest: list[Comment]
    follows: list[Follower]
    is_verified: bool
    erasure: ErasureRequest | None

    @property
    def more(self) -> int:
        """How many comments there are besides the newest."""
        return self.count - len(self.newest)

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is kept."""
        return not (self.count or self.follows or self.is_verified)


# Asking


def ask(email: str, *, address_hash: str | None) -> None:
    """Mail a link to what is kept of ``email``, if anything is.

    Whether it is, nobody learns from the answer, nor from how long it takes: the letter is always written, and thrown
    away again if there is nothing to show. One letter an hour goes to an address.
    """
    email_hash, now = hash_of(email), timezone.now()
    if not email_hash:
        return
    with transaction.atomic():
        if not throttling.may_write("data", email_hash, address_hash, now):
            return
        is_known = any([
            _comments_of(email_hash).exists(),
            Follower.objects.filter(email_hash=email_hash).exists(),
            VerifiedAddress.objects.filter(email_hash=email_hash).exists(),
        ])  # fmt: skip
        with transaction.atomic():
            writing.write(
                "data",
                key=str(uuid.uuid4()),
                to=email,
                subject=gettext_lazy("What we keep under your e-mail address"),
                url=links.made(links.Purpose.DATA, [seal(email.strip())]),
            )
            if not is_known:
                transaction.set_rollback(True)


def reader(token: str) -> Reader:
    """Return who opened the link that was mailed to them.

    :raises links.Expired: if it is too old.
    :raises links.Invalid: if it is no such link.
    """
    (sealed,) = links.read(links.Purpose.DATA, token)
    try:
        email = unseal(sealed)
    except CannotOpen as error:
        raise links.Expired from error
    return Reader(email, hash_of(email) or "")


def holdings(reader: Reader, most: int = 50) -> Holdings:
    """Return what is kept of ``reader``, with at most ``most`` comments, the newest first."""
    comments = _comments_of(reader.email_hash)
    follows = Follower.objects.filter(email_hash=reader.email_hash).select_related("article")
    return Holdings(
        count=comments.count(),  # of one reader, by index
        newest=list(comments.unopened().select_related("article").newest_first()[:most]),
        follows=list(follows.defer("email")),
        is_verified=VerifiedAddress.objects.filter(email_hash=reader.email_hash).exists(),
        erasure=ErasureRequest.objects.filter(_open(), email_hash=reader.email_hash).first(),
    )


# Access


def exported(reader: Reader) -> dict[str, Any]:
    """Return all that is kept of ``reader``, in words, ready for JSON; moderators are not named."""
    comments = _comments_of(reader.email_hash).oldest_first().select_related("article")
    comments = comments.prefetch_related("decisions", "reports", "referrals__agency")
    try:
        rows = list(comments)
    except CannotOpen:  # sealed under a key that is lost: then nobody can read it, and the rest still counts
        rows = list(comments.unopened())
    articles = {comment.article_id for comment in rows}
    follows = Follower.objects.filter(email_hash=reader.email_hash).defer("email").select_related("article")
    headlines = _headlines(articles | {follower.article_id for follower in follows})
    verified = VerifiedAddress.objects.filter(email_hash=reader.email_hash).first()
    return {
        _("e-mail"): reader.email,
        _("keyed hash of the e-mail"): reader.email_hash,
        _("verified"): verified.verified_at if verified else None,
        _("comments"): [_told(comment, headlines) for comment in rows],
        _("followed releases"): [
            {
                _("release"): headlines.get(follower.article_id, ""),
                _("asked"): follower.asked_at,
                _("confirmed"): follower.confirmed_at,
                _("told until"): follower.told_until,
            }
            for follower in follows
        ],
        _("erasure requests"): [
            {_("asked"): row.asked_at, _("due"): row.due_at, _("taken back"): row.taken_back_at}
            for row in ErasureRequest.objects.filter(email_hash=reader.email_hash).order_by("pk")
        ],
    }


def _told(comment: Comment, headlines: dict[int, str]) -> dict[str, Any]:
    opened = comment.get_deferred_fields().isdisjoint(SEALED)
    return {
        _("release"): headlines.get(comment.article_id, ""),
        _("address"): f"{settings.BASE_URL}{reverse('comment_permalink', args=[comment.article.slug, comment.pk])}"
        if comment.status == Status.PUBLISHED
        else None,
        _("in reply to"): comment.parent_id,
        _("number"): comment.pk,
        _("sent"): comment.created_at,
        _("name"): comment.name,
        _("comment"): comment.text,
        _("as it was sent"): comment.original_text if opened else None,
        _("before masking"): comment.unmasked_text if opened else None,
        _("changed by its author"): comment.edited_at,
        _("published"): comment.published_at,
        _("erased"): comment.erased_at,
        _("status"): comment.get_status_display(),
        _("e-mail"): comment.email if opened else None,
        _("verified"): comment.is_verified,
        _("keyed hash of the address"): comment.address_hash,
        _("keyed hash of the network"): comment.network_hash,
        _("hash of the normalised text"): comment.text_hash,
        _("status after screening"): comment.get_screened_status_display(),
        _("risk"): comment.risk,
        _("signals"): [
            {_("signal"): signal.words, _("weight"): signal.weight} for signal in map(Signal.from_json, comment.signals)
        ],
        _("decisions"): [
            {
                _("at"): row.at,
                _("decision"): row.get_action_display(),
                _("status before"): row.get_from_status_display(),
                _("status after"): row.get_to_status_display(),
                _("reason"): row.get_reason_display(),
                _("note"): row.note,
            }
            for row in comment.decisions.all()
        ],
        _("reports"): [
            # Other readers' own words are theirs.
            {
                _("at"): row.at,
                _("reason"): row.get_reason_display(),
                _("text"): row.text if row.reason == Report.Reason.APPEAL else None,
                _("closed"): row.closed_at,
            }
            for row in comment.reports.all()
        ],
        _("referrals"): [
            {_("agency"): row.agency.name, _("at"): row.at, _("due"): row.due_date, _("closed"): row.closed_at}
            for row in comment.referrals.all()
        ],
    }


def _headlines(articles: Iterable[int]) -> dict[int, str]:
    """Return the headlines that the public last saw, by article."""
    seen = Edition.objects.filter(article__in=articles, live_from__lte=timezone.now()).order_by("article", "sequence")
    return dict(seen.values_list("article_id", "headline"))


# Erasure


def request(reader: Reader) -> ErasureRequest:
    """Keep the wish that all under the reader's address be erased, a day from now; asked again, it is the same wish.

    A letter tells of it, with a link to take it back.
    """
    now = timezone.now()
    with transaction.atomic():
        wish, is_new = ErasureRequest.objects.filter(_open()).get_or_create(
            email_hash=reader.email_hash, defaults={"asked_at": now, "due_at": now + GRACE}
        )
        if is_new:
            writing.write(
                "erasure",
                key=str(wish.pk),
                to=reader.email,
                subject=gettext_lazy("Your comments will be erased"),
                url=links.made(links.Purpose.TAKE_BACK, [wish.pk]),
                due_at=wish.due_at,
            )
    return wish


def wished(token: str) -> ErasureRequest:
    """Return the wish that a mailed link is about.

    :raises links.Expired: if the link is too old.
    :raises links.Invalid: if it is no such link.
    """
    (pk,) = links.read(links.Purpose.TAKE_BACK, token)
    wish = ErasureRequest.objects.filter(pk=pk).first()
    if wish is None:
        raise links.Expired
    return wish


def take_back(wish: ErasureRequest) -> bool:
    """Let everything stay, and say whether that was still possible; pressed again, it is."""
    now = timezone.now()
    ErasureRequest.objects.filter(_open(), pk=wish.pk, due_at__gt=now).update(taken_back_at=now)
    wish.refresh_from_db()
    return wish.taken_back_at is not None


def erase_due() -> int:
    """Erase what is due, in batches, and return how many comments that were: the worker's job."""
    now, deadline, erased = timezone.now(), time.monotonic() + ROUND_SECONDS, 0
    for wish in ErasureRequest.objects.filter(_open(), due_at__lte=now).order_by("due_at", "pk"):
        while batch := list(_comments_of(wish.email_hash).values_list("pk", flat=True)[:COMMENTS_A_BATCH]):
            if time.monotonic() > deadline:
                return erased
            erased += _erase(batch, now)
        _finish(wish, now)
    return erased


def erase(comment: Comment, now: datetime.datetime | None = None) -> Comment:
    """Erase one comment at once, as its author wishes, and return what is left of it; erased again, it stays so.

    :raises ValueError: if it is an official reply: that is no reader's.
    """
    if comment.is_official:
        raise ValueError("An official reply is not a reader's to erase.")
    _erase([comment.pk], now or timezone.now())
    return Comment.objects.get(pk=comment.pk)


@transaction.atomic
def _finish(wish: ErasureRequest, now: datetime.datetime) -> None:
    """Forget the address itself, and that it asked: only that something was erased, and when, is kept."""
    Follower.objects.filter(email_hash=wish.email_hash).delete()
    VerifiedAddress.objects.filter(email_hash=wish.email_hash).delete()
    _forget_hashes({wish.email_hash}, now)
    same = ErasureRequest.objects.filter(email_hash=wish.email_hash)
    same.filter(pk=wish.pk).update(done_at=now)
    same.exclude(_open()).update(email_hash="")


@transaction.atomic
def _erase(pks: list[int], now: datetime.datetime) -> int:
    """Blank readers' comments, and take the hashes that they carried out of all else; return how many there were."""
    hashes = Comment.objects.filter(pk__in=pks).values_list("address_hash", "network_hash")
    known = {value for row in hashes for value in row if value}
    blanked = blank(pks, now)
    _forget_hashes(known, now)
    return blanked


@transaction.atomic
def blank(pks: Iterable[int], now: datetime.datetime, *, status: str = "") -> int:
    """Take out of readers' comments all that is theirs, and return of how many; erased ones are left alone.

    What was held or to be seen is ``removed`` then. With the words go what others quote of them: reports, remarks and
    notes on them; decisions stay, for they hold none.

    :param status: only those that still have this status, and of which no report waits.
    """
    rows = Comment.objects.unopened().select_for_update().filter(pk__in=pks, agency=None, erased_at=None)
    if status:
        rows = rows.filter(status=status, reported_at=None)
    comments = list(rows.order_by("pk"))
    found = [comment.pk for comment in comments]
    if with_signals := [comment for comment in comments if comment.signals]:
        for comment in with_signals:
            signals = map(Signal.from_json, comment.signals)
            comment.signals = [Signal(signal.code, signal.weight).as_json() for signal in signals]
        Comment.objects.bulk_update(with_signals, ["signals"])
    Comment.objects.filter(pk__in=found).update(
        **dict.fromkeys(("text", "text_hash", *SEALED), ""),
        **dict.fromkeys(("email_hash", "address_hash", "network_hash", "reported_at")),
        name=NAME,
        is_verified=False,
        status=Case(
            When(status__in=[Status.HELD, Status.PUBLISHED], then=Value(Status.REMOVED.value)), default=F("status")
        ),
        version=F("version") + 1,
        erased_at=now,
    )
    for comment in comments:
        if comment.status == Status.PUBLISHED:
            tallying.count(comment.article_id, -1, comment.created_at)
    Report.objects.filter(comment__in=found, closed_at=None).update(closed_at=now)
    Report.objects.filter(comment__in=found).update(text="")
    Remark.objects.filter(comment__in=found).update(text="")
    Referral.objects.filter(comment__in=found).update(note="")
    LinkedSite.objects.filter(comment__in=found).delete()
    for comment in Comment.objects.unopened().filter(pk__in=found):
        transaction.on_commit(lambda comment=comment: changed.send(Comment, comment=comment))  # type: ignore[misc]
    return len(found)


def _forget_hashes(hashes: set[str], now: datetime.datetime) -> None:
    """Take the hashes out of what the reader left elsewhere: reports, and bans and sweeps that are over.

    A ban that stands keeps its hash until it ends: else whoever is banned would lift it by this.
    """
    Report.objects.filter(address_hash__in=hashes).update(text="", address_hash="")
    ended = Q(lifted_at__isnull=False) | Q(expires_at__lte=now)
    Sanction.objects.filter(ended, value__in=hashes).update(value=GONE)
    Sweep.objects.filter(value__in=hashes, finished_at__isnull=False).update(value=GONE)


def _comments_of(email_hash: str) -> CommentQuerySet:
    return Comment.objects.filter(email_hash=email_hash, agency=None)


def _open() -> Q:
    return Q(done_at__isnull=True, taken_back_at__isnull=True)
