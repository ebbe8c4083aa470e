"""Addresses made from names."""

from __future__ import annotations

import itertools
from collections.abc import Container

from django.utils.text import slugify


def free_slug(name: str, taken: Container[str]) -> str:
    """Return an address made from ``name`` that is not among ``taken``; at most 80 characters."""
    base = slugify(name)[:72].strip("-") or "pejabat"
    return next(
        slug for slug in itertools.chain([base], (f"{base}-{n}" for n in itertools.count(2))) if slug not in taken
    )
