"""A caption is put together as the press office writes them, and its weekday is that of its date."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.articles.written_dates import contradictions, written_dates
from news.desk.captioning import Shown, caption, day, held, shown, slips

DAY = datetime.date(2019, 3, 11)
HEAD = Shown("Rahmat Simbolang", "Kepala Dinas Kesehatan", "left")
CAMAT = Shown("Budi Harjo", "Camat Selasih Timur", "right")


@pytest.mark.parametrize(
    ("people", "doing", "venue", "date", "text"),
    [
        (
            [HEAD, CAMAT], "meninjau vaksinasi", "Puskesmas Pasar Baru", DAY,
            "Kepala Dinas Kesehatan Rahmat Simbolang (kiri) bersama Camat Selasih Timur Budi Harjo (kanan)"
            " meninjau vaksinasi di Puskesmas Pasar Baru, Senin (11/3/2019).",
        ),
        ([HEAD], "", "", None, "Kepala Dinas Kesehatan Rahmat Simbolang (kiri)."),
        ([Shown("A"), Shown("B"), Shown("C")], "rapat", "", None, "A bersama B dan C rapat."),
        ([Shown("A"), Shown("B"), Shown("C"), Shown("D")], "rapat", "", None, "A bersama B, C, dan D rapat."),
        ([], "warga menanam bakau", "Pantai Selasih", DAY, "Warga menanam bakau di Pantai Selasih, Senin (11/3/2019)."),
        ([Shown("A")], "rapat di Balai Kota.", "balai kota", DAY, "A rapat di Balai Kota, Senin (11/3/2019)."),
        ([Shown("A")], "rapat", "di aula", None, "A rapat di aula."),
        ([Shown("A")], "rapat, Senin (11/3/2019)", "", DAY, "A rapat, Senin (11/3/2019)."),
        ([Shown("A")], " \n ", "  ", None, "A."),
        ([], "", "", DAY, "Senin (11/3/2019)."),
        ([], "", "", None, ""),
        ([Shown("A", side="upside-down")], "", "", None, "A."),
    ],
)  # fmt: skip
def test_a_caption(people, doing, venue, date, text):
    assert caption(people, doing, venue, date) == text


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)))
def test_the_weekday_never_contradicts_the_date(date):
    text = caption([HEAD], "meninjau", "pasar", date)
    assert [found.date for found in written_dates(text)] == [date]
    assert contradictions(text) == []
    assert day(date) in text


def test_a_day_that_is_none_is_told():
    (slip,) = slips("meninjau pasar, Selasa (11/3/2019)")
    assert slip.weekday == "Senin"


def test_somebody_is_called_as_they_were_then(appointment, agency):
    agency.former_names.create(name="Dinas Penyehatan", until_date=datetime.date(2025, 1, 1))
    (found,) = held([appointment.pk, 0]).values()
    then = datetime.date(2024, 6, 1)
    assert str(shown(found, "", "left", then)) == "Kepala Dinas Penyehatan Rahmat Simbolang (kiri)"
    with_titles = shown(found, "", "", datetime.date(2026, 1, 1), titles=True)
    assert str(with_titles) == "Kepala Dinas Kesehatan Kota Tanjung Selasih dr. Rahmat Simbolang, M.Kes."


def test_a_name_is_taken_as_it_is_written_and_a_number_is_none():
    assert str(shown(None, " warga   Pasar Baru ", "", None)) == "warga Pasar Baru"
    assert shown(None, "12", "", None) is None
    assert shown(None, " ", "", None) is None
