"""The moderator's queue: which comments wait, which were decided, and all that is known of each.

Held comments come by risk, then oldest first; reported ones as long as they wait; decided ones newest first. A page
takes a fixed number of queries, whatever the number of comments; each walks one index, and none of them counts.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from news.accounts.models import User
from news.articles.lists import Place
from news.articles.models import Edition
from news.screening import personal_data
from news.screening.weighing import Signal
from news.sealing import CannotOpen

from . import sanctions
from .models import Comment, CommentQuerySet, Decision, Referral, Remark, Report, Sanction
from .moderation import SEALED, STATUS_AFTER
from .sweeping import author_of, by_author

CARDS_A_PAGE = 15
COUNTED = 50
CHARACTERS_SHOWN = 600
LINES_SHOWN = 10
HELD, REPORTED, MINE, AUTHOR = "held", "reported", "mine", "author"
OVERDUE = "overdue"
TABS: dict[str, str | Promise] = {
    HELD: _("Held"),
    REPORTED: _("Reported"),
    "published": _("Published"),
    "rejected": _("Rejected"),
    "spam": _("Spam"),
    MINE: _("My decisions"),
}
_WHOM = {
    "author": _("who writes from this e-mail address"),
    "address": _("who writes from this network address (it is known again for three months at most)"),
    "network": _("the whole network around it (for three months at most)"),
    "domain": _("comments that lead to"),
}
_OF_LINKS = ("shortener", "blocked_domain", "repeated_domain")


class RiskPlace(NamedTuple):
    """Where a comment stands among the held ones, written as ``<risk>.<place>``."""

    risk: int
    at: datetime.datetime
    pk: int

    @classmethod
    def parse(cls, text: str) -> RiskPlace:
        """Read a place as :meth:`__str__` writes it.

        :raises ValueError: if it is anything else.
        """
        risk, dot, rest = text.partition(".")
        if not (dot and risk.removeprefix("-").isdecimal() and risk.isascii() and len(risk) <= 6):
            raise ValueError("This is no place in the queue.")
        return cls(int(risk), *Place.parse(rest))

    def __str__(self) -> str:
        return f"{self.risk}.{Place(self.at, self.pk)}"


@dataclass(frozen=True)
class Queue:
    """A list of comments that a moderator looks at: a tab, or everything by the author of a comment."""

    tab: str
    user: User
    author: Comment | None = None

    def parse(self, text: str) -> Place | RiskPlace:
        """Read a place in this list from an address.

        :raises ValueError: if it is none.
        """
        return RiskPlace.parse(text) if self.tab == HELD else Place.parse(text)

    def place(self, comment: Comment) -> Place | RiskPlace:
        """Return where ``comment`` stands in this list, mine excepted."""
        if self.tab == HELD:
            return RiskPlace(comment.risk, comment.created_at, comment.pk)
        if self.tab == REPORTED and comment.reported_at:
            return Place(comment.reported_at, comment.pk)
        return Place(comment.created_at, comment.pk)

    def page(self, after: Place | RiskPlace | None = None) -> Page:
        """Return the page that follows ``after``; the first one by default."""
        if self.tab == MINE:
            return self._mine(after)
        found = self._walk(after, CARDS_A_PAGE + 1)
        return Page(cards(found[:CARDS_A_PAGE]), self.place(found[CARDS_A_PAGE - 1]) if found[CARDS_A_PAGE:] else None)

    def following(self, comment: Comment) -> Comment | None:
        """Return the comment that stands behind ``comment``: where a moderator goes on."""
        return None if self.tab == MINE else next(iter(self._walk(self.place(comment), 1)), None)

    def _walk(self, after: Place | RiskPlace | None, size: int) -> list[Comment]:
        if self.tab == HELD:
            return _held(after, size)
        comments = _with_context(Comment.objects.all())
        if self.tab == REPORTED:
            waiting = comments.filter(reported_at__isnull=False).order_by("reported_at", "pk")
            return list((waiting.filter(_later("reported_at", after)) if after else waiting)[:size])
        if self.tab == AUTHOR:
            author = author_of(self.author) if self.author else None
            if not author:
                return []
            comments = _with_context(by_author(*author))
        else:
            comments = comments.filter(status=self.tab)
        return list((comments.before(after[-2], after.pk) if after else comments).newest_first()[:size])

    def _mine(self, after: Place | RiskPlace | None) -> Page:
        later = Decision.objects.filter(comment=OuterRef("comment"), pk__gt=OuterRef("pk"))
        rows: QuerySet[Decision] = Decision.objects.filter(~Exists(later), by=self.user).order_by("-pk")
        decisions = list((rows.filter(pk__lt=after.pk) if after else rows)[: CARDS_A_PAGE + 1])
        found = _with_context(Comment.objects.all()).in_bulk([row.comment_id for row in decisions[:CARDS_A_PAGE]])
        last = decisions[CARDS_A_PAGE - 1] if decisions[CARDS_A_PAGE:] else None
        return Page(
            cards([found[row.comment_id] for row in decisions[:CARDS_A_PAGE]]),
            Place(last.at, last.pk) if last else None,
        )


@dataclass
class Card:
    """A comment with all that a moderator needs to decide on it."""

    comment: Comment
    headline: str
    url: str
    bans: list[Sanction] = field(default_factory=list)
    problem: str = ""
    note: str = ""
    outcome: str = ""
    is_open: str = ""  # the panel that is shown open: reject, ban or remark

    @cached_property
    def actions(self) -> list[str]:
        """The decisions that can be taken: what changes the status, and while it is reported, what keeps it."""
        comment = self.comment
        if comment.status == Comment.Status.REMOVED or comment.erased_at:
            return []
        return [
            action.value
            for action, status in STATUS_AFTER.items()
            if status != comment.status or (comment.reported_at and action != Decision.Action.SPAM)
        ]

    @cached_property
    def has_personal_data(self) -> bool:
        """Say whether masking would change something."""
        return bool(self.actions and personal_data.find(self.comment.text))

    @cached_property
    def may_undo(self) -> bool:
        """Say whether there is a decision to undo."""
        comment = self.comment
        return comment.status != Comment.Status.REMOVED and not comment.erased_at and bool(comment.standing_decision)

    @cached_property
    def signals(self) -> list[Signal]:
        """Why screening held it, heaviest first."""
        found = [Signal.from_json(row) for row in self.comment.signals if isinstance(row, dict)]
        return sorted(found, key=lambda signal: -abs(signal.weight))

    @cached_property
    def reports(self) -> list[Report]:
        """The reports and the appeal that wait for a decision."""
        return [report for report in self.comment.reports.all() if report.closed_at is None]

    @cached_property
    def referral(self) -> Referral | None:
        """What an agency is asked to answer, if one is."""
        return next((row for row in self.comment.referrals.all() if row.closed_at is None), None)

    @property
    def is_overdue(self) -> bool:
        """Say whether that agency should have answered before today."""
        return self.referral is not None and self.referral.due_date < timezone.localdate()

    @cached_property
    def has_author(self) -> bool:
        """Say whether other comments by its author could be told."""
        return author_of(self.comment) is not None

    @cached_property
    def bannable(self) -> list[tuple[str, str, str]]:
        """What can be banned: what is sent for it, its kind in words, and the domain, if it is one."""
        kinds = [(kind, str(_WHOM[kind]), "") for kind in sanctions.choices(self.comment)]
        has_link = any("link" in row.code or row.code in _OF_LINKS for row in self.signals)
        domains = sanctions.domains_in(self.comment.text) if has_link else []
        return kinds + [(f"domain:{domain}", str(_WHOM["domain"]), domain) for domain in domains]

    @property
    def text_begin(self) -> str:
        """What is shown of the text at once."""
        return self._split[0]

    @property
    def text_rest(self) -> str:
        """What is shown when it is asked for; empty for most."""
        return self._split[1]

    @cached_property
    def _split(self) -> tuple[str, str]:
        text = self.comment.text
        lines = text.split("\n", LINES_SHOWN)
        limit = min(CHARACTERS_SHOWN, len("\n".join(lines[:LINES_SHOWN])))
        if len(text) <= limit + CHARACTERS_SHOWN // 4 and len(lines) <= LINES_SHOWN:
            return text, ""
        space = text.rfind(" ", limit - 80, limit)
        at = space if space > 0 else limit
        return text[:at], text[at:].lstrip()


@dataclass(frozen=True)
class Page:
    """A page of the queue; ``next_place`` is where the following one begins, None on the last."""

    cards: list[Card]
    next_place: Place | RiskPlace | None


def card(pk: int) -> Card | None:
    """Return the card of one comment as it stands now, or None if there is no such comment."""
    return next(iter(cards(list(_with_context(Comment.objects.filter(pk=pk))))), None)


def query(comment: Comment) -> str:
    """Return the query, with its fragment, at which the queue begins with ``comment``; empty if no queue has it."""
    place: Place | RiskPlace
    if comment.status == Comment.Status.REMOVED:
        return ""
    if comment.status == Comment.Status.HELD:
        tab, place = HELD, RiskPlace(comment.risk, comment.created_at, comment.pk - 1)
    else:
        tab, place = comment.status, Place(comment.created_at, comment.pk + 1)
    return f"?tab={tab}&after={place}#comment-{comment.pk}"


def held_count() -> str:
    """Return how many comments wait, as far as it is worth counting: ``7``, or ``50+``."""
    return _counted(Comment.objects.filter(status=Comment.Status.HELD).oldest_first())


def counts() -> dict[str, str]:
    """Return how many comments wait in each queue in which they do, as :func:`held_count` does."""
    reported = Comment.objects.filter(reported_at__isnull=False).order_by("reported_at", "pk")
    overdue = Referral.objects.filter(closed_at=None, due_date__lt=timezone.localdate()).order_by("due_date", "pk")
    return {HELD: held_count(), REPORTED: _counted(reported), OVERDUE: _counted(overdue)}


def held_since(moment: datetime.datetime) -> str:
    """Return how many of the comments that wait were sent after ``moment`` (aware)."""
    return _counted(Comment.objects.filter(status=Comment.Status.HELD, created_at__gt=moment).oldest_first())


def cards(comments: list[Comment]) -> list[Card]:
    """Return a card for each of ``comments``, under the headline that the public last saw on its release."""
    now = timezone.now()
    editions = Edition.objects.filter(article__in={comment.article_id for comment in comments})
    seen = editions.filter(live_from__lte=now).order_by("article", "sequence")
    headlines = dict(seen.values_list("article_id", "headline"))
    bans = sanctions.on_cards(comments, now)
    return [
        Card(
            comment,
            headline=headlines.get(comment.article_id, str(comment.article)),
            url=comment.article.get_absolute_url() if comment.article.url_date else "",
            bans=[bans[key] for key in sanctions.choices(comment).items() if key in bans],
        )
        for comment in comments
    ]


@dataclass(frozen=True)
class Event:
    """Something that happened to a comment: one of the rows kept of it, or ``sent`` or ``changed`` by its author."""

    at: datetime.datetime
    kind: str
    row: Decision | Report | Remark | Referral | Sanction | None = None


def history(card: Card) -> list[Event]:
    """Return all that happened to a comment, in its order."""
    comment = card.comment
    events = [Event(comment.created_at, "sent")]
    if comment.edited_at:
        events.append(Event(comment.edited_at, "changed"))
    if comment.erased_at:
        events.append(Event(comment.erased_at, "erased"))
    events += (Event(row.at, "decision", row) for row in comment.decisions.all())
    events += (Event(row.at, "report", row) for row in comment.reports.all())
    events += (Event(row.at, "remark", row) for row in comment.remarks.all())
    events += (Event(row.at, "referral", row) for row in comment.referrals.all())
    events += (Event(row.at, "ban", row) for row in comment.sanctions.select_related("by"))
    return sorted(events, key=lambda event: event.at)


def opened(comment: Comment, name: str) -> str:
    """Return what a sealed field of ``comment`` holds; empty if no key that is left opens it."""
    try:
        return str(getattr(comment, name))
    except CannotOpen:
        return ""


def _with_context(comments: CommentQuerySet) -> CommentQuerySet:
    related = ("article", "parent", "agency")
    prefetched = (
        Prefetch("decisions", Decision.objects.select_related("by").order_by("pk")),
        Prefetch("remarks", Remark.objects.select_related("by").order_by("pk")),
        Prefetch("reports", Report.objects.order_by("pk")),
        Prefetch("referrals", Referral.objects.select_related("agency", "by").order_by("pk")),
    )
    sealed = (*SEALED, *(f"parent__{name}" for name in SEALED))
    return comments.select_related(*related).prefetch_related(*prefetched).defer(*sealed)


def _held(after: Place | RiskPlace | None, size: int) -> list[Comment]:
    """Return the held comments behind ``after``: first the rest of its risk, then lower ones.

    Two ranges of one index: as one condition it would be read from the beginning of the risk on.
    """
    held = _with_context(Comment.objects.filter(status=Comment.Status.HELD))
    by_risk = held.order_by(F("risk").desc(), "created_at", "pk")
    if not isinstance(after, RiskPlace):
        return list(by_risk[:size])
    found = list(held.filter(risk=after.risk).after(after.at, after.pk).oldest_first()[:size])
    return found if len(found) == size else found + list(by_risk.filter(risk__lt=after.risk)[: size - len(found)])


def _later(name: str, place: Place | RiskPlace) -> Q:
    """Return the condition of what comes after ``place`` in the order of the moment ``name`` and the id."""
    at = place[-2]
    return Q(**{f"{name}__gte": at}) & (Q(**{f"{name}__gt": at}) | Q(pk__gt=place.pk))


def _counted(rows: QuerySet[Any]) -> str:
    found = len(rows.values_list("pk", flat=True)[: COUNTED + 1])
    return f"{COUNTED}+" if found > COUNTED else str(found)
