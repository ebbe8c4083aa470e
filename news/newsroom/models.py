"""Who publishes: the one newsroom of this installation, and the counter behind its release numbers."""

from __future__ import annotations

import datetime
import zoneinfo
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from news.photos.models import Photo
from news.prepared import Prepared
from news.richtext import LineField, RichTextField

from . import accents
from .number_template import check_template

MAX_COMMENTS_DAYS = 3650
_OF_THE_SITE = {(accents.ACCENT, ""), (accents.ACCENT, accents.ACCENT_DARK)}
USAGE_TERMS = """\
Teks boleh dimuat dalam pemberitaan, utuh atau sebagian, dengan menyebut sumbernya.
Kutipan dimuat sebagaimana diucapkan, kata demi kata.
Foto hanya untuk pemberitaan tentang isi siarannya, dengan kredit yang tertulis di dalam berkasnya; bukan untuk iklan.
Bila pada sebuah foto tertulis ketentuan lain, ketentuan itulah yang berlaku."""
"""What a newsroom begins with, in its own language: it is the newsroom's word, which it changes as it wishes."""
ZONES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


class Level(models.TextChoices):
    """How pressing a banner is."""

    NOTICE = "notice", _("notice")
    WARNING = "warning", _("warning")
    EMERGENCY = "emergency", _("emergency")


class Newsroom(models.Model):
    """The press office itself: there is one row, with ``pk`` 1; until ``begin`` or ``demo`` it is not there."""

    name = models.CharField(_("name"), max_length=120, default="Warta")
    city = models.CharField(_("city"), max_length=80, blank=True)
    tagline = models.CharField(_("tagline"), max_length=160, blank=True)
    crest = models.ForeignKey(Photo, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("crest"))
    accent = models.CharField(
        _("accent colour"),
        max_length=7,
        default=accents.ACCENT,
        validators=[accents.check_light],
        help_text=_("For links, rules and the woven band: # and six digits. It must be readable on paper."),
    )
    accent_dark = models.CharField(
        _("accent colour in the dark"),
        max_length=7,
        blank=True,
        validators=[accents.check_dark],
        help_text=_("For readers whose screen is set to dark. Empty: a lighter tone of the accent is taken."),
    )
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
    usage_terms = models.TextField(
        _("terms of use"),
        max_length=2000,
        blank=True,
        default=USAGE_TERMS,
        help_text=_(
            "What others may do with texts and photos, a sentence on each line. It stands in every press pack: on its "
            "page, in the PDF and beside the photos. Empty: they are told to ask the press contact."
        ),
    )

    # On this row, since every page asks for it anyway; written by ``banners`` and ``static_pages``.
    banner_level = models.CharField(_("level"), max_length=10, choices=Level, default=Level.NOTICE, editable=False)
    banner_text = LineField(_("text of the banner"), max_length=240, blank=True, editable=False)
    banner_url = models.CharField(_("link of the banner"), max_length=300, blank=True, editable=False)
    banner_until = models.DateTimeField(_("banner until"), null=True, editable=False)
    foot_pages = models.JSONField(
        default=list, editable=False, help_text=_("Address and title of each static page, in the order of the foot.")
    )

    class Meta:
        verbose_name = _("newsroom")
        verbose_name_plural = _("newsroom")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="newsroom_is_one"),
            models.CheckConstraint(
                condition=models.Q(banner_text="") | models.Q(banner_until__isnull=False), name="newsroom_banner_ends"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def current(cls) -> Newsroom:
        """Return the newsroom of this installation; one with the defaults, not saved, before it has begun."""
        return next(iter(_current()), None) or cls(pk=1)

    @property
    def tzinfo(self) -> zoneinfo.ZoneInfo:
        """The newsroom's time zone."""
        return zoneinfo.ZoneInfo(self.zone)

    @property
    def zone_label(self) -> str:
        """WIB, WITA or WIT: printed behind every time."""
        return ZONES[self.zone]

    @property
    def has_banner(self) -> bool:
        """Whether a banner stands on every page at this moment."""
        return bool(self.banner_text and self.banner_until and timezone.now() < self.banner_until)

    @property
    def colours(self) -> tuple[str, str]:
        """The accent colours on paper and in the dark (``#rrggbb``); one that cannot be read is the default's."""
        light = self.accent if self._can_be_read(self.accent, accents.check_light) else accents.ACCENT
        if self._can_be_read(self.accent_dark, accents.check_dark):
            return light, self.accent_dark
        return light, accents.ACCENT_DARK if light == accents.ACCENT else accents.nearest(light, accents.DARK)

    @property
    def colours_address(self) -> str:
        """Where the stylesheet of its own accents is; empty if they are those of the site's stylesheet anyway."""
        if (self.accent, self.accent_dark) in _OF_THE_SITE:
            return ""
        light, dark = self.colours
        return reverse("colours", args=[light[1:], dark[1:]])

    @staticmethod
    def _can_be_read(colour: str, check: Callable[[str], None]) -> bool:
        try:
            check(colour)
        except ValidationError:
            return False
        return True

    def local(self, moment: datetime.datetime) -> datetime.datetime:
        """Return ``moment`` (aware) in the newsroom's zone."""
        return timezone.localtime(moment, self.tzinfo)

    def clean(self) -> None:
        """Refuse a new zone once a number was given: the dates in addresses would change."""
        self.accent, self.accent_dark = self.accent.strip().lower(), self.accent_dark.strip().lower()
        before = type(self).objects.filter(pk=1).first()
        if before and before.zone != self.zone and NumberCounter.objects.exists():
            raise ValidationError({"zone": _("The time zone cannot change after the first release.")})


@Prepared
def _current() -> models.QuerySet[Newsroom]:
    return Newsroom.objects.select_related("crest").filter(pk=1)  # not first(), which orders


class NumberCounter(models.Model):
    """The last serial that was given in a year; its row is the lock behind which numbers are given."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    last = models.PositiveIntegerField(_("last serial"), default=0)

    class Meta:
        verbose_name = _("number counter")
        verbose_name_plural = _("number counters")

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class StaticPage(models.Model):
    """A page that is no release: about us, comments, personal data, corrections; kept by ``static_pages``."""

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    title = LineField(_("title"), max_length=120)
    body = RichTextField(_("text"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    is_public = models.BooleanField(_("readers see it"), default=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("static page")
        verbose_name_plural = _("static pages")
        ordering = ["order", "title", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("static_page", args=[self.slug])


class Redirect(models.Model):
    """An address of an earlier site, and where what stood there is now; written by ``redirecting``."""

    path = models.CharField(
        _("old address"), max_length=400, unique=True,
        help_text=_("As it was: /2019/03/11/judul/ or /?p=123; without the name of the site."),
    )  # fmt: skip
    target = models.CharField(_("new address"), max_length=400, help_text=_("On this site, or a whole address."))
    hits = models.PositiveIntegerField(_("times asked for"), default=0, editable=False)
    last_hit_at = models.DateTimeField(_("last asked for"), null=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        ordering = ["path"]

    def __str__(self) -> str:
        return self.path
