"""The parts of a release as rows of its form: agencies, photos, quotes, officials named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.db.models import ForeignKey, QuerySet
from django.forms import Media as FormMedia
from django.forms import ModelChoiceField
from django.forms.widgets import Script
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from news.accounts.models import User

from .. import forms, permissions
from ..models import Edition, EditionAgency, Mention, PhotoCaption, Quote
from ..pictures import thumbnail


class ChosenSelect(AutocompleteSelect):
    """A select that holds only what is chosen; a script makes the rest, in place of the admin's own box.

    What of the directory is chosen is found by :mod:`news.directory.finding`, as it was on the day of the event.
    ``known`` has the names of what the rows hold, by id: shared by the selects of all rows, so that none asks for it.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known: dict[str, str] = {}

    def optgroups(self, name: str, value: Sequence[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        """Return nothing and what is chosen, without a query where its name is known."""
        chosen = [pk for pk in map(str, value) if pk.isascii() and pk.isdigit() and len(pk) < 19]
        if any(pk not in self.known for pk in chosen):
            groups: list[Any] = super().optgroups(name, chosen, attrs)
            return groups
        named = [("", ""), *((pk, self.known[pk]) for pk in chosen)]
        options = [self.create_option(name, pk, label, bool(pk), at) for at, (pk, label) in enumerate(named)]
        return [(None, options, 0)]

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        """Say where is looked for what may be chosen."""
        model = self.field.remote_field.model._meta
        attrs: dict[str, Any] = {**base_attrs, **(extra_attrs or {}), "data-chosen": model.model_name}
        if model.app_label == "directory":
            attrs["data-find"] = reverse("admin:directory_find", args=[model.model_name])
        return attrs

    @property
    def media(self) -> FormMedia:
        scripts: list[Any] = [Script("js/directory-find.js", defer=True)]
        return FormMedia(js=scripts, css={"all": ["css/release-parts.css"]})


class PartInline(admin.StackedInline[Any, Edition]):
    """Rows of a release: whoever may edit the release may edit them."""

    extra = 0
    related_links: tuple[str, ...] = ("can_change_related", "can_delete_related", "can_view_related", "can_add_related")

    def formfield_for_foreignkey(self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", ChosenSelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field, ModelChoiceField) and isinstance(field.widget, RelatedFieldWidgetWrapper):
            for link in self.related_links:
                setattr(field.widget, link, False)
        return field

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Return the formset, which tells the selects of its rows what these hold: one query for all of them."""
        formset = super().get_formset(request, obj, **kwargs)
        fields = formset.form.base_fields
        widgets = {name: getattr(field.widget, "widget", field.widget) for name, field in fields.items()}
        selects = {name: widget for name, widget in widgets.items() if isinstance(widget, ChosenSelect)}

        def get_queryset(self: Any) -> Any:
            rows = formset.get_queryset(self)
            for row in rows:
                for name, select in selects.items():
                    if (pk := getattr(row, f"{name}_id")) is not None:
                        select.known[str(pk)] = str(getattr(row, name))
            return rows

        return type(formset.__name__, (formset,), {"get_queryset": get_queryset})

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

    def get_queryset(self, request: HttpRequest) -> QuerySet[EditionAgency]:
        return super().get_queryset(request).select_related("agency")

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        return type("AgencyFormSet", (formset,), {"user": request.user})

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 1 if obj is None else 0


class PhotoInline(PartInline):
    """What the release shows; a script lets photos be chosen, dropped, put in order and described here."""

    model = PhotoCaption
    form = forms.PhotoCaptionForm
    formset = forms.PhotoCaptionFormSet
    autocomplete_fields = ["photo"]
    fields = ["preview", "photo", "caption", ("order", "is_lead")]
    readonly_fields = ["preview"]
    verbose_name = gettext_lazy("photo")
    verbose_name_plural = gettext_lazy("photos")

    class Media:
        css: ClassVar[Any] = {"all": ["css/photos.css", "css/release-parts.css"]}
        js: ClassVar[Any] = [
            Script(f"js/{name}.js", defer=True)
            for name in ("photos-focal", "release-parts", "release-photos", "release-captions")
        ]

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

    class Media:
        js: ClassVar[Any] = [Script(f"js/{name}.js", defer=True) for name in ("release-parts", "release-quotes")]

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
