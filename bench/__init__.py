"""Measure Warta against its budgets: ``make bench``."""
