"""Dates as releases write them."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.articles.written_dates import MONTHS, WEEKDAYS, contradictions, written_dates


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Senin (11/3/2019)", "2019-03-11"),
        ("Senin, 11 Maret 2019", "2019-03-11"),
        ("Kamis , 17 April 2025", "2025-04-17"),
        ("Jum’at 7 Nopember 2025", "2025-11-07"),
        ("tanggal 1-2-2026", "2026-02-01"),
        ("pada 5 Pebruari 2024.", "2024-02-05"),
        ("SENIN (11/3/2019)", "2019-03-11"),
    ],
)
def test_reads_a_full_date(text, date):
    assert [found.date.isoformat() for found in written_dates(text)] == [date]
    assert contradictions(text) == []


@pytest.mark.parametrize("text", ["Rabu (1/9)", "kemarin", "Senin", "31/2/2019", "1/13/2019", "12.500/3/20199", ""])
def test_what_the_text_does_not_settle_is_no_date(text):
    assert list(written_dates(text)) == []


def test_names_the_weekday_that_it_was():
    (found,) = contradictions("Rapat digelar Senin, 4 Januari 2019, di balai kota.")
    assert (found.written, found.weekday) == ("Senin, 4 Januari 2019", "Jumat")


@given(st.dates(min_value=datetime.date(1000, 1, 1)))
def test_every_date_survives_being_written(date):
    text = f"{WEEKDAYS[date.weekday()]}, {date.day} {MONTHS[date.month - 1]} {date.year}"
    (found,) = written_dates(text)
    assert (found.date, found.contradicts) == (date, False)


@pytest.mark.parametrize("text", ["Senin " * 200_000, "1/" * 500_000, " " * 1_000_000, "Senin" + " (" * 500_000])
def test_hostile_text_is_read_to_its_end(text):
    assert list(written_dates(text)) == []
