"""What the directory decides is written down with the decision, or neither is."""

import pytest
from django.db import transaction

from news.directory.signals import decided
from news.ledger import chain
from news.ledger.models import LedgerEntry


def test_a_decision_about_the_directory_is_recorded_in_its_transaction(redaktur):
    with transaction.atomic():
        decided.send(sender=None, event="merge", subject="official:1", note="a → b", by=redaktur)
    entry = LedgerEntry.objects.get()
    assert (entry.event, entry.subject, entry.note, entry.actor) == ("merge", "official:1", "a → b", redaktur)
    assert list(chain.faults()) == []


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_decided(redaktur):
    with pytest.raises(transaction.TransactionManagementError):
        decided.send(sender=None, event="merge", subject="official:1", note="", by=redaktur)
    assert not LedgerEntry.objects.exists()
