"""How editors write and decide a release: every save goes through ``editing``, every decision through ``workflow``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.forms.widgets import Media as FormMedia
from django.forms.widgets import Script
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from js_asset import Media as NonceMedia

from .. import editing, forms, workflow
from ..beside import beside
from ..models import Article, Edition
from ..views.asking import member, posted_version
from ..views.conflicts import PartDifference, conflict_page
from ..views.pictures import photo_picture
from ..views.settings import settings_page
from ..views.steps import step_page
from .lists import EditionList
from .parts import AgencyInline, MentionInline, PhotoInline, QuoteInline, is_editable


@admin.register(Edition)
class EditionAdmin(EditionList):
    """Releases: one form for an edition and its article, buttons for the steps that this user may take."""

    form = forms.EditionForm
    inlines = [AgencyInline, PhotoInline, QuoteInline, MentionInline]

    class Media:
        js = ["js/editor.js", Script("js/moments.js", defer=True)]

    # Who changes what

    def has_change_permission(self, request: HttpRequest, obj: Edition | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or is_editable(request, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Edition | None = None) -> bool:
        return False

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
            own = list(member(request).memberships.values_list("agency_id", flat=True)[:2])
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
            with editing.change(edition.pk, by=member(request), version=posted_version(request)) as before:
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
            parts.append(PartDifference(title, [str(row) for row in theirs], formset))
        data["seen_version"] = str(current.version)
        form = self.get_form(request, current, change=True)(data, instance=Edition.objects.get(pk=current.pk))
        media = self.media + form.media
        for part in parts:
            media += part.yours.media
        frame = {**self.admin_site.each_context(request), "opts": self.opts, "media": self._with_nonce(request, media)}
        return conflict_page(request, current, form, parts, frame)

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
            context |= beside(obj, member(request))
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
        return step_page(request, edition, step, frame)

    def settings_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the settings of the release ``pk``, and change them."""
        return settings_page(request, *self._to_show(request, pk))

    def photo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Lead to a small picture of the photo ``pk`` of the library."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return photo_picture(pk)

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
            draft = editing.begin_draft(member(request))
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
        with editing.change(form.instance.pk, by=member(request)):
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
