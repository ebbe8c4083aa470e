"""How the worker fares: a row for each job of the timetable."""

from __future__ import annotations

import datetime

from django.db import models
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from news.richtext import LineField


class JobQuerySet(models.QuerySet["Job"]):
    """Jobs of the timetable."""

    def free(self, now: datetime.datetime) -> JobQuerySet:
        """Keep those that no worker is doing."""
        return self.filter(Q(claimed_until=None) | Q(claimed_until__lt=now))

    def due(self, now: datetime.datetime) -> JobQuerySet:
        """Keep those that are to be done at ``now`` and that no worker is doing."""
        return self.free(now).filter(next_run_at__lte=now)

    def last_sign_of_life(self) -> datetime.datetime | None:
        """Return when a worker last began or ended a job, or until when it holds one; None if it never did."""
        return max(filter(None, self.aggregate(*map(Max, SIGNS_OF_LIFE)).values()), default=None)


SIGNS_OF_LIFE = ("last_began_at", "last_done_at", "claimed_until")


class Job(models.Model):
    """A job of the timetable: when it was done, when it is due, and the claim of the worker that is doing it.

    Written by ``worker`` only.
    """

    name = models.CharField(_("name"), max_length=60, unique=True)
    next_run_at = models.DateTimeField(_("due"), default=timezone.now)
    claim = models.CharField(_("claim"), max_length=32, blank=True, editable=False)
    claimed_until = models.DateTimeField(_("held until"), null=True, blank=True)
    last_began_at = models.DateTimeField(_("last begun"), null=True, blank=True)
    last_done_at = models.DateTimeField(_("last done"), null=True, blank=True)
    last_problem = LineField(_("last problem"), max_length=500, blank=True)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0)
    runs = models.PositiveBigIntegerField(_("runs"), default=0)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
