"""Links without log-in to what is not live yet: previews for colleagues, and press links under an embargo.

Written by ``linking`` only. Of a link's address the database holds a keyed hash: it is shown once, when it is made.
"""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from news.articles.models import Article, Edition
from news.richtext import LineField
from news.sealing import SealedTextField


class SecretLink(models.Model):
    """A link that opens something for whoever has it, until it expires or is revoked."""

    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("made by"))
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("revoked"), null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("revoked by")
    )
    times_opened = models.PositiveIntegerField(_("times opened"), default=0)
    last_opened_at = models.DateTimeField(_("last opened"), null=True)

    class Meta:
        abstract = True

    def holds_at(self, now: datetime.datetime) -> bool:
        """Say whether the link opens anything at ``now`` (aware), as far as it is up to the link."""
        return self.revoked_at is None and now < self.expires_at


class PreviewLink(SecretLink):
    """A link to an edition in any state; with ``edition`` empty, to the newest of the article."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="preview_links", verbose_name=_("article"))
    edition = models.ForeignKey(
        Edition, models.CASCADE, null=True, blank=True, related_name="preview_links", verbose_name=_("release")
    )
    label = LineField(_("for whom or what"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-pk"]
        default_permissions = ()  # see permissions

    def __str__(self) -> str:
        return self.label or f"#{self.pk}"


class PressLink(SecretLink):
    """A link to an edition under embargo, for one outlet or journalist."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="press_links", verbose_name=_("release"))
    outlet = LineField(_("outlet"), max_length=120, blank=True)
    name = SealedTextField(_("name"), blank=True)
    email = SealedTextField(_("e-mail"), blank=True)
    mailed_at = models.DateTimeField(_("mailed"), null=True)

    class Meta:
        verbose_name = _("press link")
        verbose_name_plural = _("press links")
        ordering = ["pk"]
        default_permissions = ()  # see permissions

    def __str__(self) -> str:
        return self.recipient

    @property
    def recipient(self) -> str:
        """Whom it is for: the name and the outlet, as far as they are known."""
        return ", ".join(word for word in (self.name, self.outlet) if word) or f"#{self.pk}"


class Opening(models.Model):
    """That a link was opened on a day (UTC), and how often from the same address.

    ``visitor`` is a keyed hash, different for each link, under a key that is destroyed with its month (see
    ``comments.addresses``): it tells whether one or many use a link, and never who.
    """

    preview_link = models.ForeignKey(PreviewLink, models.CASCADE, null=True, related_name="openings")
    press_link = models.ForeignKey(PressLink, models.CASCADE, null=True, related_name="openings")
    visitor = models.CharField(max_length=32, blank=True)
    date = models.DateField(_("date"))
    first_at = models.DateTimeField(_("first opened"))
    last_at = models.DateTimeField(_("last opened"))
    times = models.PositiveIntegerField(_("times"), default=0)

    class Meta:
        verbose_name = _("opening of a link")
        verbose_name_plural = _("openings of links")
        ordering = ["-last_at", "-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(preview_link__isnull=False, press_link=None)
                | Q(preview_link=None, press_link__isnull=False),
                name="opening_of_one_link",
            ),
            models.UniqueConstraint(fields=["preview_link", "date", "visitor"], name="preview_opened_once_a_day"),
            models.UniqueConstraint(fields=["press_link", "date", "visitor"], name="press_opened_once_a_day"),
        ]
        indexes = [models.Index(F("last_at"), name="opening_old")]

    def __str__(self) -> str:
        return f"{self.date} {self.times}"
