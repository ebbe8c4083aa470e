"""The names that agencies had when something was said, learned beside it: a page's names without a query more.

Pages and feeds print them by these functions, and so alike.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import Func, JSONField, OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from .models import Agency, AgencyName

# What of an agency is read where it is printed by name: one that was decided on in advance comes along.
NAMES = ("name", "short_name", "next_name", "next_short_name", "next_name_date")


def from_json(row: dict[str, Any]) -> Agency:
    """Return the agency of a row with :data:`NAMES` and other fields as JSON has them, under the name of today."""
    day = row["next_name_date"]
    agency = Agency(**row | {"next_name_date": datetime.date.fromisoformat(day) if day else None})
    agency.keep_up(timezone.localdate())
    return agency


class _AllRows(Func):
    """All rows of a subquery as one JSON array; no aggregate to Django, which would group by every column."""

    function = "JSON_GROUP_ARRAY"
    output_field = JSONField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSONB_AGG", **context)


def given_up_since(date: str, *, on_it_too: bool = False) -> Subquery:
    """Return an expression for the names that any agency gave up after the field ``date``: for most releases none.

    :param on_it_too: also those given up on that date, where it is the first day on which something is no more.
    """
    row = JSONObject(agency="agency", name="name", short_name="short_name", until="until_date")
    lookup = "until_date__gte" if on_it_too else "until_date__gt"
    later = AgencyName.objects.filter(**{lookup: OuterRef(date)}).order_by()
    return Subquery(later.values(rows=_AllRows(row)), output_field=JSONField())


def name_then(agencies: Iterable[Agency], rows: list[dict[str, Any]] | None) -> None:
    """Give each of ``agencies``, which are to be printed and not saved, the name that it had.

    :param rows: what :func:`given_up_since` found; of several names of an agency the first one to end was in use.
    """
    then: dict[int, dict[str, Any]] = {}
    for row in sorted(rows or [], key=lambda row: str(row["until"]), reverse=True):
        then[row["agency"]] = row
    for agency in agencies:
        if agency.pk in then:
            agency.name, agency.short_name = then[agency.pk]["name"], then[agency.pk]["short_name"]
