"""Give screening the comments to try rules on, and those to learn from."""

from __future__ import annotations

from collections.abc import Iterator

from news.screening.samples import Sample
from news.screening.weighing import Signal

from .assessing import OF_THE_SENDING
from .models import Comment, Decision

Action, Reason = Decision.Action, Decision.Reason

NOT_OF_THE_WORDS = OF_THE_SENDING | {
    "link_by_newcomer", "repeated_domain", "repeated_text", "trusted_author", "often_rejected", "unverified", "banned",
    "reported",
}  # fmt: skip
SPAM_REASONS = frozenset({Reason.ADVERTISING, Reason.GAMBLING, Reason.SPAM})
ROWS_AT_ONCE = 500


def newest(count: int) -> Iterator[Sample]:
    """Yield the newest ``count`` comments of readers whose words are still there, newest first."""
    rows = Comment.objects.filter(agency=None, erased_at=None).order_by("-pk").values_list("text", "name", "signals")
    for text, name, signals in rows[:count].iterator(ROWS_AT_ONCE):
        others = tuple(Signal.from_json(row) for row in signals if row.get("code") in NOT_OF_THE_WORDS)
        if text:
            yield Sample(text, name, others)


def decided() -> Iterator[tuple[str, bool]]:
    """Yield the text of each comment with a decision that stands, oldest first, and whether it was spam.

    What was rejected for an insult, or as off topic, is neither spam nor an example of what is not.
    """
    standing = Decision.objects.filter(undone_by=None, action__in=[Action.APPROVE, Action.REJECT, Action.SPAM])
    rows = standing.filter(comment__agency=None, comment__erased_at=None).order_by("pk")
    fields = "action", "reason", "to_status", "comment__status", "comment__text"
    for action, reason, decided_status, status, text in rows.values_list(*fields).iterator(ROWS_AT_ONCE):
        if not text or decided_status != status:
            continue
        if action == Action.SPAM or reason in SPAM_REASONS:
            yield text, True
        elif action == Action.APPROVE:
            yield text, False
