"""How the worker fares, for the first page of the desk, which knows nothing of it."""

from __future__ import annotations

import datetime
from typing import NamedTuple

from django import template
from django.template import RequestContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from news.newsroom.moments import written

from ..models import Job
from ..timetable import TIMETABLE
from ..worker import FAILURES, SILENCE

register = template.Library()


class Trouble(NamedTuple):
    """What is wrong with the worker: in words, the problem that it met, where to look, and what to do."""

    words: str
    problem: str
    url: str
    remedy: str


@register.simple_tag(takes_context=True)
def worker_trouble(context: RequestContext) -> list[Trouble]:
    """Return what is wrong with the worker, for whoever looks after it; two queries, none for others."""
    request = context.get("request")
    if request is None or not request.user.has_perm("operations.view_job"):
        return []
    return list(troubles(timezone.now()))


def troubles(now: datetime.datetime) -> list[Trouble]:
    """Return what is wrong with the worker at ``now`` (aware): that it is silent, or which of its jobs fail."""
    jobs = reverse("admin:operations_job_changelist")
    alive_at = Job.objects.last_sign_of_life()
    if alive_at is None or alive_at < now - SILENCE:
        words = _("The worker has been silent since %(moment)s.") % {"moment": written(alive_at)} if alive_at else ""
        remedy = _(
            "Releases go live and end without it; letters, receipts and renditions of photos wait. "
            "Start it again: python manage.py work."
        )
        return [Trouble(words or _("The worker has never run."), "", jobs, remedy)]
    failing = Job.objects.filter(name__in=[entry.name for entry in TIMETABLE], failures__gte=FAILURES)
    return [
        Trouble(
            _("“%(job)s” failed %(number)s times in a row.") % {"job": _(job.name), "number": job.failures},
            job.last_problem,
            reverse("admin:operations_job_change", args=[job.pk]),
            _("It is tried again %(moment)s; what it has to do waits meanwhile.")
            % {"moment": written(job.next_run_at)},
        )
        for job in failing.order_by("name")
    ]
