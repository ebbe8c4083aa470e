"""A mailed link is good for its purpose, for its time, and unchanged."""

import datetime

import pytest
import time_machine

from news.comments import links
from news.comments.links import Purpose

from ..conftest import NOON

LIMITED = [purpose for purpose in Purpose if purpose.value.life]


@pytest.mark.parametrize("purpose", Purpose)
def test_it_brings_back_what_it_was_made_of(purpose, settings):
    settings.BASE_URL = "https://warta.example"
    address = links.made(purpose, [7, "a" * 64])
    assert address.startswith("https://warta.example/komentar/~")
    token = address.rstrip("/").rpartition("/")[2]
    assert links.read(purpose, token) == [7, "a" * 64]


@pytest.mark.parametrize("purpose", Purpose)
def test_it_is_no_link_of_another_purpose(purpose):
    token = links.token(purpose, [7, "a"])
    for other in set(Purpose) - {purpose}:
        with pytest.raises(links.Invalid):
            links.read(other, token)


@pytest.mark.parametrize("purpose", LIMITED)
def test_it_ends(purpose):
    with time_machine.travel(NOON, tick=False) as clock:
        token = links.token(purpose, [7])
        clock.shift(purpose.value.life)
        assert links.read(purpose, token) == [7]
        clock.shift(datetime.timedelta(seconds=1))
        with pytest.raises(links.Expired):
            links.read(purpose, token)


def test_whoever_wants_no_more_letters_can_say_so_years_later():
    with time_machine.travel(NOON, tick=False) as clock:
        token = links.token(Purpose.UNFOLLOW, [7])
        clock.shift(datetime.timedelta(days=3000))
        assert links.read(Purpose.UNFOLLOW, token) == [7]


@pytest.mark.parametrize(
    "change", [lambda t: t[:-1], lambda t: "x" + t, lambda t: "", lambda t: "a:b:c", lambda t: t.swapcase()]
)
def test_a_changed_one_is_none(change):
    token = links.token(Purpose.DATA, ["x"])
    with pytest.raises(links.Invalid):
        links.read(Purpose.DATA, change(token))
