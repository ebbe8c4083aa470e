"""How a moderator likes to work."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Preference(models.Model):
    """What a moderator chose for the queue; who chose nothing has no row, and the defaults."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+", verbose_name=_("who")
    )
    has_keys = models.BooleanField(_("single keys decide"), default=True, help_text=_("WCAG 2.2, 2.1.4."))

    class Meta:
        verbose_name = _("preference")
        verbose_name_plural = _("preferences")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.user}"
