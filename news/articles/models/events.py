"""What agencies will do, before there is a release about it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from news.directory.models import Agency
from news.prepared import Moment
from news.richtext import LineField, PlainTextField

from .articles import Article


class PlannedEventQuerySet(models.QuerySet["PlannedEvent"]):
    """Planned events."""

    def starting(self, since: Moment, until: Moment) -> PlannedEventQuerySet:
        """Keep what begins from ``since`` on and before ``until`` (aware), the earliest first: an agenda."""
        return self.filter(starts_at__gte=since, starts_at__lt=until).order_by("starts_at", "pk")

    def public(self) -> PlannedEventQuerySet:
        """Keep what readers may see."""
        return self.filter(is_public=True)


class PlannedEvent(models.Model):
    """What an agency will do, before there is a release about it; ``article`` is the release that came of it.

    Written by ``planning`` only.
    """

    title = LineField(_("title"), max_length=160)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="planned_events", verbose_name=_("agency"))
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    venue = LineField(_("venue"), max_length=160, blank=True)
    note = PlainTextField(_("note for colleagues"), blank=True)
    is_public = models.BooleanField(
        _("readers see it"),
        default=False,
        help_text=_("In the agenda on the home page: what, when, where and which agency; never the note."),
    )
    article = models.ForeignKey(
        Article,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="planned_events",
        verbose_name=_("release about it"),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("created by"),
    )
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    objects = PlannedEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("planned event")
        verbose_name_plural = _("planned events")
        ordering = ["starts_at", "pk"]
        default_permissions = ()  # whoever writes releases plans: see permissions
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")),
                name="planned_event_begins_before_it_ends",
                violation_error_message=_("It cannot end before it begins."),
            )
        ]
        indexes = [models.Index("starts_at", "id", name="planned_event_start")]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        """The name of this event in the ledger."""
        return f"event:{self.pk}"
