"""Lists: their order, their places, and what they never show."""

import datetime

import pytest
import time_machine
from django.db import connection

from news.articles import editing, lists, workflow
from news.articles.lists import Place
from news.articles.models import EditionAgency, Mention, Tag
from tests.conftest import NOON

MOMENT = datetime.datetime(2026, 3, 11, 5, 0, 0, 123456, tzinfo=datetime.UTC)


@pytest.fixture
def shelf(penulis, redaktur, penerbit, agency, section, official):
    """Seven releases, two and two at one moment, and a scheduled one; each with agency, official and topic."""

    def release(name: str, at: datetime.datetime):
        edition = editing.begin_draft(
            penulis, headline=name, section=section, dateline_place="Tanjung Selasih", body="<p>Isi.</p>"
        )
        EditionAgency.objects.create(edition=edition, agency=agency, is_lead=True)
        Mention.objects.create(edition=edition, official=official)
        edition.tags.add("Imunisasi")
        workflow.take("submit", edition, by=penulis)
        workflow.take("approve", edition, by=redaktur)
        return workflow.take("release", edition, by=penerbit, at=at)

    with time_machine.travel(NOON, tick=False):
        for number in range(7):
            release(f"Siaran {number}", NOON + datetime.timedelta(minutes=number // 2))
        release("Rahasia", NOON + datetime.timedelta(days=9))
    return NOON + datetime.timedelta(days=1)


NEWEST_FIRST = [f"Siaran {number}" for number in (6, 5, 4, 3, 2, 1, 0)]


def lists_at(now, section, agency, official):
    return {
        "newest": lists.newest(now),
        "in_section": lists.in_section(section, now),
        "of_agency": lists.of_agency(agency, now),
        "of_official": lists.of_official(official, now),
        "with_tag": lists.with_tag(Tag.objects.get(), now),
    }


@pytest.mark.parametrize("name", ["newest", "in_section", "of_agency", "of_official", "with_tag"])
def test_pages_of_two_walk_every_list_without_gap_or_repetition(
    name, shelf, section, agency, official, django_assert_num_queries
):
    rows = lists_at(shelf, section, agency, official)[name]
    seen, before = [], None
    while page := lists.page(rows, 2, before):
        seen += [edition.headline for edition in page]
        before = Place.parse(str(Place.of(page[-1])))
    assert seen == NEWEST_FIRST
    with django_assert_num_queries(2):
        for edition in lists.page(rows, 30):
            assert edition.section == section
            assert edition.article.number
            assert edition.lead_captions == []


@pytest.mark.parametrize("name", ["newest", "in_section", "of_agency", "of_official", "with_tag"])
def test_pages_of_two_walk_back_the_same_way(name, shelf, section, agency, official):
    rows = lists_at(shelf, section, agency, official)[name]
    after, seen = Place.of(lists.page(rows, 30)[-1]), []
    while page := lists.page(rows, 2, after=after):
        seen = [edition.headline for edition in page] + seen
        after = Place.of(page[0])
    assert seen == NEWEST_FIRST[:-1]


@pytest.mark.parametrize("name", ["newest", "in_section", "of_agency", "of_official", "with_tag"])
def test_page_never_sorts(name, shelf, section, agency, official):
    if connection.vendor != "sqlite":
        pytest.skip("EXPLAIN QUERY PLAN is SQLite's")
    rows = lists_at(shelf, section, agency, official)[name]
    for way in (rows, rows.reverse()):
        plan = way[:30].explain()
        assert "TEMP B-TREE" not in plan, plan
        assert "_list" in plan, plan


def test_the_place_before_a_day_is_the_next_midnight_of_the_zone():
    zone = datetime.timezone(datetime.timedelta(hours=7))
    place = Place.before_day(datetime.date(2026, 3, 11), zone)
    assert place == (datetime.datetime(2026, 3, 11, 17, tzinfo=datetime.UTC), 0)
    with pytest.raises(OverflowError):
        Place.before_day(datetime.date.max, zone)


def test_place_is_exact():
    place = Place(MOMENT, 7)
    assert str(place) == "1773205200123456-7"
    assert Place.parse(str(place)) == place


@pytest.mark.parametrize(
    "text",
    [
        "", "-", "1-", "-1", "1", "a-b", "1-2-3", "٣-٤", "1.5-1", " 1-1", "1-1\0",
        "1-99999999999999999999", "9" * 30 + "-1", "9" * 50,
    ],
)  # fmt: skip
def test_place_that_is_none_is_refused(text):
    with pytest.raises(ValueError, match="no place in a list"):
        Place.parse(text)


def test_draft_has_no_place(draft):
    with pytest.raises(ValueError, match="stands in lists"):
        Place.of(draft)
