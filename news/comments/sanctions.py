"""Bans: who may not comment for a while. They delete nothing, and change nothing that was written before."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news.accounts.models import User
from news.richtext import without_control_characters
from news.screening.links import links
from news.screening.normalising import normalise

from .models import Comment, Sanction
from .permissions import may_moderate

Kind = Sanction.Kind

DAY = datetime.timedelta(days=1)
DURATIONS = {
    "1": gettext_lazy("1 day"),
    "7": gettext_lazy("7 days"),
    "30": gettext_lazy("30 days"),
    "365": gettext_lazy("1 year"),
}  # by the number of days
DOMAINS_CHECKED = 50
DOMAINS_OFFERED = 5

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"(?:{_LABEL}\.)+[a-z][a-z0-9-]{{0,61}}[a-z0-9]")
# A ban of a domain is also checked against e-mail addresses: one of these would keep out a city.
_EVERYBODYS = frozenset(
    "gmail.com googlemail.com google.com yahoo.com yahoo.co.id ymail.com rocketmail.com outlook.com outlook.co.id"
    " hotmail.com live.com msn.com icloud.com me.com proton.me protonmail.com zoho.com mail.com".split()
)
_ENDING = re.compile(r"(?:co|go|or|ac|sch|net|web|my|biz|desa|mil|com|org|edu|gov)\.[a-z]{2}")


class BanRefused(Exception):
    """The ban cannot be laid or lifted; the message says why, in words for the moderator."""


def standing(
    *,
    email_hash: str | None,
    address_hash: str | Collection[str] | None,
    network_hash: str | Collection[str] | None,
    domains: Collection[str],
    now: datetime.datetime,
) -> Sanction | None:
    """Return the ban that keeps this author from commenting at ``now``, the longest of several; None if none does.

    One query, by the index ``sanction_standing``.

    :param address_hash: the keyed hash of the address; or several, one under each month's key that still exists, so
        that a ban outlives the change of the key. So too ``network_hash``.
    :param domains: those of links in the comment and of the e-mail address; a ban of ``example.org`` covers its
        subdomains. Of very many only the first fifty are looked at.
    """
    values = {
        Kind.AUTHOR: _some(email_hash),
        Kind.ADDRESS: _some(address_hash),
        Kind.NETWORK: _some(network_hash),
        Kind.DOMAIN: {parent for domain in list(domains)[:DOMAINS_CHECKED] for parent in _with_parents(domain)},
    }
    known = {kind: found for kind, found in values.items() if found}
    if not known:
        return None
    # Each comment asks this: one range is put together in half the time of one for each kind.
    bans = Sanction.objects.filter(
        kind__in=list(known), value__in=set().union(*known.values()), lifted_at__isnull=True, expires_at__gt=now
    )
    found = bans.order_by("-expires_at", "-pk")
    return next((ban for ban in found if ban.value in known[Kind(ban.kind)]), None)


def _some(value: str | Collection[str] | None) -> set[str]:
    return {known for known in ([value] if isinstance(value, str) else value or []) if known}


def _with_parents(domain: str) -> Iterator[str]:
    """Yield ``a.example.org`` and ``example.org`` for ``A.example.org.``; an ending alone bans nobody."""
    labels = domain.strip(". ").casefold().split(".")[-8:]
    for first in range(max(1, len(labels) - 1)):
        yield ".".join(labels[first:])[:255]


def ban(
    kind: str,
    value: str,
    *,
    by: User,
    days: int,
    reason: str,
    comment: Comment | None = None,
    now: datetime.datetime | None = None,
) -> Sanction:
    """Keep an author, an address, a network or a domain from commenting for so many ``days``.

    :param value: the keyed hash that the comments carry; or a domain, or an address of the web from which it is taken.
    :param days: one of :data:`DURATIONS`.
    :param comment: on account of which it is laid, if it is.
    :raises BanRefused: if there is no reason, no value, no such kind, or the domain is everybody's.
    :raises PermissionDenied: if ``by`` may not moderate.
    """
    _check_may_moderate(by)
    if kind not in Kind.values or str(days) not in DURATIONS:
        raise BanRefused(_("Choose whom to ban, and for how long."))
    if not (reason := reason.strip()):
        raise BanRefused(_("Say why."))
    value = domain_of(value) if kind == Kind.DOMAIN else value
    if not value:
        raise BanRefused(_("This comment carries nothing by which it could be told again."))
    now = now or timezone.now()
    return Sanction.objects.create(
        kind=kind, value=value, reason=reason, by=by, at=now, expires_at=now + days * DAY, comment=comment
    )


def lift(sanction: Sanction, *, by: User, now: datetime.datetime | None = None) -> int:
    """Lift a ban, and every other that stands against the same; return how many there were.

    :raises PermissionDenied: if ``by`` may not moderate.
    """
    _check_may_moderate(by)
    now = now or timezone.now()
    same = Sanction.objects.filter(kind=sanction.kind, value=sanction.value, lifted_at=None, expires_at__gt=now)
    return same.update(lifted_at=now, lifted_by=by)


def choices(comment: Comment) -> dict[str, str]:
    """Return what can be banned on account of ``comment``: by kind, the value; without domains, which are written."""
    known = {Kind.AUTHOR: comment.email_hash, Kind.ADDRESS: comment.address_hash, Kind.NETWORK: comment.network_hash}
    return {kind.value: value for kind, value in known.items() if value}


def domains_in(text: str) -> list[str]:
    """Return the first few domains that ``text`` leads to, disguised ones too, of those that can be banned."""
    found: list[str] = []
    for link in links(normalise(text).folded):
        try:
            found.append(domain_of(link.host))
        except BanRefused:
            continue
    return list(dict.fromkeys(found))[:DOMAINS_OFFERED]


def domain_of(written: str) -> str:
    """Return the domain of what a moderator wrote or pasted: ``https://www.Contoh.com/a?b`` → ``contoh.com``.

    :raises BanRefused: if it is none, or one that everybody uses.
    """
    plain = without_control_characters(written).strip().casefold()
    host = re.split(r"[/?#\s]", plain.partition("://")[2] or plain, maxsplit=1)[0]
    host = host.rpartition("@")[2].partition(":")[0].strip(".")
    host = host.removeprefix("www.")
    try:
        host = host.encode("idna").decode("ascii") if not host.isascii() else host
    except UnicodeError as error:
        raise BanRefused(_("This is not a domain.")) from error
    if len(host) > 253 or not _DOMAIN.fullmatch(host):
        raise BanRefused(_("This is not a domain."))
    if host in _EVERYBODYS or _ENDING.fullmatch(host):
        raise BanRefused(_("Everybody uses %(domain)s: a ban would keep all of them out.") % {"domain": host})
    return host


def on_cards(comments: Collection[Comment], now: datetime.datetime) -> dict[tuple[str, str], Sanction]:
    """Return the bans that stand against the authors of ``comments``, by kind and value, in one query."""
    wanted = Q()
    for kind in (Kind.AUTHOR, Kind.ADDRESS, Kind.NETWORK):
        if values := {value for comment in comments if (value := choices(comment).get(kind))}:
            wanted |= Q(kind=kind, value__in=values, lifted_at__isnull=True, expires_at__gt=now)
    if not wanted:
        return {}
    rows = Sanction.objects.filter(wanted).select_related("by").order_by("expires_at", "pk")
    return {(row.kind, row.value): row for row in rows}


def page(size: int, before: int | None = None) -> tuple[list[Sanction], int | None]:
    """Return a page of bans, newest first, and the id before which the next one begins; None on the last."""
    rows: QuerySet[Sanction] = Sanction.objects.select_related("by", "lifted_by", "comment").order_by("-pk")
    found = list((rows.filter(pk__lt=before) if before else rows)[: size + 1])
    return found[:size], found[size - 1].pk if len(found) > size else None


def _check_may_moderate(user: User) -> None:
    if not may_moderate(user):
        raise PermissionDenied(_("You may not ban anybody."))
