"""Weigh a comment before anybody has seen it: what its words, its form, its author and its likes give away.

Each stage returns signals: a code, a weight and the evidence. Only their sum and a few rules act, and nothing is lost:
what they hold or take for spam a moderator sees. The words are read without the database (:func:`read`); the rest asks
it for a bounded number of rows, by index.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from news.screening import rules as screening_rules
from news.screening.links import is_under, links
from news.screening.normalising import fingerprint, normalise
from news.screening.reading import read_words
from news.screening.rules import Rules
from news.screening.weighing import Signal, Verdict, weigh

from . import proof
from .models import Comment, Decision, LinkedSite
from .senders import Sender

Status = Comment.Status

FASTEST = 3.0
"""Seconds in which nobody opens a form, reads, writes and sends."""
HOUR = datetime.timedelta(hours=1)
WEEK = datetime.timedelta(days=7)
MANY = 3
"""Comments with the same words, or to the same site, within an hour."""
APPROVALS = 2
LEAST_DECIDED = 4
MOST_REJECTED = 0.3
LOOKED_AT = 50  # rows
SITES_A_COMMENT = 10
SITES_KEPT = datetime.timedelta(days=1)
"""Longer than they are compared; then they are purged."""

OF_THE_SENDING = frozenset({"too_fast", "stale_form", "honeypot", "no_proof", "bad_proof", "crowded"})
"""What was noticed when a comment was sent, and stays so when its author changes it."""
OF_STRANGERS = frozenset({"no_proof", "crowded"})
"""What of it does not count against an author whose address is verified."""
OF_THAT_HOUR = frozenset({"hidden_characters", "direction", "repeated_text", "repeated_domain"})
"""What was seen when it came, and cannot be seen later: kept texts are cleaned, its likes looked for during an hour."""
STATUS_OF = {"publish": Status.PUBLISHED, "hold": Status.HELD, "spam": Status.SPAM}

# The second level under which Indonesia, and others with two letters, give names away.
_PUBLIC_SECOND_LEVELS = frozenset("ac biz co com desa edu go gov mil my net or org ponpes sch web".split())


@dataclass(frozen=True)
class Reading:
    """What the words of a comment give away.

    ``text_hash``: the same for the same words, however disguised; empty for a few words, which many people write.
    ``hosts``: what its links lead to; ``sites``: the domains of these, without subdomains and without those allowed.
    """

    rules: Rules
    signals: tuple[Signal, ...]
    text_hash: str
    hosts: tuple[str, ...]
    sites: tuple[str, ...]


@dataclass(frozen=True)
class Assessment:
    """What to make of a comment: ``verdict``, and the ids of published ones that nobody approved with its words."""

    verdict: Verdict
    text_hash: str
    sites: tuple[str, ...]
    doubles: tuple[int, ...] = field(default=())

    @property
    def status(self) -> str:
        """The status that screening alone would give."""
        return STATUS_OF[self.verdict.outcome.value]

    @property
    def signals(self) -> list[dict[str, Any]]:
        """The signals as a comment keeps them, heaviest first."""
        return [signal.as_json() for signal in self.verdict.signals]


def read(name: str, text: str, as_sent: str | None = None) -> Reading:
    """Read the words of a comment and the name of its author: one query, for the version of the rules.

    :param as_sent: the text before it was cleaned: invisible characters that hide words are a signal.
    """
    rules = screening_rules.current()
    allowed = rules.domains("allowed_domain")
    hosts = tuple(link.host for link in links(normalise(f"{name}\n{text}").folded))
    sites = dict.fromkeys(site_of(host) for host in hosts if not is_under(host, allowed))
    signals = tuple(read_words(text if as_sent is None else as_sent, name, rules))
    return Reading(rules, signals, fingerprint(text), hosts, tuple(sites)[:SITES_A_COMMENT])


def assess(
    reading: Reading,
    sender: Sender,
    now: datetime.datetime,
    *,
    noticed: Iterable[Signal] = (),
    but: int | None = None,
) -> Assessment:
    """Return what to make of a comment; at most five queries, inside the transaction that keeps it.

    A proof of work that came with it is spent.

    :param noticed: signals that are known already.
    :param but: the id of the comment itself, if it is there already.
    """
    rules = reading.rules
    doubles = _with_the_same_words(reading.text_hash, now, but)
    author = list(_of_the_author(sender, rules, now))
    is_trusted = any(signal.code == "trusted_author" for signal in author)
    verdict = weigh(
        [
            *noticed,
            *_of_the_form(sender, rules),
            *_of_the_proof(sender, rules, now),
            *reading.signals,
            *_of_the_sites(reading.sites, is_trusted, rules, now, but),
            *_of_the_doubles(doubles, rules),
            *author,
        ],
        rules,
    )
    return Assessment(verdict, reading.text_hash, reading.sites, _to_hold_again(doubles))


def repeated(rules: Rules, count: int = MANY) -> Signal:
    """Return the signal of a text that came ``count`` times within an hour."""
    return rules.signal("repeated_text", str(count))


def site_of(host: str) -> str:
    """Return the domain of ``host`` that somebody registered: ``contoh.com`` of ``a.b.contoh.com``."""
    labels = host.strip(".").casefold().split(".")
    depth = 3 if len(labels[-1]) == 2 and len(labels) > 2 and labels[-2] in _PUBLIC_SECOND_LEVELS else 2
    return ".".join(labels[-depth:])[:255]


def remember_sites(comment: Comment, sites: Collection[str]) -> None:
    """Keep which sites a comment leads to, in place of what was kept of it."""
    if sites:
        rows = [LinkedSite(comment=comment, site=site, at=comment.created_at) for site in sites]
        LinkedSite.objects.bulk_create(rows, ignore_conflicts=True)


# The stages


def _of_the_form(sender: Sender, rules: Rules) -> Iterator[Signal]:
    if sender.proof is None:  # it came through no form
        return
    if sender.seconds is None:
        yield rules.signal("stale_form")
    elif sender.seconds < FASTEST:
        yield rules.signal("too_fast", f"{max(sender.seconds, 0):.1f}")
    if sender.is_honeypot_filled:
        yield rules.signal("honeypot")


def _of_the_proof(sender: Sender, rules: Rules, now: datetime.datetime) -> Iterator[Signal]:
    if sender.proof is None or sender.is_verified:
        return
    if not sender.proof:
        yield rules.signal("no_proof")
        return
    try:
        proof.spend(sender.proof, now)
    except proof.Expired:
        yield rules.signal("no_proof")
    except proof.BadProof:
        yield rules.signal("bad_proof")


def _of_the_sites(
    sites: Collection[str], is_trusted: bool, rules: Rules, now: datetime.datetime, but: int | None
) -> Iterator[Signal]:
    if not sites:
        return
    if not is_trusted:
        yield rules.signal("link_by_newcomer")
    recent = LinkedSite.objects.filter(site__in=sites, at__gt=now - HOUR).exclude(comment=but or 0)
    found = list(recent.order_by("-at").values_list("site", flat=True)[:LOOKED_AT])
    for site in sites:
        if found.count(site) >= MANY - 1:
            yield rules.signal("repeated_domain", site)


def _with_the_same_words(text_hash: str, now: datetime.datetime, but: int | None) -> list[tuple[int, str]]:
    """Return id and status of the newest comments of this hour with these words.

    Whoever sent them: a program has as many names as it likes. An agency's own words are not counted.
    """
    if not text_hash:
        return []
    recent = Comment.objects.filter(text_hash=text_hash, created_at__gt=now - HOUR, agency=None)
    others = recent.exclude(pk=but) if but else recent
    return list(others.order_by("-created_at").values_list("pk", "status")[:LOOKED_AT])


def _of_the_doubles(doubles: Collection[tuple[int, str]], rules: Rules) -> Iterator[Signal]:
    if len(doubles) >= MANY - 1:
        yield repeated(rules, len(doubles) + 1)


def _to_hold_again(doubles: Collection[tuple[int, str]]) -> tuple[int, ...]:
    """Return which of many with the same words published themselves."""
    if len(doubles) < MANY - 1:
        return ()
    published = [pk for pk, status in doubles if status == Status.PUBLISHED]
    return tuple(sorted(set(published) - _approved(published)))


def _of_the_author(sender: Sender, rules: Rules, now: datetime.datetime) -> Iterator[Signal]:
    """Look at what became of this author's newest comments.

    An e-mail address that nobody has shown to own is anyone's: it earns no trust, and nobody is to suffer for what
    another wrote under it. Without a verified one the address counts, for bad only.
    """
    mine = {"email_hash": sender.email_hash, "is_verified": True} if sender.is_verified else {
        "address_hash": sender.address_hash
    }  # fmt: skip
    if None in mine.values():
        return
    newest = Comment.objects.filter(**mine).order_by("-created_at")[:LOOKED_AT]
    fates = list(newest.values_list("pk", "status", "created_at"))
    if sender.is_verified:
        approvals = len(_approved([pk for pk, status, _at in fates if status == Status.PUBLISHED]))
        if approvals >= APPROVALS:
            yield rules.signal("trusted_author", str(approvals))
    lately = [status for _pk, status, at in fates if at > now - WEEK]
    rejected = sum(status in {Status.REJECTED, Status.SPAM} for status in lately)
    decided = rejected + lately.count(Status.PUBLISHED)
    if decided >= LEAST_DECIDED and rejected >= MOST_REJECTED * decided:
        yield rules.signal("often_rejected", f"{rejected}/{decided}")


def _approved(comments: Collection[int]) -> set[int]:
    """Return the ids of those that a moderator approved."""
    if not comments:
        return set()
    approvals = Decision.objects.filter(comment__in=comments, action=Decision.Action.APPROVE)
    return set(approvals.order_by().values_list("comment", flat=True))
