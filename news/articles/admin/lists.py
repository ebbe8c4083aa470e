"""The list of releases: its columns, filters and search, and steps taken with many at once."""

from __future__ import annotations

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news.accounts.models import User
from news.listing import CappedPaginator
from news.newsroom.moments import written

from .. import editing, permissions, workflow
from ..models import Edition, EditionAgency
from ..standing import badge, state_in_words
from ..views.asking import member
from .filters import AgencyFilter, MineFilter, StateFilter


class EditionList(admin.ModelAdmin[Edition]):
    """Releases as a list."""

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

    def get_queryset(self, request: HttpRequest) -> QuerySet[Edition]:
        agencies = EditionAgency.objects.select_related("agency").order_by("-is_lead", "pk")
        editions = permissions.visible_to(member(request)).order_by(*self.ordering)
        return editions.select_related("article", "section", "created_by").prefetch_related(
            Prefetch("agency_rows", agencies)
        )

    # The list

    @admin.display(description=gettext_lazy("headline"))
    def title(self, edition: Edition) -> SafeString:
        number = edition.article.number
        headline = format_html("<strong>{}</strong>", str(edition))
        return format_html("{} <small>{}</small>", headline, number) if number else headline

    @admin.display(description=gettext_lazy("state"))
    def state_badge(self, edition: Edition) -> SafeString:
        return badge(edition, timezone.now())

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
                decided = workflow.take(step, edition, by=member(request), version=edition.version)
            except (workflow.StepRefused, editing.Conflict, PermissionDenied) as refusal:
                messages.error(request, f"{edition}: {refusal}")
            else:
                messages.success(request, f"{edition}: {state_in_words(decided, timezone.now())}")
