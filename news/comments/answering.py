"""Let agencies answer: questions are handed to them with a due date, and their staff reply in their name.

A reply stands under the comment that began the conversation, labelled with the agency; it closes what was handed to
that agency. It is a comment like others for moderators, who can take it off again.
"""

from __future__ import annotations

import datetime
import uuid

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news.accounts.models import User
from news.articles.models import EditionAgency
from news.directory.models import Agency, Membership
from news.newsroom.models import Newsroom

from . import tallying, writing
from .models import Comment, Referral
from .permissions import agencies_to_reply_for, may_moderate
from .signals import received

DAYS_TO_ANSWER = 5
LONGEST_TERM = 90  # days
REMINDED_A_ROUND = 200


class AnswerRefused(Exception):
    """It cannot be handed over or answered; the message says why, in words for the desk."""


def refer(
    comment: Comment,
    *,
    agency: Agency,
    by: User,
    due_date: datetime.date,
    note: str = "",
    now: datetime.datetime | None = None,
) -> Referral:
    """Hand a comment to ``agency``, which is to answer by ``due_date``, and tell its staff by mail.

    :param due_date: the last day, in the newsroom's zone, on which the answer is in time.
    :raises AnswerRefused: if it is with an agency already, cannot be answered at all, or the day is past or far off.
    :raises PermissionDenied: if ``by`` may not moderate.
    """
    _check_may_moderate(by)
    now = now or timezone.now()
    today = Newsroom.current().local(now).date()
    if not today <= due_date <= today + datetime.timedelta(days=LONGEST_TERM):
        raise AnswerRefused(
            _("The due date is from today on, and at most %(days)s days ahead.") % {"days": LONGEST_TERM}
        )
    with transaction.atomic():
        current = Comment.objects.select_for_update().only("pk", "status", "agency", "erased_at").get(pk=comment.pk)
        if current.status in (Comment.Status.REMOVED, Comment.Status.SPAM) or current.erased_at or current.is_official:
            raise AnswerRefused(_("This comment cannot be handed to an agency."))
        _check_not_referred(current)
        try:
            with transaction.atomic():
                referral = Referral.objects.create(
                    comment=current, agency=agency, by=by, due_date=due_date, note=note.strip(), at=now
                )
        except IntegrityError:
            _check_not_referred(current)
            raise
        _tell(referral, "referral", gettext_lazy("A reader's comment waits for an answer"))
        return referral


def take_back(referral: Referral, *, by: User, now: datetime.datetime | None = None) -> Referral:
    """End a referral without an answer; one that is closed already stays as it is.

    :raises PermissionDenied: if ``by`` may not moderate.
    """
    _check_may_moderate(by)
    now = now or timezone.now()
    Referral.objects.filter(pk=referral.pk, closed_at=None).update(closed_at=now)
    referral.refresh_from_db()
    return referral


def reply(
    comment: Comment,
    *,
    agency: Agency,
    by: User,
    text: str,
    token: uuid.UUID | None = None,
    now: datetime.datetime | None = None,
) -> Comment:
    """Publish ``text`` as the agency's answer to a published comment, and return it; the same token gives the same.

    It closes what was handed to ``agency`` of this conversation. Comments may be closed meanwhile: an answer that is
    owed can still be given.

    :raises AnswerRefused: if there is nothing to say, or the comment is not before the public.
    :raises PermissionDenied: if ``by`` may not reply in the name of ``agency``.
    """
    if not agencies_to_reply_for(by).filter(pk=agency.pk).exists():
        raise PermissionDenied(_("You may not answer in the name of this agency."))
    text, token, now = text.strip(), token or uuid.uuid4(), now or timezone.now()
    if not text:
        raise AnswerRefused(_("Please write the answer."))
    if kept := Comment.objects.filter(token=token).first():
        return kept
    root_pk = comment.parent_id or comment.pk
    answer = Comment(
        article_id=comment.article_id,
        parent_id=root_pk,
        name=agency.name[:80],
        agency=agency,
        by=by,
        text=text,
        status=Comment.Status.PUBLISHED,
        created_at=now,
        published_at=now,
        token=token,
    )
    try:
        with transaction.atomic():
            keys = {root_pk, comment.pk}
            rows = Comment.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk", "status")
            if any(status != Comment.Status.PUBLISHED for _pk, status in rows):
                raise AnswerRefused(_("Readers do not see this comment. A moderator has to approve it first."))
            answer.save(force_insert=True)
            tallying.count(answer.article_id, 1, now)
            tallying.mark_answered(root_pk)
            _close(root_pk, answer)
            transaction.on_commit(lambda: received.send(Comment, comment=answer))
    except IntegrityError:
        if kept := Comment.objects.filter(token=token).first():  # its double came in between
            return kept
        raise
    return answer


def channel_words(newsroom: Newsroom) -> str:
    """Return the answer that leads a complaint about a service to the newsroom's channel; empty if it names none."""
    if not newsroom.complaints_channel:
        return ""
    return _(
        "Thank you for telling us. Complaints about a service are taken up, with a number by which you can follow them,"
        " here: %(channel)s. Please tell them there too."
    ) % {"channel": newsroom.complaints_channel}


def open_referrals(user: User) -> QuerySet[Referral]:
    """Return what waits for an answer that ``user`` may give or follow, the most urgent first."""
    found = Referral.objects.filter(closed_at=None).order_by("due_date", "pk")
    return found if may_moderate(user) else found.filter(agency__in=list(_keys(agencies_to_reply_for(user))))


def lead_agencies(article_ids: set[int]) -> dict[int, int]:
    """Return the id of the lead agency of each article, as its newest edition that went live has it; one query."""
    rows = EditionAgency.objects.filter(
        is_lead=True, edition__article__in=article_ids, edition__live_from__lte=timezone.now()
    )
    return dict(rows.order_by("edition__sequence").values_list("edition__article_id", "agency_id"))


def remind_overdue(now: datetime.datetime | None = None) -> int:
    """Remind agencies, once, of what was due before today; return how many letters were posted."""
    today = Newsroom.current().local(now or timezone.now()).date()
    overdue = Referral.objects.filter(closed_at=None, reminded_at=None, due_date__lt=today).order_by("due_date", "pk")
    posted = 0
    for referral in overdue.select_related("agency")[:REMINDED_A_ROUND]:
        with transaction.atomic():
            if Referral.objects.filter(pk=referral.pk, closed_at=None, reminded_at=None).update(
                reminded_at=now or timezone.now()
            ):
                posted += _tell(referral, "overdue", gettext_lazy("An answer to a reader is overdue"))
    return posted


def _check_may_moderate(user: User) -> None:
    if not may_moderate(user):
        raise PermissionDenied(_("You may not decide on comments."))


def _check_not_referred(comment: Comment) -> None:
    waiting = Referral.objects.filter(comment=comment, closed_at=None).select_related("agency").first()
    if waiting:
        raise AnswerRefused(_("It is already with %(agency)s.") % {"agency": waiting.agency.name})


def _close(root_pk: int, answer: Comment) -> None:
    """Close what was handed to the answering agency of this conversation; the first of them names the answer."""
    waiting = Referral.objects.select_for_update().filter(agency=answer.agency, closed_at=None).order_by("pk")
    rows = [
        *waiting.filter(comment=root_pk),
        *waiting.filter(comment__parent=root_pk),
    ]
    for index, row in enumerate(rows):
        row.closed_at = answer.created_at
        row.answer = answer if index == 0 else None
        row.save(update_fields=["closed_at", "answer"])


def _tell(referral: Referral, kind: str, subject: str | Promise) -> int:
    """Post a letter to each of the agency's staff who may answer; return how many there are."""
    members = Membership.objects.filter(agency=referral.agency, user__is_active=True).exclude(user__email="")
    posted = 0
    for member in members.select_related("user").order_by("pk"):
        letter = writing.write(
            kind,
            key=f"{referral.pk}:{member.user_id}",
            to=member.user.email,
            subject=subject,
            agency=referral.agency.name,
            due_date=referral.due_date,
            note=referral.note,
            url=f"{settings.BASE_URL}{reverse('admin:comments_referral_changelist')}",
        )
        posted += letter is not None
    return posted


def _keys(agencies: QuerySet[Agency]) -> QuerySet[Agency, int]:
    return agencies.values_list("pk", flat=True)
