"""The list of releases: its columns, filters and search, steps taken with many at once, and the list as a file."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.core.paginator import InvalidPage
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news.accounts.models import User
from news.directory.models import Official
from news.listing import CappedPaginator
from news.newsroom.moments import written

from .. import permissions, signals, workflow
from ..models import Edition, EditionAgency, Mention, PhotoCaption
from ..pictures import thumbnail
from ..standing import badge
from ..views.asking import member
from ..views.bulk import bulk_page, chosen_page
from ..views.exporting import export_file
from .filters import (
    AgencyFilter,
    DateFilter,
    MineFilter,
    OfficialFilter,
    PhotoFilter,
    StateFilter,
    TopicFilter,
    WaitingFilter,
)

WORDS_SEARCHED = 6
UNDECIDED = (*Edition.OPEN_STATES, Edition.State.DISCARDED)
OFFICIALS_FOUND = 50


class Releases(ChangeList):
    """A page of releases: the keys of what fits are read once, at most :attr:`CappedPaginator.cap` of them."""

    def get_results(self, request: HttpRequest) -> None:
        keys = list(self.queryset.values_list("pk", flat=True)[: CappedPaginator.cap])
        paginator = CappedPaginator(keys, self.list_per_page)
        try:
            page = list(paginator.page(self.page_num).object_list)
        except InvalidPage as error:
            raise IncorrectLookupParameters from error
        editions = self.root_queryset.filter(pk__in=page).order_by("-pk")
        self.result_list = list(editions) if page else []
        self.result_count, self.full_result_count = paginator.count, None
        self.show_full_result_count = False
        self.show_admin_actions = bool(page)
        self.can_show_all, self.multi_page = False, paginator.count > self.list_per_page
        self.paginator = paginator


class EditionList(admin.ModelAdmin[Edition]):
    """Releases as a list."""

    list_display = ["picture", "title", "state_badge", "section", "lead_agency", "author", "time"]
    list_display_links = ["title"]
    list_filter = [
        StateFilter, MineFilter, WaitingFilter, DateFilter, ("section", admin.RelatedFieldListFilter), AgencyFilter,
        ("article__kind", admin.ChoicesFieldListFilter), OfficialFilter, TopicFilter, PhotoFilter,
    ]  # fmt: skip
    list_select_related = ["article", "section", "created_by"]
    list_per_page = 50
    ordering = ["-pk"]
    sortable_by = ()
    search_fields = ["headline"]  # that there is a search; what it looks at is in get_search_results
    search_help_text = gettext_lazy("Words of the headline or lead, a number, or the name of an official")
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = CappedPaginator
    actions = ["submit", "approve", "return_", "release"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Edition]:
        agencies = EditionAgency.objects.select_related("agency").order_by("-is_lead", "pk")
        editions = permissions.visible_to(member(request)).order_by(*self.ordering)
        return editions.select_related("article", "section", "created_by").prefetch_related(
            Prefetch("agency_rows", agencies)
        )

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return Releases

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        changelist = super().get_changelist_instance(request)
        lead = PhotoCaption.objects.filter(is_lead=True).select_related("photo")
        rows: list[Edition] = changelist.result_list
        for edition in rows:
            edition.lead_photo = None  # type: ignore[attr-defined]  # for the page only
        shown = {row.edition_id: row.photo for row in lead.filter(edition__in=[edition.pk for edition in rows])}
        for edition in rows:
            edition.lead_photo = shown.get(edition.pk)  # type: ignore[attr-defined]  # for the page only
        return changelist

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Edition], search_term: str
    ) -> tuple[QuerySet[Edition], bool]:
        """Keep what has every word: what was decided as the search finds it, the rest in headline, lead or names."""
        if not search_term.strip():
            return queryset, False
        answers: list[tuple[Any, Any]] = signals.looked_for.send(Edition, text=search_term)
        if not answers:  # there is no room that searches
            return self._read_through(queryset, search_term), False
        # Each state by itself, and in no order: else SQLite, which knows no more of states than that there are few, or
        # in the order of keys, would walk through all there are.
        fitting = self._read_through(Edition.objects.order_by(), search_term).values_list("pk", flat=True)
        first, *others = (fitting.filter(state=state) for state in UNDECIDED)
        rest: list[int] = list(first.union(*others, all=True)[: CappedPaginator.cap])
        return queryset.filter(pk__in=[*rest, *(key for _hearer, keys in answers for key in keys)]), False

    def _read_through(self, queryset: QuerySet[Edition], search_term: str) -> QuerySet[Edition]:
        """Keep what has every word in its headline, lead or number, or in the name of an official whom it names."""
        for word in search_term.replace("\0", " ").split()[:WORDS_SEARCHED]:
            fits = Q(headline__icontains=word) | Q(lead__icontains=word)
            if any(character.isdigit() for character in word):
                fits |= Q(article__number__icontains=word)
            officials = Official.objects.filter(Q(name__icontains=word) | Q(aliases__icontains=word))
            if keys := list(officials.values_list("pk", flat=True)[:OFFICIALS_FOUND]):
                fits |= Q(pk__in=Mention.objects.filter(official__in=keys).values("edition"))
            queryset = queryset.filter(fits)
        return queryset

    # The list

    @admin.display(description=gettext_lazy("photo"))
    def picture(self, edition: Edition) -> SafeString | str:
        photo = getattr(edition, "lead_photo", None)
        return thumbnail(photo) if photo else format_html('<span class="no-picture">{}</span>', "–")

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
    def time(self, edition: Edition) -> SafeString | str:
        """Say when it goes or went live, else when it was changed; and until when it is under embargo, or live."""
        main = written(edition.live_from or edition.changed_at)
        now = timezone.now()
        if edition.embargo_until and edition.embargo_until > now and not edition.live_from:
            return format_html("{} <small>{} {}</small>", main, _("embargo until"), written(edition.embargo_until))
        if edition.expires_at and edition.expires_at > now:
            return format_html("{} <small>{} {}</small>", main, _("expires"), written(edition.expires_at))
        return main

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        return lookup == "id__lt" or super().lookup_allowed(lookup, value, request)  # type: ignore[arg-type]  # the stubs ask for a request

    # Bulk steps

    @admin.action(description=gettext_lazy("Submit for review"), permissions=["change"])
    def submit(self, request: HttpRequest, editions: QuerySet[Edition]) -> HttpResponse | None:
        return self._ask("submit", request, editions)

    @admin.action(description=gettext_lazy("Approve"), permissions=["review"])
    def approve(self, request: HttpRequest, editions: QuerySet[Edition]) -> HttpResponse | None:
        return self._ask("approve", request, editions)

    @admin.action(description=gettext_lazy("Return with a remark"), permissions=["review"])
    def return_(self, request: HttpRequest, editions: QuerySet[Edition]) -> HttpResponse | None:
        return self._ask("return", request, editions)

    @admin.action(description=gettext_lazy("Release"), permissions=["release"])
    def release(self, request: HttpRequest, editions: QuerySet[Edition]) -> HttpResponse | None:
        return self._ask("release", request, editions)

    def has_review_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.review_edition")

    def has_release_permission(self, request: HttpRequest) -> bool:
        return isinstance(request.user, User) and permissions.may_release(request.user, Edition())

    bulk_limit = 100
    # Each with the permission that its action in the list asks for.
    bulk_steps: ClassVar[dict[str, str]] = {
        "submit": "change", "approve": "review", "return": "review", "release": "release",
    }  # fmt: skip

    def _ask(self, step: str, request: HttpRequest, editions: QuerySet[Edition]) -> HttpResponse | None:
        """Show what was chosen, before anything is decided."""
        chosen = list(editions[: self.bulk_limit + 1])
        if len(chosen) > self.bulk_limit:
            messages.error(request, _("Choose at most %(limit)s releases at a time.") % {"limit": self.bulk_limit})
            return None
        return chosen_page(request, workflow.STEPS[step], step, chosen, self._frame(request))

    def bulk_view(self, request: HttpRequest, step: str) -> HttpResponse:
        """Take ``step`` with each release that was chosen, and show the result of each."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method != "POST" or step not in self.bulk_steps:
            return HttpResponseRedirect(reverse("admin:articles_edition_changelist"))
        if not getattr(self, f"has_{self.bulk_steps[step]}_permission")(request):
            raise PermissionDenied
        return bulk_page(request, workflow.STEPS[step], step, self.bulk_limit, self._frame(request))

    def _frame(self, request: HttpRequest) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media}

    # The list as a file

    def export_view(self, request: HttpRequest, form: str) -> HttpResponseBase:
        """Send what the filters of the address keep, as a file."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            found = super().get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters:
            return HttpResponseRedirect(reverse("admin:articles_edition_changelist"))
        return export_file(found, form)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("bulk/<slug:step>/", view(self.bulk_view), name="articles_edition_bulk"),
            path("export/<slug:form>/", view(self.export_view), name="articles_edition_export"),
            *super().get_urls(),
        ]
