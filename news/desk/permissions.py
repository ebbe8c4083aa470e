"""Who may do what at the desk, beyond what the rooms above say: each function answers for one user and one thing."""

from __future__ import annotations

from news.accounts.models import User
from news.articles import permissions
from news.articles.models import Edition

from .models import PressLink, PreviewLink


def may_preview(user: User, edition: Edition) -> bool:
    """Whoever writes a release or reviews releases hands out previews of it."""
    return permissions.may_write(user, edition) or user.has_perm("articles.review_edition")


def may_invite_press(user: User, edition: Edition) -> bool:
    """Whoever may release shows a release to the press before it is live."""
    return permissions.may_release(user, edition)


def may_revoke(user: User, link: PreviewLink | PressLink) -> bool:
    """Whoever may make a link ends one, and whoever made it."""
    if link.made_by_id == user.pk:
        return True
    if isinstance(link, PressLink):
        return may_invite_press(user, link.edition)
    edition = link.edition or link.article.editions.order_by("-sequence").first()
    return edition is not None and may_preview(user, edition)
