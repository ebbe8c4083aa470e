"""The roles that migrations make, against the role table of docs/architecture.md."""

import pytest
from django.contrib.auth.models import Group

from news.accounts.roles import ROLES

TABLE = {
    "articles.write_edition": {"writer"},
    "articles.write_any_edition": {"editor", "publisher"},
    "articles.review_edition": {"editor", "publisher"},
    "articles.release_edition": {"publisher"},
    "comments.moderate_comment": {"editor", "publisher", "moderator"},
    "comments.reply_comment": {"writer", "editor", "publisher"},
    "screening.change_rules": {"editor", "publisher", "moderator"},
    "directory.change_agency": {"editor", "publisher", "administrator"},
    "newsroom.change_newsroom": {"administrator"},
    "accounts.change_user": {"administrator"},
    "articles.delete_edition": set(),
    "ledger.view_ledgerentry": {"editor", "publisher", "administrator"},
    "operations.view_job": {"administrator"},
    "ledger.change_ledgerentry": set(),
    "ledger.delete_ledgerentry": set(),
}


@pytest.mark.parametrize("permission", TABLE)
def test_each_role_has_what_the_table_says(permission, db):
    app_label, codename = permission.split(".")
    holders = Group.objects.filter(permissions__codename=codename, permissions__content_type__app_label=app_label)
    assert set(holders.values_list("name", flat=True)) == TABLE[permission]


def test_there_are_these_roles_and_no_others(db):
    assert set(Group.objects.values_list("name", flat=True)) == set(ROLES)
