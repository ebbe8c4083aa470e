"""What the database holds of the rules."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from news.screening.models import Policy, WordRule


def test_a_phrase_has_one_rule_of_a_kind(db):
    WordRule.objects.create(kind="suspect", phrase="durian runtuh")
    WordRule.objects.create(kind="allowed", phrase="durian runtuh")
    with pytest.raises(IntegrityError), transaction.atomic():
        WordRule.objects.create(kind="suspect", phrase="durian runtuh")


@pytest.mark.parametrize("values", [{"pk": 2}, {"hold_from": 8, "spam_from": 8}])
def test_the_policy_is_one_and_spam_is_above_what_is_held(db, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        Policy.objects.create(**{"pk": 1, **values})


@pytest.mark.parametrize(("phrase", "is_shape"), [("+win#", True), ("slot gacor", False), ("*gacor*", False)])
def test_a_rule_knows_whether_it_is_a_shape(phrase, is_shape):
    assert WordRule(phrase=phrase).is_shape == is_shape


@pytest.mark.parametrize("values", [{"weight": 21}, {"phrase": "*"}, {"phrase": "x" * 81}, {"kind": "unknown"}])
def test_what_cannot_be_is_refused(db, values):
    with pytest.raises(ValidationError):
        WordRule(**{"kind": "suspect", "phrase": "durian runtuh", **values}).full_clean()
