"""Queries in which only given values differ: Django writes each as SQL once, which takes longer than to ask it."""

from __future__ import annotations

import copy
import datetime
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Generic, NamedTuple, TypeVar

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigIntegerField, DateTimeField, QuerySet, Value
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row")


class Given(Value):
    """Stands in a :class:`Prepared` query for the value that is given under its name when it is asked.

    ``Given("now", DateTimeField())``; the field says how a value is written for the database.
    """

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """Keep the place of the value: it is told by :meth:`told` when the query is asked."""
        return "%s", (self,)

    def told(self, given: Mapping[str, object], connection: BaseDatabaseWrapper) -> object:
        """Return the value that is ``given``, as the database takes it."""
        return self.output_field.get_db_prep_value(given[self.value], connection)


class GivenKeys(Given):
    """Stands for any number of keys, behind ``__in``: they are told as one value."""

    def __init__(self, name: str) -> None:
        super().__init__(name, BigIntegerField())

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: Any
    ) -> tuple[str, tuple[Any, ...]]:
        """See https://www.sqlite.org/json1.html#jeach."""
        return "(SELECT value FROM json_each(%s))", (self,)

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: Any
    ) -> tuple[str, tuple[Any, ...]]:
        """See https://www.postgresql.org/docs/current/functions-array.html."""
        return "(SELECT unnest(%s::bigint[]))", (self,)

    def told(self, given: Mapping[str, Any], connection: BaseDatabaseWrapper) -> object:
        """Return the keys that are ``given``, as the database takes them."""
        keys = [int(key) for key in given[self.value]]
        return keys if connection.vendor == "postgresql" else json.dumps(keys)


Moment = datetime.datetime | Given
"""An aware moment, or what stands for one."""
Day = datetime.date | Given
"""A date, or what stands for one."""
NOW = Given("now", DateTimeField())
"""The aware moment ``now``."""


class _Written(NamedTuple):
    rows: QuerySet[Any, Any]
    compiler: SQLCompiler
    sql: str
    values: tuple[Any, ...]


class Prepared(Generic[Row]):
    """A queryset that is put together and written as SQL when it is first asked, and from then on only asked.

    A decorator for the function that returns the queryset::

        @Prepared
        def _of_topic() -> QuerySet[Edition]:
            return Edition.objects.live(NOW).filter(tags=Given("topic", IntegerField()))

        _of_topic(now=timezone.now(), topic=tag.pk)

    Rows are what the queryset yields (instances with what is selected or prefetched along, or tuples of values).
    """

    def __init__(self, write: Callable[[], QuerySet[Any, Row]]) -> None:
        self._write = write
        self._written: _Written | None = None
        self.__doc__ = write.__doc__

    def __call__(self, **given: object) -> list[Row]:
        """Return the rows for the values ``given``, each by the name of its :class:`Given`; one query.

        :raises KeyError: if one is missing.
        """
        if self._written is None:
            self._written = _written(self._write())
        rows, kept, sql, values = self._written
        compiler = copy.copy(kept)
        compiler.connection = connections[rows.db]  # each thread has its own
        told: tuple[Any, ...] = tuple(
            each.told(given, compiler.connection) if isinstance(each, Given) else each for each in values
        )
        compiler.as_sql = lambda *_args, **_kwargs: (sql, told)  # type: ignore[method-assign]  # of this copy
        asked = rows.all()
        asked.query.get_compiler = lambda *_args, **_kwargs: compiler  # type: ignore[method-assign]  # of this query
        return list(asked)

    def __iter__(self) -> Iterator[Row]:
        """Ask without values: so a template asks only where it walks through the rows."""
        return iter(self())


def _written(rows: QuerySet[Any, Any]) -> _Written:
    compiler = rows.query.get_compiler(rows.db)
    sql, values = compiler.as_sql()
    return _Written(rows, compiler, sql, tuple(values))
