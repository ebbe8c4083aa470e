"""The files that readers download, as rows of the form of a release."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy

from .. import forms
from ..models import Attachment
from .parts import PartInline


class AttachmentInline(PartInline):
    """What the release is accompanied by; another file can take the place of one."""

    model = Attachment
    form = forms.AttachmentForm
    formset = forms.AttachmentFormSet
    fields = ["current", "upload", ("title", "order")]
    readonly_fields = ["current"]
    view_on_site = False  # nobody else sees it yet
    verbose_name = gettext_lazy("attachment")
    verbose_name_plural = gettext_lazy("attachments")

    @admin.display(description=gettext_lazy("file"))
    def current(self, row: Attachment) -> str:
        """Lead to the file as it is kept now."""
        if not row.pk:
            return "–"
        address = reverse("admin:articles_edition_attachment", args=[row.pk])
        return format_html('<a href="{}" download>{}</a>', address, row.kind_and_size)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        # ``upload`` is a field of the form alone; Django asks the model for what it is told here.
        return super().get_formset(request, obj, **{**kwargs, "fields": ["title", "order"]})
