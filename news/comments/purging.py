"""Purge what is kept for a while only (:mod:`retention`), in small batches: once a day, and as a command.

Nothing of what readers can see is touched. Purged twice, or ended in between, it is as if purged once.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from news.letters.models import Letter
from news.letters.sending import forget_sent

from . import addresses, erasing
from .assessing import SITES_KEPT
from .models import (
    Comment,
    Decision,
    ErasureRequest,
    Follower,
    HashKey,
    LinkedSite,
    Purge,
    Report,
    Sanction,
    SpentChallenge,
    Sweep,
    Throttle,
    VerifiedAddress,
)
from .retention import period

ROWS_A_BATCH = 200
ROWS_A_STEP = 50_000
ROUND_SECONDS = 20.0
Status = Comment.Status


class Step(NamedTuple):
    """A kind of row that loses something: its name, a msgid; which rows; what is done to some of them by their keys."""

    name: str
    find: Callable[[datetime.datetime], QuerySet[Any]]
    purge: Callable[[list[Any], datetime.datetime], object]


def purge(
    now: datetime.datetime | None = None, *, is_dry_run: bool = False, seconds: float | None = None
) -> dict[str, int]:
    """Purge what is due at ``now`` (aware; this moment by default), and return of each kind how many rows that was.

    :param is_dry_run: only count; a comment counts for each thing that it would lose.
    :param seconds: end after about so long, and leave the rest for another time.
    """
    now = now or timezone.now()
    deadline = time.monotonic() + seconds if seconds else None
    counts: dict[str, int] = {}
    for step in STEPS:
        counts[step.name] = 0
        for batch in _batches(step, now, is_dry_run):
            if deadline and time.monotonic() > deadline:
                break
            if not is_dry_run:
                with transaction.atomic():
                    step.purge(batch, now)
                    _note(step.name, len(batch), now)
            counts[step.name] += len(batch)
    return counts


def purge_due() -> int:
    """Purge what is due, for at most :data:`ROUND_SECONDS`, and return how many rows that was: the worker's job."""
    return sum(purge(seconds=ROUND_SECONDS).values())


def _batches(step: Step, now: datetime.datetime, is_dry_run: bool) -> Iterator[list[Any]]:
    """Yield the keys of the rows of a step, some at a time.

    They are read at once, in one walk along an index, and again if there are more than :data:`ROWS_A_STEP`.
    """
    rows = step.find(now).order_by().values_list("pk", flat=True)
    while pks := list(rows if is_dry_run else rows[:ROWS_A_STEP]):
        for start in range(0, len(pks), ROWS_A_BATCH):
            yield pks[start : start + ROWS_A_BATCH]
        if is_dry_run or len(pks) < ROWS_A_STEP:
            return


def _note(name: str, count: int, now: datetime.datetime) -> None:
    """Add to what the day's row says, in the transaction that purges."""
    Purge.objects.get_or_create(date=timezone.localdate(now), defaults={"at": now})
    row = Purge.objects.select_for_update().get(date=timezone.localdate(now))
    row.counts[name] = row.counts.get(name, 0) + count
    row.at = now
    row.save(update_fields=["counts", "at"])


# What is due


def _unshown(status: str) -> Callable[[datetime.datetime], QuerySet[Comment]]:
    """Return what finds comments of ``status`` that were sent, and last decided on, so long ago; no report waits."""

    def find(now: datetime.datetime) -> QuerySet[Comment]:
        since = now - period(status)
        decided = Decision.objects.filter(comment=OuterRef("pk"), at__gte=since)
        old = Comment.objects.filter(status=status, created_at__lt=since, agency=None, erased_at=None)
        return old.filter(~Exists(decided), reported_at=None)

    return find


def _originals(now: datetime.datetime) -> QuerySet[Comment]:
    since = now - period("original")
    kept = Comment.objects.filter(original_text__blank=False, created_at__lt=since)
    return kept.filter(Q(edited_at__lt=since) | Q(edited_at=None))


def _unmasked(now: datetime.datetime) -> QuerySet[Comment]:
    since = now - period("original")
    masked = Decision.objects.filter(comment=OuterRef("pk"), action=Decision.Action.MASK, at__gte=since)
    return Comment.objects.filter(~Exists(masked), unmasked_text__blank=False, created_at__lt=since)


def _keys_until(now: datetime.datetime) -> datetime.datetime:
    """Return the moment before which every month's key is destroyed at ``now``, in UTC as the months are."""
    oldest = (now - period("address")).astimezone(datetime.UTC)
    following = (oldest.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)
    return following.replace(hour=0, minute=0, second=0, microsecond=0)


def _hashes(column: str) -> Callable[[datetime.datetime], QuerySet[Comment]]:
    return lambda now: Comment.objects.filter(**{f"{column}__isnull": False}, created_at__lt=_keys_until(now))


def _emails(now: datetime.datetime) -> QuerySet[Comment]:
    since = now - period("email")
    newer = Comment.objects.filter(email_hash=OuterRef("email_hash"), created_at__gte=since)
    return Comment.objects.filter(~Exists(newer), email__blank=False, created_at__lt=since)


def _trust(now: datetime.datetime) -> QuerySet[VerifiedAddress]:
    since = now - period("trust")
    newer = Comment.objects.filter(email_hash=OuterRef("email_hash"), created_at__gte=since)
    return VerifiedAddress.objects.filter(~Exists(newer), verified_at__lt=since)


def _ended_bans(now: datetime.datetime) -> QuerySet[Sanction]:
    since = now - period("ban")
    of_somebody = Sanction.objects.exclude(kind=Sanction.Kind.DOMAIN).exclude(value=erasing.GONE)
    # A hash under a destroyed key catches nobody any more.
    is_void = Q(kind__in=[Sanction.Kind.ADDRESS, Sanction.Kind.NETWORK], at__lt=_keys_until(now))
    return of_somebody.filter(Q(expires_at__lt=since) | Q(lifted_at__lt=since) | is_void)


def _followers(now: datetime.datetime) -> QuerySet[Follower]:
    unconfirmed = Q(confirmed_at=None, asked_at__lt=now - period("unconfirmed"))
    return Follower.objects.filter(unconfirmed | Q(told_until__lt=now - period("email")))


def _letters(now: datetime.datetime) -> QuerySet[Letter]:
    old = Letter.objects.remembered().filter(posted_at__lt=now - period("letter"))
    return old.filter(next_try_at=None, claimed_at=None)


# What is done to it


def _blank(status: str) -> Callable[[list[Any], datetime.datetime], object]:
    return lambda pks, now: erasing.blank(pks, now, status=status)


def _set(model: type[Model], **values: Any) -> Callable[[list[Any], datetime.datetime], object]:
    return lambda pks, now: model._default_manager.filter(pk__in=pks).update(**values)


def _delete(model: type[Model]) -> Callable[[list[Any], datetime.datetime], object]:
    return lambda pks, now: model._default_manager.filter(pk__in=pks).delete()


def _destroy_keys(pks: list[int], now: datetime.datetime) -> None:
    """Destroy the keys of months that began so long ago as the environment says."""
    addresses.destroy_old_keys(now + addresses.KEY_LIFE - period("address"))


STEPS = (
    Step(_("rejected comments"), _unshown(Status.REJECTED), _blank(Status.REJECTED)),
    Step(_("spam"), _unshown(Status.SPAM), _blank(Status.SPAM)),
    Step(_("removed comments"), _unshown(Status.REMOVED), _blank(Status.REMOVED)),
    Step(_("texts before a change"), _originals, _set(Comment, original_text="")),
    Step(_("texts before masking"), _unmasked, _set(Comment, unmasked_text="")),
    Step(
        _("keys of addresses"),
        lambda now: HashKey.objects.filter(month_date__lte=(now - period("address")).date()),
        _destroy_keys,
    ),
    Step(_("hashes of addresses"), _hashes("address_hash"), _set(Comment, address_hash=None)),
    Step(_("hashes of networks"), _hashes("network_hash"), _set(Comment, network_hash=None)),
    Step(
        _("hashes of addresses in reports"),
        lambda now: Report.objects.filter(at__lt=_keys_until(now)).exclude(address_hash=""),
        _set(Report, address_hash=""),
    ),
    Step(_("e-mail addresses"), _emails, _set(Comment, email="")),
    Step(_("verified addresses"), _trust, _delete(VerifiedAddress)),
    Step(
        _("texts of reports"),
        lambda now: Report.objects.filter(closed_at__lt=now - period("report")).exclude(text=""),
        _set(Report, text=""),
    ),
    Step(_("followers"), _followers, _delete(Follower)),
    Step(_("whom ended bans kept out"), _ended_bans, _set(Sanction, value=erasing.GONE)),
    Step(
        _("whom sweeps were about"),
        lambda now: Sweep.objects.filter(finished_at__lt=now - period("ban")).exclude(value=erasing.GONE),
        _set(Sweep, value=erasing.GONE),
    ),
    Step(
        _("erasures taken back"),
        lambda now: ErasureRequest.objects.filter(taken_back_at__lt=now - period("request")).exclude(email_hash=""),
        _set(ErasureRequest, email_hash=""),
    ),
    Step(_("letters"), _letters, lambda pks, now: forget_sent(period("letter"))),
    Step(_("spent challenges"), lambda now: SpentChallenge.objects.filter(expires_at__lt=now), _delete(SpentChallenge)),
    Step(_("linked sites"), lambda now: LinkedSite.objects.filter(at__lt=now - SITES_KEPT), _delete(LinkedSite)),
    Step(_("throttles"), lambda now: Throttle.objects.filter(expires_at__lt=now), _delete(Throttle)),
)
"""What is purged, in this order; a later step may rest on an earlier one."""
