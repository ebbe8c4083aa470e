"""Every guard of every room is in place after ``migrate``."""

from django.db import connection

from news import guards
from tests.conftest import all_guards


def missing() -> set[str]:
    """Return the names of the guards that this engine should have and has not."""
    tables = connection.introspection.table_names()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger UNION SELECT conname FROM pg_constraint")
        there = {name for (name,) in cursor.fetchall()}
    wanted = {guard.name for guard in all_guards() if getattr(guard, connection.vendor)}
    assert {guard.table for guard in all_guards()} <= set(tables)
    return wanted - there


def test_every_guard_is_in_place_after_migrate(db):
    assert all_guards()
    assert missing() == set()


def test_a_guard_that_is_gone_is_found(db):
    gone = next(guard for guard in all_guards() if getattr(guard, connection.vendor))
    guards.remove([gone], connection)
    assert missing() == {gone.name}
