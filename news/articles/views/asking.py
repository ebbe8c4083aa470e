"""Who asks, and which version of a release they saw."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from news.accounts.models import User


def member(request: HttpRequest) -> User:
    """Return the member of staff who asks.

    :raises PermissionDenied: if nobody is logged in.
    """
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def posted_version(request: HttpRequest) -> int:
    """Return the version that the posted form was made from; 0, which no edition has, if it names none."""
    version = request.POST.get("seen_version", "")
    return int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0
