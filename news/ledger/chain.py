"""Write the ledger and check it.

An entry's hash is SHA-256 over the canonical JSON of its fields and the hash of the entry before it, so that a row
that was changed, removed or slipped in breaks every hash after it. The note takes part by its seal, SHA-256 over a salt
of its own and the note: personal data in it can be redacted (:func:`redact_note`) without a break, and the seal gives
nothing away once the salt is gone.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import secrets
from collections.abc import Iterator

from django.db import connection, transaction
from django.utils import timezone

from news.accounts.models import User

from .models import LedgerEntry, LedgerHead

REDACTED = "redact"  # the event of an entry that tells of a redaction


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
        note_salt=secrets.token_hex(16) if note else "",
        digest=digest,
        previous_hash=head.hash,
    )
    entry.note_seal = seal_of(entry) if note else ""
    entry.hash = hash_of(entry)
    entry.save(force_insert=True)
    head.sequence, head.hash = entry.sequence, entry.hash
    head.save(update_fields=["sequence", "hash"])
    return entry


def redact_note(entry: LedgerEntry, note: str, *, by: User, reason: str, at: datetime.datetime | None = None) -> None:
    """Put ``note`` in place of the note of ``entry``, and append an entry that tells so with the new note's digest.

    :param reason: why, in words that do not repeat what is taken out.
    :raises ValueError: if the entry is older than the seals, so that its hash covers the note itself.
    :raises TransactionManagementError: if no transaction is open.
    """
    if not entry.note_seal:
        raise ValueError("This note is sealed in the chain as it stands.")
    record(
        REDACTED, subject=entry.subject, part=f"entry:{entry.sequence}", by=by, note=reason, digest=digest_of(note),
        at=at,
    )  # fmt: skip
    LedgerEntry.objects.filter(pk=entry.pk).update(note=note, note_salt="")


def digest_of(text: str) -> str:
    """Return SHA-256 of ``text``, as 64 hex digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def seal_of(entry: LedgerEntry) -> str:
    """Return the seal that the note of ``entry`` must carry."""
    return digest_of(f"{entry.note_salt}{entry.note}")


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
        "note": entry.note_seal or entry.note,  # entries without a seal are older than the seals
        "digest": entry.digest,
        "previous_hash": entry.previous_hash,
    }
    canonical = json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def faults() -> Iterator[str]:
    """Yield a line for each place where the chain does not hold; nothing when it is whole."""
    expected_sequence, expected_hash = 1, "0" * 64
    redacted = dict(LedgerEntry.objects.filter(event=REDACTED).order_by("sequence").values_list("part", "digest"))
    for entry in LedgerEntry.objects.order_by("sequence").iterator(chunk_size=2000):
        if entry.sequence != expected_sequence:
            yield f"entry {expected_sequence} is missing"
        if entry.previous_hash != expected_hash:
            yield f"entry {entry.sequence} does not follow the one before it"
        if entry.hash != hash_of(entry) or not _note_holds(entry, redacted):
            yield f"entry {entry.sequence} was changed"
        expected_sequence, expected_hash = entry.sequence + 1, entry.hash
    head = LedgerHead.objects.filter(pk=1).first()
    if head and head.hash != expected_hash:
        yield "the newest entries are missing"


def _note_holds(entry: LedgerEntry, redacted: dict[str, str]) -> bool:
    """Say whether the note of ``entry`` is the one that was sealed, or what a redaction put in its place."""
    if not entry.note_seal or entry.note_salt:
        return not entry.note_seal or entry.note_seal == seal_of(entry)
    return redacted.get(f"entry:{entry.sequence}") == digest_of(entry.note)
