"""The one table of steps that a release can take, and the one function that takes them.

:func:`take` locks the article's row, checks the state, then the permission, then the rules; writes state, intervals
and ledger in one transaction; and announces ``signals.decided`` after commit. The admin, commands and imports only
call it: ``state`` is written nowhere else but in ``editing.change``, which takes changed content back to draft.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news.accounts.models import User
from news.ledger import chain
from news.newsroom import numbering
from news.newsroom.models import Newsroom
from news.newsroom.moments import written

from . import permissions, snapshots
from .editing import Conflict, copy_for_correction, settle
from .intervals import recompute
from .models import Article, Edition
from .rules import Finding, blocking
from .signals import decided

State = Edition.State


class StepRefused(Exception):
    """The step cannot be taken now; the message says why, in words for the editor."""


class Incomplete(StepRefused):
    """The rules are not met; ``findings`` has all of them, each naming its field."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(" ".join(finding.message for finding in findings))
        self.findings = findings


@dataclass(frozen=True)
class Decision:
    """What somebody decided: the step's arguments, with the edition and its article as they stand under the lock."""

    edition: Edition
    article: Article
    by: User
    now: datetime.datetime
    note: str = ""
    at: datetime.datetime | None = None
    kind: str = ""
    successor: Article | None = None


@dataclass(frozen=True)
class Step:
    """A row of the table: from which states, by whom, under which conditions, and what it does."""

    label: str | Promise
    from_states: frozenset[str]
    may: Callable[[User, Edition], bool]
    apply: Callable[[Decision], Edition]
    note_label: str | Promise = ""
    needs_note: bool = False
    checks_rules: bool = False
    words: Callable[[Decision], str] = lambda decision: decision.note  # for the ledger, before anything is done
    fits: Callable[[Edition, datetime.datetime], bool] = lambda edition, now: True


def take(
    step: str,
    edition: Edition,
    *,
    by: User,
    note: str = "",
    version: int | None = None,
    at: datetime.datetime | None = None,
    kind: str = "",
    successor: Article | None = None,
    now: datetime.datetime | None = None,
) -> Edition:
    """Take ``step`` (a key of :data:`STEPS`) and return the edition as decided; for ``revise`` the new draft.

    :param note: the remark, reason or (for ``revise``) public note; kept in the ledger.
    :param version: the version that ``by`` saw; None to skip that check.
    :param at: for the release steps: go live at this aware moment instead of now; for ``reschedule`` the new moment.
    :param kind: for ``revise``: a value of ``Edition.Change``.
    :param successor: for ``withdraw``: the article that readers are sent to.
    :param now: the moment of the decision, for content that is brought in afterwards; this moment by default.
    :raises StepRefused: if the state, the note or a time does not fit.
    :raises Incomplete: if the rules are not met.
    :raises Conflict: if the edition was changed since ``version``.
    :raises PermissionDenied: if ``by`` may not.
    """
    row = STEPS[step]
    now = now or timezone.now()
    with transaction.atomic():
        article = Article.objects.select_for_update().get(pk=edition.article_id)
        edition = Edition.objects.get(pk=edition.pk)
        edition.article = article
        if edition.state not in row.from_states or not row.fits(edition, now):
            raise StepRefused(
                _("“%(step)s” is not possible: this release is now “%(state)s”.")
                % {"step": row.label, "state": edition.get_state_display()}
            )
        if not row.may(by, edition):
            raise PermissionDenied(_("You may not take the step “%(step)s” here.") % {"step": row.label})
        if version is not None and version != edition.version:
            raise Conflict(edition)
        if row.needs_note and not note.strip():
            raise StepRefused(_("Please say why."))
        if row.checks_rules and (found := blocking(edition)):
            raise Incomplete(found)
        decision = Decision(edition, article, by, now, note.strip(), at, kind, successor)
        words = row.words(decision)
        result = row.apply(decision)
        chain.record(
            step, subject=article.subject, part=result.part, by=by, note=words, digest=snapshots.keep(result), at=now
        )
        transaction.on_commit(lambda: decided.send(Edition, step=step, edition=result, by=by))
    return result


def possible_steps(edition: Edition, user: User, now: datetime.datetime | None = None) -> dict[str, Step]:
    """Return the steps that ``user`` may take with ``edition`` as it stands, by name, in the table's order."""
    now = now or timezone.now()
    return {
        name: row
        for name, row in STEPS.items()
        if edition.state in row.from_states and row.fits(edition, now) and row.may(user, edition)
    }


# What the steps do


def _move(state: str) -> Callable[[Decision], Edition]:
    def apply(decision: Decision) -> Edition:
        decision.edition.state = state
        decision.edition.save(update_fields=["state"])
        return decision.edition

    return apply


def _submit(decision: Decision) -> Edition:
    settle(decision.edition)
    return _move(State.IN_REVIEW)(decision)


def _return(decision: Decision) -> Edition:
    decision.edition.approved_by = None
    decision.edition.save(update_fields=["approved_by"])
    return _move(State.DRAFT)(decision)


def _approve(decision: Decision) -> Edition:
    decision.edition.approved_by = decision.by
    decision.edition.save(update_fields=["approved_by"])
    return _move(State.APPROVED)(decision)


def _release(decision: Decision) -> Edition:
    edition, article, now = decision.edition, decision.article, decision.now
    if decision.at and decision.at < now:
        raise StepRefused(_("That time has passed. Choose a later one, or release now."))
    live_from = max(decision.at or now, edition.embargo_until or now)
    if edition.expires_at and edition.expires_at <= live_from:
        raise StepRefused(_("It would expire before it is live. Change the time of expiry."))
    settle(edition)
    if not article.slug:
        article.slug = edition.suggested_slug()
    if not article.number:
        newsroom = Newsroom.current()
        article.number = numbering.give(newsroom.number_template, newsroom.local(live_from).date())
    article.save(update_fields=["slug", "number"])
    edition.state, edition.live_from, edition.released_by = State.RELEASED, live_from, decision.by
    recompute(article, [edition])
    return edition


def _release_unseen(decision: Decision) -> Edition:
    decision.edition.awaits_confirmation = decision.edition.state != State.APPROVED
    return _release(decision)


def _unschedule(decision: Decision) -> Edition:
    edition = decision.edition
    # What nobody has seen goes back to the writers, not to the approved ones.
    edition.state = State.DRAFT if edition.awaits_confirmation else State.APPROVED
    edition.live_from, edition.released_by, edition.awaits_confirmation = None, None, False
    recompute(decision.article, [edition])
    return edition


def _reschedule(decision: Decision) -> Edition:
    """Move what is scheduled to another moment: unscheduled and released again, as one decision.

    What is incomplete by now can still be moved: to leave it where it is would be worse.
    """
    edition, at = decision.edition, decision.at
    if at is None:
        raise StepRefused(_("Say when it is to go live."))
    if at <= decision.now:
        raise StepRefused(_("That time has passed. Choose a later one, or unschedule it and release it now."))
    if at == edition.live_from:
        raise StepRefused(_("It is scheduled for that moment already."))
    if edition.embargo_until and at < edition.embargo_until:
        raise StepRefused(_("It is under embargo until %(moment)s.") % {"moment": written(edition.embargo_until)})
    if edition.expires_at and edition.expires_at <= at:
        raise StepRefused(_("It would expire before it is live. It expires %(moment)s.") % {
            "moment": written(edition.expires_at)
        })  # fmt: skip
    # First it leaves its old place: whatever is live until then would otherwise overlap with it.
    edition.state, edition.live_from = State.APPROVED, None
    recompute(decision.article, [edition])
    edition.state, edition.live_from, edition.released_by = State.RELEASED, at, decision.by
    recompute(decision.article, [edition])
    return edition


def _from_when_to_when(decision: Decision) -> str:
    moved = f"{written(decision.edition.live_from)} → {written(decision.at)}"
    return f"{moved}\n{decision.note}" if decision.note else moved


def _confirm(decision: Decision) -> Edition:
    edition = decision.edition
    edition.awaits_confirmation, edition.approved_by = False, decision.by
    edition.save(update_fields=["awaits_confirmation", "approved_by"])
    return edition


def _revise(decision: Decision) -> Edition:
    if decision.kind not in Edition.Change.values:
        raise StepRefused(_("Say what kind of change this is."))
    if decision.kind != Edition.Change.MINOR and not decision.note:
        raise StepRefused(_("Tell the reader what changed."))
    return copy_for_correction(decision.edition, decision.by, kind=decision.kind, public_note=decision.note)


def _withdraw(decision: Decision) -> Edition:
    article, now = decision.article, decision.now
    if decision.successor and decision.successor.pk == article.pk:
        raise StepRefused(_("A release cannot be its own successor."))
    article.withdrawn_at, article.withdrawal_reason, article.successor = now, decision.note, decision.successor
    article.save(update_fields=["withdrawn_at", "withdrawal_reason", "successor"])
    editions = list(article.editions.filter(state__in=[State.RELEASED, *Edition.OPEN_STATES]))
    for edition in editions:
        if edition.state == State.RELEASED:
            edition.state = State.WITHDRAWN
            if edition.live_from and edition.live_from > now:
                edition.live_from = None
        else:
            edition.state = State.DISCARDED
    recompute(article, editions)
    return next(edition for edition in editions if edition.pk == decision.edition.pk)


# Where a step fits, beyond its states


def _is_scheduled(edition: Edition, now: datetime.datetime) -> bool:
    return edition.live_from is not None and edition.live_from > now


def _has_been_live(edition: Edition, now: datetime.datetime) -> bool:
    """Say whether the article was ever live: what no reader has seen is unscheduled, not withdrawn."""
    first = edition.article.first_released_at
    return first is not None and first <= now


def _can_be_revised(edition: Edition, now: datetime.datetime) -> bool:
    """Say whether this is the newest edition of its article but for discarded ones, and was live already."""
    newer = edition.article.editions.filter(sequence__gt=edition.sequence).exclude(state=State.DISCARDED)
    return not _is_scheduled(edition, now) and not newer.exists()


def _is_minor_correction(edition: Edition, now: datetime.datetime) -> bool:
    return edition.sequence > 1 and edition.change_kind == Edition.Change.MINOR


def _awaits_confirmation(edition: Edition, now: datetime.datetime) -> bool:
    return edition.awaits_confirmation


_DRAFT, _IN_REVIEW, _APPROVED = State.DRAFT.value, State.IN_REVIEW.value, State.APPROVED.value
_RELEASED = frozenset({State.RELEASED.value})

STEPS: dict[str, Step] = {
    "submit": Step(
        gettext_lazy("Submit for review"), frozenset({_DRAFT}), permissions.may_write, _submit,
        note_label=gettext_lazy("Remark for the reviewer"), checks_rules=True,
    ),
    "return": Step(
        gettext_lazy("Return"), frozenset({_IN_REVIEW, _APPROVED}), permissions.may_review, _return,
        note_label=gettext_lazy("What should change"), needs_note=True,
    ),
    "approve": Step(
        gettext_lazy("Approve"), frozenset({_IN_REVIEW}), permissions.may_review, _approve, checks_rules=True,
    ),
    "release": Step(
        gettext_lazy("Release"), frozenset({_APPROVED}), permissions.may_release, _release, checks_rules=True,
    ),
    "reschedule": Step(
        gettext_lazy("Reschedule"), _RELEASED, permissions.may_release, _reschedule, words=_from_when_to_when,
        note_label=gettext_lazy("Remark"), fits=_is_scheduled,
    ),
    "unschedule": Step(
        gettext_lazy("Unschedule"), _RELEASED, permissions.may_release, _unschedule, fits=_is_scheduled,
    ),
    "fast_release": Step(
        gettext_lazy("Release without review"), frozenset({_DRAFT, _IN_REVIEW}), permissions.may_fast_release,
        _release_unseen, note_label=gettext_lazy("Why it cannot wait"), needs_note=True, checks_rules=True,
    ),
    "release_minor": Step(
        gettext_lazy("Release this minor correction"), frozenset({_DRAFT, _IN_REVIEW, _APPROVED}),
        permissions.may_release_minor, _release_unseen, checks_rules=True, fits=_is_minor_correction,
    ),
    "confirm": Step(
        gettext_lazy("Confirm"), _RELEASED, permissions.may_confirm, _confirm, fits=_awaits_confirmation,
    ),
    "revise": Step(
        gettext_lazy("Correct"), _RELEASED, permissions.may_write, _revise,
        note_label=gettext_lazy("What changed, for the reader"), fits=_can_be_revised,
    ),
    "withdraw": Step(
        gettext_lazy("Withdraw"), _RELEASED, permissions.may_withdraw, _withdraw,
        note_label=gettext_lazy("Reason, for the reader"), needs_note=True, fits=_has_been_live,
    ),
    "discard": Step(
        gettext_lazy("Discard"), frozenset({_DRAFT}), permissions.may_write, _move(State.DISCARDED),
    ),
}  # fmt: skip
