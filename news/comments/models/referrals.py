"""What was handed to an agency to answer."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from news.directory.models import Agency
from news.richtext import PlainTextField

from .comments import Comment


class Referral(models.Model):
    """A reader's comment that an agency is to answer by a date; one is open at a time for a comment."""

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="referrals", verbose_name=_("comment"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="referrals", verbose_name=_("agency"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("who"))
    note = PlainTextField(_("note"), blank=True)
    at = models.DateTimeField(_("at"), default=timezone.now)
    due_date = models.DateField(_("due"), help_text=_("The last day on which the answer is in time."))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True, help_text=_("Answered, or taken back."))
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    answer = models.OneToOneField(
        Comment, models.PROTECT, null=True, blank=True, related_name="answered_referral", verbose_name=_("answer")
    )

    class Meta:
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        ordering = ["due_date", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(F("comment"), name="referral_one_open", condition=Q(closed_at__isnull=True))
        ]
        indexes = [
            models.Index("agency", "due_date", "id", name="referral_open", condition=Q(closed_at__isnull=True)),
            models.Index("due_date", "id", name="referral_due", condition=Q(closed_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.agency} ({self.due_date})"
