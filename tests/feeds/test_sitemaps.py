"""Every live address, and no other."""

import datetime

import pytest
import time_machine
from defusedxml import ElementTree
from django.test import Client

from news.articles import workflow
from news.articles.models import Section, Tag
from news.feeds import sitemaps
from tests.conftest import NOON

from .conftest import DAY, HOUR

pytestmark = pytest.mark.django_db
ROOT = "http://127.0.0.1:8000"
MARCH = "/sitemap-2026-03.xml"


@pytest.fixture(autouse=True)
def clock(newsroom):
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def entries(url: str) -> list[tuple[str, str | None]]:
    """Return the addresses of a sitemap with their last changes."""
    response = Client().get(url)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    assert not response.cookies
    name = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    root = ElementTree.fromstring(response.content)
    return [(element.find(f"{name}loc").text, element.findtext(f"{name}lastmod")) for element in root]


def addresses(url: str) -> list[str]:
    return [address.removeprefix(ROOT) for address, _changed in entries(url)]


def test_empty_newsroom_has_its_home_page_only(pembaca):
    assert addresses("/sitemap.xml") == ["/sitemap-halaman.xml"]
    assert addresses("/sitemap-halaman.xml") == ["/"]
    assert pembaca.get(MARCH).status_code == 404


def test_release_and_its_pages(released):
    assert addresses("/sitemap.xml") == ["/sitemap-halaman.xml", MARCH]
    assert addresses("/sitemap-halaman.xml") == [
        "/", "/rubrik/kesehatan/", "/instansi/dinas-kesehatan/", "/pejabat/rahmat-simbolang/", "/topik/imunisasi/",
    ]  # fmt: skip
    assert entries(MARCH) == [
        (f"{ROOT}/2026/03/11/vaksinasi-gratis-di-puskesmas-mulai-senin/", "2026-03-11T12:00:00+07:00")
    ]


def test_correction_moves_lastmod_not_the_address(released, correct, clock):
    before = addresses(MARCH)
    clock.move_to(NOON + DAY)
    correct(released, headline="Lain sama sekali")
    assert addresses(MARCH) == before
    assert entries(MARCH)[0][1] == "2026-03-12T12:00:00+07:00"


def test_what_is_not_live_is_not_there(approved, penerbit, clock, pembaca):
    released = workflow.take("release", approved, by=penerbit, at=NOON + HOUR)
    assert addresses("/sitemap.xml") == ["/sitemap-halaman.xml"]
    assert "/topik/imunisasi/" not in addresses("/sitemap-halaman.xml")
    assert pembaca.get(MARCH).status_code == 404
    clock.move_to(NOON + HOUR)
    assert len(addresses(MARCH)) == 1
    clock.move_to(NOON + 2 * HOUR)
    workflow.take("withdraw", released, by=penerbit, note="Keliru.")
    assert addresses("/sitemap.xml") == ["/sitemap-halaman.xml"]
    assert pembaca.get(MARCH).status_code == 404
    assert Tag.objects.exists()
    assert "/topik/imunisasi/" not in addresses("/sitemap-halaman.xml")


def test_index_names_months_with_something_live_only(another, clock):
    for moment in (
        datetime.datetime(2024, 11, 30, 16, 59, 59, tzinfo=datetime.UTC),  # still November in the newsroom's zone
        datetime.datetime(2024, 12, 31, 17, 0, tzinfo=datetime.UTC),  # already January there
        NOON,
    ):
        clock.move_to(moment)
        another(f"Siaran {moment:%Y}")
    assert addresses("/sitemap.xml") == [
        "/sitemap-halaman.xml", "/sitemap-2024-11.xml", "/sitemap-2025-01.xml", MARCH,
    ]  # fmt: skip
    assert addresses("/sitemap-2024-11.xml") == ["/2024/11/30/siaran-2024/"]
    assert addresses("/sitemap-2025-01.xml") == ["/2025/01/01/siaran-2024-2/"]


def test_file_never_holds_more_than_the_protocol_allows(another, monkeypatch):
    monkeypatch.setattr(sitemaps, "MAX_URLS", 2)
    for number in range(3):
        another(f"Siaran {number}")
    Section.objects.create(name="Niaga", slug="niaga")
    assert len(addresses(MARCH)) == 2
    assert len(addresses("/sitemap-halaman.xml")) == 2


def test_queries_do_not_grow(another, clock, django_assert_max_num_queries):
    clock.move_to(NOON - 700 * DAY)
    for number in range(8):
        another(f"Siaran {number}")
        clock.shift(100 * DAY)
    clock.move_to(NOON)
    for url in ("/sitemap.xml", "/sitemap-halaman.xml", addresses("/sitemap.xml")[-1]):
        with django_assert_max_num_queries(6):
            addresses(url)


@pytest.mark.parametrize("month", ["2026-13", "2026-3", "0001-01", "x", "1000-01", "2999-12", "٢٠٢٦-03"])
def test_month_that_is_none_is_404(month, pembaca):
    assert pembaca.get(f"/sitemap-{month}.xml").status_code == 404
