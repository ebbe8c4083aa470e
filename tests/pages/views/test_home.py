"""The home page: edited, not listed; and what it is with nothing, or little, to show."""

import pytest

from news.articles.models import Article
from news.newsroom.models import Newsroom
from tests.conftest import NOON
from tests.pages.conftest import DAY, HOUR, MINUTE


@pytest.mark.django_db
def test_home_before_the_newsroom_has_begun(pembaca):
    answer = pembaca.get("/")
    assert answer.status_code == 200
    assert "Warta" in answer.content.decode()


def test_home_with_nothing_published(newsroom, section, pembaca):
    page = pembaca.get("/").content.decode()
    assert "Rabu, 11 Maret 2026" in page
    assert "Kesehatan" in page
    assert "<article" not in page


def test_home_with_everything(full, release, another, pembaca, clock):
    for number in range(6):
        another(f"Siaran {number}", at=NOON + number * MINUTE)
    clock.move_to(NOON + HOUR)
    release(full)
    page = pembaca.get("/").content.decode()
    for words in (full.headline, "Siaran 5", "Siaran 1", "Cukup bawa KTP.", "Dinkes", "Imunisasi", "fetchpriority"):
        assert words in page, words
    assert page.count(full.headline) == 1


def test_a_featured_release_leads_until_its_time_is_over(full, release, another, pembaca, clock):
    Article.objects.filter(pk=full.article_id).update(featured_until=NOON + DAY)
    release(full)
    clock.move_to(NOON + HOUR)
    another("Siaran yang lebih baru")
    page = pembaca.get("/").content.decode()
    assert page.index(full.headline) < page.index("Siaran yang lebih baru")
    clock.move_to(NOON + DAY)
    page = pembaca.get("/").content.decode()
    assert page.index("Siaran yang lebih baru") < page.index(full.headline)


def test_a_featured_release_does_not_lead_before_it_is_live(full, release, another, pembaca):
    Article.objects.filter(pk=full.article_id).update(featured_until=NOON + DAY)
    release(full, at=NOON + HOUR)
    another("Siaran biasa")
    assert full.headline not in pembaca.get("/").content.decode()


def test_long_headlines_and_missing_photos_are_no_problem(another, pembaca):
    another("Panjang sekali " * 13 + "x")
    another("K" * 199)
    assert pembaca.get("/").status_code == 200


def test_the_zone_of_the_newsroom_dates_the_page(newsroom, pembaca, clock):
    Newsroom.objects.update(zone="Asia/Jayapura")
    clock.move_to(NOON.replace(hour=16))  # 01.00 WIT of the next day
    assert "Kamis, 12 Maret 2026" in pembaca.get("/").content.decode()
