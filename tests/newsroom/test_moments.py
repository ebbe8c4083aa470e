"""Moments are written in the active zone, with its label."""

import zoneinfo

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from news.newsroom.moments import written, zone_label
from tests.conftest import NOON


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("Asia/Jakarta", "Rab 11 Mar 2026 12.00 WIB"),
        ("Asia/Makassar", "Rab 11 Mar 2026 13.00 WITA"),
        ("Asia/Jayapura", "Rab 11 Mar 2026 14.00 WIT"),
        ("UTC", "Rab 11 Mar 2026 05.00 UTC"),
    ],
)
def test_each_zone_has_its_label(zone, expected):
    with timezone.override(zoneinfo.ZoneInfo(zone)), translation.override("id"):
        assert written(NOON) == expected
        assert Template("{% load moments %}{{ noon|written }}").render(Context({"noon": NOON})) == expected
        assert zone_label() == expected.rsplit(" ", 1)[1]


def test_no_moment_is_written_as_nothing():
    assert written(None) == ""
