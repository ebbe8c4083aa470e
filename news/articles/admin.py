"""How editors write, check and decide releases: Django's admin, with every save through ``editing`` and every decision
through ``workflow``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminIntegerFieldWidget, RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.forms import ModelChoiceField
from django.forms.widgets import Media as FormMedia
from django.forms.widgets import Script
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from js_asset import Media as NonceMedia

from news.accounts.models import User
from news.directory.admin import DepictedPhotoAdmin
from news.directory.models import Agency
from news.directory.permissions import agencies_of
from news.listing import CappedPaginator
from news.newsroom.moments import written
from news.photos.admin import Use
from news.photos.models import Photo

from . import editing, forms, permissions, views, workflow
from .models import Article, Edition, EditionAgency, Mention, PhotoCaption, Quote, Section, Tag

State = Edition.State


@admin.register(Section)
class SectionAdmin(admin.ModelAdmin[Section]):
    """The rubrics of the public site, in their order."""

    list_display = ["name", "slug", "order"]
    list_editable = ["order"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> Any:
        """Name the boxes in the list, which have no labels."""
        box = AdminIntegerFieldWidget({"aria-label": capfirst(_("order"))})
        return super().get_changelist_form(request, widgets={"order": box}, **kwargs)


@admin.register(Tag)
class TagAdmin(admin.ModelAdmin[Tag]):
    """Topics; the form of a release makes new ones."""

    list_display = ["name", "slug"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    paginator = CappedPaginator
    show_full_result_count = False


# The parts of a release


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
        picture = views.thumbnail(row.photo) if row.photo_id else "–"
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


# Filters of the list


class StateFilter(admin.SimpleListFilter):
    """By state: of each article the newest edition in it; without a choice the newest that was not discarded."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [*State.choices, ("scheduled", _("scheduled")), ("unconfirmed", _("awaits confirmation"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Edition]) -> QuerySet[Edition]:
        value = self.value()
        if value == "scheduled":
            return queryset.filter(state=State.RELEASED, live_from__gt=timezone.now())
        if value == "unconfirmed":
            return queryset.filter(state=State.RELEASED, awaits_confirmation=True)
        newer = Edition.objects.filter(article=OuterRef("article"), sequence__gt=OuterRef("sequence"))
        if value in State.values:
            return queryset.filter(~Exists(newer.filter(state=value)), state=value)
        return queryset.filter(~Exists(newer.exclude(state=State.DISCARDED))).exclude(state=State.DISCARDED)


class MineFilter(admin.SimpleListFilter):
    """What this user began or changed."""

    title = gettext_lazy("whose")
    parameter_name = "whose"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("mine", _("mine"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Edition]) -> QuerySet[Edition]:
        if self.value() != "mine" or not isinstance(request.user, User):
            return queryset
        changed = Edition.changed_by.through.objects.filter(edition=OuterRef("pk"), user=request.user)
        return queryset.filter(Q(created_by=request.user) | Exists(changed))


class AgencyFilter(admin.SimpleListFilter):
    """By the agency that leads or takes part."""

    title = gettext_lazy("agency")
    parameter_name = "agency"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        user = views.member(request)
        agencies = Agency.objects.all() if user.has_perm("articles.write_any_edition") else agencies_of(user)
        return [(str(agency.pk), str(agency)) for agency in agencies]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Edition]) -> QuerySet[Edition]:
        value = self.value()
        if not (value and value.isascii() and value.isdigit()):
            return queryset
        return queryset.filter(Exists(EditionAgency.objects.filter(edition=OuterRef("pk"), agency=int(value))))


@admin.register(Edition)
class EditionAdmin(admin.ModelAdmin[Edition]):
    """Releases: one form for an edition and its article, buttons for the steps that this user may take."""

    form = forms.EditionForm
    inlines = [AgencyInline, PhotoInline, QuoteInline, MentionInline]
    list_display = ["title", "state_badge", "section", "lead_agency", "author", "time"]
    list_display_links = ["title"]
    list_filter = [StateFilter, MineFilter, ("section", admin.RelatedOnlyFieldListFilter), AgencyFilter]
    list_select_related = ["article", "section", "created_by"]
    list_per_page = 50
    ordering = ["-pk"]
    sortable_by = ()
    search_fields = ["headline", "article__number"]
    search_help_text = gettext_lazy("Words of the headline, or a number")
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = CappedPaginator
    actions = ["submit", "approve", "release"]

    class Media:
        js = ["js/editor.js", Script("js/moments.js", defer=True)]

    # Who sees and changes what

    def get_queryset(self, request: HttpRequest) -> QuerySet[Edition]:
        agencies = EditionAgency.objects.select_related("agency").order_by("-is_lead", "pk")
        editions = permissions.visible_to(views.member(request)).order_by(*self.ordering)
        return editions.select_related("article", "section", "created_by").prefetch_related(
            Prefetch("agency_rows", agencies)
        )

    def has_change_permission(self, request: HttpRequest, obj: Edition | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or is_editable(request, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Edition | None = None) -> bool:
        return False

    # The list

    @admin.display(description=gettext_lazy("headline"))
    def title(self, edition: Edition) -> SafeString:
        number = edition.article.number
        headline = format_html("<strong>{}</strong>", str(edition))
        return format_html("{} <small>{}</small>", headline, number) if number else headline

    @admin.display(description=gettext_lazy("state"))
    def state_badge(self, edition: Edition) -> SafeString:
        return views.badge(edition, timezone.now())

    @admin.display(description=gettext_lazy("agency"))
    def lead_agency(self, edition: Edition) -> str:
        return str(edition.lead_agency or "–")

    @admin.display(description=gettext_lazy("author"))
    def author(self, edition: Edition) -> str:
        return str(edition.created_by or "–")

    @admin.display(description=gettext_lazy("time"))
    def time(self, edition: Edition) -> str:
        return written(edition.live_from or edition.changed_at)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        return lookup == "id__lt" or super().lookup_allowed(lookup, value, request)  # type: ignore[arg-type]  # the stubs ask for a request

    # Bulk steps

    @admin.action(description=gettext_lazy("Submit for review"), permissions=["change"])
    def submit(self, request: HttpRequest, editions: QuerySet[Edition]) -> None:
        self._take_each("submit", request, editions)

    @admin.action(description=gettext_lazy("Approve"), permissions=["review"])
    def approve(self, request: HttpRequest, editions: QuerySet[Edition]) -> None:
        self._take_each("approve", request, editions)

    @admin.action(description=gettext_lazy("Release"), permissions=["release"])
    def release(self, request: HttpRequest, editions: QuerySet[Edition]) -> None:
        self._take_each("release", request, editions)

    def has_review_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.review_edition")

    def has_release_permission(self, request: HttpRequest) -> bool:
        return isinstance(request.user, User) and permissions.may_release(request.user, Edition())

    bulk_limit = 100

    def _take_each(self, step: str, request: HttpRequest, editions: QuerySet[Edition]) -> None:
        """Take ``step`` with each edition and tell the result of each; one that fails does not stop the others."""
        chosen = list(editions[: self.bulk_limit + 1])
        if len(chosen) > self.bulk_limit:
            messages.error(request, _("Choose at most %(limit)s releases at a time.") % {"limit": self.bulk_limit})
            return
        for edition in chosen:
            try:
                decided = workflow.take(step, edition, by=views.member(request), version=edition.version)
            except (workflow.StepRefused, editing.Conflict, PermissionDenied) as refusal:
                messages.error(request, f"{edition}: {refusal}")
            else:
                messages.success(request, f"{edition}: {views.state_in_words(decided, timezone.now())}")

    # The form

    def get_fieldsets(self, request: HttpRequest, obj: Edition | None = None) -> Any:
        change = [(_("What changed"), {"fields": ["change_kind", "public_note"]})] if obj and obj.sequence > 1 else []
        return [
            *change,
            (None, {"fields": ["seen_version", "headline", "kicker", "subheadline", "section"]}),
            (_("Text"), {"fields": [("dateline_place", "dateline_source"), "lead", "body", "byline"]}),
            (_("Event and topics"), {"fields": [("event_date", "venue"), "tags"]}),
            (_("Times"), {"fields": [("embargo_until", "expires_at")], "classes": ["collapse"]}),
            (_("Kind, address and comments"), {"fields": ["kind", "slug", "comments"], "classes": ["collapse"]}),
        ]

    def get_form(self, request: HttpRequest, obj: Edition | None = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        return type("EditionForm", (form,), {"user": request.user})

    def get_formset_kwargs(self, request: HttpRequest, obj: Edition, inline: Any, prefix: str) -> dict[str, Any]:
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if obj._state.adding and isinstance(inline, AgencyInline) and request.method == "GET":
            own = list(views.member(request).memberships.values_list("agency_id", flat=True)[:2])
            kwargs["initial"] = [{"agency": own[0], "is_lead": True}] if len(own) == 1 else []
        return kwargs

    # Saving

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        if request.method != "POST" or object_id is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        edition = self.get_object(request, object_id)
        if edition is None:
            return super().changeform_view(request, object_id, form_url, extra_context)  # tells that there is none
        try:
            # The form is checked and saved under the lock of the article, on the row as it stands then.
            with editing.change(edition.pk, by=views.member(request), version=views.posted_version(request)) as before:
                response = super().changeform_view(request, object_id, form_url, extra_context)
        except (editing.Conflict, editing.NotEditable):
            return self._conflict(request, self.get_queryset(request).get(pk=edition.pk))
        if isinstance(response, HttpResponseRedirect):
            self._tell_saved(request, before)
        return response

    def _tell_saved(self, request: HttpRequest, before: Edition) -> None:
        state = Edition.objects.values_list("state", flat=True).get(pk=before.pk)
        if state == before.state:
            messages.success(request, _("Saved."))
        else:
            messages.warning(request, _("Saved. The text changed, so this is a draft again: submit it once more."))

    def _conflict(self, request: HttpRequest, current: Edition) -> HttpResponse:
        """Show both versions, this editor's rows fitted to what is in the database now."""
        # The boxes are shown even when the release was decided meanwhile: what was typed can still be copied out.
        request.__dict__["_is_editable"] = {current.pk: True}
        data = request.POST.copy()
        parts = []
        for formset_class, inline in self.get_formsets_with_inlines(request, current):
            prefix = formset_class.get_default_prefix()
            theirs = list(inline.get_queryset(request).filter(edition=current))
            data = forms.rebased(data, prefix, {str(row.pk) for row in theirs})
            formset = formset_class(data=data, instance=current, prefix=prefix, queryset=inline.get_queryset(request))
            title = str(capfirst(inline.verbose_name_plural))
            parts.append(views.PartDifference(title, [str(row) for row in theirs], formset))
        data["seen_version"] = str(current.version)
        form = self.get_form(request, current, change=True)(data, instance=Edition.objects.get(pk=current.pk))
        media = self.media + form.media
        for part in parts:
            media += part.yours.media
        frame = {**self.admin_site.each_context(request), "opts": self.opts, "media": self._with_nonce(request, media)}
        return views.conflict_page(request, current, form, parts, frame)

    def _with_nonce(self, request: HttpRequest, media: FormMedia) -> FormMedia:
        """Let the editor's import map run under the strict CSP: the only inline script there is, by its nonce."""
        nonce = str(request.csp_nonce)  # type: ignore[attr-defined]  # set by the CSP middleware
        nonced: FormMedia = NonceMedia.from_media(media, nonce=nonce)
        return nonced

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Edition | None = None,
    ) -> HttpResponse:
        if obj is None or is_editable(request, obj):
            context["media"] = self._with_nonce(request, context["media"])
        else:
            context["media"] = self.media  # what is only read needs no text editor, and so no nonce
        if obj is not None:
            context |= views.beside(obj, views.member(request))
            context["is_editable"] = is_editable(request, obj)
        context |= {"show_save_and_add_another": False, "show_save_and_continue": False}
        return super().render_change_form(request, context, add, change, form_url, obj)

    # Steps

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/steps/<slug:step>/", view(self.step_view), name="articles_edition_step"),
            path("<int:pk>/settings/", view(self.settings_view), name="articles_edition_settings"),
            path("photos/<int:pk>/", view(self.photo_view), name="articles_edition_photo"),
            *super().get_urls(),
        ]

    def step_view(self, request: HttpRequest, pk: int, step: str) -> HttpResponse:
        """Show a step of the release ``pk``, and take it."""
        edition, frame = self._to_show(request, pk)
        if step not in workflow.STEPS:
            raise Http404
        return views.step_page(request, edition, step, frame)

    def settings_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the settings of the release ``pk``, and change them."""
        return views.settings_page(request, *self._to_show(request, pk))

    def photo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Lead to a small picture of the photo ``pk`` of the library."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return views.photo_picture(pk)

    def _to_show(self, request: HttpRequest, pk: int) -> tuple[Edition, dict[str, Any]]:
        """Return the edition ``pk`` and the context of the admin's pages.

        :raises PermissionDenied: if the user sees no releases.
        :raises Http404: if the user does not see this one.
        """
        if not self.has_view_permission(request):
            raise PermissionDenied
        edition = self.get_queryset(request).filter(pk=pk).first()
        if edition is None:
            raise Http404
        return edition, {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media}

    def save_model(self, request: HttpRequest, obj: Edition, form: Any, change: bool) -> None:
        if not change:
            draft = editing.begin_draft(views.member(request))
            for name in ("pk", "article", "created_by", "created_at", "changed_at"):
                setattr(obj, name, getattr(draft, name))
            obj._state.adding = False  # save_related writes the fields, as a change of this draft
            return
        obj.save()
        self._save_article(obj, form)

    def save_related(self, request: HttpRequest, form: Any, formsets: Iterable[Any], change: bool) -> None:
        if change:
            super().save_related(request, form, formsets, change)
            return
        with editing.change(form.instance.pk, by=views.member(request)):
            form.instance.save()
            self._save_article(form.instance, form)
            super().save_related(request, form, formsets, change)

    def _save_article(self, edition: Edition, form: forms.EditionForm) -> None:
        facts = form.article_facts
        Article.objects.filter(pk=edition.article_id).update(**facts)
        for name, value in facts.items():
            setattr(edition.article, name, value)

    # The ledger is the history of releases; Django's own log would tell it a second time.

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]  # no entry
        return None

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]  # no entry
        return None

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:articles_edition_change", args=[object_id]) + "#history")

    def response_add(self, request: HttpRequest, obj: Edition, post_url_continue: Any = None) -> HttpResponse:
        messages.success(request, _("Saved."))
        return self._saved(request, obj)

    def response_change(self, request: HttpRequest, obj: Edition) -> HttpResponse:
        return self._saved(request, obj)

    def _saved(self, request: HttpRequest, edition: Edition) -> HttpResponse:
        """Stay with the release, or go on to the step whose button saved it."""
        step = request.POST.get("_step", "")
        if step in workflow.STEPS:
            return HttpResponseRedirect(reverse("admin:articles_edition_step", args=[edition.pk, step]))
        return HttpResponseRedirect(reverse("admin:articles_edition_change", args=[edition.pk]))


# Photos: what this room adds to the library's page


class ShownFilter(admin.SimpleListFilter):
    """By whether a release shows the photo, whatever the release's state."""

    title = gettext_lazy("releases")
    parameter_name = "releases"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        return [("some", _("shown in a release")), ("none", _("in no release"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Photo]) -> QuerySet[Photo]:
        shown = Exists(PhotoCaption.objects.filter(photo=OuterRef("pk")))
        condition = {"some": Q(shown), "none": ~Q(shown)}.get(self.value() or "")
        return queryset.filter(condition) if condition else queryset


admin.site.unregister(Photo)


@admin.register(Photo)
class ShownPhotoAdmin(DepictedPhotoAdmin):
    """The library, with the releases that show each photo."""

    list_filter: ClassVar[Any] = [*DepictedPhotoAdmin.list_filter, ShownFilter]
    most_uses = 50

    def may_replace(self, photo: Photo) -> bool:
        """Keep the picture that a release shows beyond its draft: who decided on the release saw this one."""
        decided = Edition.objects.filter(captions__photo=photo).exclude(state__in=[State.DRAFT, State.DISCARDED])
        return super().may_replace(photo) and not decided.exists()

    def uses(self, photo: Photo, user: User) -> list[Use]:
        """Add the newest releases with the photo that ``user`` may see, each in its newest edition that shows it."""
        editions = permissions.visible_to(user).filter(captions__photo=photo).exclude(state=State.DISCARDED)
        newer = Edition.objects.filter(
            article=OuterRef("article"), sequence__gt=OuterRef("sequence"), captions__photo=photo
        ).exclude(state=State.DISCARDED)
        shown: list[Use] = [
            (f"{edition} ({edition.get_state_display()})", reverse("admin:articles_edition_change", args=[edition.pk]))
            for edition in editions.filter(~Exists(newer)).order_by("-pk")[: self.most_uses]
        ]
        return [*shown, *super().uses(photo, user)]
