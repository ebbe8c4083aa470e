"""Rubrics and topics."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import AdminIntegerFieldWidget
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from taggit.admin import Tag as UnusedTag

from news.listing import CappedPaginator

from ..models import Section, Tag

# Topics are a model of our own; the page on which taggit merges its tags asks nobody for a permission.
admin.site.unregister(UnusedTag)


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
