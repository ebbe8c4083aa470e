"""What a user may do: the permissions of their own roles, and of those whom they deputise for today."""

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Group, Permission
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from .models import Deputy, User


def principals_of(user: User) -> list[int]:
    """Return the ids of the active colleagues whom ``user`` deputises for today (in the current time zone)."""
    return list(
        Deputy.objects.on(timezone.localdate())
        .filter(deputy=user, principal__is_active=True)
        .values_list("principal_id", flat=True)
    )


class DeputyBackend(ModelBackend):
    """Django's own backend, where a deputy also has the roles of the one who is away."""

    def _get_group_permissions(self, user_obj: User) -> QuerySet[Permission]:
        groups = Group.objects.filter(Q(user=user_obj) | Q(user__in=principals_of(user_obj)))
        return Permission.objects.filter(group__in=groups)

    def with_perm(
        self,
        perm: str | Permission,
        is_active: bool = True,
        include_superusers: bool = True,
        obj: Model | None = None,
    ) -> QuerySet[User]:
        """Return who has ``perm``; a deputy has today what the one who is away has."""
        own: QuerySet[User] = super().with_perm(perm, is_active, include_superusers, obj)
        principals = super().with_perm(perm, is_active=True, include_superusers=False, obj=obj)
        deputies = Deputy.objects.on(timezone.localdate()).filter(principal__in=principals).values("deputy")
        return own | User.objects.filter(pk__in=deputies, is_active=is_active)
