"""Dates are read in every notation of Indonesian news; a year comes from the text only."""

import datetime

import pytest

from news.intake.dates import find_dates, find_moment, weekday_number

WIB = datetime.timezone(datetime.timedelta(hours=7))


@pytest.mark.parametrize(
    ("text", "words", "date"),
    [
        ("digelar Senin (11/3/2019).", "Senin (11/3/2019)", "2019-03-11"),
        ("digelar Senin, 11 Maret 2019 di aula", "Senin, 11 Maret 2019", "2019-03-11"),
        ("digelar Kamis , 17 April 2025", "Kamis , 17 April 2025", "2025-04-17"),
        ("digelar Jum’at (7/11/2025)", "Jum’at (7/11/2025)", "2025-11-07"),
        ("digelar Jum'at, 7 Nopember 2025", "Jum'at, 7 Nopember 2025", "2025-11-07"),
        ("digelar Senin malam (11/3/2019)", "Senin malam (11/3/2019)", "2019-03-11"),
        ("digelar Senin, tanggal 11 Maret 2019", "Senin, tanggal 11 Maret 2019", "2019-03-11"),
        ("digelar Senin-Rabu (11-13/3/2019)", "Senin-Rabu (11-13/3/2019)", "2019-03-11"),
        ("digelar 11–13 Pebruari 2019", "11–13 Pebruari 2019", "2019-02-11"),
        ("digelar 11/3/19 pagi", "11/3/19", "2019-03-11"),
        ("digelar 11-03-2019.", "11-03-2019", "2019-03-11"),
        ("digelar 11.3.2019.", "11.3.2019", "2019-03-11"),
        ("terbit 2019-03-11", "2019-03-11", "2019-03-11"),
        ("digelar 1 Agt 2020", "1 Agt 2020", "2020-08-01"),
        ("digelar Ahad (10/3/2019)", "Ahad (10/3/2019)", "2019-03-10"),
        ("digelar Rabu (1/9)", "Rabu (1/9)", None),
        ("digelar (Sabtu, 18/4)", "Sabtu, 18/4", None),
        ("digelar 31 Februari 2020", "31 Februari 2020", None),
        ("digelar 17 Agustus", "17 Agustus", None),
    ],
)
def test_reads_a_date(text, words, date):
    (found,) = find_dates(text)
    assert text[found.start : found.end] == words
    assert (found.date.isoformat() if found.date else None) == date


@pytest.mark.parametrize(
    "text",
    ["Senin pagi", "kemarin", "pukul 09.00", "1633/SP-HMS/09/2020", "skor 3/4", "28/7", "12.500/3.000", "0812-11-2019"],
)
def test_what_is_no_date_is_left_alone(text):
    assert list(find_dates(text)) == []


def test_a_bare_day_counts_where_it_is_asked_for():
    (found,) = find_dates("Kertawana, 28/7", bare=True)
    assert (found.day, found.month, found.year, found.date) == (28, 7, None, None)


def test_knows_a_weekday_that_contradicts_and_a_day_that_is_not():
    contradicting, right, impossible = find_dates("Selasa (11/3/2019), Senin (11/3/2019), 31/2/2020")
    assert (contradicting.contradicts, right.contradicts) == (True, False)
    assert (right.possible, impossible.possible) == (True, False)


def test_numbers_weekdays():
    assert [weekday_number(name) for name in ("Senin", "Jum`at", "MINGGU")] == [0, 4, 6]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Embargo hingga 12 Maret 2019 pukul 10.00 WIB", datetime.datetime(2019, 3, 12, 10, tzinfo=WIB)),
        ("pukul 06:30 WIB, Selasa (12/3/2019)", datetime.datetime(2019, 3, 12, 6, 30, tzinfo=WIB)),
        ("Embargo 12/3/2019 10.00", datetime.datetime.fromisoformat("2019-03-12T10:00")),
        ("Embargo 12 Maret 2019", None),
        ("Embargo 12/3 pukul 10.00 WIB", None),
        ("pukul 10.00 WIB", None),
    ],
)
def test_reads_a_moment(text, moment):
    assert find_moment(text) == moment
