"""Whose agencies are whose, and who keeps the directory."""

from news.accounts.backends import principals_of
from news.accounts.models import User

from .models import Agency, AgencyQuerySet


def agencies_of(user: User) -> AgencyQuerySet:
    """Return the agencies that ``user`` works for, those below them, and those of whom they deputise for today."""
    people = [user.pk, *principals_of(user)]
    return Agency.objects.within(Agency.objects.filter(memberships__user__in=people).values_list("pk", flat=True))


def may_keep(user: User) -> bool:
    """Say whether ``user`` keeps the directory: hands over, renames, merges, imports and exports."""
    models = ("agency", "official", "position", "appointment")
    return user.has_perms([f"directory.{action}_{model}" for model in models for action in ("add", "change")])
