"""The parts of a release as rows of its form: agencies, photos, quotes, officials named."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import QuerySet
from django.forms import ModelChoiceField
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from news.accounts.models import User

from .. import forms, permissions
from ..models import Edition, EditionAgency, Mention, PhotoCaption, Quote
from ..pictures import thumbnail


class PartInline(admin.StackedInline[Any, Edition]):
    """Rows of a release: whoever may edit the release may edit them."""

    extra = 0
    related_links: tuple[str, ...] = ("can_change_related", "can_delete_related", "can_view_related", "can_add_related")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field, ModelChoiceField) and isinstance(field.widget, RelatedFieldWidgetWrapper):
            for link in self.related_links:
                setattr(field.widget, link, False)
        return field

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None or is_editable(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None or is_editable(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None or is_editable(request, obj)


class AgencyInline(PartInline):
    """For whom the release speaks."""

    model = EditionAgency
    form = forms.AgencyForm
    formset = forms.AgencyFormSet
    autocomplete_fields = ["agency"]
    fields = [("agency", "is_lead")]
    verbose_name = gettext_lazy("agency")
    verbose_name_plural = gettext_lazy("agencies")

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        return type("AgencyFormSet", (formset,), {"user": request.user})

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 1 if obj is None else 0


class PhotoInline(PartInline):
    """What the release shows; a photo that the library lacks is sent from here."""

    model = PhotoCaption
    related_links = ("can_change_related", "can_delete_related", "can_view_related")
    form = forms.PhotoCaptionForm
    formset = forms.PhotoCaptionFormSet
    autocomplete_fields = ["photo"]
    fields = ["preview", "photo", "caption", ("order", "is_lead")]
    readonly_fields = ["preview"]
    verbose_name = gettext_lazy("photo")
    verbose_name_plural = gettext_lazy("photos")

    def get_queryset(self, request: HttpRequest) -> QuerySet[PhotoCaption]:
        return super().get_queryset(request).select_related("photo")

    @admin.display(description=gettext_lazy("preview"))
    def preview(self, row: PhotoCaption) -> SafeString:
        """Show the picture; a script puts another in its place as soon as another photo is chosen."""
        address = reverse("admin:articles_edition_photo", args=[0])
        picture = thumbnail(row.photo) if row.photo_id else "–"
        return format_html('<span class="photo-preview" data-address="{}">{}</span>', address, picture)


class QuoteInline(PartInline):
    """What was said, as records."""

    model = Quote
    form = forms.QuoteForm
    autocomplete_fields = ["appointment"]
    fields = ["words", "appointment", ("speaker", "office"), "order"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Quote]:
        return super().get_queryset(request).select_related("appointment__official", "appointment__position__agency")


class MentionInline(PartInline):
    """Whom the release names."""

    model = Mention
    form = forms.MentionForm
    autocomplete_fields = ["official", "appointment"]
    fields = [("official", "appointment")]
    verbose_name = gettext_lazy("official")
    verbose_name_plural = gettext_lazy("officials named")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Mention]:
        rows = super().get_queryset(request)
        return rows.select_related("official", "appointment__official", "appointment__position__agency")


def is_editable(request: HttpRequest, edition: Edition) -> bool:
    """Say whether the request's user may change the content of ``edition`` as it stands; asked once a request."""
    asked: dict[int, bool] = request.__dict__.setdefault("_is_editable", {})
    if edition.pk not in asked:
        user = request.user
        asked[edition.pk] = (
            isinstance(user, User) and edition.state in Edition.OPEN_STATES and permissions.may_write(user, edition)
        )
    return asked[edition.pk]
