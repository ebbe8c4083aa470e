"""The archive by year and month."""

import datetime

from tests.conftest import NOON
from tests.pages.conftest import MINUTE


def test_an_empty_archive_says_so(newsroom, pembaca):
    for address in ("/arsip/", "/2026/", "/2026/03/", "/1900/", "/2199/12/"):
        answer = pembaca.get(address)
        assert answer.status_code == 200
        assert "<article" not in answer.content.decode()


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
