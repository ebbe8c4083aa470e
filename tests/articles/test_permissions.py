"""The rules of the row; the whole matrix of steps and roles is in test_workflow."""

import datetime

import pytest
from django.utils import timezone

from news.accounts.models import Deputy, User
from news.articles import editing, permissions
from news.articles.models import EditionAgency
from news.directory.models import Agency
from tests.conftest import member


def again(user: User) -> User:
    """Return ``user`` as the next request would: without remembered permissions."""
    return User.objects.get(pk=user.pk)


def test_a_writer_writes_for_their_own_agency_and_those_below(draft, penulis, agency):
    assert permissions.may_write(penulis, draft)
    clinic = Agency.objects.create(name="Puskesmas Hilir", slug="puskesmas-hilir", parent=agency)
    draft.agency_rows.update(agency=clinic)
    assert permissions.may_write(penulis, draft)


def test_a_writer_does_not_write_for_the_agency_above(draft, penulis, agency):
    above = Agency.objects.create(name="Sekretariat Daerah", slug="setda")
    agency.parent = above
    agency.save()
    draft.agency_rows.update(agency=above)
    assert not permissions.may_write(penulis, draft)


def test_a_second_agency_in_the_release_is_not_enough(draft, other_agency):
    stranger = member("penulis_lain", "writer")
    stranger.memberships.create(agency=other_agency)
    EditionAgency.objects.create(edition=draft, agency=other_agency)
    assert not permissions.may_write(stranger, draft)


def test_a_draft_without_an_agency_is_its_creators(penulis, newsroom):
    empty = editing.begin_draft(penulis)
    assert permissions.may_write(penulis, empty)
    assert not permissions.may_write(member("penulis_lain", "writer"), empty)


@pytest.mark.parametrize(("first_day", "last_day", "may"), [(0, 1, True), (-3, 0, False), (1, 3, False)])
def test_a_deputy_has_the_role_of_who_is_away_and_only_then(first_day, last_day, may, draft, penerbit, penulis):
    today = timezone.localdate()
    day = datetime.timedelta(days=1)
    Deputy.objects.create(
        principal=penerbit, deputy=penulis, from_date=today + first_day * day, until_date=today + last_day * day
    )
    assert permissions.may_release(again(penulis), draft) is may


def test_four_eyes_hold_against_a_deputy(draft, penerbit, penulis):
    today = timezone.localdate()
    Deputy.objects.create(
        principal=penerbit, deputy=penulis, from_date=today, until_date=today + datetime.timedelta(days=1)
    )
    assert again(penulis).has_perm("articles.review_edition")
    assert not permissions.may_review(again(penulis), draft)


def test_a_deputy_writes_for_the_agencies_of_who_is_away(draft, penulis, newsroom):
    colleague = member("penulis_lain", "writer")
    assert not permissions.may_write(colleague, draft)
    today = timezone.localdate()
    Deputy.objects.create(
        principal=penulis, deputy=colleague, from_date=today, until_date=today + datetime.timedelta(days=1)
    )
    assert permissions.may_write(again(colleague), draft)
