"""What open editions said when something was decided about them."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .editions import Edition


class Snapshot(models.Model):
    """What an edition said when something was decided about it while it was still open, kept once for each wording.

    The ledger's entry of that decision has the same ``digest``; so what changed since can be shown. What was released
    needs none: it stays as it is.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="snapshots", verbose_name=_("release"))
    digest = models.CharField(_("digest of the content"), max_length=64)
    content = models.JSONField(_("content"))
    kept_at = models.DateTimeField(_("kept"), default=timezone.now)

    class Meta:
        verbose_name = _("earlier state")
        verbose_name_plural = _("earlier states")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["edition", "digest"], name="snapshot_once")]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.digest[:12]}"
