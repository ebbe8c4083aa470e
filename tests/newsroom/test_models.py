"""The one newsroom."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from news.newsroom.models import Newsroom
from tests.conftest import NOON


def test_before_it_has_begun_there_are_defaults(db):
    assert (Newsroom.current().zone_label, Newsroom.objects.count()) == ("WIB", 0)


def test_there_is_only_one(newsroom):
    with pytest.raises(IntegrityError):
        Newsroom.objects.create(pk=2)


@pytest.mark.parametrize(
    ("zone", "label", "hour"),
    [("Asia/Jakarta", "WIB", 12), ("Asia/Makassar", "WITA", 13), ("Asia/Jayapura", "WIT", 14)],
)
def test_times_are_local_and_carry_their_label(zone, label, hour):
    newsroom = Newsroom(zone=zone)
    assert (newsroom.zone_label, newsroom.local(NOON).hour) == (label, hour)


def test_the_zone_is_open_before_the_first_release(newsroom):
    newsroom.zone = "Asia/Makassar"
    newsroom.full_clean()


def test_the_zone_is_locked_after_the_first_release(released, newsroom):
    newsroom.zone = "Asia/Makassar"
    with pytest.raises(ValidationError) as refusal:
        newsroom.full_clean()
    assert list(refusal.value.message_dict) == ["zone"]
