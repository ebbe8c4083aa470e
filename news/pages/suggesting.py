"""What somebody could mean who has typed so far: names, headlines, and the word that they are in the middle of."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from news.articles.live import is_live
from news.articles.models import Edition
from news.directory.models import Agency
from news.search import words
from news.search.engines import engine
from news.search.indexing import first_after
from news.search.queries import LONGEST_QUERY

from .searching import SHORTEST, completed, named

_HEADLINES, _PROBED = 4, 40


def suggestions(text: str, now: datetime.datetime) -> dict[str, list[dict[str, Any]]]:
    """Return ``{"words": [{"text"}], "pages": [{"kind", "text", "url"}]}`` for what was typed; four queries at most."""
    typed = words.split(text[:LONGEST_QUERY])
    if not typed or len(typed[-1]) < SHORTEST:
        return {"words": [], "pages": []}
    agencies = list(Agency.objects.existing_on(timezone.localdate(now)).order_by("name"))
    pages = [{"kind": each.kind, "text": each.name, "url": each.url} for each in named(typed, agencies)]
    return {"words": [{"text": each} for each in completed(typed)], "pages": [*pages, *_headlines(typed, now)]}


def _headlines(typed: list[str], now: datetime.datetime) -> list[dict[str, Any]]:
    """Suggest headlines that have all that was typed, first those in which one sees it; then the newest first."""
    keys = engine().beginning(typed[-1], _PROBED, first_after(now))
    live = Edition.objects.filter(is_live(now), document__in=keys).select_related("article").only(
        "headline", "article__slug", "article__url_date"
    )  # fmt: skip
    own = [(edition, words.split(edition.headline)) for edition in live.order_by("-document")]
    # The index knows a word by its stem: whoever types "pus" also gets "perpustakaan", but not before "puskesmas".
    fitting = [each for each in own if all(_begins(word, each[1]) for word in typed[:-1])]
    shown = sorted(fitting, key=lambda each: not _begins(typed[-1], each[1]))
    return [
        {"kind": _("Press release"), "text": edition.headline, "url": edition.article.get_absolute_url()}
        for edition, _own in shown[:_HEADLINES]
    ]


def _begins(typed: str, own: Iterable[str]) -> bool:
    return any(word.startswith(typed) for word in own)
