"""What waits for a decision of the user's, with the buttons to take it."""

from __future__ import annotations

import datetime
from dataclasses import replace

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from news.accounts.models import User
from news.articles import waiting, workflow
from news.articles.models import Edition
from news.newsroom.moments import written

from .parts import Choice, Link, Panel, Refusal, Row, list_url, panel_of, row_of

State = Edition.State
STEPS = ("approve", "return", "release", "confirm")
"""The steps that can be taken on the first page."""


def to_decide(user: User, now: datetime.datetime, refusal: Refusal | None) -> Panel:
    """What this user may approve or release; never the approval of what they changed themselves."""
    own = set(Edition.changed_by.through.objects.filter(user=user, edition__state=State.APPROVED).values_list(
        "edition_id", flat=True
    )[:1000])  # fmt: skip

    def rows(editions: list[Edition]) -> list[Row]:
        found = [
            replace(row_of(edition, edition.changed_at, now), choices=_choices(edition, edition.pk not in own),
                    links=_looks(edition))
            for edition in editions
        ]  # fmt: skip
        return _with_refusal(found, refusal, now)

    return panel_of(
        "decide", _("Waiting for my decision"), _("Nothing waits for you."), list_url(waiting="me"),
        waiting.for_decision(user), "changed_at", rows, is_pressing=True,
    )  # fmt: skip


def _choices(edition: Edition, may_return: bool) -> tuple[Choice, ...]:
    """Return the buttons of what waits for a decision; the workflow asks again who may."""
    back = workflow.STEPS["return"]
    returning = (Choice("return", back.label, back.note_label, needs_note=True),) if may_return else ()
    if edition.state == State.IN_REVIEW:
        return (Choice("approve", workflow.STEPS["approve"].label, is_first=True), *returning)
    embargo = edition.embargo_until
    if embargo and embargo > timezone.now():
        first = Choice("release", _("Release %(moment)s") % {"moment": written(embargo)}, is_first=True)
    else:
        first = Choice("release", _("Release now"), is_first=True)
    return (first, Choice("release", _("Schedule"), asks_when=True), *returning)


def _looks(edition: Edition) -> tuple[Link, ...]:
    """Return where to look before deciding: the whole text, and what it changes since it was live or returned."""
    step = "approve" if edition.state == State.IN_REVIEW else "release"
    return (
        Link(reverse("admin:articles_edition_step", args=[edition.pk, step]), _("Read it")),
        Link(reverse("admin:articles_edition_history", args=[edition.pk]), _("What changed")),
    )


def _with_refusal(rows: list[Row], refusal: Refusal | None, now: datetime.datetime) -> list[Row]:
    """Say why a step was refused beside its release; first, whether it still waits or not."""
    if refusal is None or refusal.step == "confirm":
        return rows
    same = next((row for row in rows if row.edition and row.edition.pk == refusal.edition.pk), None)
    if same is None:
        same = replace(row_of(refusal.edition, refusal.edition.changed_at, now), links=_looks(refusal.edition))
    return [replace(same, refusal=refusal), *(row for row in rows if row.edition != refusal.edition)]


def unconfirmed(user: User, now: datetime.datetime, refusal: Refusal | None) -> Panel | None:
    """What went out without a second pair of eyes; nothing is said of it when there is none."""
    own = waiting.changed_by(user)
    editions = waiting.unconfirmed(user).annotate(is_own=own | Q(released_by=user))

    def rows(found: list[Edition]) -> list[Row]:
        confirm = Choice("confirm", workflow.STEPS["confirm"].label, is_first=True)
        lines = [
            replace(
                row_of(edition, edition.live_from, now),
                choices=() if edition.is_own else (confirm,),  # type: ignore[attr-defined]  # annotated
                refusal=refusal if refusal and refusal.step == "confirm" and refusal.edition == edition else None,
            )
            for edition in found
        ]
        if refusal and refusal.step == "confirm" and not any(line.refusal for line in lines):
            lines.insert(0, replace(row_of(refusal.edition, refusal.edition.live_from, now), refusal=refusal))
        return lines

    panel = panel_of(
        "unconfirmed", _("Released, awaiting confirmation"), _("Everything released was seen by two."),
        list_url(state="unconfirmed"), editions, "live_from", rows, is_pressing=True,
        help=_("Readers see them already; a colleague other than who wrote or released them looks once more."),
    )  # fmt: skip
    return panel if panel.rows else None
