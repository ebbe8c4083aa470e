"""Who works here: users with their roles, and their deputies."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import Deputy, User
from .roles import ROLES

admin.site.unregister(Group)  # roles are given to users; what a role may is fixed in migrations

DAYS: dict[type[models.Field[Any, Any]], dict[str, Any]] = {
    models.DateField: {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
}


class RolesField(forms.ModelMultipleChoiceField[Group]):
    """The roles, under the names that people know them by."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return str(_(obj.name)).capitalize()


class UserCreationForm(AdminUserCreationForm[User]):
    """A new member of staff."""

    class Meta(AdminUserCreationForm.Meta):
        model = User
        fields = ("username",)


class DeputyInline(admin.StackedInline[Deputy, User]):
    """Who stands in for this user, from when until when."""

    model = Deputy
    fk_name = "principal"
    fields = ["deputy", ("from_date", "until_date")]
    autocomplete_fields = ["deputy"]
    extra = 0
    formfield_overrides = DAYS


@admin.register(User)
class UserAdmin(DjangoUserAdmin[User]):
    """Members of staff. Nobody is deleted: whoever leaves is made inactive, and the history keeps their name."""

    add_form = UserCreationForm
    add_fieldsets = (
        (
            None,
            {
                "fields": (
                    "username",
                    "first_name",
                    "last_name",
                    "email",
                    "groups",
                    "language",
                    "usable_password",
                    "password1",
                    "password2",
                )
            },
        ),
    )
    list_display = ["username", "full_name", "roles", "is_active", "last_login"]
    list_filter = ["is_active", ("groups", admin.RelatedOnlyFieldListFilter)]
    filter_horizontal = ()
    show_facets = admin.ShowFacets.NEVER
    search_fields = ["username", "first_name", "last_name", "email"]
    ordering = ["username"]
    readonly_fields = ["last_login", "date_joined"]
    inlines: ClassVar[Any] = [DeputyInline]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return self.add_fieldsets
        return [
            (None, {"fields": ["username", "password"]}),
            (_("Person"), {"fields": [("first_name", "last_name"), "email", "language"]}),
            (_("Roles"), {"fields": ["groups", "is_active"]}),
            (_("Dates"), {"fields": [("last_login", "date_joined")]}),
        ]

    def get_inlines(self, request: HttpRequest, obj: Any = None) -> Any:
        return super().get_inlines(request, obj) if obj else []

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        users = super().get_queryset(request).prefetch_related("groups")
        # What only a superuser may grant, only a superuser may take over.
        return users if request.user.is_superuser else users.filter(is_superuser=False)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "groups":
            return RolesField(
                Group.objects.filter(name__in=ROLES).order_by("pk"), label=_("Roles"), required=False,
                help_text=_("What this user may do."),
            )  # fmt: skip
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.is_staff = True  # everybody here works at the desk
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("name"))
    def full_name(self, user: User) -> str:
        return user.get_full_name()

    @admin.display(description=gettext_lazy("roles"))
    def roles(self, user: User) -> str:
        return ", ".join(str(_(group.name)) for group in user.groups.all())


@admin.register(Deputy)
class DeputyAdmin(admin.ModelAdmin[Deputy]):
    """Who stands in for whom."""

    list_display = ["principal", "deputy", "from_date", "until_date"]
    list_select_related = ["principal", "deputy"]
    autocomplete_fields = ["principal", "deputy"]
    search_fields = ["principal__username", "principal__first_name", "deputy__username", "deputy__first_name"]
    formfield_overrides = DAYS
