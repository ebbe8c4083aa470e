"""Told are those whose turn it is and those whose release it is, their deputies too, and never who did it."""

import pytest

from news.accounts.models import Deputy
from news.alerts import recipients, telling
from news.articles import editing, workflow
from news.directory.models import Membership

from ..conftest import member
from .conftest import told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture(autouse=True)
def people(penulis, redaktur, penerbit, moderator, administrator, other_redaktur):
    """Everybody is there."""


def after(step, edition, **arguments):
    """Take ``step`` and return who was told of it alone."""
    telling.tell_new()
    before = told()
    result = workflow.take(step, edition, **arguments)
    telling.tell_new()
    return result, told() - before


@pytest.fixture
def submitted(draft, penulis):
    return workflow.take("submit", draft, by=penulis)


def test_what_is_submitted_is_told_to_those_who_may_review_it(draft, penulis):
    _edition, new = after("submit", draft, by=penulis)
    assert new == {("redaktur", "submitted"), ("redaktur2", "submitted"), ("penerbit", "submitted")}


def test_who_changed_it_is_not_asked_to_review_it(draft, penulis, other_redaktur):
    with editing.change(draft.pk, by=other_redaktur) as edition:
        edition.headline = "Vaksinasi gratis di dua belas puskesmas"
        edition.save()
    _edition, new = after("submit", draft, by=penulis)
    assert ("redaktur2", "submitted") not in new


def test_what_is_returned_is_told_to_its_writers(draft, penulis, redaktur, agency):
    colleague = member("sari", "writer")
    Membership.objects.create(user=colleague, agency=agency)
    with editing.change(draft.pk, by=colleague) as edition:
        edition.headline = "Vaksinasi gratis di dua belas puskesmas"
        edition.save()
    workflow.take("submit", draft, by=colleague)
    _edition, new = after("return", draft, by=redaktur, note="Siapa yang bicara?")
    assert new == {("penulis", "returned"), ("sari", "returned")}


def test_what_is_approved_is_told_to_its_writers_and_those_who_may_release(submitted, redaktur):
    _edition, new = after("approve", submitted, by=redaktur)
    assert new == {("penulis", "approved"), ("penerbit", "approved")}


def test_editors_who_may_release_are_told_too(submitted, redaktur, newsroom):
    newsroom.editors_may_release = True
    newsroom.save()
    _edition, new = after("approve", submitted, by=redaktur)
    assert new == {("penulis", "approved"), ("penerbit", "approved"), ("redaktur2", "approved")}


def test_writers_are_told_when_others_release_and_withdraw(submitted, penulis, redaktur, penerbit):
    workflow.take("approve", submitted, by=redaktur)
    edition, new = after("release", submitted, by=penerbit)
    assert new == {("penulis", "released")}
    after("withdraw", edition, by=penerbit, note="Salah.")
    told_penulis = [notice.entry.event for notice in penulis.notices.filter(kind="released").order_by("pk")]
    assert told_penulis == ["release", "withdraw"]


def test_what_went_out_unseen_is_told_to_those_who_may_confirm_it(submitted, penerbit):
    other = member("penerbit2", "publisher")
    _edition, new = after("fast_release", submitted, by=penerbit, note="Banjir.")
    assert new == {
        ("penulis", "released"),
        ("redaktur", "confirm"),
        ("redaktur2", "confirm"),
        (other.username, "confirm"),
    }


def test_who_released_it_unseen_is_told_that_it_is_confirmed(submitted, penerbit, redaktur):
    edition = workflow.take("fast_release", submitted, by=penerbit, note="Banjir.")
    _edition, new = after("confirm", edition, by=redaktur)
    assert ("penerbit", "approved") in new
    assert ("penulis", "approved") in new


def test_nobody_is_told_of_what_they_did_themselves(draft, penerbit, redaktur):
    own = editing.begin_draft(redaktur, headline="Milik redaktur")
    assert recipients.of_decision("return", own, redaktur.pk) == {}


def test_a_deputy_is_told_what_the_colleague_is_told(draft, penulis, redaktur, moderator, deputise, agency):
    sari = member("sari", "writer")
    deputise(sari, penulis)
    deputise(moderator, redaktur)
    _edition, new = after("submit", draft, by=penulis)
    assert ("moderator", "submitted") in new
    _edition, new = after("return", draft, by=redaktur, note="Lagi.")
    assert new == {("penulis", "returned"), ("sari", "returned")}
    Deputy.objects.all().delete()
    workflow.take("submit", draft, by=penulis)
    workflow.take("return", draft, by=redaktur, note="Sekali lagi.")
    telling.tell_new()
    assert sari.notices.count() == 1


def test_nobody_is_told_of_a_release_that_they_do_not_see_any_more(draft, redaktur, agency, penulis):
    colleague = member("sari", "writer")
    membership = Membership.objects.create(user=colleague, agency=agency)
    with editing.change(draft.pk, by=colleague) as edition:
        edition.headline = "Vaksinasi gratis di dua belas puskesmas"
        edition.save()
    workflow.take("submit", draft, by=penulis)
    membership.delete()
    _edition, new = after("return", draft, by=redaktur, note="Siapa?")
    assert new == {("penulis", "returned")}


def test_who_has_left_is_told_nothing(draft, penulis, other_redaktur, redaktur):
    other_redaktur.is_active = False
    other_redaktur.save()
    _edition, new = after("submit", draft, by=penulis)
    assert ("redaktur2", "submitted") not in new


@pytest.mark.parametrize("step", sorted(set(workflow.STEPS) - {"revise", "discard"}))
def test_every_step_that_concerns_others_is_told(step):
    assert step in recipients.STATES


def test_the_kinds_that_can_reach_a_role(penulis, redaktur, moderator, administrator):
    assert recipients.may_be_told(penulis) == ["returned", "approved", "released", "failed"]
    assert recipients.may_be_told(redaktur)[:2] == ["submitted", "confirm"]
    assert recipients.may_be_told(administrator) == ["failed"]
    assert recipients.may_be_told(moderator) == []


def test_failures_are_told_to_its_writer_and_who_looks_after_the_machinery(draft, penulis, penerbit, administrator):
    assert recipients.of_failure(draft) == {penulis.pk, penerbit.pk, administrator.pk}
    assert recipients.of_failure(None) == {penerbit.pk, administrator.pk}
