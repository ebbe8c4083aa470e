"""How editors write and decide a release: every save goes through ``editing``, every decision through ``workflow``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms.widgets import Script
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from news.nonces import nonced

from .. import editing, forms, merging, permissions, signals, workflow
from ..beside import beside, targets
from ..checking import checks
from ..citizens import is_told as is_told_to_citizens
from ..faults import Fault, faults
from ..history import EVENTS
from ..manuscript import Manuscript
from ..models import Article, Edition, EditionAgency, Mention, PhotoCaption, Quote, Tag
from ..rules import Finding
from ..standing import state_in_words
from ..views.asking import member, posted_version
from ..views.attachments import attachment_file
from ..views.conflicts import conflict_page
from ..views.history import history_page, restore_page
from ..views.pictures import photo_picture
from ..views.redacting import redact_page
from ..views.settings import settings_page
from ..views.steps import step_page
from .attachments import AttachmentInline
from .lists import EditionList
from .parts import AgencyInline, MentionInline, PhotoInline, QuoteInline, is_editable

# The lists of a manuscript, and what a row of each has to name to be one.
_LISTS: dict[Any, tuple[str, str]] = {
    EditionAgency: ("agencies", "agency_id"),
    PhotoCaption: ("captions", "photo_id"),
    Quote: ("quotes", ""),
    Mention: ("mentions", "official_id"),
}


def _typed_rows(formset: Any) -> list[tuple[int, Any]]:
    """Return the rows that ``formset`` would keep, each with its number on the form; what is empty is none."""
    formset.full_clean()
    return [
        (number, row.instance)
        for number, row in enumerate(formset.forms)
        if not getattr(row, "cleaned_data", {}).get("DELETE") and (row.instance.pk or row.has_changed())
    ]


@admin.register(Edition)
class EditionAdmin(EditionList):
    """Releases: one form for an edition and its article, buttons for the steps that this user may take."""

    form = forms.EditionForm
    inlines = [AgencyInline, PhotoInline, QuoteInline, MentionInline, AttachmentInline]

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
            (_("What it means for citizens"), self._citizen_fields(request, obj)),
            (_("Event and topics"), {"fields": [("event_date", "venue"), "tags"]}),
            (_("Times"), {"fields": [("embargo_until", "expires_at")], "classes": ["collapse"]}),
            (_("Kind, address and comments"), {"fields": ["kind", "slug", "comments"], "classes": ["collapse"]}),
        ]

    def _citizen_fields(self, request: HttpRequest, obj: Edition | None) -> dict[str, Any]:
        """Return the box for citizens as a part of the form, folded while there is nothing in it."""
        is_told = bool(obj and is_told_to_citizens(obj)) or any(map(request.POST.get, Edition.CITIZEN_FIELDS))
        return {
            "fields": Edition.CITIZEN_FIELDS,
            "classes": [] if is_told else ["collapse"],
            "description": _("Readers see this in a box right below the lead. Leave empty what does not apply."),
        }

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
        if "_merge" in request.POST:
            request.POST = merging.resolved(request.POST)  # type: ignore[assignment]  # Django lets it be set
        try:
            # The form is checked and saved under the lock of the article, on the row as it stands then; what it is
            # submitted as is what was saved.
            with transaction.atomic():
                with editing.change(edition.pk, by=member(request), version=posted_version(request)) as before:
                    response = super().changeform_view(request, object_id, form_url, extra_context)
                if isinstance(response, HttpResponseRedirect) and request.POST.get("_step") == "submit":
                    return self._submitted(request, edition.pk)
        except (editing.Conflict, editing.NotEditable):
            return self._conflict(request, self.get_queryset(request).get(pk=edition.pk))
        if isinstance(response, HttpResponseRedirect):
            self._tell_saved(request, before)
        return response

    def _submitted(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Submit what was just saved, and tell how that went: the text is saved either way."""
        address = reverse("admin:articles_edition_change", args=[pk])
        edition, note = self.get_queryset(request).get(pk=pk), request.POST.get("_note", "")
        try:
            decided = workflow.take("submit", edition, by=member(request), note=note)
        except workflow.Incomplete:
            request.session[f"submit-note-{pk}"] = note[:5000]  # shown again, and then forgotten
            return HttpResponseRedirect(f"{address}?refused=submit")
        except (workflow.StepRefused, PermissionDenied) as refused:
            messages.warning(request, f"{_('Saved.')} {refused}")
        else:
            messages.success(request, f"{EVENTS['submit']}. {state_in_words(decided, timezone.now())}")
        return HttpResponseRedirect(address)

    def _tell_saved(self, request: HttpRequest, before: Edition) -> None:
        state = Edition.objects.values_list("state", flat=True).get(pk=before.pk)
        if state == before.state:
            messages.success(request, _("Saved."))
        else:
            messages.warning(request, _("Saved. The text changed, so this is a draft again: submit it once more."))

    def _conflict(self, request: HttpRequest, current: Edition) -> HttpResponse:
        """Show who changed what, and this editor's text beside what is in the database now."""
        form, formsets = self.untouched(request, current)
        media = self.media + form.media
        frame = {**self.admin_site.each_context(request), "opts": self.opts, "media": nonced(request, media)}
        return conflict_page(request, current, form, formsets, frame)

    def untouched(self, request: HttpRequest, edition: Edition) -> tuple[forms.EditionForm, list[tuple[str, Any]]]:
        """Return the form of ``edition`` as it is saved, and its rows, each formset with its title."""
        # The boxes are there even when the release was decided meanwhile: what was typed can still be copied out.
        request.__dict__.setdefault("_is_editable", {})[edition.pk] = True
        obj = edition if edition.pk else None
        formsets = [
            (
                str(capfirst(inline.verbose_name_plural)),
                formset_class(
                    instance=edition,
                    prefix=formset_class.get_default_prefix(),
                    queryset=inline.get_queryset(request),
                ),
            )
            for formset_class, inline in self.get_formsets_with_inlines(request, obj)
        ]
        return self.get_form(request, obj, change=obj is not None)(instance=edition), formsets

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
            context["media"] = nonced(request, context["media"])
        else:
            context["media"] = self.media  # what is only read needs no text editor, and so no nonce
        if obj is not None:
            context |= beside(obj, member(request))
            context["is_editable"] = is_editable(request, obj)
            context["submit_note"] = request.POST.get("_note") or request.session.pop(f"submit-note-{obj.pk}", "")
        context |= self._faults(request, context)
        context |= {"show_save_and_add_another": False, "show_save_and_continue": False}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _faults(self, request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
        """Return what the page begins with when it was not saved, or when it was saved and not submitted."""
        if found := faults(context["adminform"].form, context["inline_admin_formsets"]):
            return {"faults": found, "faults_title": _("Not saved yet. Mend these; what you typed is still here.")}
        lacking = [
            Fault(target, "", finding.message) for target, finding in context.get("findings", []) if finding.blocking
        ]
        if request.method == "GET" and request.GET.get("refused") == "submit" and lacking:
            return {"faults": lacking, "faults_title": _("Saved, but not submitted: it is not complete yet.")}
        return {}

    # What is only typed

    def typed(self, request: HttpRequest, pk: int | None = None) -> Manuscript:
        """Return the release ``pk``, or one that nobody has saved yet, as its posted form has it; nothing is written.

        What cannot be understood is as it was saved; a row that names nothing yet is left out.

        :raises PermissionDenied: if the user may not write it.
        :raises Http404: if the user does not see it.
        """
        edition = self._to_show(request, pk)[0] if pk else Edition(article=Article())
        if not (permissions.may_write(member(request), edition) if pk else self.has_add_permission(request)):
            raise PermissionDenied
        if pk:  # read also when it was decided meanwhile: whoever still types is told, and sees the text
            request.__dict__["_is_editable"] = {pk: True}
        shown = edition if pk else None
        form = self.get_form(request, shown, change=bool(pk))(request.POST, instance=edition)
        form.full_clean()
        lists: dict[str, list[Any]] = {}
        form_rows: dict[str, list[int]] = {}
        for formset_class, inline in self.get_formsets_with_inlines(request, shown):
            if inline.model in _LISTS:
                name, needed = _LISTS[inline.model]
                prefix, queryset = formset_class.get_default_prefix(), inline.get_queryset(request)
                formset = formset_class(data=request.POST, instance=edition, prefix=prefix, queryset=queryset)
                rows = [(number, row) for number, row in _typed_rows(formset) if not needed or getattr(row, needed)]
                if name in {"captions", "quotes"}:
                    rows.sort(key=lambda numbered: (numbered[1].order or 0, numbered[0]))
                lists[name], form_rows[name] = [row for _number, row in rows], [number for number, _row in rows]
        topics = [Tag(name=name) for name in form.cleaned_data.get("tags") or []]
        return Manuscript(edition, **lists, topics=topics, form_rows=form_rows)

    def checks_view(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """Check the release ``pk``, or a new one, as it is typed."""
        manuscript = self.typed(request, pk)
        found = targets(checks(manuscript))
        if manuscript.edition.state not in Edition.OPEN_STATES:
            decided = _(
                "Somebody decided meanwhile: this release is now “%(state)s”. What you type cannot be saved here."
            )
            message = decided % {"state": manuscript.edition.get_state_display()}
            found.insert(0, ("", Finding("", "decided-meanwhile", message)))
        response = TemplateResponse(request, "articles/findings.html", {"findings": found})
        response.headers["Cache-Control"] = "no-store"
        return response

    # Steps

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/steps/<slug:step>/", view(self.step_view), name="articles_edition_step"),
            path("<int:pk>/settings/", view(self.settings_view), name="articles_edition_settings"),
            path("<int:pk>/checks/", view(require_POST(self.checks_view)), name="articles_edition_checks"),
            path("add/checks/", view(require_POST(self.checks_view)), name="articles_edition_checks"),
            path("<int:pk>/restore/<slug:key>/", view(self.restore_view), name="articles_edition_restore"),
            path("<int:pk>/redact/", view(self.redact_view), name="articles_edition_redact"),
            path("photos/<int:pk>/", view(self.photo_view), name="articles_edition_photo"),
            path("attachments/<int:pk>/", view(self.attachment_view), name="articles_edition_attachment"),
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

    def attachment_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Hand out the attachment ``pk`` of a release that the user sees."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return attachment_file(request, pk, self.get_queryset(request))

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
        if not object_id.isdigit():
            raise Http404
        edition, frame = self._to_show(request, int(object_id[:18]))
        return history_page(request, edition, frame)

    def restore_view(self, request: HttpRequest, pk: int, key: str) -> HttpResponse:
        """Show an earlier state of the release ``pk``, and restore it."""
        edition, frame = self._to_show(request, pk)
        return restore_page(request, edition, key, frame)

    def redact_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show where personal data stand in the release ``pk``, and take them out."""
        return redact_page(request, *self._to_show(request, pk))

    def response_add(self, request: HttpRequest, obj: Edition, post_url_continue: Any = None) -> HttpResponse:
        messages.success(request, _("Saved."))
        return self._saved(request, obj)

    def response_change(self, request: HttpRequest, obj: Edition) -> HttpResponse:
        return self._saved(request, obj)

    def _saved(self, request: HttpRequest, edition: Edition) -> HttpResponse:
        """Stay with the release, or go on to the step whose button saved it."""
        session = request.POST.get("_session", "")
        transaction.on_commit(lambda: signals.saved.send(Edition, edition=edition, by=member(request), session=session))
        step = request.POST.get("_step", "")
        if step in workflow.STEPS and step != "submit":  # that one is taken at once
            return HttpResponseRedirect(reverse("admin:articles_edition_step", args=[edition.pk, step]))
        return HttpResponseRedirect(reverse("admin:articles_edition_change", args=[edition.pk]))
