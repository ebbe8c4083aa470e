"""Tell those who look after the machinery what fails in the background, once for each failure."""

from __future__ import annotations

import datetime
from functools import partial

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from news.alerts import recipients, telling
from news.alerts.models import Kind
from news.letters.models import Letter

from .models import Job
from .timetable import TIMETABLE
from .worker import FAILURES

LOOKED_BACK = datetime.timedelta(days=1)
COUNTED = 100


def tell_of_failures() -> int:
    """Tell of each job that fails, until it succeeded again, and once a day of letters that did not arrive.

    Returns how many notices were made.
    """
    users, made = recipients.technicians(), 0
    names = [entry.name for entry in TIMETABLE]  # not what was on it once
    for job in Job.objects.filter(name__in=names, failures__gte=FAILURES).order_by("name"):
        last = f"{job.last_done_at:%Y%m%dT%H%M%S}" if job.last_done_at else "never"
        made += telling.tell(Kind.FAILED, f"job:{job.name}:{last}", partial(_job_words, job), users)
    if lost := _lost_letters(timezone.now()):
        occasion = f"letters:{timezone.localdate().isoformat()}"
        made += telling.tell(Kind.FAILED, occasion, partial(_letter_words, lost), users)
    return made


def _lost_letters(now: datetime.datetime) -> int:
    """Return how many letters failed or perhaps did not arrive lately; of more than :data:`COUNTED` no more."""
    since = now - LOOKED_BACK
    lost = Letter.objects.filter(Q(failed_at__gt=since) | Q(uncertain_at__gt=since), posted_at__gt=since - LOOKED_BACK)
    return lost[:COUNTED].count()


def _job_words(job: Job) -> str:
    return _("In the background “%(job)s” fails again and again: %(problem)s It is tried again by itself.") % {
        "job": _(job.name),
        "problem": job.last_problem,
    }


def _letter_words(count: int) -> str:
    return ngettext(
        "%(count)s letter could not be sent, or perhaps did not arrive. The list of letters says why.",
        "%(count)s letters could not be sent, or perhaps did not arrive. The list of letters says why.",
        count,
    ) % {"count": count}
