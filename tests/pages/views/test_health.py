"""Health: liveness asks nothing, readiness asks what the work needs."""

import collections
import shutil

import pytest
from django.db import connection


def test_liveness_asks_nothing(pembaca, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        answer = pembaca.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_ready(pembaca):
    answer = pembaca.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"database": "ok", "storage": "ok", "free_space": "ok"}


def test_not_ready_without_the_database(pembaca):
    # No database mark: pytest-django refuses every query, as a database that is away does.
    answer = pembaca.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["database"] == "failed"
    assert connection.alias not in answer.content.decode()


@pytest.mark.django_db
def test_not_ready_without_storage(pembaca, settings, tmp_path):
    file = tmp_path / "file"
    file.write_text("in the way")
    settings.MEDIA_ROOT = str(file / "media")
    answer = pembaca.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"database": "ok", "storage": "failed", "free_space": "failed"}


@pytest.mark.django_db
def test_not_ready_without_space(pembaca, monkeypatch):
    usage = collections.namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(10**9, 10**9 - 1, 1))
    answer = pembaca.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["free_space"] == "failed"
