"""Bans: whom they keep out and until when, and that they delete nothing."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from news.comments import sanctions
from news.comments.models import Comment, Sanction
from news.comments.sanctions import BanRefused
from tests.conftest import NOON

DAY = datetime.timedelta(days=1)
HASH, OTHER = "a" * 64, "b" * 64


def standing(now=NOON, **given) -> Sanction | None:
    nobody = {"email_hash": None, "address_hash": None, "network_hash": None, "domains": []}
    return sanctions.standing(**(nobody | given), now=now)


def ban(moderator, kind="author", value=HASH, days=7, **fields) -> Sanction:
    return sanctions.ban(kind, value, by=moderator, days=days, reason="Iklan", **({"now": NOON} | fields))


# Whom it keeps out


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("author", {"email_hash": HASH}),
        ("address", {"address_hash": HASH}),
        ("address", {"address_hash": {OTHER, HASH}}),
        ("network", {"network_hash": HASH}),
        ("network", {"network_hash": [OTHER, HASH]}),
    ],
)
def test_a_ban_keeps_out_whom_it_names_and_nobody_else(moderator, kind, given):
    row = ban(moderator, kind)
    assert standing(**given) == row
    names = {"author": "email_hash", "address": "address_hash", "network": "network_hash"}
    for name in names.values():
        assert standing(**{name: OTHER}) is None
        if name != names[kind]:
            assert standing(**{name: HASH}) is None
    assert standing() is None


@pytest.mark.parametrize(
    ("domain", "is_banned"),
    [
        ("promo-kilat.com", True), ("www.promo-kilat.com", True), ("a.b.PROMO-kilat.com.", True),
        ("kilat.com", False), ("com", False), ("xpromo-kilat.com", False), ("", False), ("..", False),
        ("promo-kilat.com.lain.id", False),
    ],
)  # fmt: skip
def test_a_banned_domain_covers_what_is_under_it(moderator, domain, is_banned):
    ban(moderator, "domain", "promo-kilat.com")
    assert bool(standing(domains=["contoh.go.id", domain])) is is_banned


def test_of_very_many_domains_only_the_first_are_looked_at(moderator, django_assert_num_queries):
    ban(moderator, "domain", "promo-kilat.com")
    with django_assert_num_queries(1):
        assert standing(domains=[f"situs{number}.id" for number in range(50_000)]) is None


def test_a_ban_ends_at_its_moment(moderator):
    row = ban(moderator, days=1)
    assert standing(email_hash=HASH, now=NOON + DAY - datetime.timedelta(seconds=1)) == row
    assert standing(email_hash=HASH, now=NOON + DAY) is None


def test_of_several_bans_the_longest_is_named(moderator):
    ban(moderator, days=1)
    long = ban(moderator, "address", days=30)
    ban(moderator, "network", days=7)
    assert standing(email_hash=HASH, address_hash=HASH, network_hash=HASH) == long


def test_lifting_lifts_all_that_stand_against_the_same_and_keeps_them_as_history(moderator, redaktur):
    first, second, other = ban(moderator), ban(moderator, days=30), ban(moderator, "address")
    assert sanctions.lift(first, by=redaktur, now=NOON + DAY) == 2
    assert standing(email_hash=HASH, now=NOON + DAY) is None
    assert standing(address_hash=HASH, now=NOON + DAY) == other
    second.refresh_from_db()
    assert (second.lifted_by, second.lifted_at) == (redaktur, NOON + DAY)
    assert sanctions.lift(first, by=moderator, now=NOON + 2 * DAY) == 0
    second.refresh_from_db()
    assert second.lifted_by == redaktur


def test_it_is_one_query_by_the_index(moderator, django_assert_num_queries):
    everything = {
        "email_hash": HASH,
        "address_hash": {HASH, OTHER},
        "network_hash": HASH,
        "domains": ["a.id", "b.a.id"],
    }
    with django_assert_num_queries(1) as queries:
        standing(**everything)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN QUERY PLAN " + queries[0]["sql"])
            plan = "\n".join(str(row) for row in cursor.fetchall())
        assert "sanction_standing" in plan
        assert "SCAN comments_sanction" not in plan


# What can be banned


@pytest.mark.parametrize(
    ("written", "domain"),
    [
        ("promo-kilat.com", "promo-kilat.com"), ("https://www.Promo-Kilat.com/a?b=c#d", "promo-kilat.com"),
        ("HTTP://orang:sandi@promo-kilat.com:8080/", "promo-kilat.com"), ("  sub.promo.xyz. ", "sub.promo.xyz"),
        ("surel@promo-kilat.com", "promo-kilat.com"), ("bücher.example", "xn--bcher-kva.example"),
    ],
)  # fmt: skip
def test_the_domain_is_taken_from_what_was_pasted(written, domain):
    assert sanctions.domain_of(written) == domain


@pytest.mark.parametrize(
    "written",
    ["", " ", "kata", "-a.com", "a..com", "a.c", "127.0.0.1", "[::1]", "x" * 300 + ".com", "a" * 64 + ".com",
     "gmail.com", "https://www.yahoo.co.id/", "co.id", "go.id", "\u202e.com", "..", "ü" * 100 + ".id"],
)  # fmt: skip
def test_what_is_no_domain_or_everybodys_is_refused(written):
    with pytest.raises(BanRefused):
        sanctions.domain_of(written)


def test_domains_are_offered_from_the_text_also_disguised_ones():
    text = "Daftar di promo-kilat [titik] com atau https://www.lain-lagi.xyz/a, kirim ke gmail.com"
    assert set(sanctions.domains_in(text)) == {"promo-kilat.com", "lain-lagi.xyz"}
    assert sanctions.domains_in("Terima kasih, pak.") == []
    assert len(sanctions.domains_in(" ".join(f"situs-{number}.com" for number in range(50)))) == 5


@pytest.mark.parametrize(
    "given",
    [{"kind": "planet"}, {"value": ""}, {"days": 2}, {"days": 0}, {"reason": "  "}, {"kind": "domain", "value": "x"}],
)
def test_a_ban_without_whom_how_long_or_why_is_refused(moderator, given):
    wanted = {"kind": "author", "value": HASH, "days": 7, "reason": "Iklan"} | given
    with pytest.raises(BanRefused):
        sanctions.ban(wanted.pop("kind"), wanted.pop("value"), by=moderator, **wanted)
    assert not Sanction.objects.exists()


@pytest.mark.parametrize("who", ["penulis", "administrator"])
def test_who_may_not_moderate_bans_and_lifts_nobody(request, moderator, who):
    user = request.getfixturevalue(who)
    row = ban(moderator)
    with pytest.raises(PermissionDenied):
        ban(user)
    with pytest.raises(PermissionDenied):
        sanctions.lift(row, by=user)
    assert standing(email_hash=HASH) == row


def test_a_ban_changes_nothing_that_was_written_before(held, moderator):
    before = Comment.objects.values().get()
    ban(moderator, value=held.email_hash, comment=held)
    assert Comment.objects.values().get() == before


def test_the_list_is_paged_newest_first(moderator):
    rows = [ban(moderator, value=f"{number:064}") for number in range(5)]
    first, place = sanctions.page(2)
    second, place = sanctions.page(2, place)
    third, end = sanctions.page(2, place)
    assert [*first, *second, *third] == rows[::-1]
    assert end is None
