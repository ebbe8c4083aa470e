"""Dates and times as Indonesian readers write them."""

import datetime

import pytest
from django.utils import timezone

from news.pages.templatetags import dates

MOMENT = datetime.datetime(2019, 3, 10, 18, 5, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("zone", "written"),
    [
        ("Asia/Jakarta", "Senin, 11 Maret 2019 pukul 01.05 WIB"),
        ("Asia/Makassar", "Senin, 11 Maret 2019 pukul 02.05 WITA"),
        ("Asia/Jayapura", "Senin, 11 Maret 2019 pukul 03.05 WIT"),
        ("UTC", "Minggu, 10 Maret 2019 pukul 18.05 UTC"),
    ],
)
def test_a_moment_is_written_in_the_zone_with_its_label(zone, written):
    with timezone.override(zone):
        assert dates.waktu(MOMENT) == written


def test_a_date_is_written_as_it_is():
    assert dates.tanggal(datetime.date(2026, 8, 17)) == "17 Agustus 2026"
    assert dates.hari_tanggal(datetime.date(2026, 8, 17)) == "Senin, 17 Agustus 2026"


@pytest.mark.parametrize("write", [dates.tanggal, dates.hari_tanggal, dates.jam, dates.waktu])
def test_nothing_is_written_for_none(write):
    assert write(None) == ""


def test_months_have_names():
    assert [dates.bulan(month) for month in (1, 5, 12)] == ["Januari", "Mei", "Desember"]
