"""Who is kept from commenting."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from news.richtext import PlainTextField

from .comments import Comment


class Sanction(models.Model):
    """A ban of an author, an address, a network or a domain, until a moment; lifted ones stay as history.

    ``value`` is what the comment carries: its ``email_hash``, ``address_hash`` or ``network_hash``; or a domain in
    lower case, which links and e-mail addresses are checked against.
    """

    class Kind(models.TextChoices):
        AUTHOR = "author", _("author")
        ADDRESS = "address", _("address")
        NETWORK = "network", _("network")
        DOMAIN = "domain", _("domain")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    value = models.CharField(_("value"), max_length=255)
    reason = PlainTextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("who"))
    comment = models.ForeignKey(
        Comment, models.PROTECT, null=True, blank=True, related_name="sanctions", verbose_name=_("on account of")
    )
    at = models.DateTimeField(_("from"), default=timezone.now)
    expires_at = models.DateTimeField(_("until"))
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lifted by")
    )

    class Meta:
        verbose_name = _("ban")
        verbose_name_plural = _("bans")
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("at")), name="sanction_from_before_until"),
            models.CheckConstraint(condition=~Q(value=""), name="sanction_names_whom"),
        ]
        indexes = [
            models.Index("kind", "value", "expires_at", name="sanction_standing", condition=Q(lifted_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.value[:12]}"
