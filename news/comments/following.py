"""Tell readers by mail of new comments on a release, if they asked for it, at most once an hour.

Whoever asks confirms it by a link that is mailed to them, unless this browser has shown already that the address is
theirs. One press ends it (RFC 8058: https://www.rfc-editor.org/rfc/rfc8058).
"""

from __future__ import annotations

import datetime
import time
import uuid

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from news.articles.models import Article, Edition

from . import links, throttling, writing
from .addresses import email_hash as hash_of
from .models import Comment, Follower, VerifiedAddress

PAUSE = datetime.timedelta(hours=1)
SETTLED = datetime.timedelta(minutes=1)
"""What was published later may come from a transaction that is not committed yet, so it waits for the next letter."""
LISTED = 5
ROUND_SECONDS = 10.0


def ask(article: Article, email: str, *, trusted: str | None, address_hash: str | None) -> bool:
    """Let whoever has ``email`` follow ``article``, and say whether they do so at once.

    They do where this browser has shown that the address is theirs; else a letter asks them, whether they follow
    already or not: the answer gives nobody away.

    :param trusted: the keyed hash of the address that was shown to be the reader's, or None.
    :param address_hash: the keyed hash of the network address that asks, or None.
    """
    email_hash, now = hash_of(email) or "", timezone.now()
    edition = Edition.objects.live(now).filter(article=article).first()
    if edition is None or not email_hash:
        return False
    with transaction.atomic():
        if trusted != email_hash and not throttling.may_write("follow", email_hash, address_hash, now):
            return False
        follower, _is_new = Follower.objects.get_or_create(
            article=article, email_hash=email_hash, defaults={"email": email.strip(), "asked_at": now}
        )
        if trusted == email_hash:
            _confirm(follower, now)
            return True
        writing.write(
            "follow",
            key=str(uuid.uuid4()),
            to=email,
            subject=_("Follow the comments on a release?"),
            url=links.made(links.Purpose.FOLLOW, [follower.pk, email_hash]),
            headline=edition.headline,
        )
    return False


def opened(token: str) -> Follower:
    """Return who asked, by the link that was mailed to them.

    :raises links.Expired: if the link is too old, or they follow no more.
    :raises links.Invalid: if it is no such link.
    """
    pk, email_hash = links.read(links.Purpose.FOLLOW, token)
    follower = Follower.objects.select_related("article").filter(pk=pk, email_hash=email_hash).first()
    if follower is None:
        raise links.Expired
    return follower


def confirm(follower: Follower) -> None:
    """Take it that the follower's address is theirs, and that they want to be told; pressed again, nothing happens."""
    with transaction.atomic():
        VerifiedAddress.objects.get_or_create(email_hash=follower.email_hash)
        _confirm(follower, timezone.now())


def _confirm(follower: Follower, now: datetime.datetime) -> None:
    Follower.objects.filter(pk=follower.pk, confirmed_at=None).update(confirmed_at=now, told_until=now)


def followed(token: str) -> Follower | None:
    """Return whom a link out of a digest would tell no more; None if they are not told any more.

    :raises links.Invalid: if it is no such link.
    """
    pk, email_hash = links.read(links.Purpose.UNFOLLOW, token)
    return Follower.objects.select_related("article").filter(pk=pk, email_hash=email_hash).first()


def unfollow(token: str) -> None:
    """Tell them no more, and forget that they were told; pressed again, nothing happens.

    :raises links.Invalid: if it is no such link.
    """
    if follower := followed(token):
        follower.delete()


# Telling


def tell_followers(limit: int = 200) -> int:
    """Write to at most ``limit`` followers of releases with new comments, and return to how many: the worker's job.

    A letter lists the first :data:`LISTED` comments by others that could be seen since the last one. Letter and moment
    are kept in one transaction, so that nobody is told twice, or not at all, whenever this ends.
    """
    now = timezone.now()
    until, deadline = now - SETTLED, time.monotonic() + ROUND_SECONDS
    followers = Follower.objects.filter(confirmed_at__isnull=False, told_until__lte=until - PAUSE)
    with_news = followers.filter(
        Exists(_news(OuterRef("article"), OuterRef("told_until"), until, OuterRef("email_hash")))
    )
    told = 0
    for pk in list(with_news.order_by("pk").values_list("pk", flat=True)[:limit]):
        if time.monotonic() > deadline:
            break
        told += _tell(pk, until)
    return told


def _news(
    article: Article | OuterRef, since: datetime.datetime | OuterRef, until: datetime.datetime, own: str | OuterRef
) -> QuerySet[Comment]:
    """Return what can be seen on ``article`` since a moment (not included) until another, but not one's own."""
    seen = Comment.objects.published().filter(article=article, published_at__gt=since, published_at__lte=until)
    return seen.filter(Q(email_hash=None) | ~Q(email_hash=own))


@transaction.atomic
def _tell(pk: int, until: datetime.datetime) -> int:
    """Write to one follower; return 1 if a letter was posted, else 0."""
    rows = Follower.objects.select_for_update(of=("self",)).select_related("article")
    follower = rows.filter(pk=pk, confirmed_at__isnull=False, told_until__lte=until - PAUSE).first()
    if follower is None:  # they follow no more, or another worker was faster
        return 0
    since, article = follower.told_until, follower.article
    comments = _news(article, since, until, follower.email_hash).select_related("agency")
    listed = list(comments.only("name", "text", "agency__name").order_by("published_at", "pk")[: LISTED + 1])
    edition = Edition.objects.live().filter(article=article).first()
    Follower.objects.filter(pk=pk).update(told_until=until)
    if not listed or edition is None:
        return 0
    letter = writing.write(
        "news",
        key=f"{pk}:{int(since.timestamp() * 1_000_000)}",
        to=follower.email,
        subject=_subject(edition),
        unsubscribe_url=links.made(links.Purpose.UNFOLLOW, [pk, follower.email_hash]),
        headline=edition.headline,
        url=f"{settings.BASE_URL}{article.get_absolute_url()}#komentar",
        comments=[(comment, _address(article, comment)) for comment in listed[:LISTED]],
        has_more=len(listed) > LISTED,
    )
    return 1 if letter else 0


def _subject(edition: Edition) -> Promise:
    return format_lazy("{} {}", _("New comments on:"), edition.headline)


def _address(article: Article, comment: Comment) -> str:
    return f"{settings.BASE_URL}{reverse('comment_permalink', args=[article.slug, comment.pk])}"
