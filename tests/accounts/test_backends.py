"""What a user may do: their own roles and those of whom they deputise for."""

import datetime

from django.utils import timezone

from news.accounts.backends import principals_of
from news.accounts.models import Deputy, User


def deputise(principal: User, deputy: User, days: int = 1) -> None:
    today = timezone.localdate()
    Deputy.objects.create(
        principal=principal, deputy=deputy, from_date=today, until_date=today + datetime.timedelta(days=days)
    )


def test_a_deputy_has_both_roles(penulis, penerbit):
    deputise(penerbit, penulis)
    permissions = User.objects.get(pk=penulis.pk).get_all_permissions()
    assert {"articles.write_edition", "articles.release_edition"} <= permissions


def test_the_one_who_is_away_keeps_their_role_and_gains_none(penulis, redaktur):
    deputise(redaktur, penulis)
    assert not User.objects.get(pk=redaktur.pk).has_perm("articles.write_edition")
    assert User.objects.get(pk=redaktur.pk).has_perm("articles.review_edition")


def test_deputies_do_not_chain(penulis, redaktur, penerbit):
    deputise(penerbit, redaktur)
    deputise(redaktur, penulis)
    assert principals_of(penulis) == [redaktur.pk]
    assert not User.objects.get(pk=penulis.pk).has_perm("articles.release_edition")


def test_a_colleague_who_has_left_lends_nothing(penulis, penerbit):
    deputise(penerbit, penulis)
    penerbit.is_active = False
    penerbit.save()
    assert not User.objects.get(pk=penulis.pk).has_perm("articles.release_edition")


def test_a_deputy_who_has_left_gains_nothing(penulis, penerbit):
    deputise(penerbit, penulis)
    penulis.is_active = False
    penulis.save()
    assert not User.objects.get(pk=penulis.pk).has_perm("articles.release_edition")


def test_who_has_a_permission_is_found_with_their_deputies(penulis, redaktur, penerbit, moderator):
    def found(permission: str) -> set[str]:
        return set(User.objects.with_perm(permission).values_list("username", flat=True))

    assert found("articles.release_edition") == {"penerbit"}
    deputise(penerbit, redaktur)
    deputise(redaktur, moderator)
    assert found("articles.release_edition") == {"penerbit", "redaktur"}, "deputies do not chain"
    assert found("articles.review_edition") == {"penerbit", "redaktur", "moderator"}
    for user in (penerbit, moderator):
        user.is_active = False
        user.save()
    assert found("articles.release_edition") == set(), "who has left lends nothing"
    assert found("articles.review_edition") == {"redaktur"}
