"""Change the rules. Every change makes the policy's version grow, so that every process reads the rules anew."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from . import bayes
from .models import Learning, Policy, WordRule
from .rules import MOST_RULES, MOST_SHAPES, built_in, current

KEPT_LEARNINGS = 5


def check_number(rule: WordRule) -> None:
    """Refuse one more rule where there are as many as can be compiled without a stall.

    :raises ValidationError: if there are.
    """
    if rule._state.adding and WordRule.objects.count() >= MOST_RULES:
        message = _("There are %(most)s rules of your own already; delete some first.")
        raise ValidationError(message % {"most": MOST_RULES}, code="number")
    if rule.is_shape and (rule.kind, rule.phrase) not in built_in():
        rows = WordRule.objects.filter(is_active=True).exclude(pk=rule.pk).only("phrase", "kind")
        if sum(row.is_shape for row in rows) >= MOST_SHAPES:
            message = _("There are %(most)s shapes of your own already; delete some first.")
            raise ValidationError(message % {"most": MOST_SHAPES}, code="number")


@transaction.atomic
def save_rule(rule: WordRule) -> None:
    """Save a rule, new or changed.

    :raises ValidationError: if there are too many.
    """
    check_number(rule)
    rule.save()
    _grow()


@transaction.atomic
def remove_rule(rule: WordRule) -> None:
    """Delete a rule; the built-in one that it overrode holds again."""
    rule.delete()
    _grow()


@transaction.atomic
def switch(kind: str, phrase: str, *, on: bool) -> None:
    """Switch a rule on or off, built-in or own; one that there is not stays unknown."""
    if not WordRule.objects.filter(kind=kind, phrase=phrase).update(is_active=on):
        if (kind, phrase) not in built_in():
            return
        rule = WordRule(kind=kind, phrase=phrase, weight=built_in()[kind, phrase].weight, is_active=on)
        check_number(rule)
        rule.save()
    _grow()


@transaction.atomic
def save_policy(policy: Policy) -> None:
    """Save thresholds and weights."""
    policy.pk = 1
    Policy.objects.get_or_create(pk=1)
    policy.save(force_update=True, update_fields=["hold_from", "spam_from", "weights"])
    _grow()


@transaction.atomic
def keep(model: bayes.Model) -> Learning:
    """Keep what was learnt; it is asked from now on if it is ready. The last five stay, to go back to."""
    row = Learning.objects.create(
        spam_count=model.spam_count,
        innocent_count=model.innocent_count,
        holdout=dict(model.holdout),
        words=dict(model.words),
    )
    kept = list(Learning.objects.values_list("pk", flat=True)[:KEPT_LEARNINGS])
    Learning.objects.exclude(pk__in=kept).delete()
    _grow()
    return row


def _grow() -> None:
    """Let the version grow, and compile here, before the next comment comes."""
    Policy.objects.get_or_create(pk=1)
    Policy.objects.filter(pk=1).update(version=F("version") + 1)
    transaction.on_commit(current)
