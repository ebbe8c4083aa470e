import io
import sys

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from news.accounts.models import User
from news.articles.models import Section
from news.ledger.models import LedgerEntry
from news.newsroom.models import Newsroom

PASSWORD = "muara-sungai-lirai-7"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def password(monkeypatch) -> None:
    monkeypatch.setenv("ADMINISTRATOR_PASSWORD", PASSWORD)


def begin(**options: object) -> str:
    out = io.StringIO()
    call_command("begin", stdout=out, stderr=out, **{"no_input": True, "name": "Humas Kota Muara", **options})
    return out.getvalue()


def test_a_newsroom_begins_empty_with_its_first_administrator():
    said = begin(city="Muara", zone="Asia/Makassar", username="dewi", email="dewi@example.org")
    newsroom, user = Newsroom.objects.get(), User.objects.get()
    assert (newsroom.pk, newsroom.name, newsroom.city, newsroom.zone_label) == (1, "Humas Kota Muara", "Muara", "WITA")
    assert authenticate(username="dewi", password=PASSWORD) == user
    assert [group.name for group in user.groups.all()] == ["administrator"]
    assert (user.is_staff, user.is_superuser, user.email) == (True, False, "dewi@example.org")
    assert not Section.objects.exists()
    assert "Humas Kota Muara" in said
    assert PASSWORD not in said


def test_the_ledger_tells_of_the_beginning():
    begin()
    entry = LedgerEntry.objects.get()
    assert (entry.event, entry.subject, entry.actor_name) == ("begin", "newsroom:1", "administrator")


def test_it_begins_once(newsroom):
    with pytest.raises(CommandError, match="Humas Tanjung Selasih"):
        begin()
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"name": ""}, "--name"),
        ({"username": "tidak boleh!"}, "username"),
        ({"email": "bukan-surel"}, "email"),
        ({"name": "x" * 200}, "name"),
    ],
)
def test_what_does_not_fit_creates_nothing(options, message):
    with pytest.raises(CommandError, match=message):
        begin(**options)
    assert not Newsroom.objects.exists()
    assert not User.objects.exists()


def test_a_weak_password_is_refused(monkeypatch):
    monkeypatch.setenv("ADMINISTRATOR_PASSWORD", "rahasia")
    with pytest.raises(CommandError):
        begin()
    assert not Newsroom.objects.exists()


def test_without_a_password_it_says_where_to_put_it(monkeypatch):
    monkeypatch.delenv("ADMINISTRATOR_PASSWORD")
    with pytest.raises(CommandError, match="ADMINISTRATOR_PASSWORD"):
        begin()


def test_at_a_terminal_it_asks_for_what_is_missing_and_again_for_a_password_that_does_not_fit(monkeypatch):
    monkeypatch.delenv("ADMINISTRATOR_PASSWORD")
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    answers = {"Name": "Humas Kota Hulu", "City": "Hulu", "Time": "", "User": "rina", "E-mail": ""}
    monkeypatch.setattr("builtins.input", lambda question: answers[question.split()[0]])
    typed = iter([PASSWORD, "lain", "pendek", "pendek", PASSWORD, PASSWORD])
    monkeypatch.setattr("news.operations.management.commands.begin.getpass", lambda question: next(typed))
    said = begin(name=None, no_input=False)
    assert (Newsroom.current().name, Newsroom.current().zone_label) == ("Humas Kota Hulu", "WIB")
    assert authenticate(username="rina", password=PASSWORD)
    assert "differ" in said
