"""Catching up once does all that waits, says so, and fails if something could not be done."""

import io
from collections.abc import Iterator

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection

from news.letters.models import Letter
from news.letters.posting import post
from news.operations.models import Job

pytestmark = pytest.mark.django_db


def announce() -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("announce", stdout=out, stderr=err)
    except CommandError as error:
        err.write(str(error))
    return out.getvalue(), err.getvalue()


def test_it_does_what_waits_and_says_so():
    assert "send letters: nothing to do" in announce()[0]
    post("verify", "verify:1", "pembaca@example.org", "Konfirmasi", "Isi")
    said, failed = announce()
    assert "send letters: 1" in said.splitlines()
    assert failed == ""
    assert [message.to for message in mail.outbox] == [["pembaca@example.org"]]
    assert Letter.objects.get().state == "sent"


@pytest.fixture
def letters_away(transactional_db) -> Iterator[None]:
    """Take the table of letters away for a while."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE letters_letter RENAME TO letters_away")
    yield
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE letters_away RENAME TO letters_letter")


def test_what_fails_is_named_and_the_rest_is_done(letters_away):
    said, failed = announce()
    assert "send letters: failed" in failed
    assert "Not everything could be done" in failed
    assert "send letters" not in said
    assert Job.objects.get(name="send letters").failures == 1
    assert Job.objects.filter(failures=0, last_done_at__isnull=False).exists()
