"""What is found comes in a useful order, page by page."""

import datetime

import pytest
import time_machine

from news.search import finding, queries
from tests.conftest import NOON

pytestmark = pytest.mark.django_db
YEAR = datetime.timedelta(days=365)


def test_a_headline_stands_above_a_lead_and_a_lead_above_a_body_until_years_weigh_more(released):
    with time_machine.travel(NOON - 7 * YEAR, tick=False) as clock:
        old = released("Banjir besar")
        clock.move_to(NOON - YEAR)
        headline = released("Banjir surut")
        clock.move_to(NOON)
        lead = released("Kabar", "Banjir surut.")
        body = released("Kabar", "", "<p>Banjir surut.</p>")
    assert finding.find(queries.parse("banjir"), NOON).editions == [headline.pk, lead.pk, old.pk, body.pk]


def test_it_is_found_by_names_captions_numbers_and_what_it_belongs_to(released, agency, section):
    with time_machine.travel(NOON, tick=False):
        edition = released("Judul")
    number = edition.article.number
    for query in (
        queries.parse(agency.name),
        queries.parse(number),
        queries.parse("", {"agency": agency.pk, "section": section.pk, "year": 2026, "kind": "release"}),
    ):
        assert finding.find(query, NOON).editions == [edition.pk]
    assert finding.find(queries.parse("", {"year": 2025}), NOON).editions == []


def test_pages_follow_each_other_without_a_gap(released, monkeypatch):
    monkeypatch.setattr(finding, "SIZE", 3)
    with time_machine.travel(NOON, tick=False) as clock:
        keys = []
        for _ in range(7):
            clock.shift(60)
            keys.append(released("Banjir").pk)
        now = NOON + YEAR
        query = queries.parse("banjir")
        pages = [finding.find(query, now, page=page) for page in (1, 2, 3)]
        assert [pk for page in pages for pk in page.editions] == keys[::-1]
        assert [page.next_page for page in pages] == [2, 3, None]
        assert {page.total for page in pages} == {7}
        monkeypatch.setattr(finding, "MOST", 5)
        monkeypatch.setattr(finding, "_CHUNK", 4)
        many, before = [], None
        while True:
            page = finding.find(query, now, before=before)
            many += page.editions
            before = page.before
            assert page.total is None
            if before is None:
                break
        assert many == keys[::-1]


def test_no_words_find_nothing():
    assert finding.find(queries.parse(" - "), NOON) == finding.Found([], 0)
