"""The ledger is append-only."""

from news.guards import refuse

GUARDS = [
    refuse("ledger_no_update", "ledger_ledgerentry", "UPDATE", "The ledger is append-only."),
    refuse("ledger_no_delete", "ledger_ledgerentry", "DELETE", "The ledger is append-only."),
]
