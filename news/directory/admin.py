"""The directory: agencies in their tree, officials, offices and who held them; and which agency a user works for."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from news.accounts.admin import UserAdmin
from news.accounts.models import User

from .models import Agency, Appointment, Membership, Official, Position

DAYS: dict[type[models.Field[Any, Any]], dict[str, Any]] = {
    models.DateField: {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
}


class PositionInline(admin.StackedInline[Position, Agency]):
    """The offices of an agency."""

    model = Position
    fields = [("title", "rank")]
    extra = 0
    show_change_link = True


@admin.register(Agency)
class AgencyAdmin(admin.ModelAdmin[Agency]):
    """The units of the government."""

    list_display = ["name", "short_name", "kind", "parent", "valid_until_date"]
    list_filter = ["kind"]
    show_facets = admin.ShowFacets.NEVER
    list_select_related = ["parent"]
    search_fields = ["name", "short_name"]
    autocomplete_fields = ["parent", "succeeded_by", "logo"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [PositionInline]
    formfield_overrides = DAYS
    fieldsets = [
        (None, {"fields": ["name", ("short_name", "kind"), "slug", "parent", "logo"]}),
        (_("Under each release"), {"fields": ["boilerplate"]}),
        (_("Contact"), {"fields": [("contact_name", "contact_hours"), ("contact_phone", "contact_email"), "address"]}),
        (_("Validity"), {"fields": [("valid_from_date", "valid_until_date"), "succeeded_by"], "classes": ["collapse"]}),
    ]


class AppointmentInline(admin.StackedInline[Appointment, Official]):
    """The offices that an official holds or held."""

    model = Appointment
    fields = [("position", "capacity"), ("start_date", "end_date"), ("decree_number", "decree_date")]
    autocomplete_fields = ["position"]
    extra = 0
    formfield_overrides = DAYS

    def get_queryset(self, request: HttpRequest) -> QuerySet[Appointment]:
        return super().get_queryset(request).select_related("official", "position__agency")


@admin.register(Official)
class OfficialAdmin(admin.ModelAdmin[Official]):
    """The people who speak for the government."""

    list_display = ["full_name", "offices"]
    search_fields = ["name", "aliases"]
    search_help_text = _("A name, also in another spelling")
    autocomplete_fields = ["portrait"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [AppointmentInline]
    fieldsets = [
        (
            None,
            {"fields": ["name", ("honorific_prefix", "honorific_suffix"), "aliases", "slug", "portrait", "biography"]},
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Official]:
        held = Appointment.objects.held_on(timezone.localdate()).printable().order_by("position__rank", "pk")
        return super().get_queryset(request).prefetch_related(Prefetch("appointments", held, to_attr="held_today"))

    @admin.display(description=_("name"), ordering="name")
    def full_name(self, official: Official) -> str:
        return official.full_name

    @admin.display(description=_("offices today"))
    def offices(self, official: Official) -> str:
        held: list[Appointment] = getattr(official, "held_today", [])
        return "; ".join(appointment.office for appointment in held) or "–"


@admin.register(Position)
class PositionAdmin(admin.ModelAdmin[Position]):
    """The offices of agencies."""

    list_display = ["title", "agency", "rank"]
    list_filter = [("agency", admin.RelatedOnlyFieldListFilter)]
    show_facets = admin.ShowFacets.NEVER
    list_select_related = ["agency"]
    search_fields = ["title", "agency__name", "agency__short_name"]
    autocomplete_fields = ["agency"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Position]:
        return super().get_queryset(request).select_related("agency")


@admin.register(Appointment)
class AppointmentAdmin(admin.ModelAdmin[Appointment]):
    """Who held which office, from when until when."""

    list_display = ["official", "position", "capacity", "start_date", "end_date"]
    list_filter = ["capacity"]
    show_facets = admin.ShowFacets.NEVER
    search_fields = [
        "official__name",
        "official__aliases",
        "position__title",
        "position__agency__name",
        "position__agency__short_name",
    ]
    autocomplete_fields = ["official", "position"]
    formfield_overrides = DAYS
    fieldsets = [
        (None, {"fields": [("official", "position"), "capacity", ("start_date", "end_date")]}),
        (_("Decree"), {"fields": [("decree_number", "decree_date")]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Appointment]:
        return super().get_queryset(request).select_related("official", "position__agency")


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin[Membership]):
    """Who works for which agency."""

    list_display = ["user", "agency"]
    list_select_related = ["user", "agency"]
    search_fields = ["user__username", "user__first_name", "user__last_name", "agency__name", "agency__short_name"]
    autocomplete_fields = ["user", "agency"]


class MembershipInline(admin.StackedInline[Membership, User]):
    """The agencies that a user works for."""

    model = Membership
    autocomplete_fields = ["agency"]
    extra = 0


admin.site.unregister(User)


@admin.register(User)
class MemberAdmin(UserAdmin):
    """Members of staff, with the agencies that they work for: what this room adds to the accounts room's page."""

    inlines: ClassVar[Any] = [MembershipInline, *UserAdmin.inlines]
