"""What agencies plan: who may, two who change it at once, and the release that comes of it."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from news.articles import permissions, planning, workflow
from news.articles.models import Edition, PlannedEvent
from news.ledger.models import LedgerEntry
from tests.conftest import NOON

HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def event(agency, penulis) -> PlannedEvent:
    """A fair of penulis's agency, at eight in the evening."""
    fair = PlannedEvent(
        title="Pasar murah", agency=agency, starts_at=NOON + 8 * HOUR, ends_at=NOON + 10 * HOUR, venue="Lapangan Sauh"
    )
    return planning.plan(fair, by=penulis)


def test_an_event_is_planned_changed_moved_and_called_off_with_a_trace(event, penulis, redaktur):
    event.venue = "Balai Kota"
    planning.change(event, by=redaktur, version=1)
    moved = planning.move(event, NOON + 32 * HOUR, by=penulis, version=2)
    assert (moved.starts_at, moved.ends_at, moved.version) == (NOON + 32 * HOUR, NOON + 34 * HOUR, 3)
    planning.call_off(moved, by=penulis, version=3)
    assert not PlannedEvent.objects.exists()
    told = LedgerEntry.objects.about(f"event:{event.pk}")
    assert [(entry.event, entry.actor_name) for entry in told] == [
        ("plan", "penulis"), ("replan", "redaktur"), ("replan", "penulis"), ("call_off", "penulis"),
    ]  # fmt: skip
    assert "Pasar murah" in told[3].note
    assert "Balai Kota" in told[3].note


def test_the_second_to_change_it_is_told_and_nothing_is_lost(event, penulis, redaktur):
    planning.move(event, NOON + 32 * HOUR, by=redaktur, version=1)
    for late in (
        lambda: planning.change(event, by=penulis, version=1),
        lambda: planning.move(event, NOON, by=penulis, version=1),
        lambda: planning.call_off(event, by=penulis, version=1),
    ):
        with pytest.raises(planning.EventChanged) as conflict:
            late()
        assert conflict.value.current.starts_at == NOON + 32 * HOUR
    assert PlannedEvent.objects.get().starts_at == NOON + 32 * HOUR


def test_a_writer_plans_for_their_own_agencies_only(event, penulis, other_agency, moderator, administrator):
    elsewhere = PlannedEvent(title="Uji kir", agency=other_agency, starts_at=NOON)
    with pytest.raises(PermissionDenied):
        planning.plan(elsewhere, by=penulis)
    event.agency = other_agency
    with pytest.raises(PermissionDenied):
        planning.change(event, by=penulis, version=1)
    PlannedEvent.objects.update(agency=other_agency)
    for stranger in (penulis, moderator, administrator):
        with pytest.raises(PermissionDenied):
            planning.move(event, NOON, by=stranger, version=1)
        with pytest.raises(PermissionDenied):
            planning.call_off(event, by=stranger, version=1)
        with pytest.raises(PermissionDenied):
            planning.write_release(event, by=stranger)
        assert not permissions.events_visible_to(stranger).exists()


def test_the_release_about_it_is_filled_and_begun_once(event, penulis, agency):
    draft = planning.write_release(event, by=penulis)
    assert (draft.headline, draft.venue, draft.lead_agency) == ("Pasar murah", "Lapangan Sauh", agency)
    assert draft.event_date == datetime.date(2026, 3, 11)  # 20.00 WIB
    assert planning.write_release(event, by=penulis) == draft
    workflow.take("discard", draft, by=penulis)
    another = planning.write_release(event, by=penulis)
    assert another.article != draft.article
    assert Edition.objects.count() == 2


def test_the_date_is_the_newsrooms(event, penulis):
    PlannedEvent.objects.update(starts_at=NOON + 13 * HOUR, ends_at=None)  # 18.00 UTC is 01.00 WIB of the next day
    assert planning.write_release(event, by=penulis).event_date == datetime.date(2026, 3, 12)


def test_the_database_refuses_an_end_before_the_beginning(event):
    with pytest.raises(IntegrityError), transaction.atomic():
        PlannedEvent.objects.update(ends_at=NOON)


def test_an_agenda_is_half_open_and_in_order(event, agency, penulis):
    early = planning.plan(PlannedEvent(title="Apel", agency=agency, starts_at=NOON), by=penulis)
    planning.plan(PlannedEvent(title="Rapat", agency=agency, starts_at=NOON + 24 * HOUR), by=penulis)
    assert list(PlannedEvent.objects.starting(NOON, NOON + 24 * HOUR)) == [early, event]
