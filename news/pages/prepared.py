"""Subqueries in which only the moment differs: written as SQL once, since to write one takes longer than to run it."""

import datetime
from typing import Any

from django.db import connection
from django.db.models import Field, Model, Subquery
from django.db.models.expressions import RawSQL

ANY_MOMENT = datetime.datetime(1900, 1, 1, tzinfo=datetime.UTC)
"""Stands in a subquery for the moment that is given later."""

Written = tuple[str, tuple[Any, ...]]


def written(subquery: Subquery, on: type[Model], using: str = "default") -> Written:
    """Return ``subquery`` as SQL with its values, as it stands where it is annotated on the model ``on``."""
    owners = on._default_manager.annotate(prepared=subquery)
    compiler = owners.query.get_compiler(using)
    compiler.pre_sql_setup()
    sql, values = compiler.compile(owners.query.annotations["prepared"])
    return sql, tuple(values)


def at(subquery: Written, now: datetime.datetime, output_field: Field[Any, Any]) -> RawSQL:
    """Return the expression for ``subquery`` at ``now`` (aware), which takes the place of :data:`ANY_MOMENT`."""
    sql, values = subquery
    moment, any_moment = map(connection.ops.adapt_datetimefield_value, (now, ANY_MOMENT))
    told = tuple(moment if value == any_moment else value for value in values)
    return RawSQL(sql, told, output_field=output_field)  # noqa: S611 - Django wrote it, from names in our code
