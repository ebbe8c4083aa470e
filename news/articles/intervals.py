"""From intents to intervals: when each edition of an article is live, computed anew at every step.

``live_until`` is the earliest of the next edition's ``live_from``, the edition's own ``expires_at`` and the article's
``withdrawn_at``. The place in lists is the first publication of the article, the same for all its editions.
"""

import datetime
from collections.abc import Sequence
from itertools import pairwise

from news.newsroom.models import Newsroom

from . import counting
from .models import Article, Edition, EditionAgency, EditionTag, Mention

# What a decision writes on an edition; never its content.
DECIDED_FIELDS = (
    "state", "live_from", "live_until", "list_at", "approved_by", "released_by", "awaits_confirmation",
)  # fmt: skip


def recompute(article: Article, changed: Sequence[Edition] = ()) -> None:
    """Save ``changed`` (editions of ``article``, decided but not saved) and the intervals of all its editions.

    The caller holds the article's row lock. Who ends goes before who begins, so that at no moment in between two
    editions are live: the database would refuse it.
    """
    fresh = {edition.pk: edition for edition in changed}
    stored = list(article.editions.order_by("sequence"))
    stays = [counting.Stay.of(edition) for edition in stored]
    editions = [fresh.get(edition.pk, edition) for edition in stored]
    begun = [edition for edition in editions if edition.live_from]
    _set_first_release(article, begun[0].live_from if begun else None)
    ends: dict[int, datetime.datetime | None] = {}
    for edition, successor in pairwise([*begun, None]):
        if edition:
            intents = (successor and successor.live_from, edition.expires_at, article.withdrawn_at)
            ends[edition.pk] = min((moment for moment in intents if moment), default=None)
    for edition in sorted(editions, key=lambda edition: (edition.live_from is not None, edition.sequence)):
        interval = (ends.get(edition.pk), article.first_released_at if edition.live_from else None)
        if edition.pk in fresh or interval != (edition.live_until, edition.list_at):
            edition.live_until, edition.list_at = interval
            edition.save(update_fields=DECIDED_FIELDS)
            EditionAgency.objects.filter(edition=edition).update(list_at=edition.list_at)
            Mention.objects.filter(edition=edition).update(list_at=edition.list_at)
            EditionTag.objects.filter(content_object=edition).update(list_at=edition.list_at)
    counting.follow(stays, map(counting.Stay.of, editions))


def _set_first_release(article: Article, moment: datetime.datetime | None) -> None:
    if article.first_released_at != moment:
        article.first_released_at = moment
        article.url_date = Newsroom.current().local(moment).date() if moment else None
        article.save(update_fields=["first_released_at", "url_date"])
