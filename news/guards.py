"""Rules that only the database can keep: what is append-only, what never changes, what never overlaps.

A room lists its guards in ``guards.py`` and names them to :func:`keep` in its AppConfig. They are put in place after
every ``migrate``, not in a migration: SQLite forgets the triggers of a table whenever Django alters it, and does not
let a table be altered that a trigger of another table looks into. There they are taken away before migrations run.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import post_migrate, pre_migrate

_REFUSE_FUNCTION = """
CREATE OR REPLACE FUNCTION warta_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION USING MESSAGE = TG_ARGV[0], ERRCODE = 'integrity_constraint_violation'; END $$
"""


@dataclass(frozen=True)
class Guard:
    """A named rule on a table, with the statements that put it in place on each engine."""

    name: str
    table: str
    sqlite: str
    postgresql: str
    is_constraint: bool = False


def refuse(name: str, table: str, event: str, message: str, when: str = "", unless: str = "") -> Guard:
    """Return a guard that refuses ``event`` (``INSERT``, ``UPDATE`` or ``DELETE``) on rows of ``table``.

    :param when: a condition over ``OLD`` and ``NEW`` in SQL that both engines read; always, if empty.
    :param unless: a condition that lets it through all the same; it may look into other tables, ``when`` may not.
    """
    if unless:
        return _refuse_unless(name, table, event, message, when or "TRUE", unless)
    condition = f"WHEN ({when})" if when else ""
    head = f"TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW {condition}"
    return Guard(
        name,
        table,
        sqlite=f"CREATE {head} BEGIN SELECT RAISE(ABORT, '{message}'); END",
        postgresql=f"CREATE {head} EXECUTE FUNCTION warta_refuse('{message}')",
    )


def _refuse_unless(name: str, table: str, event: str, message: str, when: str, unless: str) -> Guard:
    """Return a guard whose exception asks other tables: PostgreSQL does that in a function of its own."""
    head = f"TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW"
    row = "OLD" if event == "DELETE" else "NEW"
    return Guard(
        name,
        table,
        sqlite=f"CREATE {head} WHEN (({when}) AND NOT ({unless})) BEGIN SELECT RAISE(ABORT, '{message}'); END",
        postgresql=f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$"
        f" BEGIN IF ({unless}) THEN RETURN {row}; END IF;"
        f" RAISE EXCEPTION USING MESSAGE = '{message}', ERRCODE = 'integrity_constraint_violation'; END $$;"
        f" CREATE {head} WHEN ({when}) EXECUTE FUNCTION {name}()",
    )


def no_overlap(
    name: str, table: str, *, key: str, start: str, end: str, range_type: str, message: str, only: str
) -> list[Guard]:
    """Return the guards by which no two rows with the same ``key`` overlap in the half-open interval [start, end).

    An exclusion constraint on PostgreSQL, a trigger for inserts and one for updates on SQLite.

    :param key: an integer column; :param range_type: PostgreSQL's, such as ``tstzrange``.
    :param only: the rows that it holds for, as SQL with ``{row}`` before each column.
    """
    exclusion = (
        f"ALTER TABLE {table} ADD CONSTRAINT {name} EXCLUDE USING gist"
        f" (int8range({key}, {key}, '[]') WITH &&, {range_type}({start}, {end}) WITH &&) WHERE ({only.format(row='')})"
    )
    overlap = (  # made of names that stand in our code, never of input
        f"EXISTS (SELECT 1 FROM {table} other WHERE other.{key} = NEW.{key} AND other.id <> NEW.id"  # noqa: S608
        f" AND {only.format(row='other.')} AND (other.{end} IS NULL OR other.{end} > NEW.{start})"
        f" AND (NEW.{end} IS NULL OR NEW.{end} > other.{start})"
        f" AND (other.{end} IS NULL OR other.{end} > other.{start}) AND (NEW.{end} IS NULL OR NEW.{end} > NEW.{start}))"
    )
    triggers = [
        Guard(
            f"{name}_{event.lower()}",
            table,
            sqlite=f"CREATE TRIGGER {name}_{event.lower()} AFTER {event} ON {table} FOR EACH ROW"
            f" WHEN ({only.format(row='NEW.')} AND {overlap}) BEGIN SELECT RAISE(ABORT, '{message}'); END",
            postgresql="",
        )
        for event in ("INSERT", "UPDATE")
    ]
    return [Guard(name, table, sqlite="", postgresql=exclusion, is_constraint=True), *triggers]


def install(guards: Sequence[Guard], connection: BaseDatabaseWrapper) -> None:
    """Put ``guards`` in place; those that are there are made anew."""
    remove(guards, connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_REFUSE_FUNCTION)
        for guard in guards:
            if statement := getattr(guard, connection.vendor):
                cursor.execute(statement)


def remove(guards: Sequence[Guard], connection: BaseDatabaseWrapper) -> None:
    """Take ``guards`` away: before a test empties its tables, for one."""
    with connection.cursor() as cursor:
        for guard in guards:
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER IF EXISTS {guard.name}")
            elif guard.is_constraint:
                cursor.execute(f"ALTER TABLE {guard.table} DROP CONSTRAINT IF EXISTS {guard.name}")
            else:
                cursor.execute(f"DROP TRIGGER IF EXISTS {guard.name} ON {guard.table}")


def keep(config: AppConfig, guards: Sequence[Guard]) -> None:
    """Install ``guards`` after every ``migrate`` (and after a test's flush); called in ``config.ready``.

    After a ``migrate`` that failed on SQLite they are missing until the next one that does not.
    """

    def remove_before_migrate(using: str, plan: Sequence[Any], **_: Any) -> None:
        connection = connections[using]
        if plan and connection.vendor == "sqlite":
            remove(guards, connection)

    def install_after_migrate(using: str, **_: Any) -> None:
        connection = connections[using]
        tables = set(connection.introspection.table_names())
        install([guard for guard in guards if guard.table in tables], connection)

    pre_migrate.connect(remove_before_migrate, sender=config, weak=False, dispatch_uid=f"guards.{config.label}")
    post_migrate.connect(install_after_migrate, sender=config, weak=False, dispatch_uid=f"guards.{config.label}")
