"""Who may do what with a comment."""

from django.contrib.auth.models import AnonymousUser

from news.accounts.models import User


def may_moderate(user: User | AnonymousUser) -> bool:
    """Editors, publishers and moderators decide on comments; writers and administrators do not."""
    return user.has_perm("comments.moderate_comment")
