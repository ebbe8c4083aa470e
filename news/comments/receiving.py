"""Take in what readers send, and what they change or take back within a quarter of an hour."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Sequence
from functools import partial
from zlib import crc32

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from news.articles.models import Article
from news.screening.weighing import Signal

from . import assessing, gate, tallying
from .assessing import Assessment, Reading
from .models import Comment, Report
from .senders import Sender
from .signals import changed, received

Status = Comment.Status

EDITABLE = datetime.timedelta(minutes=15)
NOBODY = Sender()


class CommentsClosed(Exception):
    """This release takes no comments."""


class ChangeRefused(Exception):
    """The author cannot change this comment; the message says why, in words for them."""


class TooLate(ChangeRefused):
    """A quarter of an hour is over, or the comment is no longer its author's to change."""

    def __init__(self) -> None:
        super().__init__(_("This comment can no longer be changed."))


class ChangedMeanwhile(ChangeRefused):
    """The author saw another version; ``comment`` is what it is now."""

    def __init__(self, comment: Comment) -> None:
        self.comment = comment
        super().__init__(_("This comment was changed meanwhile. Please look at it again."))


def receive(
    article: Article,
    *,
    name: str,
    text: str,
    sender: Sender = NOBODY,
    token: uuid.UUID | None = None,
    parent: Comment | None = None,
    as_sent: str | None = None,
    now: datetime.datetime | None = None,
) -> Comment:
    """Keep a reader's comment on ``article`` and return it; the same ``token`` always gives the same comment.

    It is published at once where comments are open and nothing speaks against it, it is spam if much does, and
    otherwise it is held for a moderator. ``screened_status`` keeps what screening alone would have made of it.

    :param sender: who sends it; by default nobody through no form, of whom nothing is asked.
    :param token: the form's, so that a form sent twice is one comment; a new one by default.
    :param parent: the comment that it replies to; a reply to a reply stands beside it, under their root.
    :param as_sent: ``text`` before it was cleaned, where invisible characters that hide words still stand.
    :param now: an aware moment; this one by default.
    :raises CommentsClosed: if the article takes none.
    :raises gate.Refused: if the sender is banned, or sends too much; nothing was written then.
    """
    token, now = token or uuid.uuid4(), now or timezone.now()
    if kept := _kept(token):
        return kept
    if not article.takes_comments(now):
        raise CommentsClosed
    if parent and parent.article_id != article.pk:
        raise ValueError("A reply stands under the same release as the comment that it replies to.")
    reading = assessing.read(name, text, as_sent)
    comment = Comment(
        article=article,
        parent_id=(parent.parent_id or parent.pk) if parent else None,
        name=name,
        text=text,
        email=sender.email,
        email_hash=sender.email_hash,
        is_verified=sender.is_verified,
        address_hash=sender.address_hash,
        network_hash=sender.network_hash,
        created_at=now,
        token=token,
    )
    try:
        with transaction.atomic():
            _one_at_a_time(sender, reading)
            gate.keep_out_banned(sender, reading.hosts, now)
            crowded = [reading.rules.signal("crowded")] if gate.slow_down(sender, now) else []
            assessment = assessing.assess(reading, sender, now, noticed=crowded)
            _take_over(comment, assessment, article, now)
            comment.save(force_insert=True)
            if comment.status == Status.PUBLISHED:
                tallying.count(article.pk, 1, comment.created_at)
            assessing.remember_sites(comment, assessment.sites)
            hold_again(assessment.doubles, assessing.repeated(reading.rules))
            transaction.on_commit(lambda: received.send(Comment, comment=comment))
    except IntegrityError:
        if kept := _kept(token):  # its double came in between
            return kept
        raise
    return comment


def change(
    comment: Comment, *, text: str, version: int, as_sent: str | None = None, now: datetime.datetime | None = None
) -> Comment:
    """Give a comment its author's new words, assess it again, and return it; the first words are kept, sealed.

    A change may hold what was published, never the other way past a moderator: what one approved is held again unless
    comments are open, and what one turned down stays so.

    :param version: the version that its author saw.
    :raises TooLate: if it can no longer be changed.
    :raises ChangedMeanwhile: if somebody decided on it, or changed it, since ``version``.
    :raises gate.Banned: if its author, or a site in it, is banned by now.
    """
    now = now or timezone.now()
    reading, sender = assessing.read(comment.name, text, as_sent), _sender_of(comment)
    with transaction.atomic():
        _one_at_a_time(sender, reading)
        current = _own(comment, version, now)
        gate.keep_out_banned(sender, reading.hosts, now)
        noticed = [Signal.from_json(row) for row in current.signals if row.get("code") in assessing.OF_THE_SENDING]
        assessment = assessing.assess(reading, sender, now, noticed=noticed, but=current.pk)
        was_published = current.status == Status.PUBLISHED
        may_publish = was_published or not current.decisions.exists()
        current.original_text = current.original_text or current.text
        current.text, current.edited_at, current.version = text, now, current.version + 1
        _take_over(current, assessment, current.article, now, may_publish)
        current.save(
            update_fields=[
                "text", "original_text", "edited_at", "version", "status", "screened_status", "risk", "signals",
                "text_hash", "published_at",
            ]
        )  # fmt: skip
        shown = (current.status == Status.PUBLISHED) - was_published
        tallying.count(current.article_id, shown, current.created_at)
        current.linked_sites.all().delete()
        assessing.remember_sites(current, assessment.sites)
        hold_again(assessment.doubles, assessing.repeated(reading.rules))
        transaction.on_commit(lambda: changed.send(Comment, comment=current))
    return current


def remove(comment: Comment, *, version: int, now: datetime.datetime | None = None) -> Comment:
    """Take a comment back for its author, and return it: it is kept, and no longer shown.

    :param version: the version that its author saw.
    :raises TooLate: if it can no longer be changed.
    :raises ChangedMeanwhile: if somebody decided on it, or changed it, since ``version``.
    """
    now = now or timezone.now()
    with transaction.atomic():
        current = _own(comment, version, now)
        was_published = current.status == Status.PUBLISHED
        current.status, current.version, current.reported_at = Status.REMOVED, current.version + 1, None
        current.save(update_fields=["status", "version", "reported_at"])
        tallying.count(current.article_id, -was_published, current.created_at)
        Report.objects.filter(comment=current, closed_at=None).update(closed_at=now)
        transaction.on_commit(lambda: changed.send(Comment, comment=current))
    return current


def may_still_change(comment: Comment, now: datetime.datetime | None = None) -> bool:
    """Say whether its author may still change or remove a comment."""
    return (
        comment.created_at + EDITABLE > (now or timezone.now())
        and comment.status in {Status.HELD, Status.PUBLISHED}
        and not comment.is_official
        and comment.erased_at is None
    )


def reassess(comment: Comment, now: datetime.datetime | None = None) -> Comment:
    """Assess a held comment anew, as more is known of its author by now, and return it as it is then.

    It is published if nothing speaks against it any more; else it stays held, and never becomes spam by this. What a
    moderator has decided on, or a report waits for, is left to moderators.
    """
    now = now or timezone.now()
    with transaction.atomic():
        rows = Comment.objects.select_for_update(of=("self",)).select_related("article")
        current = rows.get(pk=comment.pk)
        if current.status != Status.HELD or current.reported_at or current.erased_at or current.decisions.exists():
            return current
        sender = _sender_of(current)
        reading = assessing.read(current.name, current.text)
        _one_at_a_time(sender, reading)
        known = assessing.OF_THE_SENDING | assessing.OF_THAT_HOUR
        known -= assessing.OF_STRANGERS if current.is_verified else set()
        noticed = [Signal.from_json(row) for row in current.signals if row.get("code") in known]
        assessment = assessing.assess(reading, sender, now, noticed=noticed, but=current.pk)
        _take_over(current, assessment, current.article, now)
        if current.status != Status.PUBLISHED:
            current.status = Status.HELD
        else:
            tallying.count(current.article_id, 1, current.created_at)
        current.version += 1
        current.save(
            update_fields=["status", "version", "screened_status", "risk", "signals", "text_hash", "published_at"]
        )
        transaction.on_commit(lambda: changed.send(Comment, comment=current))
    return current


def hold_again(comments: Sequence[int], why: Signal) -> int:
    """Hold published comments that no moderator approved because of what came after them, and return how many.

    No decision: nobody decided. The signal says why, and a moderator sees them in the queue. Inside a transaction.

    :param comments: their ids.
    """
    held = 0
    for pk in sorted(comments):
        unchanged = Comment.objects.unopened().select_for_update().filter(pk=pk, status=Status.PUBLISHED)
        if not (comment := unchanged.first()):
            continue  # a moderator was faster
        comment.status, comment.version = Status.HELD, comment.version + 1
        comment.signals = [*comment.signals, why.as_json()]
        comment.risk = comment.risk + why.weight
        comment.save(update_fields=["status", "version", "signals", "risk"])
        tallying.count(comment.article_id, -1, comment.created_at)
        transaction.on_commit(partial(changed.send, Comment, comment=comment))
        held += 1
    return held


def _kept(token: uuid.UUID) -> Comment | None:
    """Return the comment that came with this token before; looking for one that is not there is to be cheap."""
    pk = Comment.objects.filter(token=token).order_by().values_list("pk", flat=True).first()
    return Comment.objects.filter(pk=pk).first() if pk else None


def _sender_of(comment: Comment) -> Sender:
    """Return who sent ``comment``, as far as that is kept."""
    return Sender(
        email=comment.email,
        is_verified=comment.is_verified,
        address_hash=comment.address_hash,
        network_hash=comment.network_hash,
    )


def _own(comment: Comment, version: int, now: datetime.datetime) -> Comment:
    """Return the comment behind its row's lock, if its author may still change it, and saw it as it is."""
    current = Comment.objects.select_for_update(of=("self",)).select_related("article").get(pk=comment.pk)
    if current.version != version:
        raise ChangedMeanwhile(current)
    if not may_still_change(current, now):
        raise TooLate
    return current


def _take_over(
    comment: Comment, assessment: Assessment, article: Article, now: datetime.datetime, may_publish: bool = True
) -> None:
    """Write into ``comment`` what was found, and the status that follows under ``article``."""
    comment.text_hash = assessment.text_hash
    comment.screened_status = comment.status = assessment.status
    if comment.status == Status.PUBLISHED and not (may_publish and article.comments == Article.Comments.OPEN):
        comment.status = Status.HELD
    if comment.status == Status.PUBLISHED:
        comment.published_at = comment.published_at or now
    comment.risk, comment.signals = assessment.verdict.risk, assessment.signals


def _one_at_a_time(sender: Sender, reading: Reading) -> None:
    """Let comments from one place, and those with the same words, wait for each other until this transaction ends.

    So that many which come at once are counted as one after the other. On SQLite they always are: whoever writes waits.
    Who waits for a place never holds words, so nobody waits in a circle.
    """
    if connection.vendor != "postgresql":
        return
    place = sender.email_hash if sender.is_verified else sender.address_hash
    keys = [(kind, crc32(value.encode()) >> 1) for kind, value in enumerate((place, reading.text_hash), 1) if value]
    if keys:
        locks = ", ".join("pg_advisory_xact_lock(%s, %s)" for _key in keys)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {locks}", [part for key in keys for part in key])
