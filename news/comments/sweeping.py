"""Decide alike on everything by one author: a wish of a moderator, done by the worker in rounds of a few seconds.

A comment that was sent, or that somebody decided on, after the wish is left alone.
"""

from __future__ import annotations

import datetime
import time

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from news.accounts.models import User

from . import moderation
from .models import Comment, CommentQuerySet, Decision, Sanction, Sweep
from .permissions import may_moderate

Kind = Sanction.Kind
Status = Comment.Status

SECONDS_A_ROUND = 5.0
COMMENTS_A_BATCH = 50


class SweepRefused(Exception):
    """It cannot be asked for; the message says why, in words for the moderator."""


def author_of(comment: Comment) -> tuple[str, str] | None:
    """Return by what the author of ``comment`` is known again: the kind of hash and the hash; None if by nothing."""
    if comment.email_hash:
        return Kind.AUTHOR.value, comment.email_hash
    if comment.address_hash:
        return Kind.ADDRESS.value, comment.address_hash
    return None


def by_author(kind: str, value: str) -> CommentQuerySet:
    """Return the comments that carry this hash."""
    return Comment.objects.filter(**{"email_hash" if kind == Kind.AUTHOR else "address_hash": value})


def ask(
    comment: Comment,
    action: str,
    *,
    by: User,
    reason: str = "",
    note: str = "",
    only_held: bool = False,
    now: datetime.datetime | None = None,
) -> Sweep:
    """Keep the wish that all that the author of ``comment`` wrote until now be rejected, or marked as spam.

    :param action: ``reject`` or ``spam``.
    :param reason: as for :func:`moderation.decide`.
    :param only_held: leave alone what is published.
    :raises SweepRefused: if the author is known by nothing, or such a wish is being done.
    :raises moderation.DecisionRefused: if the action is unknown, or the reason is missing.
    :raises PermissionDenied: if ``by`` may not moderate.
    """
    if not may_moderate(by):
        raise PermissionDenied(_("You may not decide on comments."))
    if action not in (Decision.Action.REJECT, Decision.Action.SPAM):
        raise moderation.DecisionRefused(_("This decision is not known."))
    moderation.check_complete(action, reason, note.strip())
    author = author_of(comment)
    if author is None:
        raise SweepRefused(_("This comment carries nothing by which its author could be told again."))
    kind, value = author
    try:
        with transaction.atomic():
            return Sweep.objects.create(
                kind=kind, value=value, comment=comment, action=action, reason=reason, note=note.strip(),
                only_held=only_held, by=by, at=now or timezone.now(),
            )  # fmt: skip
    except IntegrityError as error:
        raise SweepRefused(_("This is being done already.")) from error


def take_back(sweep: Sweep, *, by: User, now: datetime.datetime | None = None) -> Sweep:
    """Keep the wish that all that ``sweep`` decided be undone, where nobody decided since.

    :raises SweepRefused: if it is under way, is an undoing itself, or was undone before.
    :raises PermissionDenied: if ``by`` may not moderate.
    """
    if not may_moderate(by):
        raise PermissionDenied(_("You may not decide on comments."))
    if sweep.finished_at is None or sweep.action == Decision.Action.UNDO:
        raise SweepRefused(_("This cannot be undone."))
    try:
        with transaction.atomic():
            return Sweep.objects.create(
                kind=sweep.kind, value=sweep.value, comment_id=sweep.comment_id, action=Decision.Action.UNDO,
                undoes=sweep, by=by, at=now or timezone.now(),
            )  # fmt: skip
    except IntegrityError as error:
        raise SweepRefused(_("This is being done already.")) from error


def stop(sweep: Sweep, *, by: User, now: datetime.datetime | None = None) -> None:
    """Stop a sweep that is under way; what it has decided stands.

    :raises PermissionDenied: if ``by`` may not moderate.
    """
    if not may_moderate(by):
        raise PermissionDenied(_("You may not decide on comments."))
    Sweep.objects.filter(pk=sweep.pk, finished_at=None).update(finished_at=now or timezone.now())


def go_on(seconds: float = SECONDS_A_ROUND) -> int:
    """Do a round of every sweep that is under way, oldest first, for so many ``seconds``; return how many decisions.

    Safe twice at once: each decision stands on the version of its comment, and the one that came first counts it.
    """
    ends_at = time.monotonic() + seconds
    done = 0
    for sweep in Sweep.objects.filter(finished_at=None).select_related("by", "undoes").order_by("pk"):
        while time.monotonic() < ends_at:
            decided, is_last = _batch(sweep)
            done += decided
            if is_last:
                break
    return done


def newest(comment: Comment) -> Sweep | None:
    """Return the newest sweep of the author of ``comment``, under way or done; None if there was none."""
    author = author_of(comment)
    if author is None:
        return None
    return (
        Sweep.objects.filter(kind=author[0], value=author[1]).select_related("by", "undone_by").order_by("-pk").first()
    )


def words(sweep: Sweep) -> str:
    """Say in words how far a sweep is."""
    values = {"count": sweep.decided, "action": sweep.get_action_display(), "name": sweep.by}
    if sweep.finished_at is None:
        return _("Under way: %(action)s, asked for by %(name)s. So far: %(count)s.") % values
    return _("Finished: %(action)s, asked for by %(name)s. Comments: %(count)s.") % values


def _batch(sweep: Sweep) -> tuple[int, bool]:
    """Do the next comments of ``sweep``; return how many decisions were taken, and whether that was the last of it."""
    comments = by_author(sweep.kind, sweep.value).filter(created_at__lte=sweep.at).oldest_first()
    if sweep.reached_at:
        comments = comments.after(sweep.reached_at, sweep.reached_pk)
    batch = list(comments.prefetch_related("decisions")[:COMMENTS_A_BATCH])
    decided = 0
    try:
        for comment in batch:
            decided += _decide(sweep, comment)
    except PermissionDenied:  # who asked may not moderate any more
        batch = []
    values: dict[str, object] = {"decided": F("decided") + decided}
    if batch:
        sweep.reached_at, sweep.reached_pk = batch[-1].created_at, batch[-1].pk
        values |= {"reached_at": sweep.reached_at, "reached_pk": sweep.reached_pk}
    is_last = len(batch) < COMMENTS_A_BATCH
    if is_last:
        values["finished_at"] = timezone.now()
    is_under_way = Sweep.objects.filter(pk=sweep.pk, finished_at=None).update(**values)
    if not is_under_way:  # it was stopped meanwhile: what was decided still counts
        Sweep.objects.filter(pk=sweep.pk).update(decided=F("decided") + decided, finished_at=timezone.now())
    return decided, is_last or not is_under_way


def _decide(sweep: Sweep, comment: Comment) -> bool:
    """Decide on one comment as ``sweep`` wishes, unless somebody was there since; say whether that changed anything."""
    try:
        if sweep.undoes:
            if not _is_of(sweep.undoes, comment):
                return False
            moderation.undo(comment, by=sweep.by, version=comment.version)
            return True
        if not _is_meant(sweep, comment):
            return False
        taken = moderation.take(
            comment, sweep.action, by=sweep.by, version=comment.version, reason=sweep.reason, note=sweep.note
        )
    except moderation.DecisionRefused:  # somebody was faster
        return False
    return taken is not None


def _is_meant(sweep: Sweep, comment: Comment) -> bool:
    wanted = (Status.HELD,) if sweep.only_held else (Status.HELD, Status.PUBLISHED)
    last = comment.last_decision
    return (
        comment.status in wanted
        and not comment.is_official
        and comment.erased_at is None
        and (last is None or last.at <= sweep.at)
    )


def _is_of(sweep: Sweep, comment: Comment) -> bool:
    """Say whether the newest decision on ``comment`` is one that ``sweep`` took, and the comment as it left it."""
    last, ended_at = comment.last_decision, sweep.finished_at
    return (
        last is not None
        and ended_at is not None
        and (last.by_id, last.action, last.reason, last.note) == (sweep.by_id, sweep.action, sweep.reason, sweep.note)
        and sweep.at <= last.at <= ended_at
        and comment.status == last.to_status
    )
