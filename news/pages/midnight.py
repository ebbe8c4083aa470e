"""Who holds an office changes at 00:00 of the newsroom's zone, and no copy of a page outlives that."""

from __future__ import annotations

import datetime

from django.http import HttpResponse
from django.utils import timezone

from news.answers import keep


def until_midnight(response: HttpResponse) -> HttpResponse:
    """Let shared caches keep ``response`` as long as other pages, but not beyond the day in the active zone."""
    now = timezone.localtime()
    midnight = datetime.datetime.combine(now.date() + datetime.timedelta(days=1), datetime.time(), now.tzinfo)
    keep(response, (midnight - now).total_seconds())
    return response
