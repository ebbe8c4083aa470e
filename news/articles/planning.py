"""Plan what agencies will do, before there is a release about it, and begin the release that comes of it.

Each function asks for the permission, writes the event and a line in the ledger in one transaction.
"""

from __future__ import annotations

import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from news.accounts.models import User
from news.ledger import chain
from news.newsroom.models import Newsroom
from news.newsroom.moments import written

from . import editing, permissions
from .models import Edition, EditionAgency, PlannedEvent


class EventChanged(Exception):
    """Somebody else changed the event since it was seen; ``current`` is how it stands now."""

    def __init__(self, current: PlannedEvent) -> None:
        super().__init__(_("Somebody else changed this event in the meantime."))
        self.current = current


def plan(event: PlannedEvent, *, by: User, now: datetime.datetime | None = None) -> PlannedEvent:
    """Save a new event.

    :param now: when it is planned (aware), for what is brought in afterwards; this moment by default.
    :raises PermissionDenied: if ``by`` may not plan for its agency.
    """
    _check_may_plan(by, event)
    with transaction.atomic():
        event.created_by = by
        event.save()
        chain.record("plan", subject=event.subject, by=by, note=_in_words(event), at=now)
    return event


def change(event: PlannedEvent, *, by: User, version: int) -> PlannedEvent:
    """Save ``event`` as it was filled in, if nobody changed it since ``version``.

    :raises EventChanged: if somebody did.
    :raises PermissionDenied: if ``by`` may not plan for its agency, before or after the change.
    """
    with transaction.atomic():
        before = _locked(event.pk, by, version)
        _check_may_plan(by, event)
        event.version = before.version + 1
        event.save()
        chain.record("replan", subject=event.subject, by=by, note=_in_words(event))
    return event


def move(event: PlannedEvent, to: datetime.datetime, *, by: User, version: int) -> PlannedEvent:
    """Let ``event`` begin at ``to`` (aware) instead, and last as long as before.

    :raises EventChanged: if somebody changed it since ``version``.
    :raises PermissionDenied: if ``by`` may not plan for its agency.
    """
    with transaction.atomic():
        event = _locked(event.pk, by, version)
        if event.ends_at:
            event.ends_at += to - event.starts_at
        event.starts_at, event.version = to, event.version + 1
        event.save()
        chain.record("replan", subject=event.subject, by=by, note=_in_words(event))
    return event


def call_off(event: PlannedEvent, *, by: User, version: int) -> None:
    """Delete ``event``; the ledger keeps what it was.

    :raises EventChanged: if somebody changed it since ``version``.
    :raises PermissionDenied: if ``by`` may not plan for its agency.
    """
    with transaction.atomic():
        event = _locked(event.pk, by, version)
        chain.record("call_off", subject=event.subject, by=by, note=_in_words(event))
        event.delete()


def write_release(event: PlannedEvent, *, by: User) -> Edition:
    """Begin a draft about ``event``, with its agency, date and venue; of one that has a release, return its newest.

    :raises PermissionDenied: if ``by`` may not write for its agency.
    """
    with transaction.atomic():
        event = PlannedEvent.objects.select_for_update().get(pk=event.pk)
        _check_may_plan(by, event)
        if found := release_of(event):
            return found
        draft = editing.begin_draft(
            by,
            headline=event.title,
            event_date=Newsroom.current().local(event.starts_at).date(),
            venue=event.venue,
        )
        with editing.change(draft.pk, by=by):
            EditionAgency.objects.create(edition=draft, agency_id=event.agency_id, is_lead=True)
        event.article, event.version = draft.article, event.version + 1
        event.save(update_fields=["article", "version"])
    return Edition.objects.select_related("article").get(pk=draft.pk)


def release_of(event: PlannedEvent) -> Edition | None:
    """Return the newest edition about ``event``; None if there is none, or if it was discarded."""
    kept = Edition.objects.filter(article=event.article_id).exclude(state=Edition.State.DISCARDED)
    return kept.select_related("article").order_by("-sequence").first() if event.article_id else None


def _locked(pk: int, by: User, version: int) -> PlannedEvent:
    event = PlannedEvent.objects.select_for_update().get(pk=pk)
    _check_may_plan(by, event)
    if event.version != version:
        raise EventChanged(event)
    return event


def _check_may_plan(by: User, event: PlannedEvent) -> None:
    if not permissions.may_plan(by, event):
        raise PermissionDenied(_("You may not write for this agency."))


def _in_words(event: PlannedEvent) -> str:
    seen = _("readers see it") if event.is_public else ""
    parts = (event.title, str(event.agency), written(event.starts_at), written(event.ends_at), event.venue, seen)
    return ". ".join(part for part in parts if part)
