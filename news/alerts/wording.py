"""What a notice says and where it leads."""

from __future__ import annotations

import datetime

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from news.accounts.models import User
from news.articles import permissions, workflow
from news.articles.models import Edition
from news.newsroom.moments import written

from .models import Kind, Notice

STEPS: dict[str, tuple[str, ...]] = {
    Kind.SUBMITTED: ("approve", "return"),
    Kind.CONFIRM: ("confirm",),
    Kind.APPROVED: ("release",),
}
"""The steps that a notice asks for, the likeliest first."""


def sentence(notice: Notice, now: datetime.datetime) -> str:
    """Return in a sentence what happened, in the active language and zone."""
    if notice.entry is None:
        return notice.text
    edition, who = notice.edition, notice.entry.actor_name
    is_later = bool(edition and edition.live_from and edition.live_from > notice.entry.at)
    when = written(edition.live_from) if edition else ""
    sentences = {
        "submit": _("%(who)s submitted it for review."),
        "return": _("%(who)s returned it."),
        "approve": _("%(who)s approved it."),
        "release": _("%(who)s scheduled it for %(when)s.") if is_later else _("%(who)s released it."),
        "fast_release": _("%(who)s released it without review; somebody else must confirm it."),
        "release_minor": _("%(who)s released this minor correction; somebody else must confirm it."),
        "reschedule": _("%(who)s moved it to %(when)s."),
        "unschedule": _("%(who)s unscheduled it: it does not go live as planned."),
        "confirm": _("%(who)s confirmed it."),
        "withdraw": _("%(who)s withdrew it."),
    }
    return sentences.get(notice.entry.event, notice.text) % {"who": who or "–", "when": when}


def remark(notice: Notice) -> str:
    """Return the remark or reason that came with the decision; empty without one."""
    return notice.entry.note if notice.entry else ""


def steps(notice: Notice, user: User) -> list[tuple[str, str]]:
    """Return label and path of each step that ``notice`` asks for and ``user`` can take now."""
    asked = STEPS.get(notice.kind, ())
    if notice.edition is None or not asked:
        return []
    possible = workflow.possible_steps(notice.edition, user)
    return [
        (str(possible[name].label), reverse("admin:articles_edition_step", args=[notice.edition_id, name]))
        for name in asked
        if name in possible
    ]


def place(notice: Notice, user: User, now: datetime.datetime) -> str:
    """Return the path of what ``notice`` is about, for ``user``: the release at the desk, as readers see it, or the
    list of notices.
    """
    edition = notice.edition
    if edition and may_open(user, edition):
        return reverse("admin:articles_edition_change", args=[edition.pk])
    if edition and edition.is_live_at(now):
        return edition.article.get_absolute_url()
    return reverse("admin:desk:notices")


def may_open(user: User, edition: Edition) -> bool:
    """Say whether ``user`` sees ``edition`` at the desk."""
    return user.has_perm("articles.view_edition") and permissions.visible_to(user).filter(pk=edition.pk).exists()


def subject(notice: Notice) -> str:
    """Return the subject line of a letter: what it is about, without words of a release that is not public yet."""
    subjects = {
        Kind.SUBMITTED: _("Waits for your review"),
        Kind.CONFIRM: _("Waits for your confirmation"),
        Kind.RETURNED: _("Returned or handed to you"),
        Kind.APPROVED: _("Approved"),
        Kind.RELEASED: _("Released, scheduled or withdrawn"),
        Kind.FAILED: _("Needs a look: something failed"),
    }
    if notice.entry and notice.kind == Kind.RELEASED:
        is_later = notice.edition and notice.edition.live_from and notice.edition.live_from > notice.entry.at
        told = {"withdraw": _("Withdrawn"), "unschedule": _("Unscheduled")}
        words = told.get(notice.entry.event, _("Scheduled") if is_later else _("Released"))
    else:
        words = subjects[Kind(notice.kind)]
    about = _("release %(number)s") % {"number": _reference(notice.edition)} if notice.edition else ""
    return f"{words}: {about}" if about else str(capfirst(words))


def _reference(edition: Edition) -> str:
    """Return the number, or before it has one the id: never the address, which is made of the headline."""
    return edition.article.number or f"#{edition.article_id}"
