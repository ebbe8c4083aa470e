"""The offices of an agency, and who held each from when until when."""

from __future__ import annotations

import datetime
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from news.prepared import Day

from .agencies import Agency
from .officials import Official


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

    def held_on(self, date: Day) -> AppointmentQuerySet:
        """Keep those in force on ``date``: half-open, so that on a hand-over only the successor holds the office."""
        return self.filter(Q(end_date__isnull=True) | Q(end_date__gt=date), start_date__lte=date)

    def not_held_on(self, date: datetime.date) -> AppointmentQuerySet:
        """Keep those over on ``date``, or still to come; no subquery, which PostgreSQL may ask again for each row."""
        return self.filter(Q(end_date__lte=date) | Q(start_date__gt=date))

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


def offices_on(officials: Collection[int], date: datetime.date) -> dict[int, list[Appointment]]:
    """Return the appointments in force on ``date`` by official id, the highest rank first; one query."""
    held: dict[int, list[Appointment]] = {pk: [] for pk in officials}
    for appointment in (
        Appointment.objects.held_on(date).printable().filter(official__in=officials).order_by("position__rank", "pk")
    ):
        held[appointment.official_id].append(appointment)
    return held
