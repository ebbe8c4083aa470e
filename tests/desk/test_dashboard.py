"""The first page shows what waits for this user, in a constant number of queries."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from news.articles import editing, workflow
from news.articles.models import EditionAgency
from news.comments.models import Comment
from news.desk import dashboard
from tests.articles.filled import browser
from tests.conftest import NOON


def titles(user):
    return {str(panel.title): [row.title for row in panel.rows] for panel in dashboard.panels(user, timezone.now())}


@pytest.fixture(autouse=True)
def english():
    from django.utils import translation

    with translation.override("en"):
        yield


def test_what_waits_for_whom(draft, penulis, redaktur, penerbit):
    assert titles(penulis)["My drafts"] == [draft.headline]
    workflow.take("submit", draft, by=penulis)
    assert titles(penulis)["My drafts"] == []
    assert titles(penulis)["Mine, with the editors"] == [draft.headline]
    assert "Waiting for my decision" not in titles(penulis)
    assert titles(redaktur)["Waiting for my decision"] == [draft.headline]
    workflow.take("approve", draft, by=redaktur)
    assert titles(redaktur)["Waiting for my decision"] == []
    assert titles(penerbit)["Waiting for my decision"] == [draft.headline]


def test_nobody_is_asked_to_approve_what_they_changed(draft, penulis, redaktur):
    with editing.change(draft.pk, by=redaktur) as edition:
        edition.byline = "abc"
        edition.save()
    draft.refresh_from_db()
    workflow.take("submit", draft, by=penulis)
    assert titles(redaktur)["Waiting for my decision"] == []


def test_a_returned_draft_shows_the_remark_until_it_is_submitted_again(draft, penulis, redaktur):
    workflow.take("submit", draft, by=penulis)
    workflow.take("return", draft, by=redaktur, note="Sebut jamnya.")
    drafts = next(panel for panel in dashboard.panels(penulis, timezone.now()) if str(panel.title) == "My drafts")
    assert drafts.rows[0].remark == "redaktur: Sebut jamnya."
    workflow.take("submit", draft, by=penulis)
    with editing.change(draft.pk, by=penulis) as edition:
        edition.byline = "abc"
        edition.save()
    drafts = next(panel for panel in dashboard.panels(penulis, timezone.now()) if str(panel.title) == "My drafts")
    assert drafts.rows[0].remark == ""


def test_scheduled_until_it_is_live(approved, penerbit, penulis):
    with time_machine.travel(NOON, tick=False) as clock:
        workflow.take("release", approved, by=penerbit, at=NOON + datetime.timedelta(hours=1))
        assert titles(penulis)["Scheduled"] == [approved.headline]
        clock.shift(datetime.timedelta(hours=1))
        assert titles(penulis)["Scheduled"] == []


def test_what_went_out_unseen_waits_for_confirmation(draft, penerbit, redaktur):
    workflow.take("fast_release", draft, by=penerbit, note="Banjir.")
    assert titles(redaktur)["Released, awaiting confirmation"] == [draft.headline]
    workflow.take("confirm", draft, by=redaktur)
    assert titles(redaktur)["Released, awaiting confirmation"] == []


def test_comments_only_for_who_decides_on_them(released, penulis, redaktur, moderator, administrator):
    Comment.objects.create(article=released.article, name="Warga", text="Apakah gratis?")
    assert titles(moderator) == {"Comments held (1)": ["Apakah gratis?"]}
    assert "Comments held (1)" in titles(redaktur)
    assert not [title for title in titles(penulis) if title.startswith("Comments")]
    assert titles(administrator) == {}


def test_a_writer_sees_nothing_of_other_agencies(draft, penulis, redaktur, penerbit, other_agency):
    draft.agency_rows.update(agency=other_agency)
    type(draft).objects.filter(pk=draft.pk).update(created_by=redaktur)
    draft.changed_by.clear()
    workflow.take("submit", draft, by=redaktur)
    workflow.take("approve", draft, by=penerbit)
    workflow.take("release", draft, by=penerbit, at=timezone.now() + datetime.timedelta(days=1))
    assert not [rows for rows in titles(penulis).values() if rows]


def test_queries_do_not_grow(draft, penulis, redaktur, agency, django_assert_num_queries):
    def count():
        client = browser(redaktur)
        client.get("/admin/")
        with django_assert_num_queries(count.expected) if count.expected else _captured() as queries:
            client.get("/admin/")
        return len(queries)

    count.expected = None
    before = count()
    for number in range(10):
        edition = editing.begin_draft(redaktur, headline=f"Siaran {number}")
        EditionAgency.objects.create(edition=edition, agency=agency, is_lead=True)
    workflow.take("submit", draft, by=penulis)
    after = count()
    # An empty list has no agencies to fetch: two more lists, two more prefetches, whatever their length.
    assert after <= before + 3
    count.expected = after
    for number in range(10):
        edition = editing.begin_draft(redaktur, headline=f"Siaran lain {number}")
        EditionAgency.objects.create(edition=edition, agency=agency, is_lead=True)
    count()


def _captured():
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    return CaptureQueriesContext(connection)
