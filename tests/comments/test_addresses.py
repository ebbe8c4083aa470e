"""Addresses are known again for a while, and never written down."""

import datetime
from ipaddress import ip_address

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from news.comments import addresses
from news.comments.models import HashKey
from tests.comments.conftest import at_once
from tests.conftest import NOON

HOME, NEIGHBOUR, ELSEWHERE = (ip_address(written) for written in ("192.0.2.7", "192.0.2.9", "198.51.100.7"))
MONTH = datetime.timedelta(days=31)


@pytest.fixture(autouse=True)
def no_key_is_kept():
    """Begin with what the database has: a process keeps keys for its life."""
    addresses._known.clear()
    yield
    addresses._known.clear()


def asked(remote="192.0.2.1", **headers: str) -> HttpRequest:
    return RequestFactory().get("/", REMOTE_ADDR=remote, headers=headers)


# E-mail


def test_an_email_address_is_known_again_whatever_its_capitals():
    assert addresses.email_hash(" Rina@Example.org ") == addresses.email_hash("rina@example.org")
    assert addresses.email_hash("rina@example.org") != addresses.email_hash("budi@example.org")
    assert addresses.email_hash("  ") is None


# Where a reader is


@pytest.mark.parametrize(
    ("remote", "address"),
    [("192.0.2.1", "192.0.2.1"), ("::ffff:192.0.2.1", "192.0.2.1"), ("2001:db8::1", "2001:db8::1"), ("", None)],
)
def test_by_default_the_connection_counts_whatever_is_written(remote, address):
    request = asked(remote, **{"X-Forwarded-For": "203.0.113.5", "X-Real-IP": "203.0.113.6"})
    assert addresses.client_address(request) == (ip_address(address) if address else None)


@pytest.mark.parametrize(
    ("proxies", "written", "address"),
    [
        (1, "203.0.113.5", "203.0.113.5"),
        (1, "6.6.6.6, 203.0.113.5", "203.0.113.5"),  # what the reader wrote stands first, and is not believed
        (2, "6.6.6.6, 203.0.113.5, 10.0.0.2", "203.0.113.5"),
        (1, "203.0.113.5:4711", "203.0.113.5"),
        (1, "[2001:db8::5]:4711", "2001:db8::5"),
        (1, "2001:db8::5", "2001:db8::5"),
        (2, "203.0.113.5", "192.0.2.1"),  # fewer than our proxies: it came past them
        (1, "unknown", "192.0.2.1"),
        (1, "", "192.0.2.1"),
        (1, "x" * 10_000, "192.0.2.1"),
        (1, "203.0.113.5, ", "192.0.2.1"),
    ],
)
def test_a_trusted_proxy_says_who_asks(settings, proxies, written, address):
    settings.CLIENT_ADDRESS_HEADER, settings.TRUSTED_PROXIES = "X-Forwarded-For", proxies
    assert addresses.client_address(asked(**{"X-Forwarded-For": written})) == ip_address(address)


# Hashes


def test_the_same_address_has_the_same_hash_for_a_month(db):
    assert addresses.address_hash(HOME, NOON) == addresses.address_hash(HOME, NOON + datetime.timedelta(days=10))
    assert addresses.address_hash(HOME, NOON) != addresses.address_hash(NEIGHBOUR, NOON)
    assert addresses.address_hash(HOME, NOON) != addresses.address_hash(HOME, NOON + MONTH)
    assert HashKey.objects.count() == 2


def test_a_network_is_what_neighbours_share(db):
    assert addresses.network_hash(HOME, NOON) == addresses.network_hash(NEIGHBOUR, NOON)
    assert addresses.network_hash(HOME, NOON) != addresses.network_hash(ELSEWHERE, NOON)
    one, other, third = (ip_address(f"2001:db8:0:{net}") for net in ("1::1", "2::1", "1::2"))
    assert addresses.network_hash(one, NOON) == addresses.network_hash(other, NOON)
    assert addresses.address_hash(one, NOON) == addresses.address_hash(third, NOON)
    assert addresses.address_hash(one, NOON) != addresses.address_hash(other, NOON)


def test_nothing_is_known_of_nobody(db):
    assert addresses.address_hash(None, NOON) is addresses.network_hash(None, NOON) is None
    assert addresses.former_hashes(None, NOON) == frozenset()
    assert not HashKey.objects.exists()


def test_a_ban_can_be_compared_with_earlier_months_until_their_keys_are_destroyed(db):
    then = addresses.address_hash(HOME, NOON), addresses.network_hash(HOME, NOON)
    assert set(then) == addresses.former_hashes(HOME, NOON + MONTH)
    assert set(then) <= addresses.former_hashes(HOME, NOON + 2 * MONTH)
    much_later = NOON + 3 * MONTH
    assert not addresses.former_hashes(HOME, much_later) & set(then)  # 90 days are over, destroyed yet or not
    assert addresses.destroy_old_keys(much_later) == 1
    assert addresses.destroy_old_keys(much_later) == 0
    assert addresses.address_hash(HOME, NOON) not in then


@pytest.mark.django_db(transaction=True)
def test_a_committed_key_is_kept_by_the_process(django_assert_num_queries):
    first = addresses.address_hash(HOME, NOON)
    with django_assert_num_queries(0):
        assert addresses.address_hash(HOME, NOON) == first
    addresses._known.clear()
    assert addresses.address_hash(HOME, NOON) == first


@pytest.mark.django_db(transaction=True)
def test_of_many_who_make_a_months_key_one_wins():
    results = at_once(10, lambda number: addresses.address_hash(HOME, NOON))
    assert len({str(result) for result in results}) == 1
    assert HashKey.objects.count() == 1
