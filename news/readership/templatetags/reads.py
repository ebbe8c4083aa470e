"""How often a release was read, for the desk: a number, a chart, and the same as a table."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import ngettext

from news.articles.models import Article

from .. import counting

register = template.Library()

DAYS = 30
HEIGHT = 60  # of the chart, in its own units; a day is STEP wide
STEP, WIDTH = 10, 8


@dataclass(frozen=True)
class Bar:
    """A day of the chart."""

    date: datetime.date
    count: int
    x: int
    height: int

    @property
    def y(self) -> int:
        """Where the bar begins, from above."""
        return HEIGHT - self.height

    @property
    def words(self) -> str:
        """What the bar says."""
        return ngettext("%(count)d time", "%(count)d times", self.count) % {"count": self.count}


@register.inclusion_tag("readership/reads.html")
def reads(article: Article) -> dict[str, Any]:
    """Show how often ``article`` was read in the last 30 days, and ever, if it was public at all; three queries."""
    if not article.first_released_at or article.first_released_at > timezone.now():
        return {}
    days = counting.by_day(article, timezone.localdate(), DAYS)
    most = max(days.values()) or 1
    bars = [
        Bar(date, count, number * STEP, -(-count * HEIGHT // most))  # rounded up: what is not nothing is seen
        for number, (date, count) in enumerate(days.items())
    ]
    return {
        "bars": bars, "days": DAYS, "sum": sum(days.values()), "total": counting.total(article),
        "width": DAYS * STEP, "height": HEIGHT, "bar_width": WIDTH, "most": most,
    }  # fmt: skip
