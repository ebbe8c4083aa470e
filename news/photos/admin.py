"""The photo library in the admin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.db.models import ProtectedError, Q, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from news.accounts.models import User
from news.listing import CappedPaginator

from . import uploads, views
from .forms import PhotoForm, UploadForm
from .markup import staff_url
from .models import Photo
from .renditions import height, widths

_NO_ALT = Q(alt="", decorative=False)
_NO_CREDIT = Q(credit="")


class Missing(admin.SimpleListFilter):
    """Keep the photos that cannot be shown yet."""

    title = _("missing")
    parameter_name = "missing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("any", _("alt text or credit")), ("alt", _("alt text")), ("credit", _("credit"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Photo]) -> QuerySet[Photo]:
        condition = {"any": _NO_ALT | _NO_CREDIT, "alt": _NO_ALT, "credit": _NO_CREDIT}.get(self.value() or "")
        return queryset.filter(condition) if condition else queryset


@admin.register(Photo)
class PhotoAdmin(admin.ModelAdmin[Photo]):
    """The library: send photos, describe them, find them again."""

    form = PhotoForm
    list_display = ["thumbnail", "title", "credit", "place", "taken_at", "is_described"]
    list_display_links = ["thumbnail", "title"]
    list_filter = [Missing]
    search_fields = ["title", "caption", "alt", "credit", "place"]
    search_help_text = _("Title, caption, alt text, credit or place.")
    list_per_page = 40
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = CappedPaginator
    # One labelled input, where the admin has two without labels; the form says which.
    formfield_overrides = {models.DateTimeField: {"form_class": forms.DateTimeField}}
    readonly_fields = ["preview", "dimensions", "uploaded_by", "uploaded_at"]

    _described = ["title", "alt", "decorative", "credit", "caption", "taken_at", "place"]
    _rights = (_("Rights"), {"fields": ["rights", "rights_until_date"]})
    _focal_point = (
        _("Focal point"),
        {"fields": ["focal_x", "focal_y"], "description": _("What must stay in view when the photo is cropped.")},
    )

    def get_fieldsets(self, request: HttpRequest, obj: Photo | None = None) -> Any:
        first: Sequence[str] = ["preview", *self._described] if obj else ["file", *self._described]
        fieldsets = [(None, {"fields": first}), self._rights, self._focal_point]
        if obj:
            fieldsets.append((_("File"), {"fields": ["dimensions", "uploaded_by", "uploaded_at"]}))
        return fieldsets

    def get_form(self, request: HttpRequest, obj: Photo | None = None, change: bool = False, **kwargs: Any) -> Any:
        # "file" is a field of the form and not of the model, so the admin must not look for it there.
        upload = {} if obj else {"form": UploadForm, "fields": PhotoForm.Meta.fields}
        return super().get_form(request, obj, change, **{**kwargs, **upload})

    def get_urls(self) -> list[URLPattern]:
        # /admin/photos/photo/<pk>/rendition/<name>
        view = self.admin_site.admin_view(views.rendition)
        return [path("<int:pk>/rendition/<str:name>", view, name="photos_photo_rendition"), *super().get_urls()]

    def save_form(self, request: HttpRequest, form: ModelForm[Photo], change: bool) -> Photo:
        """Keep an upload here: what is sent twice is the photo that is there, not the one that the admin began."""
        begun: Photo = super().save_form(request, form, change)
        if not isinstance(form, UploadForm):
            return begun
        if form.is_known:
            self.message_user(
                request, _("This photo was in the library already. What it lacked was added."), messages.WARNING
            )
        return form.keep(by=cast(User, request.user))

    def save_model(self, request: HttpRequest, obj: Photo, form: ModelForm[Photo], change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Delete a photo that nothing shows; say so, if something began to show it while the question was read."""
        try:
            return super().delete_view(request, object_id, extra_context)
        except ProtectedError:
            self.message_user(request, _("This photo is shown somewhere, so it stays."), messages.ERROR)
            return HttpResponseRedirect(reverse("admin:photos_photo_change", args=[object_id]))

    def delete_model(self, request: HttpRequest, obj: Photo) -> None:
        uploads.remove(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Photo]) -> None:
        for photo in queryset:
            uploads.remove(photo)

    @admin.display(description=_("photo"))
    def thumbnail(self, photo: Photo) -> SafeString:
        """Show the photo at its smallest."""
        return self._image(photo, widths(photo)[0], 120)

    @admin.display(description=_("preview"))
    def preview(self, photo: Photo) -> SafeString:
        """Show the photo large enough to describe it."""
        return self._image(photo, next((width for width in widths(photo) if width >= 640), widths(photo)[-1]), 640)

    @admin.display(description=_("dimensions"))
    def dimensions(self, photo: Photo) -> str:
        """Say how large the master is."""
        return f"{photo.width} × {photo.height} px"

    @admin.display(description=_("described"), boolean=True)
    def is_described(self, photo: Photo) -> bool:
        """Say whether credit and alt text are there."""
        return photo.is_described

    def _image(self, photo: Photo, made: int, shown: int) -> SafeString:
        shown = min(made, shown)
        return format_html(
            '<img src="{}" width="{}" height="{}" alt="{}" loading="lazy">',
            staff_url(photo, f"{made}.webp"), shown, height(photo, shown), photo.alt,
        )
