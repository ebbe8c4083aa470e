"""What is limited is not done more often, neither in a row nor at once."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from news.comments import throttling
from news.comments.models import Throttle

from ..conftest import NOON
from .conftest import at_once

pytestmark = pytest.mark.django_db


def test_one_letter_an_hour_and_three_a_day_go_to_an_address():
    with time_machine.travel(NOON, tick=False) as clock:
        allowed = []
        for _hour in range(25):
            allowed += [throttling.may_write("verify", "a" * 64, None, timezone.now()) for _ in range(2)]
            clock.shift(3601)
    assert [number // 2 for number, is_allowed in enumerate(allowed) if is_allowed] == [0, 1, 2, 24]
    assert all(not second for second in allowed[1::2])


def test_addresses_and_kinds_are_counted_apart():
    for kind, email_hash in (("verify", "a"), ("verify", "b"), ("data", "a")):
        assert throttling.may_write(kind, email_hash, None, NOON)
        assert not throttling.may_write(kind, email_hash, None, NOON)


def test_one_place_cannot_write_to_everybody():
    allowed = [throttling.may_write("verify", f"{number}", "place", NOON) for number in range(25)]
    assert allowed == [True] * 20 + [False] * 5
    assert throttling.may_write("verify", "24", "another place", NOON)  # what was refused was not counted


def test_it_tells_neither_what_nor_for_whom():
    throttling.may_write("verify", "a" * 64, "b" * 64, NOON)
    rows = Throttle.objects.all()
    assert len(rows) == 2
    assert not any("aaa" in row.name or "bbb" in row.name for row in rows)
    assert {row.expires_at for row in rows} == {NOON + datetime.timedelta(days=1)}


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_one():
    results = at_once(8, lambda _number: throttling.may_write("verify", "a", "b", NOON))
    assert sorted(results) == [False] * 7 + [True]
