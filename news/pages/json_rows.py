"""Small rows of a relation as one JSON value beside their owner: a page's names without a query for each kind."""

from typing import Any

from django.db.models import Aggregate, JSONField, Model, OuterRef, Subquery
from django.db.models.functions import JSONObject


class _JSONRows(Aggregate):
    """All values of a group as a JSON array; in no order that one may rely on."""

    function = "JSON_GROUP_ARRAY"
    output_field = JSONField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSONB_AGG", **context)


def json_rows(rows: type[Model], owner: str, outer: str = "pk", /, **fields: str) -> Subquery:
    """Return an expression for the rows of an owner as a list of dicts, None where there are none.

    :param rows: the model of the rows.
    :param owner: their foreign key.
    :param outer: what it points to, on the model that the expression is annotated on.
    :param fields: name in the dict → field of the row.
    """
    grouped = rows._default_manager.filter(**{owner: OuterRef(outer)}).order_by().values(owner)
    listed = grouped.annotate(rows_as_json=_JSONRows(JSONObject(**fields))).values("rows_as_json")
    return Subquery(listed, output_field=JSONField())
