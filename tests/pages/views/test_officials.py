"""Officials: who holds what today, and each one's page."""

import datetime

import pytest

from news.articles import workflow
from news.directory.models import Appointment, Official, Position


@pytest.fixture
def past_and_acting(official, agency, other_agency) -> None:
    secretary = Position.objects.create(title="Sekretaris", agency=agency, rank=20)
    head = Position.objects.create(title="Kepala", agency=other_agency, rank=30)
    rows = [
        (secretary, "definitive", datetime.date(2020, 1, 1), datetime.date(2024, 1, 1), "821/7/2020"),
        (head, "plt", datetime.date(2026, 2, 1), None, "821/9/2026"),
        (secretary, "pj", datetime.date(2027, 1, 1), None, "821/1/2027"),
    ]
    for position, capacity, start, end, decree in rows:
        Appointment.objects.create(
            official=official, position=position, capacity=capacity, start_date=start, end_date=end,
            decree_number=decree, decree_date=start,
        )  # fmt: skip


def test_the_index_shows_who_holds_an_office_today(appointment, agency, pembaca):
    past = Official.objects.create(name="Gunawan Tarip", slug="gunawan-tarip")
    Appointment.objects.create(
        official=past,
        position=appointment.position,
        start_date=datetime.date(2020, 1, 1),
        end_date=datetime.date(2024, 1, 1),
    )
    page = pembaca.get("/pejabat/").content.decode()
    assert "dr. Rahmat Simbolang, M.Kes." in page
    assert "Gunawan" not in page


def test_an_official_has_all_offices_with_decree_and_what_was_said(full, release, past_and_acting, official, pembaca):
    official.biography = "Dokter lulusan kota muara."
    official.save()
    release(full)
    page = pembaca.get("/pejabat/rahmat-simbolang/").content.decode()
    for words in (
        "dr. Rahmat Simbolang, M.Kes.", "Dokter lulusan kota muara.", "Plt. Kepala Dinas Perhubungan", "821/9/2026",
        "1 Februari 2026", "Sekretaris Dinas Kesehatan", "1 Januari 2020 – 1 Januari 2024", "“Cukup bawa KTP.”",
        full.headline, 'href="/pejabat/rahmat-simbolang/rss.xml"',
    ):  # fmt: skip
        assert words in page, words
    assert page.index("Plt. Kepala") < page.index("1 Januari 2020")
    assert "821/1/2027" not in page  # an office to come is not told


def test_the_words_of_another_are_not_theirs(full, release, pembaca):
    release(full)
    assert "Antreannya cepat." not in pembaca.get("/pejabat/rahmat-simbolang/").content.decode()


def test_a_quote_goes_with_its_release(full, release, penerbit, pembaca):
    workflow.take("withdraw", release(full), by=penerbit, note="Keliru.")
    page = pembaca.get("/pejabat/rahmat-simbolang/").content.decode()
    assert "Cukup bawa KTP." not in page


def test_an_official_who_is_not_there_is_not_found(newsroom, pembaca):
    assert pembaca.get("/pejabat/tidak-ada/").status_code == 404
