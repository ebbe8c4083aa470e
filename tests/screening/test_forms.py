"""What moderators may write, and what they are told otherwise."""

import pytest

from news.screening.forms import PolicyForm, RuleForm, TryCommentsForm, default_weight
from news.screening.models import Policy
from news.screening.weighing import CODES

RULE = {"phrase": "Durian  RUNTUH", "kind": "suspect", "weight": "3", "is_active": "on", "note": ""}


def test_a_phrase_is_kept_in_lower_case(db):
    form = RuleForm(RULE)
    assert form.is_valid()
    assert form.save(commit=False).phrase == "durian runtuh"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"phrase": "*"}, "phrase"),
        ({"phrase": "https://contoh.com/a", "kind": "blocked_domain"}, "phrase"),
        ({"phrase": "a" * 81}, "phrase"),
        ({"weight": "-3"}, "weight"),
        ({"weight": "3", "kind": "complaint"}, "weight"),
        ({"weight": "99"}, "weight"),
        ({"kind": "unknown"}, "kind"),
    ],
)
def test_what_makes_no_sense_is_marked(db, values, field):
    assert field in RuleForm(RULE | values).errors


def weights(**values: int) -> dict:
    form = PolicyForm(instance=Policy(pk=1))
    given = {field.name: field.value() for field in form.weights()}
    return given | {"hold_from": 3, "spam_from": 8} | {f"weight_{code}": value for code, value in values.items()}


def test_only_weights_that_differ_are_kept(db):
    form = PolicyForm(weights(honeypot=9), instance=Policy(pk=1))
    assert form.is_valid(), form.errors
    assert form.policy().weights == {"honeypot": 9}


def test_every_signal_but_what_is_learnt_has_a_weight(db):
    assert len(PolicyForm(instance=Policy(pk=1)).weights()) == len(CODES) - 1


@pytest.mark.parametrize("values", [{"hold_from": 8}, {"spam_from": 1}, {"weight_honeypot": 99}, {"weight_link": ""}])
def test_a_policy_that_makes_no_sense_is_refused(db, values):
    assert not PolicyForm(weights() | values, instance=Policy(pk=1)).is_valid()


def test_a_trial_may_be_without_a_rule():
    form = TryCommentsForm({"kind": "brand", "hold_from": "3", "spam_from": "8"})
    assert form.is_valid()
    assert form.rule() is None
    assert "spam_from" in TryCommentsForm({"kind": "brand", "hold_from": "8", "spam_from": "8"}).errors


def test_kinds_that_add_nothing_have_no_weight():
    assert default_weight("brand") == 5
    assert default_weight("allowed") is None
