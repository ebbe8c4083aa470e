"""Who speaks: agencies in their tree, officials, the offices of an agency and who held them when."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Collection, Container, Iterable
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from news.photos.models import Photo


class AgencyQuerySet(models.QuerySet["Agency"]):
    """Agencies."""

    def within(self, roots: Iterable[int]) -> AgencyQuerySet:
        """Keep the agencies with the ids ``roots`` and all below them; one query for the tree."""
        children: dict[int | None, list[int]] = {}
        for pk, parent_id in self.model._default_manager.values_list("pk", "parent_id"):
            children.setdefault(parent_id, []).append(pk)
        found: set[int] = set()
        waiting = list(roots)
        while waiting:
            pk = waiting.pop()
            if pk not in found:
                found.add(pk)
                waiting.extend(children.get(pk, ()))
        return self.filter(pk__in=found)

    def existing_on(self, date: datetime.date) -> AgencyQuerySet:
        """Keep those that exist on ``date``; like appointments, agencies exist in [from, until)."""
        return self.filter(
            Q(valid_from_date__isnull=True) | Q(valid_from_date__lte=date),
            Q(valid_until_date__isnull=True) | Q(valid_until_date__gt=date),
        )

    def begun_on(self, date: datetime.date) -> AgencyQuerySet:
        """Keep those that exist on ``date`` or existed before: one that is to come is not told of."""
        return self.filter(Q(valid_from_date__isnull=True) | Q(valid_from_date__lte=date))


class Agency(models.Model):
    """A unit of the government: a dinas, a badan, a kecamatan, a hospital, an enterprise of the city.

    A name that was decided on in advance waits in ``next_name``. From 00:00 of its day whoever fetches the agency gets
    it under that name, and whatever saves the agency writes it down; nothing has to run for it.
    """

    class Kind(models.TextChoices):
        LEADERSHIP = "leadership", _("leadership")
        SECRETARIAT = "secretariat", _("secretariat")
        DEPARTMENT = "department", _("department (dinas)")
        BOARD = "board", _("board (badan)")
        DISTRICT = "district", _("district (kecamatan)")
        HEALTH = "health", _("hospital or health centre")
        ENTERPRISE = "enterprise", _("municipal enterprise")
        OTHER = "other", _("other unit")

    name = models.CharField(_("name"), max_length=160)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.DEPARTMENT)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    boilerplate = models.TextField(_("boilerplate"), blank=True, help_text=_("About this agency, under each release."))
    address = models.TextField(_("postal address"), blank=True)
    contact_name = models.CharField(_("press contact"), max_length=120, blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=40, blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True)
    contact_hours = models.CharField(_("hours"), max_length=120, blank=True)
    logo = models.ForeignKey(Photo, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("logo"))
    valid_from_date = models.DateField(_("exists from"), null=True, blank=True)
    valid_until_date = models.DateField(_("exists until"), null=True, blank=True)
    successors = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="predecessors",
        verbose_name=_("succeeded by"),
        help_text=_("From the day until which this agency exists: one agency, or several if it was split."),
    )
    next_name = models.CharField(max_length=160, blank=True, editable=False)
    next_short_name = models.CharField(max_length=60, blank=True, editable=False)
    next_name_date = models.DateField(null=True, editable=False)

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from_date__isnull=True)
                | Q(valid_until_date__isnull=True)
                | Q(valid_until_date__gt=F("valid_from_date")),
                name="agency_from_before_until",
                violation_error_message=_("“Until” must be after “from”."),
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("pk")),
                name="agency_not_its_own_parent",
                violation_error_message=_("An agency cannot be part of itself."),
            ),
            models.CheckConstraint(
                condition=Q(next_name="", next_name_date__isnull=True)
                | (~Q(next_name="") & Q(next_name_date__isnull=False)),
                name="agency_next_name_with_its_day",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name

    def get_absolute_url(self) -> str:
        return reverse("agency", args=[self.slug])

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any], **options: Any) -> Self:
        """Return the agency under the name that it has today."""
        agency = super().from_db(db, field_names, values, **options)
        agency.keep_up(timezone.localdate())
        return agency

    def keep_up(self, today: datetime.date) -> None:
        """Take the name that was decided on in advance, if its day has come and what was fetched tells of it."""
        day = self.__dict__.get("next_name_date")
        if day and day <= today and {"name", "short_name", "next_name", "next_short_name"} <= self.__dict__.keys():
            self.name, self.short_name = self.next_name, self.next_short_name
            self.next_name, self.next_short_name, self.next_name_date = "", "", None

    def clean(self) -> None:
        """Refuse a parent that lies below this agency."""
        if self.pk and self.parent_id and Agency.objects.within([self.pk]).filter(pk=self.parent_id).exists():
            raise ValidationError({"parent": _("This agency is part of the one you name: the tree would be a circle.")})

    def is_succeeded_by(self, others: Iterable[Agency]) -> bool:
        """Say whether one of ``others`` is this agency, or was succeeded by it, at once or in turn; one query."""
        heirs: dict[int, list[int]] = {}
        links = Agency.successors.through._default_manager.exclude(from_agency=self.pk)
        for ended, heir in links.values_list("from_agency", "to_agency"):
            heirs.setdefault(ended, []).append(heir)
        passed, waiting = set[int](), [other.pk for other in others]
        while waiting:
            pk = waiting.pop()
            if pk == self.pk:
                return True
            if pk not in passed:
                passed.add(pk)
                waiting.extend(heirs.get(pk, ()))
        return False

    def exists_on(self, date: datetime.date) -> bool:
        """Say whether the agency exists on ``date``."""
        return (self.valid_from_date is None or self.valid_from_date <= date) and (
            self.valid_until_date is None or date < self.valid_until_date
        )

    def named_on(self, date: datetime.date) -> tuple[str, str]:
        """Return name and short name as they were on ``date``; fetch ``former_names`` along for many agencies."""
        later = [former for former in self.former_names.all() if former.until_date > date]
        then = min(later, key=lambda former: former.until_date, default=None) or self
        return then.name, then.short_name

    def name_on(self, date: datetime.date) -> str:
        """Return the name that the agency had on ``date``."""
        return self.named_on(date)[0]


class AgencyName(models.Model):
    """A name that an agency had until a date, from whichever date the name before it ended."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="former_names", verbose_name=_("agency"))
    name = models.CharField(_("name"), max_length=160)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    until_date = models.DateField(_("until"), help_text=_("The first day under the next name."))

    class Meta:
        verbose_name = _("former name")
        verbose_name_plural = _("former names")
        ordering = ["-until_date", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "until_date"],
                name="agency_name_once_a_date",
                violation_error_message=_("A former name already ends on this date."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class OfficialQuerySet(models.QuerySet["Official"]):
    """Officials."""

    def current(self) -> OfficialQuerySet:
        """Keep the records that stand for a person: not those that were merged into another."""
        return self.filter(merged_into__isnull=True)

    def with_records(self) -> OfficialQuerySet:
        """Learn along whether other records were merged into each, so that :attr:`Official.records` seldom asks."""
        merged = self.model._default_manager.filter(merged_into=OuterRef("pk"))
        return self.annotate(has_merged=Exists(merged))


class Official(models.Model):
    """A person who speaks for the government; titles and degrees are kept apart from the name."""

    name = models.CharField(_("name"), max_length=120, help_text=_("Without titles and degrees."))
    honorific_prefix = models.CharField(_("titles before"), max_length=40, blank=True, help_text=_("Such as Dr. Hj."))
    honorific_suffix = models.CharField(
        _("degrees after"), max_length=60, blank=True, help_text=_("Such as S.Sos., M.Si.")
    )
    aliases = models.TextField(
        _("also written"), blank=True, help_text=_("Other spellings and short forms, one a line.")
    )
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    portrait = models.ForeignKey(
        Photo, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("portrait")
    )
    biography = models.TextField(_("biography"), blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="merged", verbose_name=_("merged into")
    )

    objects = OfficialQuerySet.as_manager()

    RESERVED_SLUGS = frozenset({"menjabat"})  # /pejabat/menjabat/ is a page of its own

    class Meta:
        verbose_name = _("official")
        verbose_name_plural = _("officials")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(merged_into=F("pk")), name="official_not_merged_into_itself")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("official", args=[self.slug])

    def clean(self) -> None:
        """Refuse an address that is a page of its own."""
        if self.slug in self.RESERVED_SLUGS:
            raise ValidationError({"slug": _("This address is taken by a page; choose another.")})

    @property
    def full_name(self) -> str:
        """The name with titles before and degrees after, as a letterhead prints it."""
        name = f"{self.honorific_prefix} {self.name}".strip()
        return f"{name}, {self.honorific_suffix}" if self.honorific_suffix else name

    @property
    def alias_list(self) -> list[str]:
        """The other spellings, in order."""
        return [line.strip() for line in self.aliases.splitlines() if line.strip()]

    @property
    def records(self) -> list[int]:
        """The ids of this record and of those that were merged into it; one query, unless it is known that none was."""
        merged = list(self.merged.values_list("pk", flat=True)) if getattr(self, "has_merged", True) else []
        return [self.pk, *merged]

    def namesakes(self) -> list[tuple[str, Official]]:
        """Return each spelling of this official that is a spelling of another too, with the other; one query."""
        own = {_folded(spelling): spelling for spelling in (self.name, *self.alias_list)}
        others = Official.objects.current().exclude(pk=self.pk).only("name", "aliases")
        return [
            (own[_folded(spelling)], other)
            for other in others
            for spelling in dict.fromkeys([other.name, *other.alias_list])
            if _folded(spelling) in own
        ]


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


class Position(models.Model):
    """An office of an agency; who holds it is an :class:`Appointment`."""

    title = models.CharField(
        pgettext_lazy("of an office", "title"), max_length=120, help_text=_("Such as Kepala, Camat, Wali Kota.")
    )
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="positions", verbose_name=_("agency"))
    rank = models.PositiveSmallIntegerField(_("rank"), default=100, help_text=_("1 comes first."))

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        ordering = ["rank", "title", "pk"]
        constraints = [models.UniqueConstraint(fields=["agency", "title"], name="position_once_an_agency")]
        indexes = [models.Index(fields=["rank", "title", "id"], name="position_in_order")]

    def __str__(self) -> str:
        return self._of(self.agency.name)

    def get_absolute_url(self) -> str:
        return reverse("position", args=[self.pk])

    def title_on(self, date: datetime.date) -> str:
        """Return the office with its agency's name as it was on ``date``."""
        return self._of(self.agency.name_on(date))

    def _of(self, agency_name: str) -> str:
        return f"{self.title} {agency_name}" if self.agency.kind != Agency.Kind.LEADERSHIP else self.title


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    """Appointments, with what is needed to print them."""

    def held_on(self, date: datetime.date) -> AppointmentQuerySet:
        """Keep those in force on ``date``: half-open, so that on a hand-over only the successor holds the office."""
        return self.filter(Q(end_date__isnull=True) | Q(end_date__gt=date), start_date__lte=date)

    def printable(self) -> AppointmentQuerySet:
        """Fetch official, position and agency along."""
        return self.select_related("official__portrait", "position__agency")


class Appointment(models.Model):
    """Who held an office, from when until when, and in which capacity; dates are half-open, [start, end)."""

    class Capacity(models.TextChoices):
        DEFINITIVE = "definitive", _("definitive")
        PLT = "plt", _("Plt. (acting, the holder is unavailable)")
        PLH = "plh", _("Plh. (acting, day to day)")
        PJ = "pj", _("Pj. (acting, a vacancy)")
        PJS = "pjs", _("Pjs. (acting, campaign leave)")

    official = models.ForeignKey(Official, models.PROTECT, related_name="appointments", verbose_name=_("official"))
    position = models.ForeignKey(Position, models.PROTECT, related_name="appointments", verbose_name=_("position"))
    capacity = models.CharField(_("capacity"), max_length=10, choices=Capacity, default=Capacity.DEFINITIVE)
    start_date = models.DateField(_("from"))
    end_date = models.DateField(
        _("until"), null=True, blank=True, help_text=_("The first day on which the office is no longer held.")
    )
    decree_number = models.CharField(_("decree number"), max_length=80, blank=True)
    decree_date = models.DateField(_("decree date"), null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        ordering = ["-start_date", "pk"]
        indexes = [models.Index(fields=["position", "start_date"], name="appointment_by_position")]
        constraints = [
            models.CheckConstraint(
                condition=Q(end_date__isnull=True) | Q(end_date__gt=F("start_date")),
                name="appointment_start_before_end",
                violation_error_message=_("“Until” must be after “from”."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.official}, {self.office}"

    @property
    def office(self) -> str:
        """The office as it is printed: ``Plt. Kepala Dinas Kesehatan``."""
        return self._as(str(self.position))

    def office_on(self, date: datetime.date) -> str:
        """Return the office as it was printed on ``date``, under the name that the agency had then."""
        return self._as(self.position.title_on(date))

    def _as(self, title: str) -> str:
        return title if self.capacity == self.Capacity.DEFINITIVE else f"{self.capacity.capitalize()}. {title}"

    def was_held_on(self, date: datetime.date) -> bool:
        """Say whether the office was held on ``date``."""
        return self.start_date <= date and (self.end_date is None or date < self.end_date)

    def clean(self) -> None:
        """Refuse a second definitive holder at the same time, in words; the database refuses it in any case."""
        if self.capacity != self.Capacity.DEFINITIVE or not self.position_id or not self.start_date:
            return
        others = Appointment.objects.filter(position=self.position, capacity=self.Capacity.DEFINITIVE).exclude(
            pk=self.pk
        )
        others = others.filter(Q(end_date__isnull=True) | Q(end_date__gt=self.start_date))
        if self.end_date:
            others = others.filter(start_date__lt=self.end_date)
        if other := others.select_related("official").first():
            raise ValidationError(
                _("%(name)s holds this office definitively at that time; end that appointment first."),
                params={"name": other.official.name},
            )


class Change(models.Model):
    """What a decision changed, row by row, so that it can be taken back while nothing else depends on it."""

    event = models.CharField(max_length=20)
    subject = models.CharField(max_length=40)
    note = models.TextField(blank=True)
    rows = models.JSONField(default=list)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["subject", "-id"], name="change_by_subject")]

    def __str__(self) -> str:
        return f"{self.event} {self.subject}"


class PendingImport(models.Model):
    """A file that somebody uploaded and looks at, before it is applied or forgotten."""

    KEPT = datetime.timedelta(days=1)

    kind = models.CharField(max_length=10)
    file_name = models.CharField(max_length=200)
    content = models.BinaryField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.file_name


class Membership(models.Model):
    """Who works for which agency: a writer writes for their own agencies and those below them."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name=_("user")
    )
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="memberships", verbose_name=_("agency"))

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["user", "agency"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.agency}"


class Depiction(models.Model):
    """Who is in which photo."""

    photo = models.ForeignKey(Photo, models.CASCADE, related_name="depictions", verbose_name=_("photo"))
    official = models.ForeignKey(Official, models.CASCADE, related_name="depictions", verbose_name=_("official"))

    class Meta:
        verbose_name = _("depiction")
        verbose_name_plural = _("depictions")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["photo", "official"], name="depiction_once")]

    def __str__(self) -> str:
        return f"{self.official}: {self.photo}"


def free_slug(name: str, taken: Container[str]) -> str:
    """Return an address made from ``name`` that is not among ``taken``; at most 80 characters."""
    base = slugify(name)[:72].strip("-") or "pejabat"
    return next(
        slug for slug in itertools.chain([base], (f"{base}-{n}" for n in itertools.count(2))) if slug not in taken
    )


def offices_on(officials: Collection[int], date: datetime.date) -> dict[int, list[Appointment]]:
    """Return the appointments in force on ``date`` by official id, the highest rank first; one query."""
    held: dict[int, list[Appointment]] = {pk: [] for pk in officials}
    for appointment in (
        Appointment.objects.held_on(date).printable().filter(official__in=officials).order_by("position__rank", "pk")
    ):
        held[appointment.official_id].append(appointment)
    return held
