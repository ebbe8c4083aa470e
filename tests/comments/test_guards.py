"""Decisions are append-only, whichever way one tries."""

import pytest
from django.db import DatabaseError, connection, transaction

from news.comments import moderation
from news.comments.models import Decision


@pytest.fixture
def decision(held, moderator) -> Decision:
    moderation.decide(held, "reject", by=moderator, version=held.version, reason="insult")
    return Decision.objects.get()


def test_a_decision_cannot_be_changed(decision, penerbit):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(by=penerbit)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE comments_decision SET reason = 'other'")


def test_a_decision_cannot_be_deleted(decision):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        decision.delete()
    assert Decision.objects.count() == 1
