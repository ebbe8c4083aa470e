"""Take comments in and decide on them: the only place where a comment's status changes.

A decision states the version of the comment that its moderator saw. The status and the Decision row are written in one
transaction, and only if that version still stands: two moderators never overwrite each other.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
import uuid

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from news.accounts.models import User
from news.articles.models import Article

from .models import Comment, Decision
from .permissions import may_moderate
from .signals import decided, received

Action = Decision.Action
Status = Comment.Status

STATUS_AFTER = {Action.APPROVE: Status.PUBLISHED, Action.REJECT: Status.REJECTED, Action.SPAM: Status.SPAM}

# A scheme, "www." or a name under one of the endings that links in comments have. A false alarm only holds the comment.
_LINK = re.compile(
    r"://|\bwww\.|\b[\w-]{1,63}(?:\.|\s\.\s)(?:com|net|org|info|biz|id|my|sg|me|io|ly|to|gg|cc|co|tv|xyz|top|site|online|link"
    r"|click|vip|win|bet|club|app|dev|asia|live|pro|shop|store|website|space|fun|icu)\b",
    re.IGNORECASE,
)


class CommentsClosed(Exception):
    """This release takes no comments."""


class DecisionRefused(Exception):
    """The decision cannot be taken; the message says why, in words for the moderator."""


class AlreadyDecided(DecisionRefused):
    """Somebody else was faster; ``by`` is who, and ``comment`` is what they made of it."""

    def __init__(self, comment: Comment) -> None:
        self.comment = comment
        last = Decision.objects.filter(comment=comment).select_related("by").order_by("-pk").first()
        self.by = last.by if last else None
        super().__init__(
            _("Already decided by %(name)s: %(status)s.")
            % {"name": self.by or _("somebody else"), "status": comment.get_status_display()}
        )


def has_link(text: str) -> bool:
    """Say whether ``text`` holds what a reader could follow away from this site."""
    return bool(_LINK.search(unicodedata.normalize("NFKC", text)))


def receive(
    article: Article,
    *,
    name: str,
    text: str,
    email: str = "",
    token: uuid.UUID | None = None,
    parent: Comment | None = None,
    hold: bool = False,
    now: datetime.datetime | None = None,
) -> Comment:
    """Keep a reader's comment on ``article`` and return it; the same ``token`` always gives the same comment.

    It is held for a moderator, or published at once where comments are open and it holds no link.

    :param token: the form's, so that a form sent twice is one comment; a new one by default.
    :param parent: the comment that it replies to; a reply to a reply stands beside it, under their root.
    :param hold: hold it even where comments are open.
    :param now: an aware moment; this one by default.
    :raises CommentsClosed: if the article takes none.
    """
    token = token or uuid.uuid4()
    if kept := Comment.objects.filter(token=token).first():
        return kept
    if article.comments == Article.Comments.CLOSED:
        raise CommentsClosed
    if parent and parent.article_id != article.pk:
        raise ValueError("A reply stands under the same release as the comment that it replies to.")
    is_open = article.comments == Article.Comments.OPEN and not hold and not has_link(f"{name}\n{text}")
    comment = Comment(
        article=article,
        parent_id=(parent.parent_id or parent.pk) if parent else None,
        name=name,
        email=email,
        text=text,
        status=Status.PUBLISHED if is_open else Status.HELD,
        created_at=now or timezone.now(),
        token=token,
    )
    try:
        with transaction.atomic():
            comment.save(force_insert=True)
            transaction.on_commit(lambda: received.send(Comment, comment=comment))
    except IntegrityError:
        if kept := Comment.objects.filter(token=token).first():  # its double came in between
            return kept
        raise
    return comment


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
    """Approve, reject or mark as spam, and return the comment as decided; the status that it already has is a no-op.

    :param action: ``approve``, ``reject`` or ``spam``.
    :param version: the version of the comment that ``by`` saw.
    :param reason: a value of ``Decision.Reason``; needed to reject. ``other`` needs a ``note``.
    :raises AlreadyDecided: if somebody else decided otherwise since ``version``.
    :raises DecisionRefused: if the action is unknown, or the reason is missing.
    :raises PermissionDenied: if ``by`` may not moderate.
    """
    _check_may_moderate(by)
    if action not in STATUS_AFTER:
        raise DecisionRefused(_("This decision is not known."))
    note = note.strip()
    if reason and reason not in Decision.Reason.values:
        raise DecisionRefused(_("This reason is not known."))
    if action == Action.REJECT and not reason:
        raise DecisionRefused(_("Choose a reason."))
    if reason == Decision.Reason.OTHER and not note:
        raise DecisionRefused(_("Say what the reason is."))
    with transaction.atomic():
        current = Comment.objects.get(pk=comment.pk)
        status = STATUS_AFTER[Action(action)]
        if current.status == status:
            return current
        return _write(current, Decision(action=action, by=by, reason=reason, note=note), status, version, now)


def undo(comment: Comment, *, by: User, version: int | None = None, now: datetime.datetime | None = None) -> Comment:
    """Undo the newest standing decision: the comment gets back exactly the status that it had before.

    :param version: the version that ``by`` saw; that of ``comment`` by default.
    :raises AlreadyDecided: if somebody else decided since ``version``.
    :raises DecisionRefused: if there is nothing to undo.
    :raises PermissionDenied: if ``by`` may not moderate.
    """
    _check_may_moderate(by)
    version = comment.version if version is None else version
    with transaction.atomic():
        current = Comment.objects.select_for_update().get(pk=comment.pk)  # its decisions are read behind the lock
        if current.version != version:
            raise AlreadyDecided(current)
        standing = current.standing_decision
        if standing is None:
            raise DecisionRefused(_("There is nothing to undo."))
        undoing = Decision(action=Action.UNDO, by=by, undoes=standing)
        return _write(current, undoing, standing.from_status, version, now)


def _check_may_moderate(user: User) -> None:
    if not may_moderate(user):
        raise PermissionDenied(_("You may not decide on comments."))


def _write(current: Comment, decision: Decision, status: str, version: int, now: datetime.datetime | None) -> Comment:
    """Give ``current`` its new status and keep the decision, if ``version`` still stands; inside a transaction."""
    unchanged = Comment.objects.filter(pk=current.pk, version=version, status=current.status)
    if not unchanged.update(status=status, version=F("version") + 1):
        fresh = Comment.objects.get(pk=current.pk)
        if fresh.status == status:  # the other moderator decided the same
            return fresh
        raise AlreadyDecided(fresh)
    decision.comment, decision.from_status, decision.to_status = current, current.status, status
    decision.at = now or timezone.now()
    decision.save(force_insert=True)
    current.status, current.version = status, version + 1
    transaction.on_commit(lambda: decided.send(Decision, decision=decision))
    return current
