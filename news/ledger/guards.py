"""The ledger is append-only; a note's redaction is let through once an entry tells of it, and nothing else."""

from news.guards import refuse

from .chain import REDACTED

_KEPT = (
    "id", "sequence", "at", "actor_id", "actor_name", "event", "subject", "part", "note_seal", "digest",
    "previous_hash", "hash",
)  # fmt: skip
_ALL_KEPT = " AND ".join(
    f"COALESCE(CAST(NEW.{column} AS TEXT), '') = COALESCE(CAST(OLD.{column} AS TEXT), '')" for column in _KEPT
)
_TOLD_OF = (  # made of names that stand in our code, never of input
    "EXISTS (SELECT 1 FROM ledger_ledgerentry told WHERE told.subject = OLD.subject"  # noqa: S608
    f" AND told.event = '{REDACTED}' AND told.part = 'entry:' || OLD.sequence AND told.sequence > OLD.sequence)"
)

GUARDS = [
    refuse(
        "ledger_no_update", "ledger_ledgerentry", "UPDATE", "The ledger is append-only.",
        unless=f"OLD.note_seal <> '' AND NEW.note_salt = '' AND {_ALL_KEPT} AND {_TOLD_OF}",
    ),
    refuse("ledger_no_delete", "ledger_ledgerentry", "DELETE", "The ledger is append-only."),
]  # fmt: skip
