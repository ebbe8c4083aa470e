"""Who may do what with a comment."""

from django.contrib.auth.models import AnonymousUser

from news.accounts.models import User
from news.directory.models import Agency, AgencyQuerySet
from news.directory.permissions import agencies_of


def may_moderate(user: User | AnonymousUser) -> bool:
    """Editors, publishers and moderators decide on comments; writers and administrators do not."""
    return user.has_perm("comments.moderate_comment")


def agencies_to_reply_for(user: User) -> AgencyQuerySet:
    """Return the agencies in whose name ``user`` may reply: writers their own, editors and publishers all."""
    if not user.has_perm("comments.reply_comment"):
        return Agency.objects.none()
    return Agency.objects.all() if user.has_perm("articles.write_any_edition") else agencies_of(user)


def may_see_referrals(user: User | AnonymousUser) -> bool:
    """Whoever decides on comments, or replies to them, sees what is handed to agencies."""
    return user.has_perm("comments.moderate_comment") or user.has_perm("comments.reply_comment")
