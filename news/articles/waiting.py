"""What waits for whom, as querysets: the first page of the desk counts them, and the list of releases shows them."""

from __future__ import annotations

import datetime

from django.db.models import Exists, OuterRef, Q

from news.accounts.models import User

from . import lists, permissions
from .models import Edition, EditionQuerySet, PhotoCaption

State = Edition.State
WALKED = 12
"""Agencies that are asked one by one; whoever writes for more finds something among the newest of all."""


def changed_by(user: User) -> Exists:
    """Return the condition that ``user`` changed an edition's content."""
    return Exists(Edition.changed_by.through.objects.filter(edition=OuterRef("pk"), user=user))


def is_of(user: User) -> Q:
    """Return the condition that ``user`` began or changed an edition."""
    return Q(created_by=user) | Q(changed_by(user))


def for_decision(user: User) -> EditionQuerySet:
    """Return what ``user`` may approve or release; never the approval of what they changed themselves."""
    editions = permissions.visible_to(user)
    if not user.has_perm("articles.review_edition"):
        return editions.none()
    wanted = Q(state=State.IN_REVIEW) & ~Q(changed_by(user))
    if not permissions.may_release(user, Edition()):
        return editions.filter(wanted, state=State.IN_REVIEW)
    return editions.filter(wanted | Q(state=State.APPROVED), state__in=[State.IN_REVIEW, State.APPROVED])


def with_others(user: User) -> EditionQuerySet:
    """Return what ``user`` handed in and others decide."""
    handed_in = permissions.visible_to(user).filter(is_of(user), state__in=[State.IN_REVIEW, State.APPROVED])
    return handed_in.exclude(pk__in=for_decision(user).values("pk"))


def drafts_of(user: User) -> EditionQuerySet:
    """Return the drafts that ``user`` began or changed."""
    return permissions.visible_to(user).filter(is_of(user), state=State.DRAFT)


def scheduled(user: User, now: datetime.datetime) -> EditionQuerySet:
    """Return what ``user`` sees of what is decided and not live yet."""
    return permissions.visible_to(user).filter(state=State.RELEASED, live_from__gt=now)


def embargoed(user: User, now: datetime.datetime) -> EditionQuerySet:
    """Return what ``user`` sees of what is under embargo, whether it is decided or not."""
    states = [*Edition.OPEN_STATES, State.RELEASED]
    return permissions.visible_to(user).filter(state__in=states, embargo_until__gt=now)


def unconfirmed(user: User) -> EditionQuerySet:
    """Return what ``user`` sees of what went out without a second pair of eyes."""
    # Only what was released or withdrawn can await it. To ask for the released ones would have SQLite read them all.
    return permissions.visible_to(user).filter(awaits_confirmation=True).exclude(state=State.WITHDRAWN)


def without_photo() -> Q:
    """Return the condition that an edition shows no photo."""
    return ~Q(Exists(PhotoCaption.objects.filter(edition=OuterRef("pk"))))


def newest_live(user: User, now: datetime.datetime, number: int) -> list[int]:
    """Return the ids of the newest live editions that ``user`` sees at the desk, the newest first.

    Of a writer's agencies each is asked by its own index: to look for them among all releases would read them all.
    """
    if not user.has_perm("articles.write_any_edition"):
        agencies = list(permissions.agencies_to_write_for(user)[: WALKED + 1])
        if len(agencies) <= WALKED:
            found = {
                (row.list_at, row.edition_id)
                for agency in agencies
                for row in lists.of_agency(agency, now).filter(is_lead=True)[:number]
            }
            return [pk for _list_at, pk in sorted(found, reverse=True)[:number]]
    return list(permissions.visible_to(user).live(now).listed().values_list("pk", flat=True)[:number])
