"""Small rows of a relation as one JSON value beside their owner: a page's names without a query for each kind."""

import functools
from typing import Any, cast

from django.db.models import Aggregate, JSONField, Model, OuterRef, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.functions import JSONObject

from .prepared import written


class _JSONRows(Aggregate):
    """All values of a group as a JSON array; in no order that one may rely on."""

    function = "JSON_GROUP_ARRAY"
    output_field = JSONField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSONB_AGG", **context)


def json_rows(rows: type[Model], owner: str, using: str = "default", **fields: str) -> RawSQL:
    """Return an expression for the rows of an owner as a list of dicts, None where there are none.

    :param rows: the model of the rows.
    :param owner: their foreign key to the model that the expression is annotated on.
    :param fields: name in the dict → field of the row.
    """
    sql, values = _compiled(rows, owner, using, tuple(fields.items()))
    return RawSQL(sql, values, output_field=JSONField())  # noqa: S611 - written by Django below, from names in our code


@functools.cache
def _compiled(
    rows: type[Model], owner: str, using: str, fields: tuple[tuple[str, str], ...]
) -> tuple[str, tuple[Any, ...]]:
    """Return the correlated subquery as SQL: nothing in it changes, and to write it takes longer than to run it."""
    grouped = rows._default_manager.filter(**{owner: OuterRef("pk")}).order_by().values(owner)
    listed = Subquery(grouped.annotate(rows_as_json=_JSONRows(JSONObject(**dict(fields)))).values("rows_as_json"))
    return written(listed, cast(type[Model], rows._meta.get_field(owner).related_model), using)
