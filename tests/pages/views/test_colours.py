"""The newsroom's colours: a stylesheet of its own, only where they are its own."""

import pytest

from news.newsroom import accents
from news.newsroom.models import Newsroom


def test_a_newsroom_without_colours_of_its_own_asks_for_no_other_stylesheet(newsroom, pembaca):
    assert "/warna/" not in pembaca.get("/").content.decode()


def test_its_colours_come_as_a_stylesheet_that_stays(newsroom, pembaca):
    Newsroom.objects.update(accent="#00695c", accent_dark="#80cbc4")
    page = pembaca.get("/").content.decode()
    assert '<link rel="stylesheet" href="/warna/00695c-80cbc4.css">' in page
    assert page.index("css/warta") < page.index("/warna/")
    answer = pembaca.get("/warna/00695c-80cbc4.css")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.content.decode() == accents.stylesheet("#00695c", "#80cbc4")
    assert "style=" not in page


@pytest.mark.parametrize(
    "name",
    ["ffcc00-80cbc4", "00695c-000000", "00695C-80cbc4", "00695c", "00695c-80cbc4-1", "%7d-80cbc4", "00695g-80cbc4"],
)
def test_no_other_is_there(name, newsroom, pembaca):
    assert pembaca.get(f"/warna/{name}.css").status_code == 404


def test_the_dark_tone_is_made_where_none_is_given(newsroom, pembaca):
    Newsroom.objects.update(accent="#00695c")
    page = pembaca.get("/").content.decode()
    address = page[page.index("/warna/") :].split('"')[0]
    assert pembaca.get(address).status_code == 200
