"""Decide on comments: what a colleague makes of a comment's status changes here, and only here.

A decision states the version of the comment that its moderator saw. The status and the Decision row are written in one
transaction, and only if that version still stands: two moderators never overwrite each other, nor does a moderator
decide on words that its author has changed since.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from news.accounts.models import User
from news.screening import personal_data
from news.sealing import CannotOpen

from . import tallying
from .models import Comment, Decision, Report
from .permissions import may_moderate
from .signals import decided

Action = Decision.Action
Status = Comment.Status

# Left sealed until it is asked for: a decision needs none of it, and must not fail where no key opens it any more.
SEALED = ("email", "original_text", "unmasked_text")
STATUS_AFTER = {Action.APPROVE: Status.PUBLISHED, Action.REJECT: Status.REJECTED, Action.SPAM: Status.SPAM}


class DecisionRefused(Exception):
    """The decision cannot be taken; the message says why, in words for the moderator."""


class Outrun(DecisionRefused):
    """The comment is no longer what the moderator saw; ``comment`` is what it is now."""

    def __init__(self, comment: Comment, message: str) -> None:
        self.comment = comment
        super().__init__(message)


class AlreadyDecided(Outrun):
    """Somebody else was faster; ``by`` is who, and ``comment`` is what they made of it.

    Without ``by`` nobody decided: reports held it again, or its author turned out to be trusted.
    """

    def __init__(self, comment: Comment, by: User | None) -> None:
        self.by = by
        words = (
            _("Already decided by %(name)s: %(status)s.")
            if by
            else _("Meanwhile its status has changed without a decision: %(status)s.")
        )
        super().__init__(comment, words % {"name": by, "status": comment.get_status_display()})


class ChangedByAuthor(Outrun):
    """The author has changed the comment meanwhile, or taken it back."""

    def __init__(self, comment: Comment) -> None:
        words = (
            _("Its author has removed this comment meanwhile.")
            if comment.status == Status.REMOVED
            else _("Its author has changed this comment meanwhile. This is the new text.")
        )
        super().__init__(comment, words)


@dataclass(frozen=True)
class Outcome:
    """What came of one decision among many: the comment as it is now, and what stood in the way, if anything did."""

    pk: int
    comment: Comment | None
    problem: str = ""


def decide(
    comment: Comment,
    action: str,
    *,
    by: User,
    version: int,
    reason: str = "",
    note: str = "",
    now: datetime.datetime | None = None,
) -> Comment:
    """Approve, reject or mark as spam, and return the comment as decided: see :func:`take`."""
    decision = take(comment, action, by=by, version=version, reason=reason, note=note, now=now)
    return decision.comment if decision else _now(comment)


def take(
    comment: Comment,
    action: str,
    *,
    by: User,
    version: int,
    reason: str = "",
    note: str = "",
    now: datetime.datetime | None = None,
) -> Decision | None:
    """Approve, reject or mark as spam, and return the decision with its comment as decided.

    The status that it already has is a no-op (None), unless reports are open: then it is kept, and they are closed.

    :param action: ``approve``, ``reject`` or ``spam``.
    :param version: the version of the comment that ``by`` saw.
    :param reason: a value of ``Decision.Reason``; needed to reject. ``other`` needs a ``note``.
    :raises AlreadyDecided: if somebody else decided otherwise since ``version``.
    :raises ChangedByAuthor: if its author changed it since, or took it back.
    :raises DecisionRefused: if the action is unknown, or the reason is missing.
    :raises PermissionDenied: if ``by`` may not moderate.
    """
    _check_may_moderate(by)
    note = note.strip()
    check_complete(action, reason, note)
    status = STATUS_AFTER[Action(action)]
    with transaction.atomic():
        current = _now(comment)
        if _is_settled(current, status):
            return None
        _check_may_be_decided(current)
        decision = Decision(action=action, by=by, reason=reason, note=note, at=now or timezone.now())
        closing = {"reported_at": None} if current.reported_at else {}  # a report that comes in just now stays open
        if not _write(current, decision, version, status=status, **closing):
            fresh = _now(current)
            if _is_settled(fresh, status):  # the other moderator decided the same
                return None
            raise _outrun(fresh)
        if closing:
            Report.objects.filter(comment=current, closed_at=None).update(closed_at=decision.at)
        return decision


def mask(comment: Comment, *, by: User, version: int, now: datetime.datetime | None = None) -> Comment:
    """Put a mark in place of the personal data in a comment, and return it; its status stays as it is.

    What was there is kept sealed, so that it can be undone.

    :raises AlreadyDecided: if somebody else decided since ``version``.
    :raises ChangedByAuthor: if its author changed it since, or took it back.
    :raises DecisionRefused: if there is nothing to mask.
    :raises PermissionDenied: if ``by`` may not moderate.
    """
    _check_may_moderate(by)
    with transaction.atomic():
        current = _now(comment)
        _check_may_be_decided(current)
        if current.version != version:
            raise _outrun(current)
        text = personal_data.mask(current.text)
        if text == current.text:
            raise DecisionRefused(_("No personal data was found in this comment."))
        if current.is_masked:
            raise DecisionRefused(_("This comment is masked already. Undo that first."))
        decision = Decision(action=Action.MASK, by=by, at=now or timezone.now())
        if not _write(current, decision, version, text=text, unmasked_text=current.text):
            raise _outrun(_now(current))
        return current


def undo(comment: Comment, *, by: User, version: int | None = None, now: datetime.datetime | None = None) -> Comment:
    """Undo the newest standing decision: the comment gets back exactly what it had before, and reports their wait.

    :param version: the version that ``by`` saw; that of ``comment`` by default.
    :raises AlreadyDecided: if somebody else decided since ``version``.
    :raises ChangedByAuthor: if its author changed it since, or took it back.
    :raises DecisionRefused: if there is nothing to undo.
    :raises PermissionDenied: if ``by`` may not moderate.
    """
    _check_may_moderate(by)
    version = comment.version if version is None else version
    with transaction.atomic():
        # Its decisions are read behind the lock.
        current = Comment.objects.select_for_update().defer(*SEALED).get(pk=comment.pk)
        _check_may_be_decided(current)
        if current.version != version:
            raise _outrun(current)
        standing = current.standing_decision
        if standing is None:
            raise DecisionRefused(_("There is nothing to undo."))
        undoing = Decision(action=Action.UNDO, by=by, undoes=standing, at=now or timezone.now())
        values: dict[str, Any] = {"status": standing.from_status}
        if standing.action == Action.MASK:
            values = {"unmasked_text": ""}
            if not (current.edited_at and current.edited_at > standing.at):  # else its author has written it anew
                values["text"] = _unmasked(current)
        reports = Report.objects.filter(comment=current, closed_at=standing.at)
        if reopened := reports.order_by("pk").first():
            values["reported_at"] = reopened.at
        if not _write(current, undoing, version, **values):
            raise _outrun(_now(current))
        if reopened:
            reports.update(closed_at=None)
        return current


def decide_many(
    chosen: Iterable[tuple[int, int]], action: str, *, by: User, reason: str = "", note: str = ""
) -> list[Outcome]:
    """Decide on comments, given as (id, version seen), and return what came of each, in their order.

    Each is a transaction of its own: what somebody else was faster with, or is gone, does not hold up the rest.

    :param action: ``approve``, ``reject``, ``spam`` or ``undo``.
    :raises DecisionRefused: if the action is unknown, or the reason is missing: then nothing was decided.
    :raises PermissionDenied: if ``by`` may not moderate.
    """
    _check_may_moderate(by)
    if action != Action.UNDO:
        check_complete(action, reason, note.strip())
    chosen = list(chosen)
    comments = Comment.objects.defer(*SEALED).in_bulk([pk for pk, _version in chosen])
    outcomes = []
    for pk, version in chosen:
        comment = comments.get(pk)
        if comment is None:
            continue
        try:
            if action == Action.UNDO:
                outcomes.append(Outcome(pk, undo(comment, by=by, version=version)))
            else:
                outcomes.append(Outcome(pk, decide(comment, action, by=by, version=version, reason=reason, note=note)))
        except Outrun as refused:
            outcomes.append(Outcome(pk, refused.comment, str(refused)))
        except DecisionRefused as refused:
            outcomes.append(Outcome(pk, comment, str(refused)))
    return outcomes


def _check_may_moderate(user: User) -> None:
    if not may_moderate(user):
        raise PermissionDenied(_("You may not decide on comments."))


def check_complete(action: str, reason: str, note: str) -> None:
    """Check that a decision says what it must.

    :raises DecisionRefused: if the action is unknown, or the reason is missing.
    """
    if action not in STATUS_AFTER:
        raise DecisionRefused(_("This decision is not known."))
    if reason and reason not in Decision.Reason.values:
        raise DecisionRefused(_("This reason is not known."))
    if action == Action.REJECT and not reason:
        raise DecisionRefused(_("Choose a reason."))
    if reason == Decision.Reason.OTHER and not note:
        raise DecisionRefused(_("Say what the reason is."))


def _check_may_be_decided(comment: Comment) -> None:
    """Leave alone what its author took back: nobody else brings it before the public again."""
    if comment.status == Status.REMOVED:
        raise ChangedByAuthor(comment)
    if comment.erased_at:
        raise DecisionRefused(_("The words of this comment are erased."))


def _is_settled(comment: Comment, status: str) -> bool:
    return comment.status == status and comment.reported_at is None


def _unmasked(comment: Comment) -> str:
    try:
        return comment.unmasked_text or comment.text  # its words may have been purged since
    except CannotOpen as error:
        raise DecisionRefused(_("What was masked cannot be opened any more.")) from error


def _now(comment: Comment) -> Comment:
    return Comment.objects.defer(*SEALED).get(pk=comment.pk)


def _outrun(comment: Comment) -> Outrun:
    """Return who was faster with ``comment``, as it is now: a colleague, or its author."""
    last = Decision.objects.filter(comment=comment).select_related("by").order_by("-pk").first()
    if comment.status == Status.REMOVED or (comment.edited_at and (last is None or comment.edited_at > last.at)):
        return ChangedByAuthor(comment)
    return AlreadyDecided(comment, last.by if last and last.to_status == comment.status else None)


def _write(current: Comment, decision: Decision, version: int, **values: Any) -> bool:
    """Give ``current`` new values and keep the decision, if ``version`` still stands, else say no; in a transaction."""
    status = values.get("status", current.status)
    if status == Status.PUBLISHED and current.published_at is None:
        values["published_at"] = decision.at
    unchanged = Comment.objects.filter(pk=current.pk, version=version, status=current.status)
    if not unchanged.update(**values, version=F("version") + 1):
        return False
    decision.comment, decision.from_status, decision.to_status = current, current.status, status
    decision.save(force_insert=True)
    change = (status == Status.PUBLISHED) - (current.status == Status.PUBLISHED)
    if change and current.agency_id and current.parent_id:
        tallying.mark_answered(current.parent_id)
    # Comments before tallies, as everywhere: so nobody waits in a circle.
    tallying.count(current.article_id, change, current.created_at)
    for name, value in values.items():
        setattr(current, name, value)
    current.version = version + 1
    transaction.on_commit(lambda: decided.send(Decision, decision=decision))
    return True
