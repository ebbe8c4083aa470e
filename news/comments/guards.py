"""Decisions are append-only."""

from news.guards import refuse

GUARDS = [
    refuse("decision_no_update", "comments_decision", "UPDATE", "Decisions are append-only."),
    refuse("decision_no_delete", "comments_decision", "DELETE", "Decisions are append-only."),
]
