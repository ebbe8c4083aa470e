"""The ledger, to be read: its words and links are those of the rooms that decide, so it is shown from here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news.accounts.models import User
from news.articles.history import EVENTS
from news.articles.models import Edition
from news.directory.models import Agency, Official, Position
from news.ledger.models import LedgerEntry
from news.listing import CappedPaginator
from news.newsroom.models import Newsroom
from news.newsroom.moments import written

WORDS: dict[str, str | Promise] = {
    **EVENTS,
    "hand_over": gettext_lazy("Handed over"),
    "put_acting": gettext_lazy("Put somebody in charge"),
    "rename": gettext_lazy("Renamed"),
    "succeed": gettext_lazy("Split or merged"),
    "undo": gettext_lazy("Taken back"),
    "merge": gettext_lazy("Merged"),
    "enrol": gettext_lazy("Added to the directory"),
    "leave": gettext_lazy("Let a colleague go"),
    "plan": gettext_lazy("Planned an event"),
    "replan": gettext_lazy("Changed a planned event"),
    "call_off": gettext_lazy("Took an event off the calendar"),
    "begin": gettext_lazy("Set up the newsroom"),
    "demo": gettext_lazy("Loaded the demo"),
    "make_releases": gettext_lazy("Made releases"),
}
# What a subject such as ``position:5`` is; of an article it is the edition that the entry's part names.
KINDS: dict[str, type[Model]] = {
    "agency": Agency, "official": Official, "position": Position, "newsroom": Newsroom, "user": User,
}  # fmt: skip


def things(entries: Iterable[LedgerEntry]) -> dict[int, Model]:
    """Return what each of ``entries`` is about, by the entry's id, where it is still there; one query a kind."""
    asked: dict[str, dict[int, int]] = defaultdict(dict)
    parts: dict[int, str] = {}
    for entry in entries:
        kind, _colon, key = entry.subject.partition(":")
        if key.isascii() and key.isdigit() and len(key) < 10:
            asked[kind][entry.pk], parts[entry.pk] = int(key), entry.part
    found: dict[int, Model] = {}
    for kind, model in KINDS.items():
        rows = model._default_manager.in_bulk(set(asked[kind].values())) if asked[kind] else {}
        found |= {pk: rows[key] for pk, key in asked[kind].items() if key in rows}
    if of_articles := asked["article"]:
        # In the order of their sequence: an entry about the whole article leads to its newest edition.
        editions = Edition.objects.filter(article__in=set(of_articles.values())).order_by("sequence")
        by_part: dict[tuple[int, str], Edition] = {}
        for edition in editions:
            by_part[edition.article_id, edition.part] = by_part[edition.article_id, ""] = edition
        for pk, article in of_articles.items():
            if row := by_part.get((article, parts[pk])) or by_part.get((article, "")):
                found[pk] = row
    return found


class Entries(ChangeList):
    """A page of entries, each knowing what it is about."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        name_things(request, self.result_list)


def name_things(request: HttpRequest, entries: Iterable[LedgerEntry]) -> None:
    """Set on each of ``entries`` as ``link`` what it is about: with a link if the request's user may follow it."""
    found = things(entries)
    for entry in entries:
        entry.link = _link(request, entry, found.get(entry.pk))  # type: ignore[attr-defined]  # for the page only


def _link(request: HttpRequest, entry: LedgerEntry, thing: Model | None) -> SafeString | str:
    if thing is None:
        return entry.subject
    options = thing._meta
    name = str(options.verbose_name)
    if isinstance(thing, Edition) and entry.part.startswith("edition:"):
        name = _("edition %(number)s") % {"number": thing.sequence}
    if not request.user.has_perm(f"{options.app_label}.view_{options.model_name}"):
        return format_html("{} <small>{}</small>", entry.subject, name)
    address = reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[thing.pk])
    return format_html('<a href="{}">{}</a> <small>{}</small>', address, thing, name)


@admin.register(LedgerEntry)
class LedgerEntryAdmin(admin.ModelAdmin[LedgerEntry]):
    """What was decided, newest first. Nobody writes here, not even an administrator."""

    list_display = ["what", "about", "actor_name", "moment", "remark", "sequence"]
    list_display_links = ["what"]
    sortable_by = ()
    search_fields = ["=subject", "^event", "^actor_name"]
    search_help_text = gettext_lazy("A subject such as article:12, an event, or the beginning of a name")
    paginator = CappedPaginator
    show_full_result_count = False
    list_per_page = 50
    fields = [
        "sequence", "moment", "what", "event", "about", "subject", "part", "actor_name", "note", "digest",
        "previous_hash", "hash",
    ]  # fmt: skip
    readonly_fields = ["moment", "what", "about"]

    @admin.display(description=gettext_lazy("at"))
    def moment(self, entry: LedgerEntry) -> str:
        return written(entry.at)

    @admin.display(description=gettext_lazy("what happened"))
    def what(self, entry: LedgerEntry) -> str:
        return str(WORDS.get(entry.event, entry.event))

    @admin.display(description=gettext_lazy("about"))
    def about(self, entry: LedgerEntry) -> SafeString | str:
        return getattr(entry, "link", entry.subject)

    @admin.display(description=gettext_lazy("note"))
    def remark(self, entry: LedgerEntry) -> str:
        return entry.note

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return Entries

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> LedgerEntry | None:
        entry = super().get_object(request, object_id, from_field)
        if entry:
            name_things(request, [entry])
        return entry

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        return lookup == "sequence__lt" or super().lookup_allowed(lookup, value, request)  # type: ignore[arg-type]  # the stubs ask for a request

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
