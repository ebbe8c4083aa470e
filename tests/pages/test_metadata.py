"""What machines read."""

import json

import pytest

from news.pages import metadata, releases
from news.pages.releases import Release
from tests.conftest import NOON


@pytest.fixture
def found(full, release) -> Release:
    release(full)
    found = releases.find("vaksinasi-gratis-di-puskesmas-mulai-senin", NOON)
    assert isinstance(found, Release)
    return found


def test_linked_data_cannot_leave_its_element():
    block = str(metadata.LinkedData({"headline": "</script><!--<script>&\u2028\u2029"}))
    inner = block.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not set("<>&\u2028\u2029") & set(inner)
    assert json.loads(inner) == {"headline": "</script><!--<script>&\u2028\u2029"}


def test_a_description_is_short_and_ends_with_a_word(found):
    found.edition.subheadline = ""
    found.edition.lead = "kata " * 100
    text = metadata.description(found)
    assert len(text) <= metadata.DESCRIPTION_LENGTH
    assert text.endswith("kata…")


def test_a_headline_is_cut_where_search_engines_cut_it(found, newsroom):
    found.edition.headline = "x" * 200
    data = metadata.news_article(found, newsroom).data["@graph"][0]
    assert len(data["headline"]) == 110


def test_the_newsroom_answers_for_a_release_without_agency(found, newsroom):
    found.agencies.clear()
    newsroom.contact_email = "humas@tanjungselasih.example"
    data = metadata.news_article(found, newsroom).data["@graph"][0]
    assert data["author"] == [data["publisher"]]
    assert data["publisher"]["contactPoint"]["email"] == "humas@tanjungselasih.example"
