"""How the database answers what a page asks: whether it counts comments, or reads more of them than it has to."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.db import connection

LARGE = ("comments_comment", "comments_decision")
"""Tables with a row for each comment."""
MOST_ROWS = 2000
"""Rows of a large table that a page may look at."""
_COUNT = re.compile(r"\bCOUNT\s*\(", re.I)
_NAMED = re.compile(r'(?:FROM|JOIN)\s+"?(\w+)"?\s+(?:AS\s+)?"?(\w+)"?', re.I)
_WORDS = {"where", "inner", "left", "join", "on", "order", "group", "limit", "set", "union", "for"}


class Query(NamedTuple):
    """What was asked, with its values."""

    sql: str
    values: Any


@contextmanager
def listening() -> Iterator[list[Query]]:
    """Yield the list of all that is asked meanwhile."""
    asked: list[Query] = []

    def execute(run: Callable[..., Any], sql: str, values: Any, many: bool, context: Any) -> Any:
        asked.append(Query(sql, values))
        return run(sql, values, many, context)

    with connection.execute_wrapper(execute):
        yield asked


def offences(asked: Iterable[Query]) -> list[str]:
    """Return what is wrong with how the queries about comments are answered; empty if nothing is."""
    found = []
    for query in asked:
        if not query.sql.lstrip().upper().startswith("SELECT") or not any(table in query.sql for table in LARGE):
            continue
        if _COUNT.search(query.sql):
            found.append(f"counts: {query.sql}")
        found += [f"{offence}: {query.sql}" for offence in _offences(query)]
    return found


def _offences(query: Query) -> list[str]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {query.sql}", query.values)
            return list(_of_sqlite([str(row[3]) for row in cursor.fetchall()], query.sql))
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {query.sql}", query.values)
        plan = cursor.fetchone()[0]
        return list(_of_postgresql((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]))


def _of_sqlite(steps: Sequence[str], sql: str) -> Iterator[str]:
    names = {table.lower() for table in LARGE}
    given = [(table.lower(), alias.lower()) for table, alias in _NAMED.findall(sql) if alias.lower() not in _WORDS]
    # A name that other tables have too, in another part of the query, says nothing.
    names |= {alias for table, alias in given if table in LARGE} - {
        alias for table, alias in given if table not in LARGE
    }
    for step in steps:
        match = re.match(r"SCAN (\w+)", step)
        if match and match[1].lower() in names and "INDEX" not in step:
            yield step


def _of_postgresql(node: dict[str, Any]) -> Iterator[str]:
    if node.get("Relation Name") in LARGE:
        kind = node["Node Type"]
        rows = node["Actual Rows"] * node["Actual Loops"]
        rows += node.get("Rows Removed by Filter", 0) * node["Actual Loops"]
        if kind == "Seq Scan":
            yield f"Seq Scan on {node['Relation Name']}"
        elif rows > MOST_ROWS:
            yield f"{kind} of {rows:.0f} rows of {node['Relation Name']}"
    for below in node.get("Plans", []):
        yield from _of_postgresql(below)
