"""Who is told: notices to colleagues, what each of them wants to hear of, and up to where the ledger was read."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from news.accounts.models import User
from news.articles.models import Edition
from news.ledger.models import LedgerEntry
from news.richtext import PlainTextField


class Kind(models.TextChoices):
    """What a notice is of; each kind can be switched off, at the desk and by e-mail."""

    SUBMITTED = "submitted", _("waits for my review")
    CONFIRM = "confirm", _("waits for my confirmation")
    RETURNED = "returned", _("returned or handed to me")
    APPROVED = "approved", _("approved")
    RELEASED = "released", _("released, scheduled or withdrawn")
    FAILED = "failed", _("failed")


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Notices."""

    def at_desk(self, user: User) -> NoticeQuerySet:
        """Keep what ``user`` finds at the desk, newest first."""
        return self.filter(user=user, is_at_desk=True).order_by("-pk")

    def unread(self) -> NoticeQuerySet:
        """Keep what nobody has opened yet."""
        return self.filter(read_at=None)


class Notice(models.Model):
    """What one colleague is told of one occasion, once.

    It tells of a decision (``entry``, about ``edition``), or says in ``text``, in its user's language, what failed.
    ``mail_due_at`` is set until a letter was posted, or nobody needs one any more.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices", db_index=False, verbose_name=_("who")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    occasion = models.CharField(_("occasion"), max_length=120, help_text=_("Nobody is told twice of the same."))
    edition = models.ForeignKey(
        Edition, models.CASCADE, null=True, related_name="notices", db_index=False, verbose_name=_("release")
    )
    entry = models.ForeignKey(
        LedgerEntry, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name=_("ledger entry")
    )
    text = PlainTextField(_("text"), blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)
    is_at_desk = models.BooleanField(_("at the desk"), default=True)
    mail_due_at = models.DateTimeField(_("to be mailed"), null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["user", "occasion"], name="notice_once")]
        indexes = [
            models.Index("user", F("id").desc(), name="notice_list", condition=Q(is_at_desk=True)),
            models.Index(
                "user", F("id").desc(), name="notice_unread", condition=Q(is_at_desk=True, read_at__isnull=True)
            ),
            models.Index("edition", name="notice_open", condition=Q(read_at__isnull=True)),
            models.Index("mail_due_at", "id", name="notice_mail", condition=Q(mail_due_at__isnull=False)),
            models.Index("created_at", name="notice_age"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.user}"


class Preference(models.Model):
    """How a colleague wants to be told of one kind; without a row both at the desk and by e-mail."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("who"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    at_desk = models.BooleanField(_("at the desk"), default=True)
    by_email = models.BooleanField(_("by e-mail"), default=True)

    class Meta:
        verbose_name = _("preference")
        verbose_name_plural = _("preferences")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="notice_preference_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_kind_display()}"


class Mark(models.Model):
    """Up to which sequence of the ledger colleagues were told; its one row is the lock behind which they are."""

    sequence = models.PositiveBigIntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="alerts_mark_is_one")]

    def __str__(self) -> str:
        return str(self.sequence)
