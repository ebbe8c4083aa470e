"""The moderator's queue: which comments wait, which were decided, and what can be decided on each.

Held comments come oldest first, for who waits longest comes first; decided ones newest first. A page is four queries,
whatever the number of comments, and none of them counts them.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from news.accounts.models import User
from news.articles.lists import Place
from news.articles.models import Edition

from .models import Comment, CommentQuerySet, Decision
from .moderation import STATUS_AFTER

CARDS_A_PAGE = 25
COUNTED = 50
HELD, MINE = "held", "mine"
TABS: dict[str, str | Promise] = {
    HELD: _("Held"),
    "published": _("Published"),
    "rejected": _("Rejected"),
    "spam": _("Spam"),
    MINE: _("My decisions"),
}


@dataclass
class Card:
    """A comment with all that a moderator needs to decide on it."""

    comment: Comment
    headline: str
    url: str
    problem: str = ""
    reason: str = ""
    note: str = ""

    @property
    def actions(self) -> list[str]:
        """The decisions that would change the comment's status."""
        return [action.value for action, status in STATUS_AFTER.items() if status != self.comment.status]


@dataclass(frozen=True)
class Page:
    """A page of the queue; ``next_place`` is where the following one begins, None on the last."""

    cards: list[Card]
    next_place: Place | None


def page(tab: str, user: User, after: Place | None = None) -> Page:
    """Return the page of ``tab`` (a key of :data:`TABS`) that follows ``after``."""
    if tab == MINE:
        decisions = list(_standing_decisions_of(user, after)[: CARDS_A_PAGE + 1])
        places = [Place(decision.at, decision.pk) for decision in decisions]
        found = _with_context(Comment.objects.all()).in_bulk([decision.comment_id for decision in decisions])
        comments = [found[decision.comment_id] for decision in decisions]
    else:
        comments = list(_with_context(_in_status(tab, after))[: CARDS_A_PAGE + 1])
        places = [Place(comment.created_at, comment.pk) for comment in comments]
    has_more = len(comments) > CARDS_A_PAGE
    return Page(cards(comments[:CARDS_A_PAGE]), places[CARDS_A_PAGE - 1] if has_more else None)


def card(pk: int) -> Card | None:
    """Return the card of one comment as it stands now, or None if there is no such comment."""
    return next(iter(cards(list(_with_context(Comment.objects.filter(pk=pk))))), None)


def following(comment: Comment, tab: str) -> Comment | None:
    """Return the comment that stands behind ``comment`` in ``tab``: where a moderator goes on."""
    return None if tab == MINE else _in_status(tab, Place(comment.created_at, comment.pk)).first()


def held_count() -> str:
    """Return how many comments wait, as far as it is worth counting: ``7``, or ``50+``."""
    keys = Comment.objects.filter(status=Comment.Status.HELD).oldest_first().values_list("pk", flat=True)
    found = len(keys[: COUNTED + 1])
    return f"{COUNTED}+" if found > COUNTED else str(found)


def cards(comments: list[Comment]) -> list[Card]:
    """Return a card for each of ``comments``, under the headline that the public last saw on its release."""
    editions = Edition.objects.filter(article__in={comment.article_id for comment in comments})
    seen = editions.filter(live_from__lte=timezone.now()).order_by("article", "sequence")
    headlines = dict(seen.values_list("article_id", "headline"))
    return [
        Card(
            comment,
            headline=headlines.get(comment.article_id, str(comment.article)),
            url=comment.article.get_absolute_url() if comment.article.url_date else "",
        )
        for comment in comments
    ]


def _with_context(comments: CommentQuerySet) -> CommentQuerySet:
    return comments.select_related("article", "parent").prefetch_related("decisions__by")


def _in_status(status: str, after: Place | None) -> CommentQuerySet:
    comments = Comment.objects.filter(status=status)
    if status == HELD:
        return (comments.after(*after) if after else comments).oldest_first()
    return (comments.before(*after) if after else comments).newest_first()


def _standing_decisions_of(user: User, after: Place | None) -> QuerySet[Decision]:
    later = Decision.objects.filter(comment=OuterRef("comment"), pk__gt=OuterRef("pk"))
    decisions = Decision.objects.filter(~Exists(later), by=user).order_by("-pk")
    return decisions.filter(Q(pk__lt=after.pk)) if after else decisions
