"""The tests' own ground: a test that commits leaves the next one a whole database, also one that does not commit."""

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, connection

from news.accounts.roles import ROLES
from news.ledger.models import LedgerEntry

from .conftest import all_guards


@pytest.mark.parametrize("turn", ["first", "second"])
@pytest.mark.django_db(transaction=True)
def test_what_a_test_commits_is_gone_and_what_migrations_made_is_there(turn, released):
    assert LedgerEntry.objects.filter(event="create").count() == 1
    assert set(Group.objects.values_list("name", flat=True)) >= set(ROLES)
    assert Group.objects.get(name="publisher").permissions.filter(codename="release_edition").exists()


@pytest.mark.parametrize("turn", ["first", "second"])
def test_guards_hold_in_every_test_that_commits(turn, transactional_db, released):
    with pytest.raises(IntegrityError):
        LedgerEntry.objects.update(note="x")
    assert all_guards()


@pytest.mark.postgresql
def test_the_postgresql_lane_is_on_postgresql(db):
    assert connection.vendor == "postgresql"
