"""Guards are put in place after migrate, and again if they were lost."""

import contextlib
import os
import sqlite3
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from news.articles.guards import GUARDS
from news.guards import install, refuse, remove

GUARD = refuse("tag_keeps_its_name", "articles_tag", "UPDATE", "A name stays.", when="NEW.name <> OLD.name")


@pytest.fixture
def tag(db):
    from news.articles.models import Tag

    return Tag.objects.create(name="Gizi", slug="gizi")


def rename(tag) -> None:
    with transaction.atomic():
        type(tag).objects.filter(pk=tag.pk).update(name="Lain")


def test_a_guard_refuses_and_can_be_removed(tag):
    install([GUARD], connection)
    install([GUARD], connection)  # once more does no harm
    with pytest.raises(IntegrityError, match="A name stays"):
        rename(tag)
    type(tag).objects.filter(pk=tag.pk).update(slug="gizi-anak")
    remove([GUARD], connection)
    rename(tag)


def test_tables_that_triggers_look_into_are_altered_by_a_later_migration(tmp_path):
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3", "VAR_DIR": str(tmp_path)}

    def manage(*arguments: str) -> None:
        subprocess.run([sys.executable, "manage.py", *arguments], check=True, cwd=settings.BASE_DIR, env=environment)

    manage("migrate", "--verbosity", "0", "articles", "0007")
    manage("migrate", "--verbosity", "0")
    with contextlib.closing(sqlite3.connect(tmp_path / "db.sqlite3")) as database:
        kept = database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    assert {guard.name for guard in GUARDS if guard.sqlite} <= {name for (name,) in kept}
