"""An author's own comment by a private address: signed, so that nobody guesses it, and without a log-in."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from news.articles.models import Edition

from . import receiving, reporting, threads
from .models import Comment, Decision, Report

_SIGNER = Signer(salt="comments.own", sep=".")


def address(comment: Comment) -> str:
    """Return the path of a comment's private page, for its author alone; it holds as long as the comment."""
    return reverse("own_comment", args=[_SIGNER.sign(str(comment.pk))])


def find(signed: str) -> Comment | None:
    """Return the comment whose private address ends with ``signed``; None if we never gave it out."""
    try:
        pk = int(_SIGNER.unsign(signed))
    except BadSignature:
        return None
    return Comment.objects.unopened().select_related("article").filter(pk=pk).first()


@dataclass(frozen=True)
class OwnComment:
    """A comment as its author sees it: what became of it, why, and what they may still do."""

    comment: Comment
    now: datetime.datetime

    @classmethod
    def of(cls, comment: Comment, now: datetime.datetime | None = None) -> OwnComment:
        """Return ``comment`` as its author sees it at ``now`` (aware; this moment by default)."""
        return cls(comment, now or timezone.now())

    @cached_property
    def decision(self) -> Decision | None:
        """What a moderator decided, if that is why the comment is not shown."""
        decisions = self.comment.decisions.all()
        undone = {decision.undoes_id for decision in decisions}
        turned_down = {Decision.Action.REJECT, Decision.Action.SPAM}
        why = (row for row in decisions if row.action in turned_down and row.to_status == self.comment.status)
        return max((row for row in why if row.pk not in undone), key=lambda row: row.pk, default=None)

    @property
    def reason(self) -> str:
        """Why it was turned down, in words; a moderator's own words where no reason of ours fits."""
        decision = self.decision
        if decision is None:
            return ""
        return decision.note if decision.reason == Decision.Reason.OTHER else str(decision.get_reason_display())

    @cached_property
    def edition(self) -> Edition | None:
        """The release that it stands under, while it is live."""
        return Edition.objects.live(self.now).filter(article=self.comment.article_id).first()

    @cached_property
    def permalink(self) -> str:
        """Where everybody sees it; empty if nobody does."""
        article, pk = self.comment.article, self.comment.pk
        is_shown = self.edition is not None and threads.visible(article).filter(pk=pk).exists()
        return reverse("comment_permalink", args=[article.slug, pk]) if is_shown else ""

    @property
    def may_change(self) -> bool:
        """Say whether its author may still change or remove it."""
        return receiving.may_still_change(self.comment, self.now)

    @property
    def changeable_until(self) -> datetime.datetime:
        """Until when they may."""
        return self.comment.created_at + receiving.EDITABLE

    @cached_property
    def appeal(self) -> Report | None:
        """The author's one appeal, if there was one."""
        return reporting.last_appeal(self.comment)

    @property
    def may_appeal(self) -> bool:
        """Say whether its author has an appeal, and something to appeal against."""
        return reporting.may_appeal(self.comment)
