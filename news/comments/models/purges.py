"""What was purged, day by day: evidence without personal data."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Purge(models.Model):
    """How many rows of each kind lost on a day what is kept for a while only; there is one where something was."""

    date = models.DateField(_("day"), unique=True)
    counts = models.JSONField(_("purged"), default=dict)
    at = models.DateTimeField(_("last"))

    class Meta:
        verbose_name = _("purge")
        verbose_name_plural = _("purges")
        ordering = ["-date"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.date}"
