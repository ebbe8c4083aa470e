"""Formats for templates; none of them asks the database."""
