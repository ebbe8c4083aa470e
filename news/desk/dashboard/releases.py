"""The user's own drafts, what comes in the next days, and what went out."""

from __future__ import annotations

import datetime
from dataclasses import replace

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from news.accounts.models import User
from news.articles import waiting
from news.articles.models import Edition
from news.ledger.models import LedgerEntry
from news.newsroom.moments import written

from .. import calendar, receipts, working_copies
from ..calendar import begin_of
from ..models import Receipt
from .parts import COUNTED, ROWS, Link, Panel, Row, list_url, panel_of, printable, row_of

State = Edition.State
DAYS_AHEAD = 7


def drafts(user: User, now: datetime.datetime) -> Panel:
    """This user's drafts, the newest first, with the remark with which one was returned."""

    def rows(editions: list[Edition]) -> list[Row]:
        remarks = _returned(editions)
        return [
            row_of(edition, edition.changed_at, now, remarks.get((edition.article.subject, edition.part), ""))
            for edition in editions
        ]

    begin = Link(reverse("admin:articles_edition_add"), _("Write a release"))
    return panel_of(
        "drafts", _("My drafts"), _("You have no drafts. Write one, or paste a text that came by chat or mail."),
        list_url(state=State.DRAFT, whose="mine"), waiting.drafts_of(user), "-changed_at", rows,
        begin=begin if user.has_perm("articles.add_edition") else None,
    )  # fmt: skip


def _returned(editions: list[Edition]) -> dict[tuple[str, str], str]:
    """Return the remarks of those ``editions`` whose last decision was to return them; one query."""
    entries = LedgerEntry.objects.filter(subject__in=[edition.article.subject for edition in editions])
    last = {
        (entry.subject, entry.part): entry
        for entry in entries.exclude(event__in=["create", "edit", "restore", "redact"])
        .order_by("sequence")
        .only("subject", "part", "event", "note", "actor_name")
    }
    return {key: f"{entry.actor_name}: {entry.note}" for key, entry in last.items() if entry.event == "return"}


def with_others(user: User, now: datetime.datetime) -> Panel:
    """What this user handed in and others decide."""
    return panel_of(
        "with-others", _("Mine, with the editors"), _("Nothing of yours is in review."), list_url(waiting="others"),
        waiting.with_others(user), "-changed_at",
        lambda editions: [row_of(edition, edition.changed_at, now) for edition in editions],
    )  # fmt: skip


def left_behind(user: User, now: datetime.datetime) -> Panel | None:
    """What this user wrote and did not save; nothing is said of it when there is none."""
    copies = working_copies.left_behind(user, now)
    rows = [
        Row(
            reverse("admin:desk:working_copy", args=[copy.pk]),
            str(copy.edition) if copy.edition else _("A release that was never saved"),
            details=(written(copy.saved_at),),
        )
        for copy in copies[:ROWS]
    ]
    return Panel(
        "left-behind", _("Written and not saved"), rows[0].url, rows, "", is_pressing=True,
        help=_("Pages that were closed, or a connection that was lost: look at each, then take it over or drop it."),
    ) if rows else None  # fmt: skip


def agenda(user: User, now: datetime.datetime) -> Panel:
    """Today and the days that follow: what goes live, comes out of embargo, expires or takes place."""
    today = timezone.localdate(now)
    since, until = begin_of(today), begin_of(today + datetime.timedelta(days=DAYS_AHEAD))
    coming = [
        entry
        for entry in calendar.entries(user, since, until, now, most=COUNTED)
        if entry.kind != calendar.RELEASED
    ]  # fmt: skip
    rows, last = [], None
    for entry in coming[: ROWS * 2]:
        day = timezone.localtime(entry.at).date()
        in_words, clock, zone = written(entry.at).rsplit(" ", 2)
        heading = "" if day == last else f"{_('Today')}, {in_words}" if day == today else in_words
        move = (Link(entry.move_url, _("Move")),) if entry.move_url else ()
        words = (f"{clock} {zone}", entry.agency, str(entry.detail))
        rows.append(
            Row(entry.url, entry.title, calendar.mark(entry), tuple(filter(None, words)), links=move, heading=heading)
        )
        last = day
    begin = Link(reverse("admin:desk:plan"), _("Plan an event"))
    return Panel(
        "agenda", _("Today and this week"), reverse("admin:desk:calendar"), rows,
        _("Nothing is scheduled or planned for the next seven days."), has_more=len(coming) > len(rows), begin=begin,
    )  # fmt: skip


def newest(user: User, now: datetime.datetime) -> Panel:
    """The newest releases, as readers have them now, and when a stranger first saw each."""
    newest = waiting.newest_live(user, now, ROWS)
    editions = list(printable(Edition.objects.filter(pk__in=newest)).listed())
    pages = Receipt.objects.filter(edition__in=editions, surface=Receipt.Surface.PAGE, is_withdrawal=False)
    seen = {row.edition_id: receipts.clock(row.seen_at, row.due_at) for row in pages if row.seen_at}
    rows = []
    for edition in editions:
        row = row_of(edition, edition.live_from, now)
        if edition.pk in seen:
            row = replace(row, details=(*row.details, _("seen %(time)s") % {"time": seen[edition.pk]}))
        rows.append(row)
    return Panel(
        "newest", _("Newest releases"), list_url(state="live"), rows, _("Nothing was released yet."),
        has_more=len(editions) == ROWS,
    )  # fmt: skip
