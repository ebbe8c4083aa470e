"""Do things for an address only so often: nobody's mailbox is flooded by what somebody else types into a form."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from django.db import transaction

from news.sealing import keyed_hash

from .gate import DAY, Limit
from .models import Throttle

HOUR = datetime.timedelta(hours=1)
LETTERS_TO_AN_ADDRESS = (Limit(1, HOUR), Limit(3, DAY))
LETTERS_FROM_A_PLACE = (Limit(20, HOUR), Limit(100, DAY))
"""A school, an office or a mobile network stands behind one network address."""


def may_write(kind: str, email_hash: str, address_hash: str | None, now: datetime.datetime) -> bool:
    """Say whether a letter of ``kind`` may go to an address that somebody has typed, and count it if so.

    At most one an hour and three a day go to an e-mail address for each kind, and of all kinds twenty an hour and a
    hundred a day at the wish of one network address.

    :param address_hash: the keyed hash of the network address that asks; None if it is not known.
    """
    limits: dict[str, Sequence[Limit]] = {f"{kind}:{email_hash}": LETTERS_TO_AN_ADDRESS}
    if address_hash:
        limits[f"letters:{address_hash}"] = LETTERS_FROM_A_PLACE
    return take(limits, now)


@transaction.atomic
def take(limits: Mapping[str, Sequence[Limit]], now: datetime.datetime) -> bool:
    """Count one more of each name at ``now`` (aware) if that is within all its limits; else count none and say no.

    Who asks at the same moment waits for the row's lock, so that a limit holds for many at once too.
    """
    names = {keyed_hash("throttle", name): name for name in limits}
    longest = {row: max(limit.window for limit in limits[name]) for row, name in names.items()}
    Throttle.objects.bulk_create(
        [Throttle(name=row, expires_at=now + longest[row]) for row in sorted(names)], ignore_conflicts=True
    )
    locked = Throttle.objects.select_for_update().filter(name__in=names).order_by("name")  # one order: no deadlock
    kept = {row: [moment for moment in row.moments if moment > (now - longest[row.name]).timestamp()] for row in locked}
    if any(_is_full(moments, limits[names[row.name]], now) for row, moments in kept.items()):
        return False
    for row, moments in kept.items():
        row.moments, row.expires_at = [*moments, now.timestamp()], now + longest[row.name]
        row.save(update_fields=["moments", "expires_at"])
    return True


def _is_full(moments: list[float], limits: Sequence[Limit], now: datetime.datetime) -> bool:
    return any(sum(moment > (now - limit.window).timestamp() for moment in moments) >= limit.most for limit in limits)
