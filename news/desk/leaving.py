"""A colleague leaves: what they leave is shown, and in one transaction handed over, ended and closed.

Nobody is deleted: the history keeps the name. Drafts get another owner (``created_by``, whose drafts they are from then
on); who changed them stays written down, so whoever takes over may review what they did not change themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from news.accounts.models import Deputy, User
from news.alerts import telling
from news.alerts.models import Kind, Notice
from news.articles.models import Article, Edition
from news.directory.models import Agency, Membership
from news.directory.permissions import agencies_of
from news.ledger import chain

from . import linking, working_copies
from .models import PressLink, PreviewLink

LEAVE, REASSIGN = "leave", "reassign"  # in the ledger
SHOWN = 50


class CannotLeave(Exception):
    """They cannot leave now; the message says why, in words for an administrator."""


@dataclass(frozen=True)
class Left:
    """What a colleague leaves, as an administrator is shown it: drafts by the headline only to who may read them.

    ``alone`` are the agencies for which nobody else works, each with the number of questions that wait for it.
    """

    drafts: list[tuple[str, Edition]]
    waiting: int
    other_reviewers: int
    deputies: list[Deputy]
    memberships: list[Membership]
    alone: list[tuple[Agency, int]] = field(default_factory=list)
    press_links: list[tuple[str, PressLink]] = field(default_factory=list)
    preview_links: int = 0
    unread: int = 0
    reviews: bool = False


def may_let_go(by: User, user: User) -> bool:
    """Administrators let others go; a superuser only another superuser."""
    return by.has_perm("accounts.change_user") and (by.is_superuser or not user.is_superuser)


def left_by(user: User, by: User) -> Left:
    """Return what ``user`` would leave today, as ``by`` may see it; a constant number of queries."""
    now, today = timezone.now(), timezone.localdate()
    others = Membership.objects.filter(agency=OuterRef("pk"), user__is_active=True).exclude(user=user)
    alone = Agency.objects.filter(~Exists(others), memberships__user=user).annotate(
        questions=Count("referrals", filter=Q(referrals__closed_at=None))
    )
    reviewers = User.objects.with_perm("articles.review_edition", include_superusers=False)
    reviews = user.is_active and user.has_perm("articles.review_edition")
    in_review = Edition.objects.filter(state=Edition.State.IN_REVIEW)
    held = PressLink.objects.filter(made_by=user, revoked_at=None, expires_at__gt=now).select_related("edition")
    return Left(
        drafts=[(_name(edition, by), edition) for edition in _drafts(user).prefetch_related("agency_rows__agency")],
        waiting=in_review.count() if reviews else 0,
        other_reviewers=reviewers.exclude(pk=user.pk).count() if reviews else 0,
        deputies=list(_deputies(user).filter(until_date__gt=today).select_related("principal", "deputy")),
        memberships=list(user.memberships.select_related("agency")),
        alone=[(agency, agency.questions) for agency in alone],  # type: ignore[attr-defined]  # annotated above
        press_links=[(_name(link.edition, by), link) for link in held[:SHOWN]],
        preview_links=PreviewLink.objects.filter(made_by=user, revoked_at=None, expires_at__gt=now).count(),
        unread=Notice.objects.at_desk(user).unread()[:SHOWN].count(),
        reviews=reviews,
    )


def heirs(user: User) -> QuerySet[User]:
    """Return to whom drafts can be handed: active colleagues who write."""
    writers = User.objects.with_perm("articles.write_edition", include_superusers=False)
    all_writers = User.objects.with_perm("articles.write_any_edition", include_superusers=False)
    found = User.objects.filter(Q(pk__in=writers.values("pk")) | Q(pk__in=all_writers.values("pk")))
    return found.exclude(pk=user.pk).order_by("first_name", "last_name", "username")


def leave(user: User, *, by: User, to: User | None = None) -> None:
    """Close the log-in of ``user``, end their sessions, deputies, memberships and preview links, hand drafts to ``to``.

    :raises PermissionDenied: if ``by`` may not.
    :raises CannotLeave: if they are ``by``, have left already, are the last administrator, or if ``to`` cannot take a
        draft.
    """
    if not may_let_go(by, user):
        raise PermissionDenied(_("Only an administrator lets a colleague go."))
    with transaction.atomic():
        administrators = set(_administrators().select_for_update().order_by("pk").values_list("pk", flat=True))
        user = User.objects.select_for_update().get(pk=user.pk)
        _check(user, by, administrators)
        handed = _hand_over(user, by, to)
        ended = _end_deputies(user) + user.memberships.all().delete()[0]
        linking.revoke_previews_of(user, by=by)
        Notice.objects.filter(user=user).update(mail_due_at=None)
        user.is_active = False
        user.set_unusable_password()
        user.save(update_fields=["is_active", "password"])
        _end_sessions(user)
        chain.record(LEAVE, subject=f"user:{user.pk}", by=by, note=_note(user, to, handed, ended))


def _name(edition: Edition, by: User) -> str:
    """Return the headline, or for who may not read drafts the id: administrators need not."""
    return str(edition) if by.has_perm("articles.write_any_edition") else f"#{edition.article_id}"


def _check(user: User, by: User, administrators: set[int]) -> None:
    if user.pk == by.pk:
        raise CannotLeave(_("You cannot let yourself go: ask another administrator."))
    if not user.is_active:
        raise CannotLeave(_("%(name)s has left already.") % {"name": user})
    if user.pk in administrators and administrators == {user.pk}:
        raise CannotLeave(_("%(name)s is the last administrator. Make somebody else one first.") % {"name": user})


def _administrators() -> QuerySet[User]:
    """Return who looks after users by a role of their own; a deputy's right ends with the colleague's."""
    by_role = Q(groups__permissions__codename="change_user", groups__permissions__content_type__app_label="accounts")
    own = User.objects.filter(by_role | Q(is_superuser=True))
    # Outside the subquery, so that PostgreSQL looks at it again once it has the lock that another held.
    return User.objects.filter(pk__in=own.values("pk"), is_active=True)


def _drafts(user: User) -> QuerySet[Edition]:
    """Return what ``user`` has not finished: drafts, and what is in review or approved."""
    unfinished = Edition.objects.filter(created_by=user, state__in=Edition.OPEN_STATES)
    return unfinished.select_related("article").order_by("pk")


def _hand_over(user: User, by: User, to: User | None) -> int:
    """Make ``to`` the owner of what ``user`` has not finished, and tell them; return how much that is."""
    keys = list(_drafts(user).values_list("article_id", flat=True))
    list(Article.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    drafts = list(_drafts(user).filter(article__in=keys))
    if not drafts:
        return 0
    if to is None or not heirs(user).filter(pk=to.pk).exists():
        raise CannotLeave(_("Say who takes over the drafts."))
    if refused := _not_for(to, drafts):
        raise CannotLeave(
            _("%(name)s may not write for the agency of: %(drafts)s. Choose somebody who may.")
            % {"name": to, "drafts": "; ".join(_name(edition, by) for edition in refused)}
        )
    Edition.objects.filter(pk__in=[edition.pk for edition in drafts]).update(created_by=to)
    working_copies.hand_over(user, to)
    for edition in drafts:
        # About the article, not the edition: what was decided last about the edition stays its last decision.
        chain.record(REASSIGN, subject=edition.article.subject, by=by, note=f"{user} → {to}")
        occasion = f"{REASSIGN}:{edition.pk}:{user.pk}:{to.pk}"
        telling.tell(Kind.RETURNED, occasion, partial(_handed_words, user), [to.pk], edition=edition)
    return len(drafts)


def _handed_words(user: User) -> str:
    return _("%(name)s has left; this draft is yours now.") % {"name": user}


def _not_for(to: User, drafts: Iterable[Edition]) -> list[Edition]:
    """Return those of ``drafts`` that ``to`` could not write, once they are theirs."""
    if to.has_perm("articles.write_any_edition"):
        return []
    own = set(agencies_of(to).values_list("pk", flat=True))
    leads = [(edition, edition.lead_agency) for edition in drafts]
    return [edition for edition, lead in leads if lead and lead.pk not in own]


def _deputies(user: User) -> QuerySet[Deputy]:
    return Deputy.objects.filter(Q(principal=user) | Q(deputy=user))


def _end_deputies(user: User) -> int:
    """End today who stands in for ``user`` and for whom they do; what was to begin later never was."""
    today = timezone.localdate()
    current = _deputies(user).filter(until_date__gt=today)
    removed = current.filter(from_date__gte=today).delete()[0]
    return removed + current.update(until_date=today)


def _end_sessions(user: User) -> None:
    """End every session of ``user``; without a user who is active they open nothing anyhow."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            session.delete()


def _note(user: User, to: User | None, handed: int, ended: int) -> str:
    words = [_("%(name)s left.") % {"name": user}]
    if handed:
        words.append(_("Drafts handed to %(name)s: %(count)s.") % {"name": to, "count": handed})
    if ended:
        words.append(_("Memberships and deputies ended: %(count)s.") % {"count": ended})
    return " ".join(words)
