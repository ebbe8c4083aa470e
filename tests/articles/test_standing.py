"""Where a release stands is said in words."""

import datetime

import pytest
import time_machine
from django.utils import timezone, translation

from news.articles import standing, workflow
from tests.conftest import NOON

LATER = NOON + datetime.timedelta(hours=2)


@pytest.fixture(autouse=True)
def english_in_jakarta():
    with translation.override("en"), timezone.override("Asia/Jakarta"):
        yield


def test_a_released_edition_is_scheduled_then_live_then_replaced(draft, penulis, redaktur, penerbit):
    with time_machine.travel(NOON, tick=False) as clock:
        workflow.take("submit", draft, by=penulis)
        workflow.take("approve", draft, by=redaktur)
        first = workflow.take("release", draft, by=penerbit, at=LATER)
        assert standing.standing(first, NOON) == "scheduled"
        assert "14.00 WIB" in standing.state_in_words(first, NOON)
        assert standing.standing(first, LATER) == "live"
        clock.move_to(LATER)
        minor = workflow.take("revise", first, by=redaktur, kind="minor")
        workflow.take("release_minor", minor, by=redaktur)
        first.refresh_from_db()
        assert standing.standing(first, LATER) == "replaced"
        minor.refresh_from_db()
        assert "awaits confirmation" in standing.badge(minor, LATER)


def test_expiry_is_not_replacement(draft, penulis, redaktur, penerbit):
    with time_machine.travel(NOON, tick=False):
        draft.expires_at = LATER
        draft.save()
        workflow.take("submit", draft, by=penulis)
        workflow.take("approve", draft, by=redaktur)
        edition = workflow.take("release", draft, by=penerbit)
    assert standing.standing(edition, LATER) == "expired"
