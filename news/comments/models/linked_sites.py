"""Which sites comments lead to, so that the same one in many of them is noticed."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .comments import Comment


class LinkedSite(models.Model):
    """A site that a comment leads to, kept for a day: only comments of the same hour are compared."""

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="linked_sites", verbose_name=_("comment"))
    site = models.CharField(_("site"), max_length=255, help_text=_("Its domain, without subdomains."))
    at = models.DateTimeField(_("at"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("linked site")
        verbose_name_plural = _("linked sites")
        default_permissions = ()
        constraints = [models.UniqueConstraint("comment", "site", name="linked_site_once")]
        indexes = [models.Index("site", "at", name="linked_site_recent")]

    def __str__(self) -> str:
        return self.site
