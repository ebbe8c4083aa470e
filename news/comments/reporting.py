"""Ask moderators for a second look: readers' reports of what is published, and an author's one appeal.

One reader alone hides nothing. :data:`ENOUGH_TO_HOLD` reports from different addresses hold a comment again that
screening had doubts about, :data:`ENOUGH_FOR_ANY` any comment; once a moderator has decided on reports of it, only
a moderator takes it away.
"""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from news.screening import rules

from . import receiving
from .gate import DAY, Limit
from .models import Comment, Report
from .throttling import HOUR, take

ENOUGH_TO_HOLD = 3
ENOUGH_FOR_ANY = 5
KEPT = 50  # open reports of one comment; more tell a moderator nothing new
FROM_A_PLACE = (Limit(30, HOUR), Limit(100, DAY))


class ReportRefused(Exception):
    """The report or appeal is not taken; the message says why, in words for the reader."""


def report(
    comment: Comment,
    reason: str,
    *,
    text: str = "",
    address_hash: str | None = None,
    now: datetime.datetime | None = None,
) -> None:
    """Keep a reader's report of a published comment, and hold it if that makes enough; once for each address.

    What is no longer published needs no report: then nothing happens.

    :param reason: a value of ``Report.Reason``, but not an appeal.
    :param address_hash: the keyed hash of the reader's address; without it the report is kept, and counts for nothing.
    :raises ReportRefused: if so many came from there that the next has to wait.
    """
    if reason not in Report.Reason.values or reason == Report.Reason.APPEAL:
        raise ValueError(f"{reason!r} is no reason to report a comment.")
    now = now or timezone.now()
    with transaction.atomic():
        # Behind the row's lock, so that of two reports at once the second sees the first.
        current = Comment.objects.select_for_update().filter(pk=comment.pk, status=Comment.Status.PUBLISHED).first()
        if current is None or current.is_official:
            return
        reports = current.reports.exclude(reason=Report.Reason.APPEAL)
        if address_hash and reports.filter(address_hash=address_hash).exists():
            return
        if len(reports.filter(closed_at=None).values("pk")[:KEPT]) == KEPT:
            return
        if address_hash and not take({f"reports:{address_hash}": FROM_A_PLACE}, now):
            raise ReportRefused(_("Many reports came from here in a short time. Please try again later."))
        Report.objects.create(comment=current, reason=reason, text=text, address_hash=address_hash or "", at=now)
        Comment.objects.filter(pk=current.pk, reported_at=None).update(reported_at=now)
        if _are_enough(current):
            receiving.hold_again([current.pk], rules.current().signal("reported"))


def appeal(comment: Comment, text: str, *, now: datetime.datetime | None = None) -> None:
    """Keep an author's appeal against the rejection of a comment, or against its being spam.

    :raises ReportRefused: if there is nothing to appeal against, or there was an appeal already.
    """
    now = now or timezone.now()
    with transaction.atomic():
        current = Comment.objects.select_for_update().get(pk=comment.pk)
        if not may_appeal(current):
            raise ReportRefused(_("Your appeal could not be taken: the status of this comment has changed."))
        Report.objects.create(comment=current, reason=Report.Reason.APPEAL, text=text, at=now)
        Comment.objects.filter(pk=current.pk, reported_at=None).update(reported_at=now)


def may_appeal(comment: Comment) -> bool:
    """Say whether the author of a comment has an appeal, and something to appeal against."""
    turned_down = {Comment.Status.REJECTED, Comment.Status.SPAM}
    return comment.status in turned_down and comment.erased_at is None and last_appeal(comment) is None


def last_appeal(comment: Comment) -> Report | None:
    """Return the author's one appeal, if there was one."""
    return comment.reports.filter(reason=Report.Reason.APPEAL).first()


def _are_enough(comment: Comment) -> bool:
    reports = comment.reports.exclude(reason=Report.Reason.APPEAL).exclude(address_hash="")
    if reports.filter(closed_at__isnull=False).exists():
        return False  # a moderator has looked at what readers said
    count = len(reports.values("pk")[:ENOUGH_FOR_ANY])
    return count >= ENOUGH_FOR_ANY or (count >= ENOUGH_TO_HOLD and comment.risk >= rules.current().hold_from)
