"""Drafts are begun, changed without losing anybody's text, and made complete."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from news.articles import editing, workflow
from news.articles.models import Article, Edition, EditionAgency, Mention, Quote
from news.directory.models import Appointment
from news.ledger.models import LedgerEntry
from tests.conftest import member


def rename(edition: Edition, headline: str) -> None:
    edition.headline = headline
    edition.save(update_fields=["headline"])


def test_a_draft_may_be_quite_empty(penulis):
    edition = editing.begin_draft(penulis)
    assert (edition.state, edition.sequence, edition.version) == ("draft", 1, 1)
    assert list(edition.changed_by.all()) == [penulis]


def test_who_does_not_write_begins_no_draft(moderator):
    with pytest.raises(PermissionDenied):
        editing.begin_draft(moderator)


def test_a_change_grows_the_version_and_is_remembered(draft, redaktur):
    with editing.change(draft.pk, by=redaktur, version=1) as edition:
        rename(edition, "Judul baru")
    draft.refresh_from_db()
    assert (draft.headline, draft.version) == ("Judul baru", 2)
    assert redaktur in draft.changed_by.all()
    assert LedgerEntry.objects.about(draft.article.subject).last().digest == draft.digest()


def test_a_save_that_changes_nothing_is_no_change(draft, redaktur):
    editing.settle(draft)
    before = LedgerEntry.objects.count()
    with editing.change(draft.pk, by=redaktur) as edition:
        rename(edition, edition.headline)
    draft.refresh_from_db()
    assert draft.version == 1
    assert redaktur not in draft.changed_by.all()
    assert LedgerEntry.objects.count() == before


def test_the_second_of_two_editors_is_told_and_sees_what_is_there_now(draft, penulis, redaktur):
    with editing.change(draft.pk, by=redaktur, version=1) as edition:
        rename(edition, "Judul redaktur")
    with pytest.raises(editing.Conflict) as conflict, editing.change(draft.pk, by=penulis, version=1) as edition:
        rename(edition, "Judul penulis")
    assert conflict.value.current.headline == "Judul redaktur"
    draft.refresh_from_db()
    assert draft.headline == "Judul redaktur"


@pytest.mark.parametrize("steps", [["submit"], ["submit", "approve"]])
def test_editing_takes_what_is_in_review_or_approved_back_to_draft(steps, draft, penulis, redaktur):
    for step in steps:
        workflow.take(step, draft, by=redaktur)
    with editing.change(draft.pk, by=penulis) as edition:
        rename(edition, "Judul baru")
    draft.refresh_from_db()
    assert (draft.state, draft.approved_by) == ("draft", None)


def test_a_change_elsewhere_in_the_release_counts(approved, redaktur, official):
    with editing.change(approved.pk, by=redaktur) as edition:
        Quote.objects.create(edition=edition, speaker="Warga", words="Cepat sekali.")
    approved.refresh_from_db()
    assert approved.state == "draft"


def test_what_is_released_does_not_change(released, penulis):
    with pytest.raises(editing.NotEditable), editing.change(released.pk, by=penulis) as edition:
        rename(edition, "Judul baru")


def test_another_agencys_writer_changes_nothing(draft, other_agency, newsroom):
    stranger = member("penulis_lain", "writer")
    stranger.memberships.create(agency=other_agency)
    with pytest.raises(PermissionDenied), editing.change(draft.pk, by=stranger) as edition:
        rename(edition, "Judul baru")


def test_a_writer_does_not_hand_a_release_to_another_agency(draft, penulis, other_agency):
    with pytest.raises(PermissionDenied), editing.change(draft.pk, by=penulis) as edition:
        edition.agency_rows.update(is_lead=False)
        EditionAgency.objects.create(edition=edition, agency=other_agency, is_lead=True)
    assert draft.agency_rows.get(is_lead=True).agency != other_agency


def test_whoever_is_quoted_is_mentioned_under_the_office_then_held(draft, penulis, official, appointment):
    Mention.objects.all().delete()
    with editing.change(draft.pk, by=penulis) as edition:
        Quote.objects.create(edition=edition, appointment=appointment, words="Kami siap.")
    assert draft.mentions.get().appointment == appointment


def test_a_mention_gets_the_office_of_the_event_date(draft, penulis, official, appointment):
    appointment.end_date = datetime.date(2026, 3, 1)
    appointment.save()
    successor = Appointment.objects.create(
        official=official, position=appointment.position, capacity="plt", start_date=datetime.date(2026, 3, 1)
    )
    Mention.objects.all().delete()
    with editing.change(draft.pk, by=penulis) as edition:
        Mention.objects.create(edition=edition, official=official)
    assert draft.mentions.get().appointment == successor  # the event is on 11 March


@pytest.mark.parametrize(("fact", "value"), [("kind", "advisory"), ("slug", "vaksinasi"), ("comments", "closed")])
def test_a_change_of_the_articles_facts_alone_is_a_change_too(fact, value, draft, penulis):
    with editing.change(draft.pk, by=penulis, version=1):
        Article.objects.filter(pk=draft.article_id).update(**{fact: value})
    draft.refresh_from_db()
    assert draft.version == 2
    with pytest.raises(editing.Conflict), editing.change(draft.pk, by=penulis, version=1):
        pass


# Settings


def test_settings_change_after_the_release_and_stand_in_the_ledger(released, redaktur):
    until = timezone.now() + datetime.timedelta(days=2)
    digest = released.digest()
    editing.change_settings(
        released.article_id, by=redaktur, comments="closed", comments_days=None, featured_until=until
    )
    article = Article.objects.get(pk=released.article_id)
    assert (article.comments, article.featured_until) == ("closed", until)
    last = LedgerEntry.objects.about(article.subject).last()
    assert (last.event, last.actor, last.part) == ("settings", redaktur, "")
    assert last.note
    released.refresh_from_db()
    assert (released.digest(), released.state, released.version) == (digest, "released", 1)


def test_comments_begin_with_the_newsroom_s_days_and_the_ledger_tells_of_others(newsroom, penulis, redaktur):
    newsroom.comments_days = 30
    newsroom.save()
    article = editing.begin_draft(penulis, headline="Awal").article
    assert article.comments_days == 30
    editing.change_settings(
        article.pk, by=redaktur, comments=article.comments, comments_days=14, featured_until=article.featured_until
    )
    assert Article.objects.get(pk=article.pk).comments_days == 14
    last = LedgerEntry.objects.about(article.subject).last()
    assert (last.event, "14" in last.note) == ("settings", True)


def test_settings_that_stay_leave_no_trace(released, redaktur):
    article = released.article
    editing.change_settings(article.pk, by=redaktur, comments=article.comments, comments_days=None, featured_until=None)
    assert LedgerEntry.objects.about(article.subject).last().event == "release"


@pytest.mark.parametrize("who", ["penulis", "moderator", "administrator"])
def test_settings_are_for_editors_and_publishers(who, released, request):
    with pytest.raises(PermissionDenied):
        editing.change_settings(
            released.article_id,
            by=request.getfixturevalue(who),
            comments="closed",
            comments_days=None,
            featured_until=None,
        )


def test_a_withdrawn_release_has_no_settings(released, penerbit):
    workflow.take("withdraw", released, by=penerbit, note="Keliru.")
    with pytest.raises(editing.NotEditable):
        editing.change_settings(
            released.article_id, by=penerbit, comments="closed", comments_days=None, featured_until=None
        )


def test_comments_are_one_of_three(released, penerbit):
    with pytest.raises(ValueError, match="maybe"):
        editing.change_settings(
            released.article_id, by=penerbit, comments="maybe", comments_days=None, featured_until=None
        )
    assert Article.objects.get(pk=released.article_id).comments == "moderated"


def test_who_has_the_draft_open_is_told_that_its_comments_were_set(draft, penulis, redaktur):
    editing.change_settings(draft.article_id, by=redaktur, comments="closed", comments_days=None, featured_until=None)
    with pytest.raises(editing.Conflict), editing.change(draft.pk, by=penulis, version=1):
        pass
