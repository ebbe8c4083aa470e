"""Filters of the newsroom."""
