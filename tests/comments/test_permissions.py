"""Who decides on comments: editors, publishers and moderators; nobody else."""

import pytest
from django.contrib.auth.models import AnonymousUser

from news.comments.permissions import may_moderate


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "may"),
    [("penulis", False), ("redaktur", True), ("penerbit", True), ("moderator", True), ("administrator", False)],
)
def test_roles(request, who, may):
    assert may_moderate(request.getfixturevalue(who)) is may


def test_strangers_and_those_who_left_may_not(moderator):
    moderator.is_active = False
    moderator.save()
    assert not may_moderate(moderator)
    assert not may_moderate(AnonymousUser())
