"""How many releases a reader finds in the archive, kept so that no page counts them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ArchiveTally(models.Model):
    """How many articles were live at ``reckoned_until``, by the local day of their first publication; one row.

    ``days`` has a list for each month that has any, under its name such as ``2026-03``: the number for each of its days
    in order. Until the first reckoning ``reckoned_until`` is null. Written by ``counting`` only, which also says how
    many there are at any other moment.
    """

    days = models.JSONField(_("releases by day"), default=dict)
    reckoned_until = models.DateTimeField(_("reckoned until"), null=True)

    class Meta:
        verbose_name = _("tally of the archive")
        verbose_name_plural = _("tallies of the archive")
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="archive_tally_one_row")]

    def __str__(self) -> str:
        return f"{self.reckoned_until}"
