"""The photo library in the admin."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any, ClassVar, cast

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import ProtectedError, QuerySet
from django.forms import ModelForm
from django.forms.widgets import Script
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from news.accounts.models import User
from news.listing import CappedPaginator

from . import uploads, views
from .forms import PhotoForm, UploadForm
from .markup import staff_image, staff_url
from .models import RENDER_ATTEMPTS, Photo, PhotoQuerySet
from .renditions import CROPS

log = logging.getLogger(__name__)

SEARCHED_PHOTOS = 20_000
SEARCHED_WORDS = 8

Use = tuple[str, str]
"""What shows a photo, in words, and its address at the desk."""


class Missing(admin.SimpleListFilter):
    """Keep the photos that cannot be shown yet."""

    title = _("missing")
    parameter_name = "missing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("any", _("alt text or credit")), ("alt", _("alt text")), ("credit", _("credit"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Photo]) -> QuerySet[Photo]:
        lacking = {
            "any": PhotoQuerySet.lacking_words,
            "alt": PhotoQuerySet.lacking_alt,
            "credit": PhotoQuerySet.lacking_credit,
        }.get(self.value() or "")
        return lacking(cast(PhotoQuerySet, queryset)) if lacking else queryset


@admin.register(Photo)
class PhotoAdmin(admin.ModelAdmin[Photo]):
    """The library: send photos, describe them, find them again.

    Rooms that show photos extend this page with who and what they know: see :meth:`uses`.
    """

    form = PhotoForm
    list_display: Any = ["thumbnail", "title", "credit", "place", "taken_at", "lacks"]
    list_display_links = ["thumbnail", "title"]
    list_filter: ClassVar[Any] = [Missing, ("taken_at", admin.DateFieldListFilter)]
    search_fields: ClassVar[Any] = ["title", "caption", "alt", "credit", "place", "keywords", "people"]
    search_help_text = _("Title, caption, alt text, credit, place, keywords or people; in the newest 20,000 photos.")
    actions: Any = ["describe"]
    empty_value_display = ""
    list_per_page = 40
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = CappedPaginator
    # One labelled input, where the admin has two without labels; the form says which.
    formfield_overrides = {models.DateTimeField: {"form_class": forms.DateTimeField}}
    readonly_fields = ["preview", "focus", "dimensions", "renditions", "uses_in_words", "sender", "uploaded_at"]

    class Media:
        css: ClassVar[Any] = {"all": ["css/photos.css"]}
        js: ClassVar[Any] = [Script("js/photos-focal.js", defer=True)]

    _described = ["title", "alt", "decorative", "credit", "caption", "people", "keywords", "taken_at", "place"]
    _rights = (_("Rights"), {"fields": ["rights", "rights_until_date"]})

    def get_fieldsets(self, request: HttpRequest, obj: Photo | None = None) -> Any:
        first: Sequence[str] = ["preview", *self._described] if obj else ["file", *self._described]
        fieldsets: list[Any] = [(None, {"fields": first}), self._rights]
        if obj:
            words = _("What must stay in view when the photo is cropped: click on it, or move the sliders.")
            fieldsets += [
                (_("Focal point"), {"fields": ["focus", "focal_x", "focal_y"], "description": words}),
                (_("File"), {"fields": ["uses_in_words", "dimensions", "renditions", "sender", "uploaded_at"]}),
            ]
        return fieldsets

    def get_form(self, request: HttpRequest, obj: Photo | None = None, change: bool = False, **kwargs: Any) -> Any:
        # "file" is a field of the form and not of the model, so the admin must not look for it there.
        upload = {} if obj else {"form": UploadForm, "fields": uploads.SAID}
        return super().get_form(request, obj, change, **{**kwargs, **upload})

    def get_urls(self) -> list[URLPattern]:
        guarded = self.admin_site.admin_view
        return [
            path("kirim/", guarded(self.send_view), name="photos_photo_send"),
            path("keterangan/", guarded(self.describe_view), name="photos_photo_describe"),
            path("<int:pk>/ganti/", guarded(self.replace_view), name="photos_photo_replace"),
            path("<int:pk>/rendition/<str:name>", guarded(views.rendition), name="photos_photo_rendition"),
            *super().get_urls(),
        ]

    def send_view(self, request: HttpRequest) -> HttpResponse:
        """Take many files at once."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        return views.send(request, cast(User, request.user), self._frame(request))

    def describe_view(self, request: HttpRequest) -> HttpResponse:
        """Have many photos described on one page."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        return views.describe(request, cast(User, request.user), self._frame(request))

    def replace_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Put another picture in the place of one that nobody decided to show yet."""
        photo = self.get_object(request, str(pk))
        if photo is None:
            raise Http404
        if not self.has_change_permission(request, photo):
            raise PermissionDenied
        if not self.may_replace(photo):
            words = _("This photo is shown somewhere, so its picture stays: show another photo there instead.")
            self.message_user(request, words, messages.ERROR)
            return HttpResponseRedirect(reverse("admin:photos_photo_change", args=[pk]))
        return views.replace(request, photo, self._frame(request))

    def may_replace(self, photo: Photo) -> bool:
        """Say whether nobody decided to show ``photo`` as it is; each room that shows photos adds what it knows."""
        return True

    def _frame(self, request: HttpRequest) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "opts": self.opts}

    @admin.action(description=_("Describe"), permissions=["change"])
    def describe(self, request: HttpRequest, queryset: QuerySet[Photo]) -> HttpResponse:
        """Have the chosen photos described on one page."""
        return HttpResponseRedirect(views.describe_url(queryset.values_list("pk", flat=True)[: views.MOST_AT_ONCE]))

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Take one file; say so, if it cannot be kept."""
        try:
            return super().add_view(request, form_url, extra_context)
        except OSError:
            log.exception("A photo could not be kept.")
            self.message_user(request, uploads.NO_ROOM, messages.ERROR)
            return HttpResponseRedirect(reverse("admin:photos_photo_add"))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Photo], search_term: str
    ) -> tuple[QuerySet[Photo], bool]:
        """Look for a few words in the newest photos only: looking for parts of words reads every row."""
        if search_term:
            newest = Photo.objects.order_by("-uploaded_at", "-pk").values_list("uploaded_at", flat=True)
            for oldest in newest[SEARCHED_PHOTOS - 1 : SEARCHED_PHOTOS]:
                queryset = queryset.filter(uploaded_at__gte=oldest)
        few = " ".join(search_term.split()[:SEARCHED_WORDS])
        return super().get_search_results(request, queryset, few)

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
            if {"focal_x", "focal_y"} & set(form.changed_data):
                obj.render_anew()
            super().save_model(request, obj, form, change)
            if {"people", "keywords"} & set(form.changed_data):
                uploads.announce_people(obj)

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
        return staff_image(photo)

    @admin.display(description=_("preview"))
    def preview(self, photo: Photo) -> SafeString:
        """Show the photo large enough to describe it."""
        return staff_image(photo, 640)

    @admin.display(description=_("crops"))
    def focus(self, photo: Photo) -> SafeString:
        """Show the photo to click on and, beside it, what its crops keep of it."""
        crops = format_html_join(
            "",
            '<li><img class="crop-{}" data-shape="{}x{}" src="{}" alt="" loading="lazy"> <span>{}</span></li>',
            ((name, *CROPS[name], staff_url(photo, f"{name}.jpg"), words) for name, words in _crop_names().items()),
        )
        return format_html(
            '<div class="focus" data-mark="{}"><div class="focus-photo">{}</div><ul class="focus-crops">{}</ul></div>',
            gettext("Focal point: move it with the arrow keys"),
            staff_image(photo, 640),
            crops,
        )

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Photo | None:
        """Return the photo, which then knows who looks at it."""
        photo = super().get_object(request, object_id, from_field)
        if photo:
            photo.__dict__["_viewer"] = request.user
        return photo

    def uses(self, photo: Photo, user: User) -> list[Use]:
        """Return what shows ``photo`` of what ``user`` may see; each room that shows photos adds what it knows."""
        return []

    @admin.display(description=_("where used"))
    def uses_in_words(self, photo: Photo) -> SafeString | str:
        """List what shows the photo."""
        viewer = photo.__dict__.get("_viewer")
        uses = self.uses(photo, viewer) if viewer else []
        rows = format_html_join("", '<li><a href="{}">{}</a></li>', ((address, words) for words, address in uses))
        return format_html('<ul class="uses">{}</ul>', rows) if uses else gettext("Nothing shows this photo.")

    @admin.display(description=_("uploaded by"))
    def sender(self, photo: Photo) -> str:
        """Name who sent it: as a field of the model it would be a link that most may not open."""
        return str(photo.uploaded_by or "")

    @admin.display(description=_("dimensions"))
    def dimensions(self, photo: Photo) -> str:
        """Say how large the master is."""
        return f"{photo.width} × {photo.height} px"

    @admin.display(description=_("sizes for the web"))
    def renditions(self, photo: Photo) -> str:
        """Say whether the worker made them all."""
        if photo.rendered_at:
            return gettext("All made.")
        if photo.render_failures >= RENDER_ATTEMPTS:
            return gettext("They cannot be made: %(problem)s") % {"problem": photo.render_problem}
        return gettext("Being made; until then each is made when it is first asked for.")

    @admin.display(description=_("missing"))
    def lacks(self, photo: Photo) -> SafeString | str:
        """Say what the photo needs before it can be shown."""
        lacking = [] if photo.alt or photo.decorative else [gettext("no alt text")]
        lacking += [] if photo.credit else [gettext("no credit")]
        return format_html_join(" ", '<span class="badge badge-in_review">{}</span>', ((words,) for words in lacking))


def _crop_names() -> dict[str, str]:
    names = {"1x1": "1:1", "4x3": "4:3", "16x9": "16:9", "card": gettext("share card")}
    return {name: names[name] for name in CROPS}
