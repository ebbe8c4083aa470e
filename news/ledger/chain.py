"""Write the ledger and check it.

An entry's hash is SHA-256 over the canonical JSON of its fields and the hash of the entry before it, so that a row
that was changed, removed or slipped in breaks every hash after it.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterator

from django.db import connection, transaction
from django.utils import timezone

from news.accounts.models import User

from .models import LedgerEntry, LedgerHead


def record(
    event: str,
    *,
    subject: str,
    by: User | None,
    part: str = "",
    note: str = "",
    digest: str = "",
    at: datetime.datetime | None = None,
) -> LedgerEntry:
    """Append an entry inside the caller's transaction: the decision and its record come to be together or not at all.

    :param at: an aware moment; now by default.
    :raises TransactionManagementError: if no transaction is open.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A ledger entry is written in the transaction that it tells of.")
    LedgerHead.objects.get_or_create(pk=1)
    head = LedgerHead.objects.select_for_update().get(pk=1)
    entry = LedgerEntry(
        sequence=head.sequence + 1,
        at=at or timezone.now(),
        actor=by,
        actor_name=str(by) if by else "",
        event=event,
        subject=subject,
        part=part,
        note=note,
        digest=digest,
        previous_hash=head.hash,
    )
    entry.hash = hash_of(entry)
    entry.save(force_insert=True)
    head.sequence, head.hash = entry.sequence, entry.hash
    head.save(update_fields=["sequence", "hash"])
    return entry


def hash_of(entry: LedgerEntry) -> str:
    """Return the hash that ``entry`` must carry, as 64 hex digits."""
    fields = {
        "sequence": entry.sequence,
        "at": entry.at.astimezone(datetime.UTC).isoformat(timespec="microseconds"),
        "actor": entry.actor_id,
        "actor_name": entry.actor_name,
        "event": entry.event,
        "subject": entry.subject,
        "part": entry.part,
        "note": entry.note,
        "digest": entry.digest,
        "previous_hash": entry.previous_hash,
    }
    canonical = json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def faults() -> Iterator[str]:
    """Yield a line for each place where the chain does not hold; nothing when it is whole."""
    expected_sequence, expected_hash = 1, "0" * 64
    for entry in LedgerEntry.objects.order_by("sequence").iterator(chunk_size=2000):
        if entry.sequence != expected_sequence:
            yield f"entry {expected_sequence} is missing"
        if entry.previous_hash != expected_hash:
            yield f"entry {entry.sequence} does not follow the one before it"
        if entry.hash != hash_of(entry):
            yield f"entry {entry.sequence} was changed"
        expected_sequence, expected_hash = entry.sequence + 1, entry.hash
    head = LedgerHead.objects.filter(pk=1).first()
    if head and head.hash != expected_hash:
        yield "the newest entries are missing"
