"""How the list of releases is narrowed; filters combine, and each that is set is shown above the list."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news.accounts.models import User
from news.directory.models import Agency, Official
from news.directory.permissions import agencies_of

from .. import waiting
from ..models import Edition, EditionAgency, EditionTag, Mention, Tag
from ..views.asking import member

State = Edition.State
MOST_MATCHES = 200
"""Officials or topics that fit what was typed; whoever types one letter means none of them."""


class StateFilter(admin.SimpleListFilter):
    """By state: of each article the newest edition in it; without a choice the newest that was not discarded."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            *State.choices,
            ("live", _("live")),
            ("scheduled", _("scheduled")),
            ("embargoed", _("under embargo")),
            ("unconfirmed", _("awaits confirmation")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Edition]) -> QuerySet[Edition]:
        value, user, now = self.value(), member(request), timezone.now()
        special = {
            "live": lambda: Edition.objects.live(now),
            "scheduled": lambda: waiting.scheduled(user, now),
            "embargoed": lambda: waiting.embargoed(user, now),
            "unconfirmed": lambda: waiting.unconfirmed(user),
        }
        if value in special:
            return queryset & special[value]()
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
        return queryset.filter(waiting.is_of(request.user))


class WaitingFilter(admin.SimpleListFilter):
    """By whose decision it waits for."""

    title = gettext_lazy("waiting")
    parameter_name = "waiting"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        mine = [("me", _("for my decision"))] if request.user.has_perm("articles.review_edition") else []
        return [*mine, ("others", _("mine, with the editors"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Edition]) -> QuerySet[Edition]:
        if self.value() == "me":
            return queryset & waiting.for_decision(member(request))
        return queryset & waiting.with_others(member(request)) if self.value() == "others" else queryset


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
        if not (value and value.isascii() and value.isdigit() and len(value) < 10):
            return queryset
        return queryset.filter(pk__in=EditionAgency.objects.filter(agency=int(value)).values("edition"))


class PhotoFilter(admin.SimpleListFilter):
    """By whether there is a photo."""

    title = gettext_lazy("photo")
    parameter_name = "photo"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("none", _("without photo"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Edition]) -> QuerySet[Edition]:
        return queryset.filter(waiting.without_photo()) if self.value() == "none" else queryset


class TypedFilter(admin.ListFilter):
    """A filter that is typed into boxes: what does not narrow the list is still said above it, and can be removed."""

    template = "admin/articles/edition/typed_filter.html"
    boxes: ClassVar[dict[str, tuple[str | Promise, str]]]
    """By parameter: the label of its box, and the box's type."""
    others: list[tuple[str, str]]

    def __init__(self, request: HttpRequest, params: dict[str, Any], model: Any, model_admin: Any) -> None:
        super().__init__(request, params, model, model_admin)
        for name in self.boxes:
            if name in params:
                value = params.pop(name)[-1].replace("\0", "").strip()[:100]
                if value:
                    self.used_parameters[name] = value

    def has_output(self) -> bool:
        return True

    def expected_parameters(self) -> list[str | None]:
        return list(self.boxes)

    def given(self, name: str) -> str:
        """Return what was typed into the box ``name``."""
        return str(self.used_parameters.get(name, ""))

    def choices(self, changelist: Any) -> Iterator[Any]:
        """Yield what removes the filter and, if it is set, what it says; and note the other filters for the form."""
        kept = changelist.filter_params
        self.others = [(name, value) for name in kept if name not in self.boxes for value in kept[name]]
        self.others += [("q", changelist.query)] if changelist.query and "q" not in kept else []
        remove = changelist.get_query_string(remove=self.expected_parameters())
        yield {"selected": not self.used_parameters, "query_string": remove, "display": _("All")}
        if self.used_parameters:
            yield {"selected": True, "query_string": remove, "display": self.in_words()}

    def rows(self) -> list[dict[str, Any]]:
        """Return the boxes for the page."""
        return [
            {"name": name, "label": label, "type": kind, "value": self.given(name)}
            for name, (label, kind) in self.boxes.items()
        ]

    def in_words(self) -> str:
        """Return what was typed, for the line above the list."""
        return ", ".join(str(value) for value in self.used_parameters.values())


class DateFilter(TypedFilter):
    """By the day on which it went live, is scheduled for, or was last changed."""

    title = gettext_lazy("date")
    boxes: ClassVar[Any] = {"dari": (gettext_lazy("from"), "date"), "sampai": (gettext_lazy("until"), "date")}

    def day(self, name: str) -> datetime.date | None:
        """Return the day in the box ``name``; None if it is none."""
        try:
            day = datetime.date.fromisoformat(self.given(name))
        except ValueError:
            return None
        return day if 1900 < day.year < 2200 else None

    def queryset(self, request: HttpRequest, queryset: QuerySet[Edition]) -> QuerySet[Edition]:
        zone = timezone.get_current_timezone()
        since, until = self.day("dari"), self.day("sampai")
        went_live, changed = Q(live_from__isnull=False), Q(live_from=None)
        if since:
            begin = datetime.datetime.combine(since, datetime.time(), zone)
            went_live, changed = went_live & Q(live_from__gte=begin), changed & Q(changed_at__gte=begin)
        if until:
            end = datetime.datetime.combine(until + datetime.timedelta(days=1), datetime.time(), zone)
            went_live, changed = went_live & Q(live_from__lt=end), changed & Q(changed_at__lt=end)
        return queryset.filter(went_live | changed) if since or until else queryset

    def in_words(self) -> str:
        words = []
        for name, (label, _type) in self.boxes.items():
            if self.given(name):
                day = self.day(name)
                written = formats.date_format(day, "j M Y") if day else _("“%(typed)s” is no date") % {
                    "typed": self.given(name)
                }  # fmt: skip
                words.append(f"{label} {written}")
        return ", ".join(words)


class OfficialFilter(TypedFilter):
    """By an official whom it names: any part of the name."""

    title = gettext_lazy("official")
    boxes: ClassVar[Any] = {"official": (gettext_lazy("Part of the name"), "search")}

    def queryset(self, request: HttpRequest, queryset: QuerySet[Edition]) -> QuerySet[Edition]:
        words = self.given("official").split()[:6]
        if not words:
            return queryset
        officials = Official.objects.all()
        for word in words:
            officials = officials.filter(Q(name__icontains=word) | Q(aliases__icontains=word))
        keys = list(officials.values_list("pk", flat=True)[:MOST_MATCHES])
        return queryset.filter(pk__in=Mention.objects.filter(official__in=keys).values("edition"))


class TopicFilter(TypedFilter):
    """By topic: any part of its name."""

    title = gettext_lazy("topic")
    boxes: ClassVar[Any] = {"topic": (gettext_lazy("Part of the topic"), "search")}

    def queryset(self, request: HttpRequest, queryset: QuerySet[Edition]) -> QuerySet[Edition]:
        typed = self.given("topic")
        if not typed:
            return queryset
        keys = list(Tag.objects.filter(name__icontains=typed).values_list("pk", flat=True)[:MOST_MATCHES])
        return queryset.filter(pk__in=EditionTag.objects.filter(tag__in=keys).values("content_object"))
