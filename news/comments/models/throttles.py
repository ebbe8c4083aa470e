"""How often something was done lately, so that it is not done too often."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Throttle(models.Model):
    """The moments at which one thing was done for one address lately; its row is the lock behind which it is done.

    ``name`` is a keyed hash: it tells neither what nor for whom.
    """

    name = models.CharField(_("name"), max_length=64, primary_key=True)
    moments = models.JSONField(_("moments"), default=list, help_text=_("Seconds since 1970, in order."))
    expires_at = models.DateTimeField(_("expires"), db_index=True)

    class Meta:
        verbose_name = _("throttle")
        verbose_name_plural = _("throttles")
        default_permissions = ()

    def __str__(self) -> str:
        return self.name[:12]
