"""Show how moderation goes: time to decision, counts by day, reason and moderator, and which signals were wrong."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from news.screening.weighing import CODES

from .. import figures
from ..models import Comment, Decision
from .moderating import moderator

SPANS = (7, 30, 90)
# The chart is drawn in units of its own: so high, and so wide a day.
HEIGHT, WIDTH, GAP = 120, 24, 6


@dataclass(frozen=True)
class Bar:
    """A day of the chart: where it stands, and from where how high its two columns are."""

    day: figures.Day
    x: int
    received: int
    decided: int
    received_total: int
    decided_total: int
    words: str

    @property
    def received_y(self) -> int:
        """Where the column of what was received begins."""
        return HEIGHT - self.received

    @property
    def decided_y(self) -> int:
        """Where the column of what was decided begins."""
        return HEIGHT - self.decided


@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show the figures of the last days: 7, 30 or 90 (``?days=``)."""
    moderator(request)
    written = request.GET.get("days", "30")
    if written not in map(str, SPANS):
        raise Http404
    summary = figures.summary(int(written))
    waiting = summary.waiting
    context = {
        **admin.site.each_context(request),
        "title": _("Figures of comments"),
        "spans": SPANS,
        "span": int(written),
        "summary": summary,
        "bars": _bars(summary.days),
        "chart_width": len(summary.days) * (WIDTH + GAP),
        "chart_height": HEIGHT,
        "bar_width": WIDTH // 2,
        "received": summary.received.total(),
        "decided": summary.decided.total(),
        "median": _duration(waiting, 0.5),
        "p90": _duration(waiting, 0.9),
        "within_4_hours": round(100 * waiting.within(240)),
        "within_a_day": round(100 * waiting.within(1440)),
        "statuses": [(label, summary.received[value]) for value, label in Comment.Status.choices if value != "removed"],
        "decisions": [(label, summary.decided[value]) for value, label in Decision.Action.choices],
        "reasons": [(dict(Decision.Reason.choices).get(key, key), count) for key, count in summary.reasons],
        "signals": [(_words(row.code), row) for row in summary.signals],
    }
    return TemplateResponse(request, "admin/comments/figures.html", context)


def _bars(days: list[figures.Day]) -> list[Bar]:
    most = max((max(day.received.total(), day.decided.total()) for day in days), default=0) or 1
    bars = []
    for number, day in enumerate(days):
        received, decided = day.received.total(), day.decided.total()
        words = _("%(received)s received, %(decided)s decided") % {"received": received, "decided": decided}
        x = number * (WIDTH + GAP)
        heights = round(HEIGHT * received / most), round(HEIGHT * decided / most)
        bars.append(Bar(day, x, *heights, received, decided, words))
    return bars


def _duration(waiting: figures.Waiting, share: float) -> str:
    """Return a quantile of the waiting time in words: about so many minutes, hours or days."""
    if not waiting.total:
        return "–"
    found = waiting.quantile(share)
    if found is None:
        return _("more than a week")
    minutes = max(1, round(found.total_seconds() / 60))
    if minutes < 120:
        return ngettext("about %(count)s minute", "about %(count)s minutes", minutes) % {"count": minutes}
    hours = round(minutes / 60)
    if hours < 48:
        return ngettext("about %(count)s hour", "about %(count)s hours", hours) % {"count": hours}
    days = round(hours / 24)
    return ngettext("about %(count)s day", "about %(count)s days", days) % {"count": days}


def _words(code: str) -> str:
    """Return what a signal is called; the code itself if it is of an earlier version."""
    return str(CODES[code].label) if code in CODES else code
