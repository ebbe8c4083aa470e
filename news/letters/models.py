"""What is to be mailed: an outbox that is written in the transaction that decides, and emptied by the worker."""

from __future__ import annotations

import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from news.richtext import LineField
from news.sealing import SealedTextField


class LetterQuerySet(models.QuerySet["Letter"]):
    """Letters; each is in one of the states of :class:`Letter.State`."""

    def due(self, now: datetime.datetime) -> LetterQuerySet:
        """Keep what is to be sent at ``now``, the longest due first."""
        return self.filter(next_try_at__lte=now).order_by("next_try_at", "pk")

    def claimed_before(self, moment: datetime.datetime) -> LetterQuerySet:
        """Keep what somebody began to send before ``moment``, and of which nothing was heard since."""
        return self.filter(claimed_at__lt=moment)

    def remembered(self) -> LetterQuerySet:
        """Keep those whose address and body are still there."""
        return self.filter(forgotten_at=None)


class Letter(models.Model):
    """A letter to one address; the same ``key`` posted twice is one letter.

    It is in one state, told by its moments: ``next_try_at`` (waiting), ``claimed_at`` (a worker is sending it),
    ``sent_at``, ``failed_at`` (certainly not delivered, and given up) or ``uncertain_at`` (the worker or the
    connection died while it was sent: perhaps it arrived, so it is not sent again unless somebody asks for it).

    ``kind`` is for figures and switches. ``subject`` is not sealed, so it is without secrets and names.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")
        UNCERTAIN = "uncertain", _("perhaps sent")

    kind = models.SlugField(_("kind"), max_length=40, db_index=False)
    key = models.CharField(_("key"), max_length=200, unique=True)
    to = SealedTextField(_("to"), blank=True)
    subject = LineField(_("subject line"), max_length=200)
    body = SealedTextField(_("body"), blank=True)
    unsubscribe_url = SealedTextField(
        _("address to unsubscribe"), blank=True, help_text=_("Takes a POST without a form, as mail programs send it.")
    )
    posted_at = models.DateTimeField(_("posted"), default=timezone.now)
    not_before = models.DateTimeField(_("not before"), null=True, blank=True)
    next_try_at = models.DateTimeField(_("next try"), null=True, blank=True)
    claimed_at = models.DateTimeField(_("being sent since"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    failed_at = models.DateTimeField(_("failed"), null=True, blank=True)
    uncertain_at = models.DateTimeField(_("uncertain since"), null=True, blank=True)
    forgotten_at = models.DateTimeField(_("forgotten"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    problem = LineField(_("problem"), max_length=300, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-posted_at", "-pk"]
        indexes = [
            models.Index("next_try_at", "id", name="letter_due", condition=Q(next_try_at__isnull=False)),
            models.Index("claimed_at", name="letter_claimed", condition=Q(claimed_at__isnull=False)),
            models.Index("posted_at", name="letter_remembered", condition=Q(forgotten_at=None)),
            models.Index(F("posted_at").desc(), F("id").desc(), name="letter_list"),
            models.Index(
                F("posted_at").desc(),
                F("id").desc(),
                name="letter_ended_badly",
                condition=Q(failed_at__isnull=False) | Q(uncertain_at__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(next_try_at__isnull=False, claimed_at=None, sent_at=None, failed_at=None, uncertain_at=None)
                    | Q(next_try_at=None, claimed_at__isnull=False, sent_at=None, failed_at=None, uncertain_at=None)
                    | Q(next_try_at=None, claimed_at=None, sent_at__isnull=False, failed_at=None, uncertain_at=None)
                    | Q(next_try_at=None, claimed_at=None, sent_at=None, failed_at__isnull=False, uncertain_at=None)
                    | Q(next_try_at=None, claimed_at=None, sent_at=None, failed_at=None, uncertain_at__isnull=False)
                ),
                name="letter_is_in_one_state",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def state(self) -> State:
        """Return the one state that it is in."""
        if self.sent_at:
            return self.State.SENT
        if self.failed_at:
            return self.State.FAILED
        if self.uncertain_at:
            return self.State.UNCERTAIN
        return self.State.SENDING if self.claimed_at else self.State.WAITING
