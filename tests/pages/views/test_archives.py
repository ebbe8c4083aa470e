"""The archive by year and month, with its numbers, its days and its neighbours."""

import datetime
import re

import pytest

from news.articles import counting, workflow
from tests.conftest import NOON
from tests.pages.conftest import DAY, MINUTE


@pytest.fixture
def counted(newsroom, clock) -> None:
    """The numbers of the archive are kept."""
    counting.reckon()
    counting.reckon()


def test_an_empty_archive_has_this_month_and_nothing_else(newsroom, pembaca):
    never = pembaca.get("/arsip/2026/")
    for address, status in (
        ("/arsip/", 200), ("/2026/", 200), ("/2026/03/", 200),
        ("/2026/04/", 404), ("/2026/02/", 404), ("/2027/", 404), ("/1900/", 404), ("/2199/12/", 404),
    ):  # fmt: skip
        answer = pembaca.get(address)
        assert answer.status_code == status, address
        assert "<article" not in answer.content.decode()
        assert status == 200 or answer.content == never.content
    assert "noindex" in pembaca.get("/2026/03/").content.decode()


def test_the_years_and_months_from_the_oldest_to_the_newest_are_linked(another, pembaca, clock):
    clock.move_to(datetime.datetime(2024, 5, 31, 16, 59, tzinfo=datetime.UTC))
    another("Siaran Mei")  # 23.59 WIB on the last of May
    clock.move_to(datetime.datetime(2024, 5, 31, 17, tzinfo=datetime.UTC))
    another("Siaran Juni")  # midnight
    clock.move_to(NOON)
    another("Siaran Maret")
    another("Siaran terjadwal", at=NOON + MINUTE)
    index = pembaca.get("/arsip/").content.decode()
    assert 'href="/2026/"' in index
    assert 'href="/2024/"' in index
    assert 'href="/2023/"' not in index
    assert 'href="/2027/"' not in index
    assert 'href="/2026/03/"' in index
    year = pembaca.get("/2024/").content.decode()
    assert 'href="/2024/05/"' in year
    assert 'href="/2024/06/"' in year
    assert 'href="/2024/12/"' in year
    assert 'href="/2024/04/"' not in year
    assert 'href="/2026/04/"' not in pembaca.get("/2026/").content.decode()
    may, june = (pembaca.get(f"/2024/{month}/").content.decode() for month in ("05", "06"))
    assert "Siaran Mei" in may
    assert "Siaran Mei" not in june
    assert "Siaran Juni" in june
    assert "Siaran Juni" not in may
    assert "Siaran terjadwal" not in pembaca.get("/2026/03/").content.decode()


def test_december_ends_with_the_year(another, pembaca, clock):
    clock.move_to(datetime.datetime(2025, 12, 31, 17, tzinfo=datetime.UTC))  # midnight, 1 January
    another("Siaran tahun baru")
    assert "Siaran tahun baru" in pembaca.get("/2026/01/").content.decode()
    assert "Siaran tahun baru" not in pembaca.get("/2025/12/").content.decode()
    assert "Siaran tahun baru" not in pembaca.get("/2025/").content.decode()


def test_numbers_stand_at_years_months_and_days(counted, another, pembaca, clock, django_assert_max_num_queries):
    for day, count in ((2, 1), (3, 2), (40, 1)):
        clock.move_to(NOON - day * DAY)
        for number in range(count):
            another(f"Siaran {day} {number}")
    clock.move_to(NOON)
    another("Siaran terjadwal", at=NOON + MINUTE)
    with django_assert_max_num_queries(8):
        index = pembaca.get("/arsip/").content.decode()
    assert 'href="/2026/03/">Maret <b>3</b>' in index
    assert 'href="/2026/01/">Januari <b>1</b>' in index
    assert "<li>Februari</li>" in index
    assert re.search(r'subheadline">4 ', index)
    assert re.search(r'subheadline">4 ', pembaca.get("/2026/").content.decode())
    with django_assert_max_num_queries(8):
        march = pembaca.get("/2026/03/").content.decode()
    assert re.search(r'subheadline">3 ', march)
    assert re.findall(r'href="(#hari-\d+)">\d+<.*?<b>(\d+)</b>', march) == [("#hari-8", "2"), ("#hari-9", "1")]
    assert re.findall(r'id="(hari-\d+)"', march) == ["hari-9", "hari-8"]
    clock.move_to(NOON + MINUTE)  # nothing fires
    assert 'href="/2026/03/">Maret <b>4</b>' in pembaca.get("/arsip/").content.decode()
    assert "hari-11" in pembaca.get("/2026/03/").content.decode()


def test_neighbours_skip_months_and_years_of_nothing(counted, another, penerbit, pembaca, clock):
    for year, month in ((2022, 5), (2024, 11), (2025, 1), (2025, 4)):
        clock.move_to(datetime.datetime(year, month, 10, tzinfo=datetime.UTC))
        gone = another(f"Siaran {year} {month}")
    clock.move_to(NOON)

    def neighbours(address: str) -> list[str]:
        page = pembaca.get(address).content.decode()
        found = re.search(r'<nav class="neighbours".*?</nav>', page, re.DOTALL)
        return re.findall(r'href="([^"]+)"', found[0]) if found else []

    assert neighbours("/2025/01/") == ["/2024/11/", "/2025/04/"]
    assert neighbours("/2022/05/") == ["/2024/11/"]
    assert neighbours("/2024/") == ["/2022/", "/2025/"]
    assert neighbours("/2025/02/") == ["/2025/01/", "/2025/04/"]
    assert pembaca.get("/2025/02/").status_code == 200
    assert pembaca.get("/2022/04/").status_code == 404
    workflow.take("withdraw", gone, by=penerbit, note="Keliru.")
    assert neighbours("/2025/01/") == ["/2024/11/"]


def test_a_day_of_another_page_is_reached_by_its_date(counted, another, pembaca, clock):
    for number in range(23):
        another(f"Siaran {number:02}", at=NOON + number * MINUTE if number > 3 else None)
    clock.move_to(NOON - 3 * DAY)
    another("Siaran awal bulan")
    clock.move_to(NOON + DAY)
    page = pembaca.get("/2026/03/").content.decode()
    assert 'href="?tanggal=2026-03-08#hari-8"' in page
    assert 'href="#hari-11"' in page
    day = pembaca.get("/2026/03/?tanggal=2026-03-08")
    assert [edition.headline for edition in day.context["listing"].editions] == ["Siaran awal bulan"]
    assert 'id="hari-8"' in day.content.decode()
    assert "noindex" in day.content.decode()
    assert pembaca.get("/2026/03/?tanggal=kemarin").status_code == 400


def test_the_archive_begins_at_a_day(another, pembaca, clock):
    for day in (1, 5, 9):
        clock.move_to(NOON - day * DAY)
        another(f"Siaran {day}")
    clock.move_to(NOON)
    answer = pembaca.get("/arsip/?tanggal=2026-03-07")
    assert [edition.headline for edition in answer.context["listing"].editions] == ["Siaran 5", "Siaran 9"]
    page = answer.content.decode()
    assert "noindex" in page
    assert re.search(r'rel="canonical" href="[^"?]+/arsip/"', page)
    newer = pembaca.get(f"/arsip/{answer.context['listing'].newer}")
    assert newer.context["listing"].is_first
    wrong = pembaca.get("/arsip/?tanggal=kemarin")
    assert wrong.status_code == 400
    assert 'role="alert"' in wrong.content.decode()
    assert 'value="kemarin"' in wrong.content.decode()
    assert pembaca.get("/arsip/?tanggal=").content == pembaca.get("/arsip/").content
    assert pembaca.get("/arsip/?sebelum=x").status_code == 404
