"""Make notices of what was decided, and of what failed: each colleague is told once of each occasion.

The ledger is written behind a lock, so entries are committed in the order of their sequence, and reading on from
where one stopped misses none. Notices and the mark up to which the ledger was read are written in one transaction:
whenever the worker is killed, they are both there, or neither, and the next round goes on from the mark.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable

from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation

from news.accounts.models import User
from news.articles.models import Edition
from news.ledger.models import LedgerEntry

from . import recipients
from .models import Kind, Mark, Notice, Preference

OLD = datetime.timedelta(days=1)
"""What was decided longer ago is history: nobody is told of an import, or of what was before they could be."""
SETTLING = datetime.timedelta(seconds=30)
"""After which a notice is mailed: what follows meanwhile is in the same letter, what is read meanwhile in none."""
KEPT = datetime.timedelta(days=90)
EVENTS = (*recipients.STATES, "edit", "discard")
"""What is read of the ledger; of the last two nobody is told, but what was to be decided waits no more."""


def tell_new(limit: int = 100, *, wait: bool = True) -> int:
    """Tell colleagues of at most ``limit`` decisions that nobody was told of yet; return how many notices were made.

    :param wait: whether to wait for somebody else who is telling; without it, what is left is left to the next round.
    """
    now = timezone.now()
    newest = LedgerEntry.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0
    if Mark.objects.filter(pk=1, sequence__gte=newest).exists():
        return 0
    with transaction.atomic():
        Mark.objects.get_or_create(pk=1, defaults={"sequence": _beginning(now)})
        mark = Mark.objects.select_for_update(skip_locked=not wait).filter(pk=1).first()
        if mark is None or mark.sequence >= newest:
            return 0
        unread = LedgerEntry.objects.filter(sequence__gt=mark.sequence, sequence__lte=newest)
        entries = list(unread.filter(event__in=EVENTS, at__gt=now - OLD).order_by("sequence")[:limit])
        made = sum(_tell_of(entry, now) for entry in entries)
        mark.sequence = entries[-1].sequence if len(entries) == limit else newest
        mark.save(update_fields=["sequence"])
    return made


def tell(
    kind: Kind, occasion: str, text: Callable[[], str], users: Iterable[int], *, edition: Edition | None = None
) -> int:
    """Tell ``users`` (their ids) once of what is in no ledger, as what failed; return how many notices were made.

    Call it in the transaction that writes it down.

    :param occasion: names what happened, in at most 120 characters; of the same occasion nobody is told twice.
    :param text: gives the words, in the language that is active when it is called.
    """
    return _make(occasion, dict.fromkeys(users, kind), timezone.now(), edition=edition, text=text)


def forget_old(older_than: datetime.timedelta = KEPT) -> int:
    """Delete notices that are older, read or not; return how many there were. What they told of stays in the ledger."""
    old = Notice.objects.filter(created_at__lt=timezone.now() - older_than).values("pk")[:5000]
    return Notice.objects.filter(pk__in=list(old.values_list("pk", flat=True))).delete()[0]


def _beginning(now: datetime.datetime) -> int:
    """Return the sequence behind which colleagues are told at all: the last one that is history already."""
    past = LedgerEntry.objects.filter(at__lte=now - OLD).order_by("-sequence")
    return past.values_list("sequence", flat=True).first() or 0


def _tell_of(entry: LedgerEntry, now: datetime.datetime) -> int:
    edition = _edition_of(entry)
    if edition is None:
        return 0
    _settle(entry, edition, now)
    if entry.event not in recipients.STATES:
        return 0
    told = recipients.of_decision(entry.event, edition, entry.actor_id)
    return _make(f"ledger:{entry.sequence}", told, now, edition=edition, entry=entry)


def _settle(entry: LedgerEntry, edition: Edition, now: datetime.datetime) -> None:
    """Take it as read that ``edition`` waited for somebody, and whatever who decided now was told of it before."""
    before = Notice.objects.unread().filter(edition=edition, entry__sequence__lt=entry.sequence)
    done = before.filter(Q(kind__in=[Kind.SUBMITTED, Kind.CONFIRM]) | Q(user=entry.actor))
    done.update(read_at=now, mail_due_at=None)


def _edition_of(entry: LedgerEntry) -> Edition | None:
    """Return the edition that ``entry`` is about; None if it is about anything else."""
    kind, _colon, article = entry.subject.partition(":")
    part, _colon, sequence = entry.part.partition(":")
    if (kind, part) != ("article", "edition") or not (article.isdigit() and sequence.isdigit()):
        return None
    return Edition.objects.select_related("article").filter(article=int(article), sequence=int(sequence)).first()


def _make(
    occasion: str,
    told: dict[int, Kind],
    now: datetime.datetime,
    *,
    edition: Edition | None,
    entry: LedgerEntry | None = None,
    text: Callable[[], str] | None = None,
) -> int:
    """Make a notice for each of ``told`` who wants one, at the desk, by e-mail or both."""
    wishes = {(row.user_id, row.kind): row for row in Preference.objects.filter(user__in=told)}
    already = set(Notice.objects.filter(user__in=told, occasion=occasion).values_list("user_id", flat=True))
    notices = []
    for user in User.objects.filter(pk__in=set(told) - already, is_active=True).order_by("pk"):
        kind = told[user.pk]
        wish = wishes.get((user.pk, kind), Preference())
        by_email = wish.by_email and bool(user.email)
        if not (wish.at_desk or by_email):
            continue
        with translation.override(user.language):
            words = text() if text else ""
        notices.append(
            Notice(
                user=user, kind=kind, occasion=occasion, edition=edition, entry=entry, text=words, created_at=now,
                is_at_desk=wish.at_desk, mail_due_at=now + SETTLING if by_email else None,
            )
        )  # fmt: skip
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    return len(notices)
