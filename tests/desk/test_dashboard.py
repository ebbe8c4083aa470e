"""The first page shows what waits for this user, in a constant number of queries, and lets them decide there."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from news.articles import editing, planning, workflow
from news.articles.models import Edition, EditionAgency, PhotoCaption, PlannedEvent
from news.comments.models import Comment, Referral
from news.desk import dashboard
from news.desk.dashboard import parts
from news.desk.models import Receipt
from news.ledger.models import LedgerEntry
from news.letters.models import Letter
from news.letters.posting import post
from news.operations.models import Job
from news.photos import uploads
from tests.articles.filled import browser
from tests.conftest import NOON
from tests.photos import pictures

HOUR = datetime.timedelta(hours=1)


def panels(user):
    return {panel.key: panel for panel in dashboard.panels(user, timezone.now())}


def titles(user):
    return {key: [row.title for row in panel.rows] for key, panel in panels(user).items()}


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def photo(penulis):
    """A photo without alt text and credit."""
    return uploads.receive(pictures.upload(pictures.encoded(pictures.blocks())), by=penulis, title="Pasar")


def decide(user, edition, step, **sent):
    sent = {"step": step, "seen_version": edition.version, **sent}
    return browser(user).post(f"/admin/meja/putusan/{edition.pk}/", sent, follow=True)


# What waits for whom


def test_what_waits_for_whom(draft, penulis, redaktur, penerbit):
    assert titles(penulis)["drafts"] == [draft.headline]
    workflow.take("submit", draft, by=penulis)
    assert titles(penulis)["drafts"] == []
    assert titles(penulis)["with-others"] == [draft.headline]
    assert "decide" not in titles(penulis)
    assert titles(redaktur)["decide"] == [draft.headline]
    workflow.take("approve", draft, by=redaktur)
    assert titles(redaktur)["decide"] == []
    assert titles(penerbit)["decide"] == [draft.headline]


def test_nobody_is_asked_to_approve_what_they_changed(draft, penulis, redaktur):
    with editing.change(draft.pk, by=redaktur) as edition:
        edition.byline = "abc"
        edition.save()
    draft.refresh_from_db()
    workflow.take("submit", draft, by=penulis)
    assert titles(redaktur)["decide"] == []
    assert titles(redaktur)["with-others"] == [draft.headline]


def test_a_returned_draft_shows_the_remark_until_it_is_submitted_again(draft, penulis, redaktur):
    workflow.take("submit", draft, by=penulis)
    workflow.take("return", draft, by=redaktur, note="Sebut jamnya.")
    assert panels(penulis)["drafts"].rows[0].remark == "redaktur: Sebut jamnya."
    workflow.take("submit", draft, by=penulis)
    with editing.change(draft.pk, by=penulis) as edition:
        edition.byline = "abc"
        edition.save()
    assert panels(penulis)["drafts"].rows[0].remark == ""


def test_what_went_out_unseen_waits_for_confirmation_by_another(draft, penerbit, redaktur):
    workflow.take("fast_release", draft, by=penerbit, note="Banjir.")
    assert [len(row.choices) for row in panels(redaktur)["unconfirmed"].rows] == [1]
    assert [len(row.choices) for row in panels(penerbit)["unconfirmed"].rows] == [0]
    assert decide(redaktur, draft, "confirm").status_code == 200
    assert not Edition.objects.get().awaits_confirmation
    assert "unconfirmed" not in panels(redaktur)


def test_what_a_role_has_no_use_for_is_not_shown(released, penulis, redaktur, moderator, administrator):
    Comment.objects.create(article=released.article, name="Warga", text="Apakah gratis?")
    assert titles(moderator) == {"comments": ["Apakah gratis?"]}
    assert list(titles(redaktur)) == ["decide", "comments", "agenda", "drafts", "with-others", "newest"]
    assert list(titles(penulis)) == ["drafts", "with-others", "agenda", "newest"]
    assert titles(administrator) == {}
    assert browser(administrator).get("/admin/").status_code == 200


def test_a_writer_sees_nothing_of_other_agencies(draft, penulis, redaktur, penerbit, other_agency):
    draft.agency_rows.update(agency=other_agency)
    Edition.objects.filter(pk=draft.pk).update(created_by=redaktur)
    draft.changed_by.clear()
    workflow.take("submit", draft, by=redaktur)
    workflow.take("approve", draft, by=penerbit)
    workflow.take("release", draft, by=penerbit, at=timezone.now() + datetime.timedelta(days=1))
    planning.plan(PlannedEvent(title="Uji kir", agency=other_agency, starts_at=timezone.now() + HOUR), by=redaktur)
    assert not [rows for rows in titles(penulis).values() if rows]


def test_a_returning_reader_finds_what_was_left_unsaved(draft, penulis):
    from news.desk.models import WorkingCopy

    now = timezone.now()
    WorkingCopy.objects.create(
        user=penulis, edition=draft, session="8a1f0c7e-0000-4000-8000-000000000000", began_from=1,
        base={"headline": ["a"]}, fields={"headline": ["b"]}, edits=1, opened_at=now - HOUR, saved_at=now - HOUR,
    )  # fmt: skip
    panel = panels(penulis)["left-behind"]
    assert [row.title for row in panel.rows] == [draft.headline]
    assert browser(penulis).get(panel.rows[0].url).status_code == 200


# What comes


def test_today_and_this_week_in_order_of_time(approved, penerbit, penulis, agency):
    with time_machine.travel(NOON, tick=False) as clock:
        soon = PlannedEvent(title="Pasar murah", agency=agency, starts_at=NOON + 26 * HOUR)
        planning.plan(soon, by=penulis)
        planning.plan(PlannedEvent(title="Jauh", agency=agency, starts_at=NOON + 200 * HOUR), by=penulis)
        workflow.take("release", approved, by=penerbit, at=NOON + HOUR)
        embargoed = editing.begin_draft(penerbit, headline="Rahasia", embargo_until=NOON + 50 * HOUR)
        rows = panels(penerbit)["agenda"].rows
        assert [row.title for row in rows] == [approved.headline, "Pasar murah", embargoed.headline]
        assert [row.heading for row in rows] == ["Today, Wed 11 Mar 2026", "Thu 12 Mar 2026", "Fri 13 Mar 2026"]
        assert rows[0].details[0].endswith("UTC")  # outside of a request; within one, the newsroom's
        assert [len(row.links) for row in rows] == [1, 1, 0]
        assert [len(row.links) for row in panels(penulis)["agenda"].rows] == [0, 1]
        assert b"13.00 WIB" in browser(penerbit).get("/admin/").content
        clock.shift(2 * HOUR)
        assert [row.title for row in panels(penerbit)["agenda"].rows] == ["Pasar murah", embargoed.headline]


# What needs mending


def test_letters_that_did_not_arrive_and_jobs_that_fail_are_the_administrators(administrator, redaktur):
    now = timezone.now()
    post("x", "satu", "warga@example.org", "Ringkasan", "Isi")
    Letter.objects.update(next_try_at=None, failed_at=now, problem="550 penuh")
    Job.objects.create(name="send letters", failures=4, last_problem="OSError: putus", last_done_at=now)
    client = browser(administrator)
    page = client.get("/admin/").content.decode()
    assert "550 penuh" in page
    assert "OSError: putus" in page
    assert len(client.get(panels(administrator)["letters"].url).context["cl"].result_list) == 1
    page = browser(redaktur).get("/admin/").content.decode()
    assert "550 penuh" not in page
    assert "OSError" not in page


def test_a_silent_worker_is_said_with_what_to_do(administrator):
    assert b"The worker has never run." in browser(administrator).get("/admin/").content
    job = Job.objects.create(name="send letters", last_done_at=timezone.now() - HOUR)
    assert b"The worker has been silent since" in browser(administrator).get("/admin/").content
    Job.objects.filter(pk=job.pk).update(last_done_at=timezone.now())
    assert b"worker" not in browser(administrator).get("/admin/").content.lower().split(b"<main")[1]


def test_what_strangers_did_not_get_is_said_and_what_they_got(released, redaktur):
    due = released.live_from
    Receipt.objects.filter(edition=released).delete()
    page = Receipt.objects.create(
        edition=released, surface="page", due_at=due, alarmed_at=due, problem="Status 500", tries=3
    )
    assert panels(redaktur)["late"].rows[0].remark == "Status 500"
    Receipt.objects.filter(pk=page.pk).update(seen_at=due + datetime.timedelta(seconds=4), next_try_at=None)
    assert "late" not in panels(redaktur)
    assert panels(redaktur)["newest"].rows[0].details[-1].startswith("seen ")


def test_photos_of_open_releases_come_first(draft, photo, penulis):
    panel = panels(penulis)["photos"]
    assert (panel.count, panel.rows[0].details) == ("1", ("no alt text, no credit",))
    PhotoCaption.objects.create(edition=draft, photo=photo)
    assert panels(penulis)["photos"].rows[0].details[1] == f"in “{draft.headline}”"
    found = browser(penulis).get(panel.url).context["cl"].result_list
    assert [row.pk for row in found] == [photo.pk]


def test_questions_that_are_overdue_are_shown_to_whose_they_are(released, penulis, redaktur, agency, moderator):
    comment = Comment.objects.create(article=released.article, name="Warga", text="Kapan dibuka?", status="published")
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    Referral.objects.create(comment=comment, agency=agency, by=moderator, due_date=yesterday)
    for user in (penulis, redaktur, moderator):
        panel = panels(user)["overdue"]
        assert panel.rows[0].details == ("Dinkes", "1 day late")
        assert browser(user).get(panel.rows[0].url).status_code == 200


# The numbers


def test_each_number_is_that_of_the_list_behind_it(draft, penulis, redaktur, penerbit, agency):
    for number in range(8):
        other = editing.begin_draft(penulis, headline=f"Siaran {number}", section=draft.section, body="<p>Isi</p>",
                                    dateline_place="Tanjung Selasih")  # fmt: skip
        EditionAgency.objects.create(edition=other, agency=agency, is_lead=True)
        if number:
            workflow.take("submit", other, by=penulis)
        if number > 5:
            workflow.take("approve", other, by=redaktur)
    workflow.take("fast_release", draft, by=penerbit, note="Banjir")
    checked = 0
    for user in (penulis, redaktur, penerbit):
        client = browser(user)
        for panel in panels(user).values():
            if panel.count and panel.key not in {"comments", "photos", "letters"}:
                assert str(len(client.get(panel.url).context["cl"].result_list)) == panel.count, (user, panel.key)
                checked += 1
    assert checked >= 9
    assert panels(penerbit)["decide"].count == "7"


def test_many_are_not_counted_to_the_end(penulis, monkeypatch):
    Edition.objects.bulk_create(
        Edition(article=editing.begin_draft(penulis).article, sequence=2, state="discarded") for _number in range(2)
    )
    assert parts.counted(Edition.objects.all()) == "4"
    assert parts.counted(Edition.objects.none()) == "0"
    monkeypatch.setattr(parts, "COUNTED", 3)
    assert parts.counted(Edition.objects.all()) == "3+"


def queries(user):
    client = browser(user)
    client.get("/admin/")
    with CaptureQueriesContext(connection) as found:
        assert client.get("/admin/").status_code == 200
    return len(found), [query["sql"] for query in found]


@pytest.mark.parametrize("role", ["penulis", "redaktur", "penerbit"])
def test_queries_are_the_same_for_ten_and_for_a_thousand(role, draft, penulis, agency, other_agency, request):
    user = request.getfixturevalue(role)

    def make(number):
        states = ["draft", "in_review", "approved", "released"]
        from news.articles.models import Article

        articles = Article.objects.bulk_create(Article() for _number in range(number))
        now = timezone.now()
        editions = Edition.objects.bulk_create(
            Edition(
                article=article, headline=f"Siaran {place}", state=states[place % 4], created_by=penulis,
                awaits_confirmation=place % 8 == 3, live_from=now + HOUR * (1 if place % 8 == 7 else -1)
                if place % 4 == 3 else None, list_at=now if place % 4 == 3 else None,
            )
            for place, article in enumerate(articles)
        )  # fmt: skip
        EditionAgency.objects.bulk_create(
            EditionAgency(edition=edition, agency=agency, is_lead=True) for edition in editions
        )
        PlannedEvent.objects.bulk_create(
            PlannedEvent(title=f"Acara {place}", agency=agency, starts_at=now + HOUR) for place in range(number)
        )
        Comment.objects.bulk_create(
            Comment(article=articles[0], name="Warga", text=f"Tanya {place}") for place in range(number)
        )

    make(10)
    few, _sql = queries(user)
    make(990)
    many, sql = queries(user)
    assert many == few
    assert not [text for text in sql if "COUNT(" in text and "LIMIT" not in text and "articles_" in text]


# Deciding there


def test_a_release_is_approved_returned_and_released_from_the_first_page(draft, penulis, redaktur, penerbit):
    workflow.take("submit", draft, by=penulis)
    page = decide(redaktur, draft, "return", note="Sebut jamnya.").content.decode()
    assert 'role="status"' in page
    assert LedgerEntry.objects.latest("sequence").note == "Sebut jamnya."
    workflow.take("submit", draft, by=penulis)
    decide(redaktur, draft, "approve")
    decide(penerbit, draft, "release")
    assert Edition.objects.get().is_live_at(timezone.now())


def test_what_is_scheduled_from_there_is_in_the_newsrooms_time(approved, penerbit):
    with time_machine.travel(NOON, tick=False):
        decide(penerbit, approved, "release", at="2026-03-12T09:00")
    assert Edition.objects.get().live_from == datetime.datetime(2026, 3, 12, 2, tzinfo=datetime.UTC)


@pytest.mark.parametrize("at", ["", "besok", "2020-01-01T09:00"])
def test_who_schedules_without_a_time_that_fits_does_not_release_by_a_slip(at, approved, penerbit):
    response = decide(penerbit, approved, "release", at=at)
    assert response.status_code in {409, 422}
    assert 'role="alert"' in response.content.decode()
    assert Edition.objects.get().state == "approved"


def test_a_conflict_is_said_beside_the_release_and_the_remark_stays(draft, penulis, redaktur, penerbit):
    workflow.take("submit", draft, by=penulis)
    Edition.objects.update(version=7)
    response = decide(redaktur, draft, "return", note="Sebut jam & tempat.")
    page = response.content.decode()
    assert response.status_code == 409
    assert "Somebody else changed this release in the meantime." in page
    assert "Sebut jam &amp; tempat.</textarea>" in page
    assert 'name="seen_version" value="7"' in page
    draft.refresh_from_db()
    assert draft.state == "in_review"
    workflow.take("approve", draft, by=penerbit)
    response = decide(redaktur, draft, "return", note="")
    assert response.status_code == 422
    response = decide(redaktur, draft, "approve")
    assert response.status_code == 409
    assert "Last decision: Approved, penerbit" in response.content.decode()


def test_what_cannot_be_decided_there_is_refused(draft, penulis, redaktur, moderator, other_agency):
    assert decide(penulis, draft, "submit").status_code == 404
    assert decide(redaktur, draft, "withdraw").status_code == 404
    assert decide(redaktur, draft, "approve").status_code == 409
    assert decide(moderator, draft, "approve").status_code in {403, 404}
    workflow.take("submit", draft, by=penulis)
    assert decide(penulis, draft, "approve").status_code == 403
    assert browser(redaktur).get(f"/admin/meja/putusan/{draft.pk}/").status_code == 405
    Edition.objects.update(body="")
    response = decide(redaktur, draft, "approve")
    assert response.status_code == 422
    assert "The body is empty." in response.content.decode()
    assert Edition.objects.get().state == "in_review"
