"""Agencies in their tree, the names that they had, and who works for them."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

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
