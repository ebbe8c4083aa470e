"""What waits for a user, as short lists for the first page of the desk; a constant number of queries.

The numbers beside headings are those of the lists that they lead to, counted up to :data:`.parts.COUNTED`.
"""

from __future__ import annotations

import datetime

from news.accounts.models import User
from news.comments.permissions import may_moderate, may_see_referrals

from . import decisions, mending, releases
from .decisions import STEPS
from .parts import ROWS, Panel, Refusal

__all__ = ["ROWS", "STEPS", "Panel", "Refusal", "panels"]


def panels(user: User, now: datetime.datetime, refusal: Refusal | None = None) -> list[Panel]:
    """Return the panels that ``user`` has a use for, most pressing first.

    :param refusal: why a step that was just taken here was refused: it is said beside its release.
    """
    writes = user.has_perm("articles.view_edition")
    reviews = user.has_perm("articles.review_edition")
    moderates = may_moderate(user)
    found: list[Panel | None] = []
    if reviews:
        found += [decisions.to_decide(user, now, refusal), decisions.unconfirmed(user, now, refusal)]
    if reviews:
        found.append(mending.late(now))
    if user.has_perm("letters.view_letter"):
        found.append(mending.letters())
    if writes:
        found.append(releases.left_behind(user, now))
    if writes and not reviews:
        found += [releases.drafts(user, now), releases.with_others(user, now)]
    if moderates:
        found.append(mending.comments())
    if may_see_referrals(user):
        found.append(mending.overdue(user))
    if writes:
        found.append(releases.agenda(user, now))
    if reviews:
        found += [releases.drafts(user, now), releases.with_others(user, now)]
    if user.has_perm("photos.change_photo"):
        found.append(mending.photos(user))
    if writes:
        found.append(releases.newest(user, now))
    return [panel for panel in found if panel]
