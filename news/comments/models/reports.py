"""What asks for a second look: reports by readers, and the author's one appeal."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from news.richtext import PlainTextField

from .comments import Comment


class Report(models.Model):
    """A reader's report of a published comment, or its author's appeal against what was decided on it.

    While one is open, the comment's ``reported_at`` is the moment of the oldest; a decision on the comment closes all.
    """

    class Reason(models.TextChoices):
        SPAM = "spam", _("spam or advertising")
        INSULT = "insult", _("insult or harassment")
        HATE = "hate", _("hate")
        MISINFORMATION = "misinformation", _("misinformation")
        PERSONAL_DATA = "personal_data", _("personal data")
        OTHER = "other", _("other")
        APPEAL = "appeal", _("appeal of its author")

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="reports", verbose_name=_("comment"))
    reason = models.CharField(_("reason"), max_length=16, choices=Reason)
    text = PlainTextField(_("text"), blank=True)
    address_hash = models.CharField(_("keyed hash of the address"), max_length=64, blank=True, editable=False)
    at = models.DateTimeField(_("at"), default=timezone.now)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(F("comment"), name="report_one_appeal", condition=Q(reason="appeal")),
            models.UniqueConstraint(
                F("comment"), F("address_hash"), name="report_once_an_address", condition=~Q(address_hash="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.text[:60]}"
