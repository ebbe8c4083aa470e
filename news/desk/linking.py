"""Make, open and revoke links without log-in to releases that are not live: previews, and press links under an embargo.

A link is 192 random bits; the database holds their keyed hash, so a stolen copy opens nothing, and a lookup by the hash
of what was asked for tells nothing by its time. Who has no link, a wrong one or one that ended is answered alike.
"""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Q
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from news.accounts.models import User
from news.articles.models import Article, Edition
from news.comments.addresses import address_hash, client_address
from news.ledger import chain
from news.letters.posting import post
from news.newsroom.models import Newsroom
from news.newsroom.moments import zone_label
from news.sealing import keyed_hash

from . import permissions
from .models import Opening, PressLink, PreviewLink

State = Edition.State
Link = PreviewLink | PressLink

TOKEN_BYTES = 24
USUAL_DAYS, MOST_DAYS = 7, 30
MOST_RECIPIENTS = 200
KEPT = datetime.timedelta(days=90)
"""How long the openings of a link are kept, and for whom a press link was, once it has ended."""
FORGOTTEN_AT_ONCE = 2_000
_PURPOSE = "desk.link"


class LinkRefused(Exception):
    """There can be no such link now; the message says why, in words for the editor."""


class Recipient(NamedTuple):
    """For whom a press link is; some of it may be empty, but not all."""

    name: str
    outlet: str
    email: str


@dataclass(frozen=True)
class Made:
    """A link that was just made, and its absolute address, which nobody can look up any more afterwards."""

    link: Link
    url: str


@dataclass(frozen=True)
class Shown:
    """What a link opens: an edition that is not live."""

    link: Link
    edition: Edition


@dataclass(frozen=True)
class Moved:
    """What a link leads to once there is something public: the article."""

    article: Article


# Making


def make_preview(
    edition: Edition,
    *,
    by: User,
    label: str = "",
    days: int = USUAL_DAYS,
    follows: bool = True,
    now: datetime.datetime | None = None,
) -> Made:
    """Make a link that shows ``edition`` to whoever has it, and return it with its address.

    :param label: for whom or what it is, for colleagues.
    :param days: how long it holds, from 1 to :data:`MOST_DAYS`.
    :param follows: show the newest edition of the article at any time, not always this one.
    :raises PermissionDenied: if ``by`` may neither write nor review it.
    :raises LinkRefused: if it was withdrawn or discarded, or is live, and there is no newer one to follow.
    :raises ValueError: if ``days`` is out of bounds.
    """
    if not 1 <= days <= MOST_DAYS:
        raise ValueError(f"A preview link holds 1 to {MOST_DAYS} days, not {days}.")
    now = now or timezone.now()
    if not permissions.may_preview(by, edition):
        raise PermissionDenied
    link = PreviewLink(
        article_id=edition.article_id, edition=None if follows else edition, label=label, made_by=by, made_at=now,
        expires_at=now + datetime.timedelta(days=days),
    )  # fmt: skip
    if not isinstance(_behind(link, now), Edition):
        raise LinkRefused(_("There is nothing to preview: readers see it already, or never will."))
    with transaction.atomic():
        made = _kept(link)
        _record("preview_link", edition.article, by, str(link.pk), now)
    return made


def may_have_press_links(edition: Edition, now: datetime.datetime) -> bool:
    """Say whether ``edition`` can be shown to the press at ``now``: decided, under an embargo and not live yet."""
    if edition.embargo_until is None or edition.article.withdrawn_at:
        return False
    if edition.state == State.APPROVED:
        return edition.embargo_until > now
    return edition.state == State.RELEASED and edition.live_from is not None and edition.live_from > now


def make_press(
    edition: Edition,
    recipients: Sequence[Recipient],
    *,
    by: User,
    mail: bool = False,
    now: datetime.datetime | None = None,
) -> list[Made]:
    """Make a link to ``edition`` under embargo for each of ``recipients``; all or none.

    :param mail: post it at once to whoever has an address.
    :raises PermissionDenied: if ``by`` may not release.
    :raises LinkRefused: if the edition is not decided or under no embargo, or these are too many.
    """
    now = now or timezone.now()
    if len(recipients) > MOST_RECIPIENTS:
        raise LinkRefused(_("At most %(most)d at a time.") % {"most": MOST_RECIPIENTS})
    with transaction.atomic():
        article = Article.objects.select_for_update().get(pk=edition.article_id)
        edition = Edition.objects.get(pk=edition.pk)
        edition.article = article
        if not permissions.may_invite_press(by, edition):
            raise PermissionDenied
        if not may_have_press_links(edition, now):
            raise LinkRefused(_("Press links are for a release that was approved and is under an embargo."))
        ends = under_embargo_until(edition) + datetime.timedelta(days=MOST_DAYS)
        made = [
            _kept(
                PressLink(
                    edition=edition, name=who.name, outlet=who.outlet, email=who.email,
                    made_by=by, made_at=now, expires_at=ends,
                )
            )
            for who in recipients
        ]  # fmt: skip
        if mail:
            for one in made:
                _mail(one, edition, now)
        if made:
            numbers = f"{made[0].link.pk}–{made[-1].link.pk}" if len(made) > 1 else str(made[0].link.pk)
            _record("press_links", article, by, numbers, now)
    return made


def revoke(link: Link, *, by: User, now: datetime.datetime | None = None) -> None:
    """End ``link`` at once; one that was revoked already stays as it is.

    :raises PermissionDenied: if ``by`` may not make such a link.
    """
    now = now or timezone.now()
    if not permissions.may_revoke(by, link):
        raise PermissionDenied
    with transaction.atomic():
        if type(link)._default_manager.filter(pk=link.pk, revoked_at=None).update(revoked_at=now, revoked_by=by):
            event = "revoke_preview_link" if isinstance(link, PreviewLink) else "revoke_press_link"
            _record(event, article_of(link), by, str(link.pk), now)


def revoke_previews_of(user: User, *, by: User, now: datetime.datetime | None = None) -> int:
    """End every preview link that ``user`` made, who leaves; return how many there were. The caller says who may."""
    now = now or timezone.now()
    with transaction.atomic():
        links = list(PreviewLink.objects.filter(made_by=user, revoked_at=None, expires_at__gt=now))
        for link in links:
            link.revoked_at, link.revoked_by = now, by
            link.save(update_fields=["revoked_at", "revoked_by"])
            _record("revoke_preview_link", article_of(link), by, str(link.pk), now)
    return len(links)


def article_of(link: Link) -> Article:
    """Return the article that ``link`` shows something of."""
    return link.edition.article if isinstance(link, PressLink) else link.article


def _kept(link: Link) -> Made:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link.token_hash = keyed_hash(_PURPOSE, token)
    link.save(force_insert=True)
    return Made(link, f"{settings.BASE_URL}{reverse('preview', args=[token])}")


def _record(event: str, article: Article, by: User, numbers: str, now: datetime.datetime) -> None:
    """Tell the ledger, by the numbers of the links: names and addresses of people are not for good."""
    chain.record(event, subject=article.subject, by=by, note=_("No. %(numbers)s") % {"numbers": numbers}, at=now)


def _mail(made: Made, edition: Edition, now: datetime.datetime) -> None:
    """Post the letter with the link; whoever gets it is told what an embargo asks of them."""
    link, newsroom = made.link, Newsroom.current()
    if not isinstance(link, PressLink) or not link.email:
        return
    with translation.override(settings.LANGUAGE_CODE), timezone.override(newsroom.tzinfo):
        context = {
            "link": link, "url": made.url, "edition": edition, "newsroom": newsroom,
            "until": in_words(under_embargo_until(edition)),
        }  # fmt: skip
        # The subject line is not sealed, and is shown on locked screens: it does not say what the release is about.
        subject = _("Under embargo: a release by %(newsroom)s") % {"newsroom": newsroom}
        body = render_to_string("desk/letters/press_link.txt", context)
    if post("press-link", f"press-link:{link.pk}", link.email, subject, body):
        link.mailed_at = now
        link.save(update_fields=["mailed_at"])


def in_words(moment: datetime.datetime) -> str:
    """Return ``moment`` (aware) with its weekday and zone, in the active zone and language."""
    local = timezone.localtime(moment)
    return _("%(date)s at %(time)s %(zone)s") % {
        "date": date_format(local, "l, j F Y"), "time": date_format(local, "H.i"), "zone": zone_label(),
    }  # fmt: skip


def under_embargo_until(edition: Edition) -> datetime.datetime:
    """Return the moment before which nothing of ``edition`` may be told: the embargo, or a later going live.

    :raises ValueError: if it has no embargo.
    """
    if edition.embargo_until is None:
        raise ValueError("An edition without an embargo has no press links.")
    return max(edition.embargo_until, edition.live_from or edition.embargo_until)


# Opening


def opened(token: str, now: datetime.datetime) -> Shown | Moved | None:
    """Return what the link with ``token`` opens at ``now`` (aware); None for whoever has none that holds."""
    link = _find(token)
    if link is None or not link.holds_at(now):
        return None
    behind = _behind(link, now)
    return Shown(link, behind) if isinstance(behind, Edition) else behind


def note_opening(link: Link, request: HttpRequest, now: datetime.datetime) -> None:
    """Count that ``link`` was opened at ``now``: how often, when, and from how many places."""
    kind = "press_link" if isinstance(link, PressLink) else "preview_link"
    hashed = address_hash(client_address(request), now)
    visitor = keyed_hash(f"{_PURPOSE}:{kind}:{link.pk}", hashed)[:32] if hashed else ""
    with transaction.atomic():
        opening, _is_new = Opening.objects.get_or_create(
            date=now.astimezone(datetime.UTC).date(), visitor=visitor, **{kind: link},
            defaults={"first_at": now, "last_at": now},
        )  # fmt: skip
        Opening.objects.filter(pk=opening.pk).update(times=F("times") + 1, last_at=now)
        type(link)._default_manager.filter(pk=link.pk).update(times_opened=F("times_opened") + 1, last_opened_at=now)


def _find(token: str) -> Link | None:
    hashed = keyed_hash(_PURPOSE, token)
    preview = PreviewLink.objects.select_related("article", "edition__article").filter(token_hash=hashed).first()
    return preview or PressLink.objects.select_related("edition__article").filter(token_hash=hashed).first()


def _behind(link: Link, now: datetime.datetime) -> Edition | Moved | None:
    """Return the edition that ``link`` shows at ``now``, or the article that is public in its place, or nothing."""
    edition = link.edition
    if edition is None and isinstance(link, PreviewLink):
        editions = link.article.editions.exclude(state=State.DISCARDED).select_related("article")
        edition = editions.order_by("-sequence").first()
    if edition is None or edition.article.withdrawn_at or edition.state in {State.DISCARDED, State.WITHDRAWN}:
        return None
    if edition.live_from and edition.live_from <= now:
        is_public = Edition.objects.live(now).filter(article=edition.article_id).exists()
        return Moved(edition.article) if is_public else None
    # What was taken back to draft is not what was decided: the press sees it no more until it is decided again.
    if isinstance(link, PressLink) and not may_have_press_links(edition, now):
        return None
    return edition


# Forgetting


def forget_ended() -> int:
    """Delete old openings, and for whom links were that ended long ago; return how many: the worker's job."""
    before = timezone.now() - KEPT
    openings = Opening.objects.filter(last_at__lt=before).values_list("pk", flat=True)[:FORGOTTEN_AT_ONCE]
    deleted = Opening.objects.filter(pk__in=list(openings)).delete()[0]
    named = Q(name__blank=False) | Q(email__blank=False)
    return deleted + PressLink.objects.filter(named, expires_at__lt=before).update(name="", email="")
