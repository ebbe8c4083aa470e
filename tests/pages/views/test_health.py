"""Health: liveness asks nothing, readiness asks what the work needs."""

import collections
import datetime
import io
import shutil

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from news.pages.signals import readiness_asked


def test_liveness_asks_nothing(pembaca, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        answer = pembaca.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_ready(pembaca):
    answer = pembaca.get("/readyz")
    assert answer.status_code == 200
    assert answer.json().items() >= {"database": "ok", "storage": "ok", "free_space": "ok"}.items()


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
    assert answer.json().items() >= {"database": "ok", "storage": "failed", "free_space": "failed"}.items()


@pytest.mark.django_db
def test_not_ready_without_space(pembaca, monkeypatch):
    usage = collections.namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(10**9, 10**9 - 1, 1))
    answer = pembaca.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["free_space"] == "failed"


@pytest.mark.django_db
@pytest.mark.parametrize(("silent_for", "told"), [(0, "ok"), (179, "ok"), (181, "degraded: the worker has been")])
def test_a_worker_that_stopped_is_degraded_not_down(pembaca, silent_for, told):
    call_command("announce", stdout=io.StringIO())
    with time_machine.travel(timezone.now() + datetime.timedelta(seconds=silent_for), tick=False):
        answer = pembaca.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["worker"].startswith(told)


@pytest.mark.django_db
def test_a_worker_that_never_ran_is_degraded(pembaca):
    answer = pembaca.get("/readyz")
    assert (answer.status_code, answer.json()["worker"]) == (200, "degraded: the worker has never run")


@pytest.mark.django_db
def test_who_answers_with_an_error_does_no_harm(pembaca):
    def fail(**kwargs: object) -> None:
        raise ZeroDivisionError

    readiness_asked.connect(fail)
    try:
        answer = pembaca.get("/readyz")
    finally:
        readiness_asked.disconnect(fail)
    assert answer.status_code == 200
