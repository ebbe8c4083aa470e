"""No copy of a page outlives the day."""

import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.http import HttpResponse
from django.utils import timezone

from news.pages.midnight import until_midnight


@pytest.mark.parametrize(
    ("zone", "at", "seconds"),
    [
        ("Asia/Jakarta", "2026-03-11T05:00:00Z", 60),
        ("Asia/Jakarta", "2026-03-11T16:59:00Z", 60),
        ("Asia/Jakarta", "2026-03-11T16:59:15Z", 45),
        ("Asia/Jakarta", "2026-03-11T16:59:59.900Z", 0),
        ("Asia/Jakarta", "2026-03-11T17:00:00Z", 60),
        ("Asia/Jayapura", "2026-03-11T14:59:30Z", 30),
    ],
)
def test_it_is_kept_until_midnight_of_the_zone(zone, at, seconds):
    with timezone.override(ZoneInfo(zone)), time_machine.travel(datetime.datetime.fromisoformat(at), tick=False):
        assert f"s-maxage={seconds}" in until_midnight(HttpResponse())["Cache-Control"]
