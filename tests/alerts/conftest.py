"""Who else works in the newsroom."""

from __future__ import annotations

import datetime

import pytest
import time_machine

from news.accounts.models import Deputy, User
from news.alerts.models import Notice

from ..conftest import NOON, member


@pytest.fixture
def other_redaktur(newsroom) -> User:
    return member("redaktur2", "editor")


@pytest.fixture
def deputise():
    """Return what lets one colleague stand in for another in the week of NOON."""

    def begin(deputy: User, principal: User) -> Deputy:
        day = NOON.date()
        return Deputy.objects.create(
            principal=principal, deputy=deputy, from_date=day, until_date=day + datetime.timedelta(days=7)
        )

    return begin


@pytest.fixture
def clock():
    """Freeze time at noon; the clock is moved by hand."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def told() -> set[tuple[str, str]]:
    """Return who was told of what."""
    return set(Notice.objects.values_list("user__username", "kind"))
