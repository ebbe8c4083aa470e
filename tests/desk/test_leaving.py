"""Who leaves is shut out at once, and nothing of theirs is lost."""

import datetime

import pytest
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from news.accounts.models import Deputy, User
from news.articles import editing, workflow
from news.articles.models import Edition, EditionAgency
from news.comments.models import Comment, Referral
from news.desk import leaving, working_copies
from news.desk.models import WorkingCopy
from news.directory.models import Membership
from news.ledger import chain
from news.ledger.models import LedgerEntry
from tests.at_once import at_once

from ..conftest import member, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def sari(agency) -> User:
    """Another writer of the same agency."""
    user = member("sari", "writer")
    Membership.objects.create(user=user, agency=agency)
    return user


def test_one_press_ends_everything(client, administrator, penulis, sari, redaktur, draft):
    phone, desktop = Client(), Client()
    for browser in (phone, desktop):
        browser.force_login(penulis)
        assert browser.get("/admin/").status_code == 200
    day = today()
    week = datetime.timedelta(days=7)
    begun = Deputy.objects.create(principal=penulis, deputy=sari, from_date=day - week, until_date=day + week)
    Deputy.objects.create(principal=redaktur, deputy=penulis, from_date=day + week, until_date=day + 2 * week)
    client.force_login(administrator)
    response = client.post(reverse("admin:desk:leave", args=[penulis.pk]), {"to": sari.pk}, follow=True)
    assert "Penulis sudah pergi" in response.content.decode()
    penulis.refresh_from_db()
    assert (penulis.is_active, penulis.has_usable_password()) == (False, False)
    for browser in (phone, desktop):
        assert browser.get("/admin/").status_code == 302
    assert [row.get_decoded()["_auth_user_id"] for row in Session.objects.all()] == [str(administrator.pk)]
    assert not Client().login(username="penulis", password="rahasia-sekali-1")
    assert not penulis.memberships.exists()
    assert Deputy.objects.get() == begun
    begun.refresh_from_db()
    assert begun.until_date == day
    draft.refresh_from_db()
    assert (draft.created_by, list(draft.changed_by.all())) == (sari, [penulis])


def test_the_new_owner_finds_the_drafts_and_is_told(client, administrator, penulis, sari, draft):
    leaving.leave(penulis, by=administrator, to=sari)
    client.force_login(sari)
    assert draft.headline in client.get("/admin/").content.decode()
    notice = sari.notices.get()
    assert (notice.kind, notice.edition, notice.text) == (
        "returned",
        draft,
        "penulis sudah pergi; draf ini sekarang milik Anda.",
    )
    with editing.change(draft.pk, by=sari) as edition:
        edition.headline = "Vaksinasi gratis di dua belas puskesmas"
        edition.save()
    workflow.take("submit", draft, by=sari)


def test_the_name_stays_in_the_history(administrator, penulis, sari, draft, client):
    leaving.leave(penulis, by=administrator, to=sari)
    entries = [(entry.event, entry.actor_name, entry.note) for entry in LedgerEntry.objects.order_by("sequence")]
    assert entries[0][:2] == ("create", "penulis")
    assert entries[-2] == ("reassign", "administrator", "penulis → sari")
    assert entries[-1][:2] == ("leave", "administrator")
    assert list(chain.faults()) == []
    client.force_login(sari)
    text = client.get(reverse("admin:articles_edition_change", args=[draft.pk])).content.decode()
    assert "Diserahkan kepada rekan" in text
    assert "penulis → sari" in text


def test_the_remark_of_a_returned_draft_stays(administrator, penulis, sari, redaktur, draft, client):
    workflow.take("submit", draft, by=penulis)
    workflow.take("return", draft, by=redaktur, note="Siapa yang bicara?")
    leaving.leave(penulis, by=administrator, to=sari)
    client.force_login(sari)
    assert "Siapa yang bicara?" in client.get("/admin/").content.decode()


def test_what_is_in_review_is_handed_over_as_it_stands(administrator, penulis, sari, redaktur, draft):
    workflow.take("submit", draft, by=penulis)
    leaving.leave(penulis, by=administrator, to=redaktur)
    draft.refresh_from_db()
    assert (draft.state, draft.created_by) == ("in_review", redaktur)
    workflow.take("approve", draft, by=redaktur)  # who took it over has changed nothing of it


def test_what_was_typed_and_not_saved_is_handed_over_too(administrator, penulis, sari, draft):
    now = timezone.now()
    for session, saved_at in (("aaaaaaaa", now), ("bbbbbbbb", None)):
        WorkingCopy.objects.create(
            user=penulis, edition=draft, session=session, opened_at=now, saved_at=saved_at, seen_at=now
        )
    leaving.leave(penulis, by=administrator, to=sari)
    assert [copy.session for copy in working_copies.own(sari, draft)] == ["aaaaaaaa"]


def test_released_ones_keep_their_author(administrator, penulis, released):
    leaving.leave(penulis, by=administrator)
    released.refresh_from_db()
    assert released.created_by == penulis


def refused(user, by, to=None) -> str:
    with pytest.raises(leaving.CannotLeave) as refusal:
        leaving.leave(user, by=by, to=to)
    user.refresh_from_db()
    assert user.is_active, "nothing was done"
    assert not LedgerEntry.objects.filter(event__in=["leave", "reassign"]).exists()
    return str(refusal.value)


def test_drafts_need_somebody(administrator, penulis, draft, moderator, sari):
    assert refused(penulis, administrator) == "Pilih siapa yang mengambil alih draf."
    assert refused(penulis, administrator, moderator) == "Pilih siapa yang mengambil alih draf."
    assert refused(penulis, administrator, penulis) == "Pilih siapa yang mengambil alih draf."
    sari.is_active = False
    sari.save()
    assert refused(penulis, administrator, sari) == "Pilih siapa yang mengambil alih draf."


def test_who_takes_over_must_be_able_to_write_them(administrator, penulis, sari, draft, other_agency):
    Membership.objects.filter(user=sari).update(agency=other_agency)
    assert f"#{draft.article_id}" in refused(penulis, administrator, sari)
    without_agency = editing.begin_draft(penulis, headline="Tanpa instansi")
    EditionAgency.objects.filter(edition=draft).update(agency=other_agency)
    leaving.leave(penulis, by=administrator, to=sari)
    assert Edition.objects.get(pk=without_agency.pk).created_by == sari


def test_nobody_lets_themselves_go_and_the_last_administrator_stays(administrator, penulis):
    assert "melepas diri sendiri" in refused(administrator, administrator)
    today = timezone.localdate()
    Deputy.objects.create(
        principal=administrator, deputy=penulis, from_date=today, until_date=today + datetime.timedelta(days=1)
    )
    deputy = User.objects.get(pk=penulis.pk)
    assert deputy.has_perm("accounts.change_user")
    assert "administrator terakhir" in refused(administrator, deputy)
    member("administrator2", "administrator")
    leaving.leave(administrator, by=User.objects.get(pk=penulis.pk))
    administrator.refresh_from_db()
    assert not administrator.is_active


@pytest.mark.parametrize("role", ["writer", "editor", "publisher", "moderator"])
def test_only_administrators_let_others_go(client, role, penulis):
    other = member("other", role)
    with pytest.raises(PermissionDenied):
        leaving.leave(penulis, by=other)
    client.force_login(other)
    assert client.get(reverse("admin:desk:leave", args=[penulis.pk])).status_code == 403
    assert client.post(reverse("admin:desk:leave", args=[penulis.pk])).status_code == 403


def test_a_superuser_is_let_go_by_a_superuser_only(client, administrator, penulis):
    penulis.is_superuser = True
    penulis.save()
    client.force_login(administrator)
    assert client.post(reverse("admin:desk:leave", args=[penulis.pk])).status_code == 403


def test_who_left_does_not_leave_again(client, administrator, penulis):
    leaving.leave(penulis, by=administrator)
    client.force_login(administrator)
    response = client.post(reverse("admin:desk:leave", args=[penulis.pk]))
    assert response.status_code == 409
    assert "sudah pergi" in response.content.decode()


@pytest.mark.parametrize("to", ["", "x", "-1", "99999", "١"])
def test_a_wrong_choice_is_refused_and_nothing_is_done(client, administrator, penulis, draft, to):
    client.force_login(administrator)
    response = client.post(reverse("admin:desk:leave", args=[penulis.pk]), {"to": to})
    assert response.status_code == 409
    assert 'role="alert"' in response.content.decode()
    penulis.refresh_from_db()
    assert penulis.is_active


def test_the_page_shows_what_they_leave(client, administrator, penulis, draft, sari, redaktur, released_comment):
    Membership.objects.filter(user=sari).delete()
    client.force_login(administrator)
    text = client.get(reverse("admin:desk:leave", args=[penulis.pk])).content.decode()
    assert f"#{draft.article_id}" in text
    assert draft.headline not in text, "administrators read no drafts"
    assert "Tidak ada orang lain yang bekerja untuk Dinkes" in text
    assert "1 pertanyaan pembaca menunggu jawaban di sana." in text
    text = client.get(reverse("admin:desk:leave", args=[redaktur.pk])).content.decode()
    assert "Tidak ada draf." in text
    assert "0 siaran menunggu pemeriksaan." in text
    user_page = client.get(reverse("admin:accounts_user_change", args=[penulis.pk])).content.decode()
    assert reverse("admin:desk:leave", args=[penulis.pk]) in user_page


@pytest.fixture
def released_comment(draft, agency, redaktur) -> Comment:
    comment = Comment.objects.create(article=draft.article, name="Pembaca", text="Kapan?")
    Referral.objects.create(comment=comment, agency=agency, by=redaktur, due_date=today())
    return comment


def fresh(*users: User) -> list[User]:
    """Return ``users`` without what they remember of their permissions."""
    return [User.objects.get(pk=user.pk) for user in users]


def test_the_page_costs_the_same_for_many_drafts(administrator, penulis, agency, draft):
    with CaptureQueriesContext(connection) as few:
        leaving.left_by(*fresh(penulis, administrator))
    for number in range(10):
        another = editing.begin_draft(penulis, headline=f"Draf {number}")
        EditionAgency.objects.create(edition=another, agency=agency, is_lead=True)
    with CaptureQueriesContext(connection) as many:
        assert len(leaving.left_by(*fresh(penulis, administrator)).drafts) == 11
    assert len(many) == len(few)


@pytest.mark.django_db(transaction=True)
def test_two_administrators_cannot_both_let_each_other_go(administrator):
    other = member("administrator2", "administrator")
    pairs = [(other, administrator), (administrator, other)]
    results = at_once(2, lambda number: leaving.leave(pairs[number][0], by=pairs[number][1]))
    assert [type(result) for result in results].count(type(None)) == 1, results
    assert User.objects.filter(is_active=True, groups__name="administrator").count() == 1
