"""What moderators decided."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from news.richtext import PlainTextField

from .comments import Comment


class Decision(models.Model):
    """What a moderator decided on a comment. Never changed, never deleted: triggers in the database refuse both.

    It holds no words of the comment, so that it can be kept when the comment's are erased.
    """

    class Action(models.TextChoices):
        APPROVE = "approve", _("approve")
        REJECT = "reject", _("reject")
        SPAM = "spam", _("spam")
        MASK = "mask", _("mask personal data")
        UNDO = "undo", _("undo")

    class Reason(models.TextChoices):
        ADVERTISING = "advertising", _("advertising")
        GAMBLING = "gambling", _("gambling")
        INSULT = "insult", _("insult")
        HARASSMENT = "harassment", _("harassment")
        HATE = "hate", _("hate")
        MISINFORMATION = "misinformation", _("misinformation")
        PERSONAL_DATA = "personal_data", _("personal data")
        ILLEGAL = "illegal", _("illegal")
        OFF_TOPIC = "off_topic", _("off topic")
        SPAM = "spam", _("spam")
        OTHER = "other", _("other")

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="decisions", verbose_name=_("comment"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("who"))
    action = models.CharField(_("decision"), max_length=10, choices=Action)
    from_status = models.CharField(_("status before"), max_length=10, choices=Comment.Status)
    to_status = models.CharField(_("status after"), max_length=10, choices=Comment.Status)
    reason = models.CharField(_("reason"), max_length=16, choices=Reason, blank=True)
    note = PlainTextField(_("note"), blank=True)
    at = models.DateTimeField(_("at"), default=timezone.now)
    undoes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="undone_by", verbose_name=_("undoes")
    )

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=~Q(action="reject") | ~Q(reason=""), name="decision_reject_has_reason"),
            models.CheckConstraint(
                condition=Q(action="undo", undoes__isnull=False) | (~Q(action="undo") & Q(undoes__isnull=True)),
                name="decision_undo_names_what",
            ),
        ]
        indexes = [models.Index(F("by"), F("id").desc(), name="decision_mine"), models.Index("at", name="decision_at")]

    def __str__(self) -> str:
        return f"{self.get_action_display()}: {self.from_status} → {self.to_status}"
