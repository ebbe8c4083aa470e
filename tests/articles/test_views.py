"""Where a release stands is said in words, and its history is told."""

import datetime

import pytest
import time_machine
from django.utils import timezone, translation

from news.articles import editing, views, workflow
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
        assert views.standing(first, NOON) == "scheduled"
        assert "14.00 WIB" in views.state_in_words(first, NOON)
        assert views.standing(first, LATER) == "live"
        clock.move_to(LATER)
        minor = workflow.take("revise", first, by=redaktur, kind="minor")
        workflow.take("release_minor", minor, by=redaktur)
        first.refresh_from_db()
        assert views.standing(first, LATER) == "replaced"
        minor.refresh_from_db()
        assert "awaits confirmation" in views.badge(minor, LATER)


def test_expiry_is_not_replacement(draft, penulis, redaktur, penerbit):
    with time_machine.travel(NOON, tick=False):
        draft.expires_at = LATER
        draft.save()
        workflow.take("submit", draft, by=penulis)
        workflow.take("approve", draft, by=redaktur)
        edition = workflow.take("release", draft, by=penerbit)
    assert views.standing(edition, LATER) == "expired"


def test_changes_in_a_row_by_one_person_are_one_line(draft, penulis, redaktur):
    for byline in ("a", "b", "c"):
        with editing.change(draft.pk, by=redaktur) as edition:
            edition.byline = byline
            edition.save()
    assert [(str(event.what), event.who) for event in views.history(draft)] == [
        ("Changed", "redaktur"),
        ("Began", "penulis"),
    ]


def test_every_step_has_a_name_in_the_history_and_an_explanation(draft):
    for name in workflow.STEPS:
        assert name in views.EVENTS
        assert views.explanation(name, draft)


@pytest.mark.parametrize(("field", "target"), [("headline", "id_headline"), ("agencies", "agency_rows-group")])
def test_findings_lead_to_their_field(field, target):
    assert views.anchor(field) == target


def test_a_returned_draft_keeps_its_remark_in_every_language_and_after_a_change_of_settings(draft, penulis, redaktur):
    workflow.take("submit", draft, by=penulis)
    draft = workflow.take("return", draft, by=redaktur, note="Sebut jamnya.")
    editing.change_settings(draft.article_id, by=redaktur, comments="closed", comments_days=None, featured_until=None)
    for language in ("en", "id"):
        with translation.override(language):
            remark = views.remark(draft)
            assert remark
            assert (remark.key, remark.note) == ("return", "Sebut jamnya.")
    assert views.history(draft)[0].key == "settings"
    assert views.history(draft)[0].sequence == 0
