"""What happened to a release is told from the ledger."""

import pytest
from django.utils import timezone, translation

from news.articles import editing, history, workflow


@pytest.fixture(autouse=True)
def english_in_jakarta():
    with translation.override("en"), timezone.override("Asia/Jakarta"):
        yield


def test_changes_in_a_row_by_one_person_are_one_line(draft, penulis, redaktur):
    for byline in ("a", "b", "c"):
        with editing.change(draft.pk, by=redaktur) as edition:
            edition.byline = byline
            edition.save()
    assert [(str(event.what), event.who) for event in history.history(draft)] == [
        ("Changed", "redaktur"),
        ("Began", "penulis"),
    ]


def test_every_step_has_a_name_in_the_history():
    for name in workflow.STEPS:
        assert name in history.EVENTS


def test_a_returned_draft_keeps_its_remark_in_every_language_and_after_a_change_of_settings(draft, penulis, redaktur):
    workflow.take("submit", draft, by=penulis)
    draft = workflow.take("return", draft, by=redaktur, note="Sebut jamnya.")
    editing.change_settings(draft.article_id, by=redaktur, comments="closed", comments_days=None, featured_until=None)
    for language in ("en", "id"):
        with translation.override(language):
            remark = history.remark(draft)
            assert remark
            assert (remark.key, remark.note) == ("return", "Sebut jamnya.")
    assert history.history(draft)[0].key == "settings"
    assert history.history(draft)[0].sequence == 0
