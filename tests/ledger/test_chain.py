"""The ledger is one chain, and shows where it was broken."""

import pytest
from django.db import connection, transaction

from news.guards import remove
from news.ledger import chain
from news.ledger.guards import GUARDS
from news.ledger.models import LedgerEntry, LedgerHead
from tests.conftest import NOON


@pytest.fixture
def three(penulis) -> list[LedgerEntry]:
    return [
        chain.record(event, subject="article:1", part="edition:1", by=penulis, note="Sebab\n“kutip”", at=NOON)
        for event in ("create", "submit", "approve")
    ]


def test_entries_follow_each_other(three):
    assert [entry.sequence for entry in three] == [1, 2, 3]
    assert [entry.previous_hash for entry in three[1:]] == [entry.hash for entry in three[:2]]
    assert list(chain.faults()) == []


def test_an_empty_ledger_is_whole(db):
    assert list(chain.faults()) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("UPDATE ledger_ledgerentry SET note = 'lain' WHERE sequence = 2", "entry 2 was changed"),
        ("UPDATE ledger_ledgerentry SET actor_name = 'lain' WHERE sequence = 1", "entry 1 was changed"),
        ("DELETE FROM ledger_ledgerentry WHERE sequence = 2", "entry 2 is missing"),
        ("DELETE FROM ledger_ledgerentry WHERE sequence = 3", "the newest entries are missing"),
    ],
)
def test_what_was_tampered_with_shows(change, fault, three):
    remove(GUARDS, connection)  # whoever tampers has got past the guards
    with connection.cursor() as cursor:
        cursor.execute(change)
    assert fault in list(chain.faults())


@pytest.mark.django_db(transaction=True)
def test_nothing_is_recorded_outside_a_transaction():
    with pytest.raises(transaction.TransactionManagementError):
        chain.record("submit", subject="article:1", by=None)


def test_history_is_of_one_subject(three, penulis):
    chain.record("create", subject="article:11", by=penulis)
    assert LedgerEntry.objects.about("article:1").count() == 3


def test_a_redacted_note_leaves_the_chain_whole(three, penerbit):
    entry = LedgerEntry.objects.get(sequence=2)
    chain.redact_note(entry, "Sebab [data pribadi dihapus]", by=penerbit, reason="Nama anak")
    entry.refresh_from_db()
    assert (entry.note, entry.note_salt) == ("Sebab [data pribadi dihapus]", "")
    told = LedgerEntry.objects.get(sequence=4)
    assert (told.event, told.part, told.actor, told.note) == ("redact", "entry:2", penerbit, "Nama anak")
    assert list(chain.faults()) == []


def test_what_else_is_written_in_its_place_shows(three, penerbit):
    chain.redact_note(LedgerEntry.objects.get(sequence=2), "–", by=penerbit, reason="Nama anak")
    remove(GUARDS, connection)
    LedgerEntry.objects.filter(sequence=2).update(note="Semua setuju.")
    assert list(chain.faults()) == ["entry 2 was changed"]


def test_a_note_that_was_only_emptied_shows(three):
    remove(GUARDS, connection)
    LedgerEntry.objects.filter(sequence=2).update(note="", note_salt="")
    assert list(chain.faults()) == ["entry 2 was changed"]


def test_an_entry_older_than_the_seals_is_checked_and_not_redacted(three, penerbit):
    entry = LedgerEntry(sequence=4, at=NOON, event="return", subject="article:1", note="Lama")
    entry.previous_hash = three[2].hash
    entry.hash = chain.hash_of(entry)
    entry.save(force_insert=True)
    LedgerHead.objects.update(sequence=4, hash=entry.hash)
    assert list(chain.faults()) == []
    with pytest.raises(ValueError, match="sealed"):
        chain.redact_note(entry, "–", by=penerbit, reason="x")
    remove(GUARDS, connection)
    LedgerEntry.objects.filter(sequence=4).update(note="Baru")
    assert list(chain.faults()) == ["entry 4 was changed"]
