"""Officials: who holds what today, and each one's page."""

import datetime
import html
import re

import pytest

from news.articles import workflow
from news.articles.models import Mention
from news.directory.merging import merge
from news.directory.models import Appointment, Official, Position
from news.directory.succession import hand_over


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


# Hand-overs, at 00:00 of the newsroom's zone and without anything that runs

LAST_SECOND = datetime.datetime(2026, 3, 31, 16, 59, 59, tzinfo=datetime.UTC)  # 23.59.59 WIB
MIDNIGHT = LAST_SECOND + datetime.timedelta(seconds=1)


def test_an_office_changes_hands_at_midnight(appointment, official, agency, redaktur, pembaca, clock):
    sari = Official.objects.create(name="Sari Tumangger", slug="sari-tumangger")
    hand_over(appointment.position, sari, date=datetime.date(2026, 4, 1), by=redaktur, decree_number="821/4/2026")
    pages = ("/pejabat/", "/instansi/dinas-kesehatan/", "/pejabat/menjabat/", f"/jabatan/{appointment.position.pk}/")
    clock.move_to(LAST_SECOND)
    for address in pages:
        answer = pembaca.get(address)
        page = answer.content.decode()
        assert "Rahmat Simbolang" in page, address
        assert "Sari Tumangger" not in page, address
        assert "1 April 2026" not in page, address  # not even that it ends
        assert "s-maxage=1" in answer["Cache-Control"], address
    assert "1 April 2026" not in pembaca.get("/pejabat/rahmat-simbolang/").content.decode()
    assert "Kepala" not in pembaca.get("/pejabat/sari-tumangger/").content.decode().split("<main")[1]
    clock.move_to(MIDNIGHT)
    for address in pages:
        assert "Sari Tumangger" in pembaca.get(address).content.decode(), address
    for address in pages[:3]:
        assert "Rahmat Simbolang" not in pembaca.get(address).content.decode(), address
    assert "1 Januari 2024 – 1 April 2026" in pembaca.get("/pejabat/rahmat-simbolang/").content.decode()


# Who held office on a day


def test_a_day_in_the_past_shows_who_held_office_then(appointment, past_and_acting, pembaca):
    page = pembaca.get("/pejabat/menjabat/?tanggal=2023-05-02").content.decode()
    assert "Selasa, 2 Mei 2023" in page
    assert "Sekretaris Dinas Kesehatan" in page
    assert "821/7/2020" in page
    assert 'value="2023-05-02"' in page
    today = pembaca.get("/pejabat/menjabat/").content.decode()
    assert "Plt. Kepala Dinas Perhubungan" in today
    assert "821/9/2026" in today
    assert "821/7/2020" not in today
    assert "821/1/2027" not in today


ODD = [
    "x", "2026-02-30", "2026-3-1", "20260301", "2026-W01-1", "٢٠٢٦-٠٣-٠١", "2026-03-11T00:00", "0000-01-01", "-1",
    "9" * 400, "%00", "%ff", "<script>alert(1)</script>", "2026-03-12", "9999-12-31", "[]", "' OR 1=1--",
]  # fmt: skip


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_day_is_answered_in_words(odd, appointment, pembaca):
    for query in (f"?tanggal={odd}", f"?tanggal=2026-01-01&tanggal={odd}"):
        answer = pembaca.get(f"/pejabat/menjabat/{query}")
        assert answer.status_code == 400
        assert 'role="alert"' in answer.content.decode()
        assert "<script>alert" not in answer.content.decode()
        assert "Rahmat" not in answer.content.decode()


@pytest.mark.parametrize("day", ["", "0001-01-01", "1945-08-17", "2026-03-11"])
def test_any_day_so_far_is_answered(day, appointment, pembaca):
    assert pembaca.get(f"/pejabat/menjabat/?tanggal={day}").status_code == 200


@pytest.mark.parametrize("odd", ["%00", "%", "'", "<script>alert(1)</script>", "x" * 5000, "%E2%80%AE", "a%20" * 300])
def test_odd_words_are_looked_for(odd, appointment, pembaca, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        answer = pembaca.get(f"/pejabat/menjabat/?q={odd}")
    assert answer.status_code == 200
    assert "\x00" not in answer.content.decode()
    assert "<script>alert" not in answer.content.decode()


@pytest.mark.parametrize("place", ["x", "0", "9" * 400, "%00", "1-x"])
def test_an_odd_place_in_the_list_is_not_there(place, appointment, pembaca):
    for address in ("/pejabat/", "/pejabat/menjabat/"):
        assert pembaca.get(f"{address}?dari={place}").status_code == 404


def test_pages_of_offices_keep_day_and_words_and_few_queries(
    agency, appointment, pembaca, django_assert_max_num_queries
):
    rows = [Position(agency=agency, title=f"Kepala Seksi {number:02}") for number in range(70)]
    Position.objects.bulk_create(rows)
    url, found = "/pejabat/menjabat/?tanggal=2025-05-02&q=seksi+dinas", 0
    while url:
        with django_assert_max_num_queries(8):
            page = pembaca.get(url).content.decode()
        assert 'value="2025-05-02"' in page
        assert 'value="seksi dinas"' in page
        found += page.count("Kepala Seksi")
        following = re.search(r'class="older" href="([^"]+)"', page)
        url = following and "/pejabat/menjabat/" + html.unescape(following[1])
    assert found == 70


# An office over time


def test_an_office_has_its_history(appointment, past_and_acting, pembaca, django_assert_max_num_queries):
    secretary = Position.objects.get(title="Sekretaris")
    with django_assert_max_num_queries(8):
        page = pembaca.get(secretary.get_absolute_url()).content.decode()
    assert "1 Januari 2020 – 1 Januari 2024" in page
    assert "821/7/2020" in page
    assert page.count('class="vacant"') == 1
    assert "821/1/2027" not in page


@pytest.mark.parametrize("key", ["0", "99", "9" * 30])
def test_an_office_that_is_not_there_is_not_found(key, newsroom, pembaca):
    assert pembaca.get(f"/jabatan/{key}/").status_code == 404


# Two records of one person


def test_the_page_of_a_merged_record_leads_to_the_one_that_stays(official, newsroom, redaktur, pembaca):
    other = Official.objects.create(name="Rahmad Simbolang", slug="rahmad-simbolang")
    merge(official, other, by=redaktur)
    for end in ("", "rss.xml"):
        answer = pembaca.get(f"/pejabat/rahmad-simbolang/{end}")
        assert answer.status_code == 301
        assert answer["Location"] == f"/pejabat/rahmat-simbolang/{end}"


def test_what_names_either_record_is_listed_once(
    full, release, another, official, redaktur, pembaca, django_assert_max_num_queries
):
    other = Official.objects.create(name="Rahmad Simbolang", slug="rahmad-simbolang")
    Mention.objects.create(edition=full, official=other)
    release(full)
    third = another("Menyebut catatan yang lain saja")
    Mention.objects.create(edition=third, official=other, list_at=third.list_at)
    merge(official, other, by=redaktur)
    with django_assert_max_num_queries(8):
        page = pembaca.get("/pejabat/rahmat-simbolang/").content.decode()
    assert page.count(f">{full.headline}</a></h3>") == 1
    assert page.count(f">{third.headline}</a></h3>") == 1
