"""Who publishes: the one newsroom of this installation, and the counter behind its release numbers."""

from __future__ import annotations

import datetime
import zoneinfo

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from news.photos.models import Photo

from .number_template import check_template

MAX_COMMENTS_DAYS = 3650
ZONES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


class Newsroom(models.Model):
    """The press office itself: there is one row, with ``pk`` 1; until ``begin`` or ``demo`` it is not there."""

    name = models.CharField(_("name"), max_length=120, default="Warta")
    city = models.CharField(_("city"), max_length=80, blank=True)
    tagline = models.CharField(_("tagline"), max_length=160, blank=True)
    crest = models.ForeignKey(Photo, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("crest"))
    zone = models.CharField(
        _("time zone"),
        max_length=40,
        default="Asia/Jakarta",
        choices=[(zone, f"{zone} ({label})") for zone, label in ZONES.items()],
        help_text=_("Cannot change after the first release."),
    )
    number_template = models.CharField(
        _("number template"),
        max_length=80,
        default="{serial:03}/SP/{month_roman}/{year}",
        validators=[check_template],
        help_text=_(
            "{serial} {month} {month_roman} {year}; {serial:03} pads with zeros. The serial restarts each year."
        ),
    )
    editors_may_release = models.BooleanField(
        _("editors may release"), default=False, help_text=_("For an office of two: whoever reviews may also release.")
    )
    contact_name = models.CharField(_("press contact"), max_length=120, blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=40, blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True)
    contact_hours = models.CharField(_("hours"), max_length=120, blank=True)
    address = models.TextField(_("address"), blank=True)
    comments_days = models.PositiveSmallIntegerField(
        _("days until comments close"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MAX_COMMENTS_DAYS)],
        help_text=_("What a new release begins with; counted from its publication. Empty: they do not close."),
    )
    complaints_channel = models.CharField(
        _("complaints channel"), max_length=300, blank=True, help_text=_("Where citizens complain about a service.")
    )

    class Meta:
        verbose_name = _("newsroom")
        verbose_name_plural = _("newsroom")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="newsroom_is_one")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def current(cls) -> Newsroom:
        """Return the newsroom of this installation; one with the defaults, not saved, before it has begun."""
        found = cls.objects.select_related("crest").filter(pk=1)  # not first(), which orders: it is asked on every page
        return next(iter(found), None) or cls(pk=1)

    @property
    def tzinfo(self) -> zoneinfo.ZoneInfo:
        """The newsroom's time zone."""
        return zoneinfo.ZoneInfo(self.zone)

    @property
    def zone_label(self) -> str:
        """WIB, WITA or WIT: printed behind every time."""
        return ZONES[self.zone]

    def local(self, moment: datetime.datetime) -> datetime.datetime:
        """Return ``moment`` (aware) in the newsroom's zone."""
        return timezone.localtime(moment, self.tzinfo)

    def clean(self) -> None:
        """Refuse a new zone once a number was given: the dates in addresses would change."""
        before = type(self).objects.filter(pk=1).first()
        if before and before.zone != self.zone and NumberCounter.objects.exists():
            raise ValidationError({"zone": _("The time zone cannot change after the first release.")})


class NumberCounter(models.Model):
    """The last serial that was given in a year; its row is the lock behind which numbers are given."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    last = models.PositiveIntegerField(_("last serial"), default=0)

    class Meta:
        verbose_name = _("number counter")
        verbose_name_plural = _("number counters")

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"
