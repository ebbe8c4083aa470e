"""Recognise readers again without knowing them: keyed hashes of e-mail and network addresses, and nothing in clear.

A network address is hashed under the key of its month (UTC), which is destroyed :data:`KEY_LIFE` after the month began:
from then on nobody can tell which address a hash was made of. What is compared over days (rate limits) begins anew with
a month, on purpose; a ban is compared under every key that is left (:func:`former_hashes`), so it outlives the month.
"""

from __future__ import annotations

import datetime
import secrets
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest

from news.sealing import keyed_hash

from .models import HashKey

Address = IPv4Address | IPv6Address

KEY_LIFE = datetime.timedelta(days=90)
LENGTHS = {
    # A household or an office has one IPv4 address, or a /64 of IPv6, out of which it takes a new one every day.
    "address": {4: 32, 6: 64},
    "network": {4: 24, 6: 48},
}

Keys = dict[datetime.date, bytes]  # by month

# What this process knows of HashKey, by the day on which it was read: what was destroyed is forgotten within a day.
_known: dict[datetime.date, Keys] = {}


def email_hash(email: str) -> str | None:
    """Return the keyed hash by which an e-mail address is known again, whatever its capitals; None for none."""
    plain = email.strip().casefold()
    return keyed_hash("email", plain) if plain else None


def client_address(request: HttpRequest) -> Address | None:
    """Return the address from which the reader asks; None if it is not known, as behind a socket.

    It is what connected to us, unless ``CLIENT_ADDRESS_HEADER`` names a header that our proxies set. Each of
    ``TRUSTED_PROXIES`` adds the address that connected to it at the end, so that many entries from the end are ours to
    believe; what stands before them anybody may have written. Whoever comes past the proxies counts by the connection.
    """
    header = settings.CLIENT_ADDRESS_HEADER
    if header and (written := request.headers.get(header)):
        entries = written.split(",")
        if len(entries) >= settings.TRUSTED_PROXIES and (
            found := _parsed(entries[-settings.TRUSTED_PROXIES])
        ):  # fmt: skip
            return found
    return _parsed(request.META.get("REMOTE_ADDR", ""))


def address_hash(address: Address | None, now: datetime.datetime) -> str | None:
    """Return the hash of an address (of its /64, for IPv6) under the key of the month of ``now``; None for none."""
    return _hash("address", address, _keys(now)[_month(now)]) if address else None


def network_hash(address: Address | None, now: datetime.datetime) -> str | None:
    """Return the hash of the network of an address, /24 or for IPv6 /48, under the key of the month; None for none."""
    return _hash("network", address, _keys(now)[_month(now)]) if address else None


def former_hashes(address: Address | None, now: datetime.datetime) -> frozenset[str]:
    """Return the hashes of an address, and of its network, under the keys of earlier months that are left."""
    if address is None:
        return frozenset()
    keys = [key for month, key in _keys(now).items() if (now - KEY_LIFE).date() < month != _month(now)]
    return frozenset(_hash(kind, address, key) for key in keys for kind in LENGTHS)


def destroy_old_keys(now: datetime.datetime) -> int:
    """Delete the keys of months that began :data:`KEY_LIFE` ago or earlier, and return how many there were."""
    _known.clear()
    return HashKey.objects.filter(month_date__lte=(now - KEY_LIFE).date()).delete()[0]


def _parsed(written: str) -> Address | None:
    """Return the address that is written, be it with a port or in brackets; IPv4 within IPv6 is IPv4."""
    plain = written.strip()
    if plain.startswith("["):
        plain = plain[1:].partition("]")[0]
    elif plain.count(":") == 1:
        plain = plain.partition(":")[0]
    try:
        address = ip_address(plain.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _hash(kind: str, address: Address, key: bytes) -> str:
    network = ip_network(f"{address}/{LENGTHS[kind][address.version]}", strict=False)
    # Under SECRET_KEY too: the month's key lies beside the hashes, and there are few enough addresses to try them all.
    return keyed_hash(f"{kind}:{key.hex()}", str(network))


def _month(now: datetime.datetime) -> datetime.date:
    return now.astimezone(datetime.UTC).date().replace(day=1)


def _keys(now: datetime.datetime) -> Keys:
    """Return the keys by month, that of ``now`` among them: it is made on first use, and of two who do so one wins.

    The process keeps them for the day, once they are committed: another process never sees a key that was rolled back.
    """
    today, month = now.astimezone(datetime.UTC).date(), _month(now)
    if (known := _known.get(today)) is not None:
        return known
    keys = _stored()
    if month not in keys:
        HashKey.objects.bulk_create([HashKey(month_date=month, key=secrets.token_bytes(32))], ignore_conflicts=True)
        keys = _stored()
    transaction.on_commit(lambda: _know(today, keys))
    return keys


def _know(today: datetime.date, keys: Keys) -> None:
    _known.clear()
    _known[today] = keys


def _stored() -> Keys:
    return {month: bytes(key) for month, key in HashKey.objects.values_list("month_date", "key")}
