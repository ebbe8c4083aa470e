"""What was decided: one append-only history, each entry chained to the one before it by its hash."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class LedgerHead(models.Model):
    """The newest sequence and hash; its one row is the lock behind which entries are written."""

    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="ledger_head_is_one")]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.hash}"


class LedgerEntryQuerySet(models.QuerySet["LedgerEntry"]):
    """Entries."""

    def about(self, subject: str) -> LedgerEntryQuerySet:
        """Keep the history of ``subject`` (such as ``article:12``), oldest first."""
        return self.filter(subject=subject).select_related("actor").order_by("sequence")


class LedgerEntry(models.Model):
    """One decision. Never changed, never deleted: triggers in the database refuse both, but for a note's redaction."""

    sequence = models.PositiveBigIntegerField(_("sequence"), unique=True)
    at = models.DateTimeField(_("at"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("who")
    )
    actor_name = models.CharField(_("who, as then named"), max_length=200, blank=True)
    event = models.CharField(_("event"), max_length=40)
    subject = models.CharField(_("subject"), max_length=60, db_index=True)
    part = models.CharField(_("part"), max_length=60, blank=True, help_text=_("Such as edition:2."))
    note = models.TextField(_("note"), blank=True)
    # The chain holds the note's seal, so that personal data in a note can be redacted and the chain stays whole.
    note_salt = models.CharField(max_length=32, blank=True, editable=False)
    note_seal = models.CharField(max_length=64, blank=True, editable=False)
    digest = models.CharField(_("digest of the content"), max_length=64, blank=True)
    previous_hash = models.CharField(_("previous hash"), max_length=64)
    hash = models.CharField(_("hash"), max_length=64, unique=True)

    objects = LedgerEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger")
        ordering = ["-sequence"]

    def __str__(self) -> str:
        return f"{self.sequence} {self.event} {self.subject} {self.part}".rstrip()
