"""What the desk shows of notices on every page."""

from __future__ import annotations

from typing import Any

from django import template

from news.accounts.models import User

from ..counting import Unread, unread

register = template.Library()


@register.simple_tag(takes_context=True)
def unread_notices(context: dict[str, Any]) -> Unread:
    """Return how many notices the request's user has not read; one query, none for a stranger."""
    user = context.get("user")
    return unread(user) if isinstance(user, User) else Unread(0)
