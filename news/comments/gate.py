"""Let in, let in to be held, or turn away what readers send, before anything is written.

A ban turns away. So does a flood: who is counted is the author, if verified; else the address; and in any case the
network. A school, an office or a mobile network stands behind one address: over its first bound comments are held, and
only over the second they wait. Every count reads at most as many entries of an index as the bound.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Collection
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import sanctions
from .models import Comment
from .senders import Sender

MINUTES = datetime.timedelta(minutes=10)
DAY = datetime.timedelta(days=1)


class Limit(NamedTuple):
    """So many comments within ``window``."""

    most: int
    window: datetime.timedelta


AUTHOR_WAITS = (Limit(5, MINUTES), Limit(50, DAY))
ADDRESS_HELD = (Limit(5, MINUTES), Limit(30, DAY))
ADDRESS_WAITS = (Limit(60, MINUTES), Limit(300, DAY))
NETWORK_HELD = (Limit(60, MINUTES),)
NETWORK_WAITS = (Limit(300, MINUTES),)


class Refused(Exception):
    """The comment is not let in; the message says so in words for its reader."""


class Banned(Refused):
    """The author, the address, the network or a site in it is banned: said without saying which."""

    def __init__(self) -> None:
        super().__init__(
            _("This comment cannot be taken in. If you think that this is a mistake, write to the press contact.")
        )


class TooMany(Refused):
    """So many came from here that the next has to wait; ``wait`` says how long."""

    def __init__(self, wait: datetime.timedelta) -> None:
        self.wait = max(wait, datetime.timedelta(seconds=1))
        super().__init__(
            _("Many comments came from here in a short time. Please send yours again in %(wait)s: it is still here.")
            % {"wait": _in_words(self.wait)}
        )

    @property
    def seconds(self) -> int:
        """How long to wait, as ``Retry-After`` has it."""
        return math.ceil(self.wait.total_seconds())


def keep_out_banned(sender: Sender, domains: Collection[str], now: datetime.datetime) -> None:
    """Turn away whom a ban keeps out; one query.

    :param domains: those of links in the comment; that of the e-mail address is added.
    :raises Banned: if a ban stands.
    """
    mail_domain = sender.email.rpartition("@")[2]
    if sanctions.standing(
        email_hash=sender.email_hash,
        address_hash={sender.address_hash or "", *sender.former_hashes},
        network_hash={sender.network_hash or "", *sender.former_hashes},
        domains=[domain for domain in (mail_domain, *domains) if domain],
        now=now,
    ):
        raise Banned


def slow_down(sender: Sender, now: datetime.datetime) -> bool:
    """Say whether this is one of so many comments that a moderator should see it first; two queries.

    :raises TooMany: if it has to wait.
    """
    if sender.is_verified:
        _turn_away(_moments("email_hash", sender.email_hash, AUTHOR_WAITS, now, is_verified=True), AUTHOR_WAITS, now)
        near = []
    else:
        near = _moments("address_hash", sender.address_hash, ADDRESS_WAITS, now)
        _turn_away(near, ADDRESS_WAITS, now)
    around = _moments("network_hash", sender.network_hash, NETWORK_WAITS, now)
    _turn_away(around, NETWORK_WAITS, now)
    return not sender.is_verified and (_is_over(near, ADDRESS_HELD, now) or _is_over(around, NETWORK_HELD, now))


def _moments(
    field: str, value: str | None, limits: tuple[Limit, ...], now: datetime.datetime, **known: bool
) -> list[datetime.datetime]:
    """Return when the newest comments of ``value`` came, newest first: no more than ``limits`` ask for."""
    if not value:
        return []
    since = now - max(limit.window for limit in limits)
    found = Comment.objects.filter(**{field: value}, created_at__gt=since, **known).order_by("-created_at")
    return list(found.values_list("created_at", flat=True)[: max(limit.most for limit in limits)])


def _is_over(moments: list[datetime.datetime], limits: tuple[Limit, ...], now: datetime.datetime) -> bool:
    return any(_wait(moments, limit, now) for limit in limits)


def _turn_away(moments: list[datetime.datetime], limits: tuple[Limit, ...], now: datetime.datetime) -> None:
    if wait := max((_wait(moments, limit, now) for limit in limits), default=datetime.timedelta()):
        raise TooMany(wait)


def _wait(moments: list[datetime.datetime], limit: Limit, now: datetime.datetime) -> datetime.timedelta:
    """Return how long it takes until one more is within ``limit``; zero if it is now."""
    if len(moments) < limit.most:
        return datetime.timedelta()
    return max(moments[limit.most - 1] + limit.window - now, datetime.timedelta())


def _in_words(wait: datetime.timedelta) -> str:
    minutes = math.ceil(wait.total_seconds() / 60)
    if minutes <= 90:
        return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    hours = math.ceil(minutes / 60)
    return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
