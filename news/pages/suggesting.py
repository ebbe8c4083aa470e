"""What somebody could mean who has typed so far: names, headlines, and the word that they are in the middle of."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from news.articles.live import is_live
from news.articles.models import Edition
from news.directory.models import Agency
from news.search import vocabulary, words
from news.search.engines import engine
from news.search.indexing import first_after
from news.search.queries import LONGEST_QUERY

from .searching import named

SHORTEST = 2
_HEADLINES, _PROBED = 4, 40


def suggestions(text: str, now: datetime.datetime) -> dict[str, list[dict[str, Any]]]:
    """Return ``{"words": [{"text"}], "pages": [{"kind", "text", "url"}]}`` for what was typed; four queries at most."""
    typed = words.split(text[:LONGEST_QUERY])
    if not typed or len(typed[-1]) < SHORTEST:
        return {"words": [], "pages": []}
    agencies = list(Agency.objects.existing_on(timezone.localdate(now)).order_by("name"))
    pages = [{"kind": each.kind, "text": each.name, "url": each.url} for each in named(typed, agencies)]
    begun = "".join(f"{word} " for word in typed[:-1])
    completed = [{"text": f"{begun}{word}"} for word in vocabulary.completions(typed[-1])]
    return {"words": completed, "pages": [*pages, *_headlines(typed[-1], now)]}


def _headlines(beginning: str, now: datetime.datetime) -> list[dict[str, Any]]:
    keys = engine().beginning(beginning, _PROBED, first_after(now))
    live = Edition.objects.filter(is_live(now), document__in=keys).select_related("article").only(
        "headline", "article__slug", "article__url_date"
    )  # fmt: skip
    return [
        {"kind": _("Press release"), "text": edition.headline, "url": edition.article.get_absolute_url()}
        for edition in live.order_by("-document")[:_HEADLINES]
    ]
