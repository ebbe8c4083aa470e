"""The newsroom itself: one page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from news.listing import CappedPaginator
from news.nonces import nonced

from . import redirecting, static_pages
from .models import Newsroom, Redirect, StaticPage


@admin.register(Newsroom)
class NewsroomAdmin(admin.ModelAdmin[Newsroom]):
    """The one newsroom: the list leads straight to it."""

    autocomplete_fields = ["crest"]
    fieldsets = [
        (None, {"fields": ["name", "city", "tagline", "crest", ("accent", "accent_dark")]}),
        (_("Rules"), {"fields": ["zone", "number_template", "editors_may_release", "comments_days"]}),
        (_("For journalists"), {"fields": ["usage_terms"]}),
        (
            _("Contact"),
            {
                "fields": [
                    ("contact_name", "contact_hours"),
                    ("contact_phone", "contact_email"),
                    "address",
                    "complaints_channel",
                ]
            },
        ),
    ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        newsroom = Newsroom.objects.filter(pk=1).first()
        if newsroom is None or not self.has_view_permission(request, newsroom):
            return super().changelist_view(request, extra_context)
        return HttpResponseRedirect(reverse("admin:newsroom_newsroom_change", args=[newsroom.pk]))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not Newsroom.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(StaticPage)
class StaticPageAdmin(admin.ModelAdmin[StaticPage]):
    """Pages that are no releases; the foot of the public site follows."""

    list_display = ["title", "slug", "order", "is_public", "changed_at"]
    prepopulated_fields = {"slug": ["title"]}
    fields = ["title", "slug", "body", "order", "is_public"]

    class Media:
        js: ClassVar[Any] = ["js/editor.js"]  # it names the box of the text, and keeps the editor within the CSP

    def save_model(self, request: HttpRequest, obj: StaticPage, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        static_pages.list_again()

    def delete_model(self, request: HttpRequest, obj: StaticPage) -> None:
        super().delete_model(request, obj)
        static_pages.list_again()

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[StaticPage]) -> None:
        super().delete_queryset(request, queryset)
        static_pages.list_again()

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        context["media"] = nonced(request, context["media"])
        return super().render_change_form(request, context, *args, **kwargs)


_LARGEST_FILE = 4_000_000  # bytes


class RedirectForm(forms.ModelForm[Redirect]):
    """An old address and a new one, without a circle."""

    class Meta:
        model = Redirect
        fields = ("path", "target")

    def clean_path(self) -> str:
        return redirecting.normalised(self.cleaned_data["path"])

    def clean_target(self) -> str:
        return redirecting.checked_target(self.cleaned_data["target"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            others = dict(Redirect.objects.exclude(pk=self.instance.pk).values_list("path", "target"))
            redirecting.refuse_loop(cleaned["path"], cleaned["target"], others)
        return cleaned


class ImportForm(forms.Form):
    """Many old addresses at once."""

    file = forms.FileField(
        label=_("CSV file"), required=False,
        help_text=_("As a spreadsheet saves it: old address in the first column, new one in the second."),
    )  # fmt: skip
    lines = forms.CharField(
        label=_("or lines"), max_length=4_000_000, widget=forms.Textarea(attrs={"rows": 14}), required=False,
        help_text=_("Old and new address in each line, with a comma, semicolon or tab between them."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        file, lines = cleaned.get("file"), cleaned.get("lines")
        if self.errors:
            return cleaned
        if bool(file) == bool(lines):
            raise ValidationError(_("Choose a file or write lines, one of the two."))
        if file and file.size > _LARGEST_FILE:
            raise ValidationError({"file": _("This file is too large. At most 4 MB.")})
        cleaned["rows"] = redirecting.read(redirecting.decoded(file.read()) if file else str(lines))
        if not cleaned["rows"]:
            raise ValidationError(_("There is no line with an old and a new address."))
        return cleaned


@admin.register(Redirect)
class RedirectAdmin(admin.ModelAdmin[Redirect]):
    """Addresses of an earlier site, with how often each was asked for; many at once are pasted in."""

    form = RedirectForm
    list_display = ["path", "target", "hits", "last_hit_at"]
    search_fields = ["path", "target"]
    readonly_fields = ["hits", "last_hit_at"]
    paginator = CappedPaginator
    show_full_result_count = False
    change_list_template = "admin/newsroom/redirect/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        """Add the page on which many are pasted in."""
        view = self.admin_site.admin_view(self.import_view)
        return [path("impor/", view, name="newsroom_redirect_import"), *super().get_urls()]

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """Take lines of old and new addresses; nothing is kept while one of them is wrong."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = ImportForm(request.POST or None, request.FILES or None)
        problems: Sequence[redirecting.Row] = []
        if request.method == "POST" and form.is_valid():
            rows = form.cleaned_data["rows"]
            problems = [row for row in rows if row.problem]
            if not problems:
                kept = redirecting.keep(rows)
                done = ngettext("%(kept)d old address kept.", "%(kept)d old addresses kept.", kept)
                self.message_user(request, done % {"kept": kept})
                return HttpResponseRedirect(reverse("admin:newsroom_redirect_changelist"))
        context = {
            **self.admin_site.each_context(request), "opts": self.opts, "title": _("Import old addresses"),
            "here": _("Import"), "form": form, "problems": problems[:100], "problem_count": len(problems),
        }  # fmt: skip
        status = 422 if form.errors or problems else 200
        return TemplateResponse(request, "admin/newsroom/redirect/import.html", context, status=status)
