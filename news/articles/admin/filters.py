"""How the list of releases is narrowed."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news.accounts.models import User
from news.directory.models import Agency
from news.directory.permissions import agencies_of

from ..models import Edition, EditionAgency
from ..views.asking import member

State = Edition.State


class StateFilter(admin.SimpleListFilter):
    """By state: of each article the newest edition in it; without a choice the newest that was not discarded."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [*State.choices, ("scheduled", _("scheduled")), ("unconfirmed", _("awaits confirmation"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Edition]) -> QuerySet[Edition]:
        value = self.value()
        if value == "scheduled":
            return queryset.filter(state=State.RELEASED, live_from__gt=timezone.now())
        if value == "unconfirmed":
            return queryset.filter(state=State.RELEASED, awaits_confirmation=True)
        newer = Edition.objects.filter(article=OuterRef("article"), sequence__gt=OuterRef("sequence"))
        if value in State.values:
            return queryset.filter(~Exists(newer.filter(state=value)), state=value)
        return queryset.filter(~Exists(newer.exclude(state=State.DISCARDED))).exclude(state=State.DISCARDED)


class MineFilter(admin.SimpleListFilter):
    """What this user began or changed."""

    title = gettext_lazy("whose")
    parameter_name = "whose"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("mine", _("mine"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Edition]) -> QuerySet[Edition]:
        if self.value() != "mine" or not isinstance(request.user, User):
            return queryset
        changed = Edition.changed_by.through.objects.filter(edition=OuterRef("pk"), user=request.user)
        return queryset.filter(Q(created_by=request.user) | Exists(changed))


class AgencyFilter(admin.SimpleListFilter):
    """By the agency that leads or takes part."""

    title = gettext_lazy("agency")
    parameter_name = "agency"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        user = member(request)
        agencies = Agency.objects.all() if user.has_perm("articles.write_any_edition") else agencies_of(user)
        return [(str(agency.pk), str(agency)) for agency in agencies]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Edition]) -> QuerySet[Edition]:
        value = self.value()
        if not (value and value.isascii() and value.isdigit()):
            return queryset
        return queryset.filter(Exists(EditionAgency.objects.filter(edition=OuterRef("pk"), agency=int(value))))
