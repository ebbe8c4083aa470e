"""How long what is known of readers is kept: the one place where it is said; docs/privacy.md says why.

An installation may keep anything for a shorter time: ``RETENTION_DAYS="spam=14,rejected=60"`` in its environment. Never
longer: what readers were promised holds everywhere.
"""

from __future__ import annotations

import datetime

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

LONGEST = {
    # The words of comments that are not shown, counted from when they were sent or last decided on.
    "rejected": 90,
    "spam": 30,
    "removed": 30,
    # What stood there before its author changed it, or a moderator masked it; counted from the change.
    "original": 30,
    # The keys of network addresses, counted from the first day of their month, with all hashes made under them.
    "address": 90,
    # Sealed e-mail addresses, counted from the last comment with the address; and followers, from the last letter.
    "email": 365,
    # That a browser, or an address, was verified; counted from then, or from the last comment with the address.
    "trust": 365,
    # The words of reports and appeals, counted from when they were settled.
    "report": 90,
    # Letters that were sent or given up; and requests to follow that nobody confirmed.
    "letter": 30,
    "unconfirmed": 7,
    # Bans that ended: whom they kept out. Requests for erasure that were taken back.
    "ban": 90,
    "request": 30,
}
"""Days, by what is kept."""
SHORTEST = {"address": 32}
"""Days, where it is more than one: the key of the month that is running cannot be destroyed."""


def period(name: str) -> datetime.timedelta:
    """Return for how long ``name`` (a key of :data:`LONGEST`) is kept here."""
    return datetime.timedelta(days=settings.RETENTION_DAYS.get(name, LONGEST[name]))


def check() -> None:
    """Refuse an environment that keeps something longer than promised, or names what is not kept.

    :raises ImproperlyConfigured: with what is wrong.
    """
    for name, days in settings.RETENTION_DAYS.items():
        if name not in LONGEST:
            raise ImproperlyConfigured(f"RETENTION_DAYS knows no {name!r}; it may name {', '.join(LONGEST)}.")
        shortest = SHORTEST.get(name, 1)
        if not shortest <= days <= LONGEST[name]:
            raise ImproperlyConfigured(f"RETENTION_DAYS: {name} may be {shortest} to {LONGEST[name]} days, not {days}.")
