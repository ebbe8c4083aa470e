"""Whose agencies are whose."""

from news.accounts.backends import principals_of
from news.accounts.models import User

from .models import Agency, AgencyQuerySet


def agencies_of(user: User) -> AgencyQuerySet:
    """Return the agencies that ``user`` works for, those below them, and those of whom they deputise for today."""
    people = [user.pk, *principals_of(user)]
    return Agency.objects.within(Agency.objects.filter(memberships__user__in=people).values_list("pk", flat=True))
