"""The ledger, to be read."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from news.listing import CappedPaginator
from news.newsroom.moments import written

from .models import LedgerEntry


@admin.register(LedgerEntry)
class LedgerEntryAdmin(admin.ModelAdmin[LedgerEntry]):
    """What was decided, newest first. Nobody writes here, not even an administrator."""

    list_display = ["sequence", "moment", "event", "subject", "part", "actor_name", "note"]
    list_display_links = ["sequence"]
    sortable_by = ()
    search_fields = ["=subject", "^event", "^actor_name"]
    search_help_text = _("A subject such as article:12, an event, or the beginning of a name")
    paginator = CappedPaginator
    show_full_result_count = False
    list_per_page = 50
    fields = ["sequence", "at", "event", "subject", "part", "actor_name", "note", "digest", "previous_hash", "hash"]

    @admin.display(description=_("at"))
    def moment(self, entry: LedgerEntry) -> str:
        return written(entry.at)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        return lookup == "sequence__lt" or super().lookup_allowed(lookup, value, request)  # type: ignore[arg-type]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
