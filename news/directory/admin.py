"""The directory: agencies in their tree, officials, offices and who held them; and which agency a user works for."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from news.accounts.admin import UserAdmin
from news.accounts.models import User
from news.newsroom.models import Newsroom
from news.photos.admin import PhotoAdmin, Use
from news.photos.models import Photo

from . import permissions, views
from .forms import AgencyForm
from .models import Agency, AgencyName, Appointment, Depiction, Membership, Official, Position

DAYS: dict[type[models.Field[Any, Any]], dict[str, Any]] = {
    models.DateField: {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
}


def frame(model_admin: admin.ModelAdmin[Any], request: HttpRequest) -> dict[str, Any]:
    """Return the context of the admin's pages, which the pages of this room's decisions stand in."""
    return {**model_admin.admin_site.each_context(request), "opts": model_admin.opts, "media": model_admin.media}


class DecisionsMixin(admin.ModelAdmin[Any]):
    """Decisions about what the admin shows, the last of which can be taken back."""

    def get_urls(self) -> list[URLPattern]:
        undo = self.admin_site.admin_view(self.undo_view)
        return [path("<int:pk>/undo/", undo, name=f"directory_{self.opts.model_name}_undo"), *super().get_urls()]

    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take the last decision back."""
        return views.undo(request, self.model, pk)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Offer to take the last decision back to who keeps the directory."""
        row = self.get_object(request, object_id) if permissions.may_keep(views.member(request)) else None
        undoable = {"undoable": views.undoable(row)} if row else {}
        return super().change_view(request, object_id, form_url, {**undoable, **(extra_context or {})})


class FilesMixin(admin.ModelAdmin[Any]):
    """Import and export of what the admin lists."""

    change_list_template = "admin/directory/change_list.html"
    kind: str

    def get_urls(self) -> list[URLPattern]:
        name = f"directory_{self.opts.model_name}"
        view = self.admin_site.admin_view
        return [
            path("import/", view(self.import_view), name=f"{name}_import"),
            path("export/<slug:form>/", view(self.export_view), name=f"{name}_export"),
            *super().get_urls(),
        ]

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """Take a file in."""
        return views.import_file(request, self.kind, frame(self, request))

    def export_view(self, request: HttpRequest, form: str) -> HttpResponse:
        """Send a file."""
        return views.export(request, self.kind, form)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Offer import and export to who keeps the directory."""
        keeps = permissions.may_keep(views.member(request))
        addresses = {
            "import_url": reverse(f"admin:directory_{self.opts.model_name}_import"),
            "export_urls": [
                (form, reverse(f"admin:directory_{self.opts.model_name}_export", args=[form]))
                for form in ("csv", "xlsx")
            ],
        }
        return super().changelist_view(request, {**(addresses if keeps else {}), **(extra_context or {})})


class FormerNameForm(forms.ModelForm[AgencyName]):
    """A name that an agency no longer has."""

    def clean_until_date(self) -> Any:
        """Refuse a date to come: until then, the name is no former one."""
        date = self.cleaned_data["until_date"]
        if date > timezone.localdate():
            raise ValidationError(gettext("A new name is entered from the day on which it is used."))
        return date


class FormerNameInline(admin.StackedInline[AgencyName, Agency]):
    """The names that an agency had before."""

    model = AgencyName
    form = FormerNameForm
    fields = [("name", "short_name", "until_date")]
    extra = 0
    formfield_overrides = DAYS

    def get_queryset(self, request: HttpRequest) -> QuerySet[AgencyName]:
        """Leave out a name that is still borne: a decision in advance is taken back as a whole."""
        return super().get_queryset(request).filter(until_date__lte=timezone.localdate())


class PositionInline(admin.StackedInline[Position, Agency]):
    """The offices of an agency."""

    model = Position
    fields = [("title", "rank")]
    extra = 0
    show_change_link = True


@admin.register(Agency)
class AgencyAdmin(DecisionsMixin, FilesMixin):
    """The units of the government."""

    kind = "agencies"
    form = AgencyForm
    change_form_template = "admin/directory/agency/change_form.html"
    list_display = ["name", "short_name", "kind", "parent", "valid_until_date"]
    list_filter = ["kind"]
    show_facets = admin.ShowFacets.NEVER
    list_select_related = ["parent"]
    search_fields = [
        "name", "short_name", "next_name", "next_short_name", "former_names__name", "former_names__short_name",
    ]  # fmt: skip
    search_help_text = _("A name, also a former one")
    autocomplete_fields = ["parent", "successors", "logo"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [PositionInline, FormerNameInline]
    formfield_overrides = DAYS
    fieldsets = [
        (None, {"fields": ["name", ("short_name", "kind"), "slug", "parent", "logo"]}),
        (_("Under each release"), {"fields": ["boilerplate"]}),
        (_("Contact"), {"fields": [("contact_name", "contact_hours"), ("contact_phone", "contact_email"), "address"]}),
        (_("Validity"), {"fields": [("valid_from_date", "valid_until_date"), "successors"], "classes": ["collapse"]}),
    ]

    def get_urls(self) -> list[URLPattern]:
        rename, succeed = (self.admin_site.admin_view(view) for view in (self.rename_view, self.succeed_view))
        return [
            path("<int:pk>/rename/", rename, name="directory_agency_rename"),
            path("<int:pk>/succeed/", succeed, name="directory_agency_succeed"),
            *super().get_urls(),
        ]

    def rename_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Give an agency a new name."""
        return views.rename(request, pk, frame(self, request))

    def succeed_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Split an agency, or merge it with others."""
        return views.succeed(request, pk, frame(self, request))


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
class OfficialAdmin(DecisionsMixin, FilesMixin):
    """The people who speak for the government; records that were merged into others are not listed."""

    kind = "officials"
    change_form_template = "admin/directory/official/change_form.html"
    actions = ["merge"]
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
        officials: QuerySet[Official] = super().get_queryset(request)
        current = officials.filter(merged_into__isnull=True)
        return current.prefetch_related(Prefetch("appointments", held, to_attr="held_today"))

    def get_urls(self) -> list[URLPattern]:
        merge = self.admin_site.admin_view(self.merge_view)
        return [path("merge/", merge, name="directory_official_merge"), *super().get_urls()]

    def merge_view(self, request: HttpRequest) -> HttpResponse:
        """Make two records of one person one."""
        return views.merge(request, frame(self, request))

    def has_merge_permission(self, request: HttpRequest) -> bool:
        return permissions.may_keep(views.member(request))

    @admin.action(description=_("Merge two records of one person"), permissions=["merge"])
    def merge(self, request: HttpRequest, officials: QuerySet[Official]) -> HttpResponse | None:
        """Lead to the page that shows both."""
        chosen = list(officials.values_list("pk", flat=True)[:3])
        if len(chosen) != 2:
            self.message_user(request, gettext("Choose two records, no more and no fewer."), messages.WARNING)
            return None
        return HttpResponseRedirect(reverse("admin:directory_official_merge", query={"of": chosen}))

    def save_model(self, request: HttpRequest, obj: Official, form: Any, change: bool) -> None:
        """Warn of a spelling that another official has too: in a text it would recognise neither."""
        super().save_model(request, obj, form, change)
        for spelling, other in obj.namesakes():
            warning = gettext("“%(spelling)s” is also how “%(name)s” is written: in a text it will recognise neither.")
            self.message_user(request, warning % {"spelling": spelling, "name": other.name}, messages.WARNING)

    @admin.display(description=_("name"), ordering="name")
    def full_name(self, official: Official) -> str:
        return official.full_name

    @admin.display(description=_("offices today"))
    def offices(self, official: Official) -> str:
        held: list[Appointment] = getattr(official, "held_today", [])
        return "; ".join(appointment.office for appointment in held) or "–"


@admin.register(Position)
class PositionAdmin(DecisionsMixin):
    """The offices of agencies."""

    list_display = ["title", "agency", "rank"]
    list_filter = [("agency", admin.RelatedOnlyFieldListFilter)]
    show_facets = admin.ShowFacets.NEVER
    list_select_related = ["agency"]
    search_fields = ["title", "agency__name", "agency__short_name", "agency__former_names__name"]
    autocomplete_fields = ["agency"]
    change_form_template = "admin/directory/position/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Position]:
        return super().get_queryset(request).select_related("agency")

    def get_urls(self) -> list[URLPattern]:
        hand_over = self.admin_site.admin_view(self.hand_over_view)
        return [path("<int:pk>/hand-over/", hand_over, name="directory_position_hand_over"), *super().get_urls()]

    def hand_over_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Hand an office over."""
        return views.hand_over(request, pk, frame(self, request))


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

    def get_urls(self) -> list[URLPattern]:
        find = self.admin_site.admin_view(self.find_view)
        return [path("cari/<slug:kind>/", find, name="directory_find"), *super().get_urls()]

    def find_view(self, request: HttpRequest, kind: str) -> HttpResponse:
        """Find what of the directory somebody means while they type."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return views.find(request, kind)

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


# Photos: what this room adds to the library's page


class DepictionInline(admin.StackedInline[Depiction, Photo]):
    """The officials in a photo: whoever may describe the photo may name them."""

    model = Depiction
    autocomplete_fields = ["official"]
    extra = 0
    verbose_name = _("official in the photo")
    verbose_name_plural = _("officials in the photo")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Depiction]:
        return super().get_queryset(request).select_related("official", "photo")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("photos.view_photo")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("photos.change_photo")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("photos.change_photo")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("photos.change_photo")


class DepictedFilter(admin.SimpleListFilter):
    """By the official in the photo."""

    title = _("official")
    parameter_name = "official"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        depicted = Official.objects.filter(Exists(Depiction.objects.filter(official=OuterRef("pk"))))
        return [(str(official.pk), official.name) for official in depicted]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Photo]) -> QuerySet[Photo]:
        value = self.value()
        if not (value and value.isascii() and value.isdigit() and len(value) < 19):
            return queryset
        return queryset.filter(Exists(Depiction.objects.filter(photo=OuterRef("pk"), official=int(value))))


admin.site.unregister(Photo)


@admin.register(Photo)
class DepictedPhotoAdmin(PhotoAdmin):
    """The library, with the officials in each photo, and with portraits, logos and the crest among what shows it."""

    inlines: ClassVar[Any] = [DepictionInline]
    list_filter: ClassVar[Any] = [*PhotoAdmin.list_filter, DepictedFilter]
    search_fields: ClassVar[Any] = [*PhotoAdmin.search_fields, "depictions__official__name"]

    def get_inlines(self, request: HttpRequest, obj: Any = None) -> Any:
        return super().get_inlines(request, obj) if obj else []

    def may_replace(self, photo: Photo) -> bool:
        """Keep the picture of a portrait, a logo and the crest: who may change those shows another photo."""
        is_shown = (
            Official.objects.filter(portrait=photo).exists()
            or Agency.objects.filter(logo=photo).exists()
            or Newsroom.objects.filter(crest=photo).exists()
        )
        return super().may_replace(photo) and not is_shown

    def uses(self, photo: Photo, user: User) -> list[Use]:
        """Add portraits, logos and the crest."""
        portraits: list[Use] = [
            (gettext("Portrait of %(name)s") % {"name": official.full_name}, change_url(official))
            for official in Official.objects.filter(portrait=photo)
        ]
        logos: list[Use] = [
            (gettext("Logo of %(name)s") % {"name": agency.name}, change_url(agency))
            for agency in Agency.objects.filter(logo=photo)
        ]
        crests: list[Use] = [
            (gettext("Crest of the newsroom"), change_url(newsroom))
            for newsroom in Newsroom.objects.filter(crest=photo)
        ]
        return [*super().uses(photo, user), *portraits, *logos, *crests]


def change_url(row: models.Model) -> str:
    """Return the address at which ``row`` is changed."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
