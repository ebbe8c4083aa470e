"""What the moderator's pages have in common: who may, where in the queue they are, and how an answer comes back."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from news.accounts.models import User
from news.articles.lists import Place
from news.directory.models import Agency

from .. import queue, sanctions, sweeping
from ..answering import DAYS_TO_ANSWER
from ..models import Comment, Decision, Preference
from ..moderation import Outcome
from ..permissions import agencies_to_reply_for, may_moderate
from ..queue import Card, Queue, RiskPlace
from .framing import SeeOther

# Keys 1 to 9 choose these, in this order; "other" needs words and has the key 0; spam is a decision of its own.
REASONS = [(row.value, row.label) for row in Decision.Reason if row not in ("spam", "other")]


def moderator(request: HttpRequest) -> User:
    """Return the user, who may decide on comments.

    :raises PermissionDenied: if they may not.
    """
    user = request.user
    if isinstance(user, User) and may_moderate(user):
        return user
    raise PermissionDenied


@dataclass(frozen=True)
class Desk:
    """Where a moderator is, as the address says: ``?tab=`` or ``?author=``, from the place ``after`` on."""

    request: HttpRequest
    queue: Queue
    after: Place | RiskPlace | None

    @classmethod
    def of(cls, request: HttpRequest) -> Desk:
        """Read the address.

        :raises PermissionDenied: if the user may not decide on comments.
        :raises Http404: if there is no such queue, or no such place in it.
        """
        user = moderator(request)
        author = None
        tab = request.GET.get("tab", queue.HELD)
        if "author" in request.GET:
            tab, author = queue.AUTHOR, Comment.objects.filter(pk=number(request, "author")).first()
            if author is None:
                raise Http404
        elif tab not in queue.TABS:
            raise Http404
        wanted = Queue(tab, user, author)
        written = request.GET.get("after")
        try:
            return cls(request, wanted, wanted.parse(written) if written else None)
        except ValueError as error:
            raise Http404 from error

    @property
    def wants_fragment(self) -> bool:
        """Say whether a script asks, which puts the answer in the place of the card."""
        return wants_fragment(self.request)

    @property
    def state(self) -> str:
        """The query that leads back here."""
        kept = {key: self.request.GET[key] for key in ("tab", "author", "after") if key in self.request.GET}
        return urlencode(kept)

    def back(self, *, done: Comment | None = None, at: Comment | None = None) -> SeeOther:
        """Lead back to the queue: it says what became of ``done``, and goes on at ``at``."""
        query = self.state
        if done:
            query += f"&done={done.pk}"
        if at:
            query += f"&at={at.pk}#comment-{at.pk}"
        return SeeOther(f"{reverse('admin:comments_comment_changelist')}?{query.lstrip('&')}")

    def card(self, card: Card, *, is_decided: bool = False, status: int = 200) -> HttpResponse:
        """Answer a script: the card as it is now, or the slip that takes its place once it is decided."""
        template = "admin/comments/comment/slip.html" if is_decided else "admin/comments/comment/card.html"
        return TemplateResponse(self.request, template, {"card": card, **self._words()}, status=status)

    def page(
        self, *, refused: Card | None = None, outcomes: list[Outcome] | None = None, words: str = "", status: int = 200
    ) -> HttpResponse:
        """Show the list, under what became of a decision.

        :param refused: the card that was not decided on, with the reason why: it stands first.
        :param outcomes: what came of many decisions at once.
        :param words: what happened.
        """
        page = self.queue.page(self.after)
        done = None if refused or outcomes is not None else queue.card(number(self.request, "done"))
        outcome = refused.problem if refused else words or (outcome_of(done.comment) if done else "")
        counts = queue.counts()
        author = self.queue.author
        sweep = sweeping.newest(author) if author else None
        context = {
            **admin.site.each_context(self.request),
            **self._words(),
            "opts": Comment._meta,
            "title": _("Comments"),
            "subtitle": outcome,
            "outcome": outcome,
            "missed": [row for row in outcomes or [] if row.problem],
            "undoable": [row for row in outcomes or [] if not row.problem and row.comment],
            "tabs": [(key, label, counts.get(key)) for key, label in queue.TABS.items()],
            "overdue": counts[queue.OVERDUE],
            "cards": [card for card in page.cards if not refused or card.comment.pk != refused.comment.pk],
            "refused": refused,
            "done": done if done and _may_take_back(done.comment, self.queue.user) else None,
            "at": number(self.request, "at"),
            "author": author,
            "sweep": sweep,
            "sweep_words": sweeping.words(sweep) if sweep else "",
            "may_sweep": author and sweeping.author_of(author) and (sweep is None or sweep.finished_at),
            "next_place": page.next_place,
            "since": Place(timezone.now(), 0),
            "has_keys": has_keys(self.queue.user),
        }
        return TemplateResponse(self.request, "admin/comments/comment/queue.html", context, status=status)

    def _words(self) -> dict[str, Any]:
        return {
            "tab": self.queue.tab,
            "state": self.state,
            "reasons": REASONS,
            # The same on every card, and so rendered once.
            "reason_buttons": render_to_string("admin/comments/comment/reason_buttons.html", {"reasons": REASONS}),
            "agency_options": render_to_string(
                "admin/comments/comment/agency_options.html", {"agencies": Agency.objects.order_by("name", "pk")}
            ),
            "due_date": timezone.localdate() + datetime.timedelta(days=DAYS_TO_ANSWER),
            "may_reply": agencies_to_reply_for(self.queue.user).exists(),
            "duration_options": render_to_string(
                "admin/comments/comment/duration_options.html", {"durations": sanctions.DURATIONS.items()}
            ),
        }


def wants_fragment(request: HttpRequest) -> bool:
    """Say whether a script asks, which puts the answer in the place of the card."""
    return request.headers.get("X-Requested-With") == "fragment"


def card_or_404(pk: int) -> Card:
    """Return the card of a comment.

    :raises Http404: if there is no such comment.
    """
    card = queue.card(pk)
    if card is None:
        raise Http404
    return card


def outcome_of(comment: Comment) -> str:
    """Return what became of a comment, in words."""
    return _("The comment by %(name)s is now: %(status)s.") % {
        "name": comment.name,
        "status": comment.get_status_display(),
    }


def has_keys(user: User) -> bool:
    """Say whether single keys decide, as ``user`` chose: they do unless switched off."""
    return Preference.objects.filter(user=user).values_list("has_keys", flat=True).first() is not False


def number(request: HttpRequest, key: str) -> int:
    """Return the id that the address gives for ``key``; 0, which no row has, if it gives none."""
    return number_of(request.GET.get(key, ""))


def number_of(written: str) -> int:
    """Return the number that is written; 0 if it is none, or larger than any id."""
    return int(written) if written.isascii() and written.isdigit() and len(written) < 19 else 0


def _may_take_back(comment: Comment, user: User) -> bool:
    """Say whether the newest decision on ``comment`` is this user's own: only that is offered to be undone at once."""
    last = comment.last_decision
    return last is not None and last.by_id == user.pk and last.action != Decision.Action.UNDO
