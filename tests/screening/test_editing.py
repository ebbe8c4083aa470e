"""Every change of the rules is seen by every process, and there are never more than can be compiled in a blink."""

import pytest
from django.core.exceptions import ValidationError

from news.screening import editing, rules
from news.screening.bayes import Model
from news.screening.models import Learning, Policy, WordRule


def version() -> int:
    return Policy.objects.values_list("version", flat=True).first() or 0


def test_every_change_makes_the_version_grow(db):
    rule = WordRule(kind="suspect", phrase="durian runtuh")
    seen = [version()]
    for change in (
        lambda: editing.save_rule(rule),
        lambda: editing.switch("suspect", "durian runtuh", on=False),
        lambda: editing.switch("suspect", "slot gacor", on=False),
        lambda: editing.save_policy(Policy(hold_from=4, spam_from=9)),
        lambda: editing.keep(Model(1, 1)),
        lambda: editing.remove_rule(rule),
    ):
        change()
        seen.append(version())
    assert seen == sorted(set(seen))


def test_a_rule_that_there_is_not_cannot_be_switched(db):
    editing.switch("suspect", "tidak ada", on=True)
    assert not WordRule.objects.exists()


def test_there_are_not_more_rules_than_compile_in_a_blink(db, monkeypatch):
    monkeypatch.setattr(editing, "MOST_RULES", 1)
    editing.save_rule(WordRule(kind="suspect", phrase="durian runtuh"))
    with pytest.raises(ValidationError, match="1"):
        editing.save_rule(WordRule(kind="suspect", phrase="durian jatuh"))
    editing.save_rule(WordRule.objects.get())  # changing one is no new one


def test_there_are_not_more_shapes_than_match_in_a_blink(db, monkeypatch):
    monkeypatch.setattr(editing, "MOST_SHAPES", 1)
    editing.save_rule(WordRule(kind="brand", phrase="+durian#"))
    with pytest.raises(ValidationError, match="1"):
        editing.save_rule(WordRule(kind="brand", phrase="+salak#"))
    editing.save_rule(WordRule(kind="suspect", phrase="salak pondoh"))


def test_the_last_five_learnings_are_kept(db):
    for count in range(7):
        editing.keep(Model(count, count, {"kata": 1.0}, {"tried": 1, "right": 1, "innocent_taken_for_spam": 0}))
    assert list(Learning.objects.values_list("spam_count", flat=True)) == [6, 5, 4, 3, 2]


def test_the_policy_is_one_row(db):
    editing.save_policy(Policy(hold_from=4, spam_from=9))
    editing.save_policy(Policy(hold_from=5, spam_from=10))
    assert Policy.objects.get().hold_from == 5


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    """Forget what another test's database said."""
    monkeypatch.setattr(rules, "_kept", None)
