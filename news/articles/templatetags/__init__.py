"""Texts of releases for templates."""
