"""How editors write, check and decide releases, in Django's admin."""

from . import library, releases, sections

__all__ = ["library", "releases", "sections"]
