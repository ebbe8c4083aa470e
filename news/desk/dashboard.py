"""What waits for a user, as short lists for the first page of the desk; a constant number of queries."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from news.accounts.models import User
from news.articles import permissions, standing
from news.articles.models import Edition, EditionAgency
from news.comments.models import Comment
from news.comments.permissions import may_moderate
from news.comments.queue import held_count, query
from news.ledger.models import LedgerEntry
from news.newsroom.moments import written

State = Edition.State
ROWS = 6


@dataclass(frozen=True)
class Row:
    """A line of a panel: where it leads, what it is, where it stands, details (whose, when), and a remark about it."""

    url: str
    title: str
    badge: SafeString | str = ""
    details: tuple[str, ...] = ()
    remark: str = ""


@dataclass(frozen=True)
class Panel:
    """A short list: what it is about, where all of it is, its first rows, and what to say when there is none."""

    title: str | Promise
    url: str
    rows: list[Row]
    empty: str | Promise
    has_more: bool = field(default=False)


def panels(user: User, now: datetime.datetime) -> list[Panel]:
    """Return the panels that ``user`` has a use for, most pressing first."""
    found: list[Panel] = []
    if user.has_perm("articles.review_edition"):
        found.append(_to_decide(user, now))
    if user.has_perm("articles.view_edition"):
        found.append(_drafts(user, now))
        found.append(_waiting_for_others(user, now))
        found.append(_scheduled(user, now))
    if user.has_perm("articles.review_edition"):
        found.append(_unconfirmed(now))
    if may_moderate(user):
        found.append(_held_comments())
    return found


def _printable(editions: QuerySet[Edition]) -> QuerySet[Edition]:
    lead = EditionAgency.objects.filter(is_lead=True).select_related("agency")
    return editions.select_related("article", "section", "created_by").prefetch_related(Prefetch("agency_rows", lead))


def _changed_by(user: User) -> Exists:
    return Exists(Edition.changed_by.through.objects.filter(edition=OuterRef("pk"), user=user))


def _row(edition: Edition, moment: datetime.datetime | None, now: datetime.datetime, remark: str = "") -> Row:
    details = (str(edition.lead_agency or ""), str(edition.created_by or ""), written(moment))
    return Row(
        reverse("admin:articles_edition_change", args=[edition.pk]),
        str(edition),
        standing.badge(edition, now),
        tuple(detail for detail in details if detail),
        remark,
    )


def _list_url(**query: str) -> str:
    return reverse("admin:articles_edition_changelist", query=query)


def _panel(title: str, empty: str, url: str, rows: list[Row]) -> Panel:
    return Panel(title, url, rows[:ROWS], empty, len(rows) > ROWS)


def _to_decide(user: User, now: datetime.datetime) -> Panel:
    """What this user may approve or release; never the approval of what they changed themselves."""
    wanted: Any = Q(state=State.IN_REVIEW) & ~_changed_by(user)
    if permissions.may_release(user, Edition()):
        wanted |= Q(state=State.APPROVED)
    editions = _printable(Edition.objects.filter(wanted, state__in=[State.IN_REVIEW, State.APPROVED])).order_by(
        "changed_at"
    )
    rows = [_row(edition, edition.changed_at, now) for edition in editions[: ROWS + 1]]
    return _panel(_("Waiting for my decision"), _("Nothing waits for you."), _list_url(state=State.IN_REVIEW), rows)


def _drafts(user: User, now: datetime.datetime) -> Panel:
    """This user's drafts, the newest first, with the remark with which one was returned."""
    mine = Edition.objects.filter(Q(created_by=user) | _changed_by(user), state=State.DRAFT)
    editions = list(_printable(mine).order_by("-changed_at")[: ROWS + 1])
    remarks = _returned(editions)
    rows = [
        _row(edition, edition.changed_at, now, remarks.get((edition.article.subject, edition.part), ""))
        for edition in editions
    ]
    return _panel(_("My drafts"), _("You have no drafts."), _list_url(state=State.DRAFT, whose="mine"), rows)


def _returned(editions: list[Edition]) -> dict[tuple[str, str], str]:
    """Return the remarks of those ``editions`` whose last decision was to return them; one query."""
    entries = LedgerEntry.objects.filter(subject__in=[edition.article.subject for edition in editions])
    last = {
        (entry.subject, entry.part): entry
        for entry in entries.exclude(event__in=["create", "edit"])
        .order_by("sequence")
        .only("subject", "part", "event", "note", "actor_name")
    }
    return {key: f"{entry.actor_name}: {entry.note}" for key, entry in last.items() if entry.event == "return"}


def _waiting_for_others(user: User, now: datetime.datetime) -> Panel:
    """What this user handed in and others decide."""
    handed_in = Edition.objects.filter(
        Q(created_by=user) | _changed_by(user), state__in=[State.IN_REVIEW, State.APPROVED]
    )
    editions = _printable(handed_in).order_by("-changed_at")[: ROWS + 1]
    rows = [_row(edition, edition.changed_at, now) for edition in editions]
    return _panel(_("Mine, with the editors"), _("Nothing of yours is in review."), _list_url(whose="mine"), rows)


def _scheduled(user: User, now: datetime.datetime) -> Panel:
    editions = _printable(permissions.visible_to(user).filter(state=State.RELEASED, live_from__gt=now)).order_by(
        "live_from"
    )
    rows = [_row(edition, edition.live_from, now) for edition in editions[: ROWS + 1]]
    return _panel(_("Scheduled"), _("Nothing is scheduled."), _list_url(state="scheduled"), rows)


def _unconfirmed(now: datetime.datetime) -> Panel:
    """What went out without a second pair of eyes."""
    editions = _printable(Edition.objects.filter(state=State.RELEASED, awaits_confirmation=True)).order_by("live_from")
    rows = [_row(edition, edition.live_from, now) for edition in editions[: ROWS + 1]]
    return _panel(
        _("Released, awaiting confirmation"),
        _("Everything released was seen by two."),
        _list_url(state="unconfirmed"),
        rows,
    )


def _held_comments() -> Panel:
    comments = Comment.objects.filter(status=Comment.Status.HELD).oldest_first().select_related("article")
    url = reverse("admin:comments_comment_changelist")
    rows = [
        Row(
            url + query(comment),
            Truncator(comment.text).chars(90),
            details=(comment.name, written(comment.created_at)),
        )
        for comment in comments[:ROWS]
    ]
    title = _("Comments held (%(count)s)") % {"count": held_count()} if rows else _("Comments held")
    return Panel(title, url, rows, _("No comment waits."))
