"""Who is told of what: those whose turn it is, and those whose release it is; never who did it.

A deputy is told what their colleague is told. Nobody is told of a release that they may not see.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from news.accounts.models import Deputy, User
from news.articles import permissions
from news.articles.models import Edition
from news.newsroom.models import Newsroom

from .models import Kind

State = Edition.State

STATES: dict[str, frozenset[str]] = {
    "submit": frozenset({State.IN_REVIEW}),
    "return": frozenset({State.DRAFT}),
    "approve": frozenset({State.APPROVED, State.RELEASED, State.WITHDRAWN}),
    "release": frozenset({State.RELEASED, State.WITHDRAWN}),
    "fast_release": frozenset({State.RELEASED, State.WITHDRAWN}),
    "release_minor": frozenset({State.RELEASED, State.WITHDRAWN}),
    "reschedule": frozenset({State.RELEASED, State.WITHDRAWN}),
    "unschedule": frozenset({State.DRAFT, State.APPROVED, State.RELEASED}),
    "confirm": frozenset({State.RELEASED, State.WITHDRAWN}),
    "withdraw": frozenset({State.WITHDRAWN}),
}
"""The steps that colleagues are told of, while the edition is in one of these states: else it was overtaken."""


def of_decision(step: str, edition: Edition, actor_id: int | None) -> dict[int, Kind]:
    """Return which users (their ids) are told of ``step``, a key of :data:`STATES`, and as what."""
    if edition.state not in STATES[step]:
        return {}
    writers = _with_deputies(_writers(edition))
    turns: dict[str, tuple[Kind, set[int]]] = {
        "submit": (Kind.SUBMITTED, _reviewers(edition)),
        "return": (Kind.RETURNED, writers),
        "approve": (Kind.APPROVED, writers | (_releasers() if edition.state == State.APPROVED else set())),
        "confirm": (Kind.APPROVED, writers | _with_deputies({edition.released_by_id})),
    }
    kind, users = turns.get(step, (Kind.RELEASED, writers))
    told = dict.fromkeys(users, kind)
    if step in {"fast_release", "release_minor"} and edition.awaits_confirmation:
        told |= dict.fromkeys(_reviewers(edition) - {edition.released_by_id}, Kind.CONFIRM)
    told.pop(actor_id or 0, None)
    return {user: told[user] for user in _who_may_see(edition, told)}


def of_failure(edition: Edition | None) -> set[int]:
    """Return the ids of those who are told that something failed: who released ``edition``, who may release, and who
    looks after the machinery.
    """
    own = _with_deputies({edition.created_by_id, edition.released_by_id}) if edition else set()
    return technicians() | _with_permission("articles.release_edition") | own


def technicians() -> set[int]:
    """Return the ids of those who look after what works in the background."""
    return _with_permission("operations.view_job")


def may_be_told(user: User) -> list[Kind]:
    """Return the kinds of notices that can reach ``user``, most pressing first."""
    reviews, writes = user.has_perm("articles.review_edition"), user.has_perm("articles.view_edition")
    technical = user.has_perm("operations.view_job")
    concerned = {
        Kind.SUBMITTED: reviews,
        Kind.CONFIRM: reviews,
        Kind.RETURNED: writes,
        Kind.APPROVED: writes,
        Kind.RELEASED: writes,
        Kind.FAILED: writes or technical,
    }
    return [kind for kind, is_concerned in concerned.items() if is_concerned]


def _writers(edition: Edition) -> set[int | None]:
    return {edition.created_by_id, *edition.changed_by.values_list("pk", flat=True)}


def _reviewers(edition: Edition) -> set[int]:
    """Return who may decide on ``edition``; never who changed it."""
    return _with_permission("articles.review_edition") - set(edition.changed_by.values_list("pk", flat=True))


def _releasers() -> set[int]:
    may = _with_permission("articles.release_edition")
    return may | _with_permission("articles.review_edition") if Newsroom.current().editors_may_release else may


def _with_permission(permission: str) -> set[int]:
    """Return who has ``permission`` by a role, their own or a colleague's; not who only runs the server."""
    users = User.objects.with_perm(permission, include_superusers=False)
    return set(users.values_list("pk", flat=True))


def _with_deputies(users: Iterable[int | None]) -> set[int]:
    """Return ``users`` who still work here, and who deputises for them today."""
    people = set(User.objects.filter(pk__in=[pk for pk in users if pk], is_active=True).values_list("pk", flat=True))
    deputies = Deputy.objects.on(timezone.localdate()).filter(principal__in=people, deputy__is_active=True)
    return people | set(deputies.values_list("deputy_id", flat=True))


def _who_may_see(edition: Edition, users: Iterable[int]) -> list[int]:
    asked = set(users)
    see_all = asked & _with_permission("articles.write_any_edition") if asked else set()
    others = User.objects.filter(pk__in=asked - see_all, is_active=True)
    found = {user.pk for user in others if permissions.visible_to(user).filter(pk=edition.pk).exists()}
    return sorted(see_all | found)
