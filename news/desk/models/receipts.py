"""What a stranger got when a release went live, was corrected or withdrawn."""

from __future__ import annotations

import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from news.articles.models import Edition
from news.richtext import LineField


class ReceiptQuerySet(models.QuerySet["Receipt"]):
    """Receipts."""

    def due(self, now: datetime.datetime) -> ReceiptQuerySet:
        """Keep what is to be looked at, the longest due first."""
        return self.filter(next_try_at__lte=now).order_by("next_try_at", "pk")

    def overdue(self) -> ReceiptQuerySet:
        """Keep what is late or missing still: somebody was alarmed, and no stranger has got it yet."""
        return self.filter(alarmed_at__isnull=False, seen_at=None, closed_at=None)


class Receipt(models.Model):
    """Where a stranger is to find an edition (or, once it is withdrawn, to find it no more), and when one first did.

    ``due_at`` is the edition's ``live_from``, or the moment of the withdrawal. ``answered_at`` is when the site first
    answered a try: from then on it counts whether it is late. ``closed_at`` is set when nobody needs to look any more
    without having seen it: something newer took its place.
    """

    class Surface(models.TextChoices):
        PAGE = "page", _("page")
        SECTION = "section", _("section")
        FEED = "feed", _("RSS")
        SITEMAP = "sitemap", _("sitemap")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="receipts", verbose_name=_("release"))
    surface = models.CharField(_("where"), max_length=8, choices=Surface)
    is_withdrawal = models.BooleanField(_("of the withdrawal"), default=False)
    due_at = models.DateTimeField(_("due"))
    next_try_at = models.DateTimeField(_("next try"), null=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    fetched_at = models.DateTimeField(_("last fetched"), null=True)
    answered_at = models.DateTimeField(_("first answered"), null=True)
    status = models.PositiveSmallIntegerField(_("status"), null=True, help_text=_("Of the last answer; HTTP."))
    seen_at = models.DateTimeField(_("seen"), null=True)
    closed_at = models.DateTimeField(_("closed"), null=True)
    alarmed_at = models.DateTimeField(_("alarm given"), null=True)
    problem = LineField(_("problem"), max_length=200, blank=True)

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        ordering = ["due_at", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["edition", "surface", "is_withdrawal"], name="receipt_once"),
            models.CheckConstraint(
                condition=Q(next_try_at=None) | Q(seen_at=None, closed_at=None), name="receipt_ends_when_seen"
            ),
        ]
        indexes = [
            models.Index("next_try_at", "id", name="receipt_due", condition=Q(next_try_at__isnull=False)),
            models.Index(F("due_at").desc(), name="receipt_newest"),
            models.Index(F("answered_at").desc(), name="receipt_answered", condition=Q(answered_at__isnull=False)),
            models.Index(
                "due_at",
                "id",
                name="receipt_overdue",
                condition=Q(alarmed_at__isnull=False, seen_at__isnull=True, closed_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_surface_display()}: {self.edition}"
