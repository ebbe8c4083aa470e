"""The ledger is append-only."""

import pytest
from django.db import IntegrityError, transaction

from news.ledger import chain
from news.ledger.models import LedgerEntry


def test_an_entry_is_never_changed_nor_deleted(db):
    entry = chain.record("create", subject="article:1", by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        LedgerEntry.objects.filter(pk=entry.pk).update(note="lain")
    with pytest.raises(IntegrityError), transaction.atomic():
        entry.delete()
    assert LedgerEntry.objects.get().note == ""
