"""The newsroom itself: one page."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .models import Newsroom


@admin.register(Newsroom)
class NewsroomAdmin(admin.ModelAdmin[Newsroom]):
    """The one newsroom: the list leads straight to it."""

    autocomplete_fields = ["crest"]
    fieldsets = [
        (None, {"fields": ["name", "city", "tagline", "crest"]}),
        (_("Rules"), {"fields": ["zone", "number_template", "editors_may_release", "comments_days"]}),
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
