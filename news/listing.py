"""Lists that grow for years: pages of rows without counting them all."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property


class CappedPaginator(Paginator[Any]):
    """Pages through the first :attr:`cap` rows; what lies deeper is reached by a filter, not by COUNT and OFFSET."""

    cap = 1000

    @cached_property
    def count(self) -> int:
        """The number of rows, at most :attr:`cap`: the database stops counting there."""
        rows = self.object_list
        return rows[: self.cap].count() if isinstance(rows, QuerySet) else min(len(rows), self.cap)
