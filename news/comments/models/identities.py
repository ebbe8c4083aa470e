"""What is known of readers: as little as moderation can do with, and nothing that names them in clear."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class VerifiedAddress(models.Model):
    """An e-mail address, as a keyed hash, whose owner has pressed the link that was mailed to it."""

    email_hash = models.CharField(_("keyed hash of the e-mail"), max_length=64, unique=True)
    verified_at = models.DateTimeField(_("verified"), default=timezone.now)

    class Meta:
        verbose_name = _("verified address")
        verbose_name_plural = _("verified addresses")
        default_permissions = ()

    def __str__(self) -> str:
        return self.email_hash[:12]


class HashKey(models.Model):
    """The key of a month under which network addresses are hashed; destroyed after ninety days."""

    month_date = models.DateField(_("month"), unique=True, help_text=_("Its first day."))
    key = models.BinaryField(_("key"), max_length=32)

    class Meta:
        verbose_name = _("hash key")
        verbose_name_plural = _("hash keys")
        ordering = ["-month_date"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.month_date:%Y-%m}"


class SpentChallenge(models.Model):
    """A proof of work that was used; it cannot be used again."""

    digest = models.CharField(_("digest"), max_length=64, primary_key=True)
    expires_at = models.DateTimeField(_("expires"), db_index=True)

    class Meta:
        verbose_name = _("spent challenge")
        verbose_name_plural = _("spent challenges")
        default_permissions = ()

    def __str__(self) -> str:
        return self.digest[:12]


class ErasureRequest(models.Model):
    """A reader's wish, made through a link in a mail, that all they wrote under an e-mail address be erased.

    It is done a day later, unless they take it back.
    """

    email_hash = models.CharField(_("keyed hash of the e-mail"), max_length=64)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    due_at = models.DateTimeField(_("due"))
    taken_back_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)

    class Meta:
        verbose_name = _("erasure request")
        verbose_name_plural = _("erasure requests")
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                F("email_hash"),
                name="erasure_one_open",
                condition=Q(done_at__isnull=True, taken_back_at__isnull=True),
            )
        ]
        indexes = [
            models.Index("due_at", name="erasure_due", condition=Q(done_at__isnull=True, taken_back_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.email_hash[:12]} ({self.asked_at:%Y-%m-%d})"
