"""Sections and topics."""

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext as _

from news.articles.models import Section, Tag
from news.comments import tallying
from tests.conftest import NOON
from tests.pages.conftest import MINUTE


def test_a_section_with_nothing_live_says_so(section, pembaca):
    answer = pembaca.get("/rubrik/kesehatan/")
    assert answer.status_code == 200
    assert _("Nothing has been published here yet.") in answer.content.decode()


def test_a_section_shows_its_own_releases_only(full, release, another, pembaca):
    release(full)
    another("Jalan diperbaiki", section=Section.objects.create(name="Infrastruktur", slug="infrastruktur"))
    page = pembaca.get("/rubrik/kesehatan/").content.decode()
    assert full.headline in page
    assert "Jalan diperbaiki" not in page
    assert 'href="/rubrik/kesehatan/rss.xml"' in page


def test_twenty_stand_on_a_page_and_the_rest_behind_a_link(another, section, pembaca, clock):
    for number in range(22):
        another(f"Siaran nomor {number:02}", at=NOON + number * MINUTE)
    clock.move_to(NOON + 60 * MINUTE)
    first = pembaca.get("/rubrik/kesehatan/")
    assert [edition.headline[-2:] for edition in first.context["listing"].editions] == [
        f"{n:02}" for n in range(21, 1, -1)
    ]
    second = pembaca.get(f"/rubrik/kesehatan/{first.context['listing'].older}")
    assert [edition.headline[-2:] for edition in second.context["listing"].editions] == ["01", "00"]
    assert 'href="?"' in second.content.decode()
    assert 'href="?"' not in first.content.decode()
    assert "noindex" in second.content.decode()


def test_cards_tell_how_many_comments_there_are_without_a_query_more(
    another, section, pembaca, clock, django_assert_num_queries
):
    few, many, _none = (another(f"Siaran {number}", at=NOON + number * MINUTE) for number in range(3))
    clock.move_to(NOON + 60 * MINUTE)
    with CaptureQueriesContext(connection) as before:
        pembaca.get("/rubrik/kesehatan/")
    for edition, count in ((few, 1), (many, 12)):
        for _number in range(count):
            tallying.count(edition.article_id, 1, NOON)
    with django_assert_num_queries(len(before)):
        page = pembaca.get("/rubrik/kesehatan/").content.decode()
    told = re.findall(r"· (\d+) (?:comments?|komentar)", page)
    assert told == ["12", "1"]  # and of none nothing is said


def test_a_section_that_is_not_there_is_not_found(newsroom, pembaca):
    assert pembaca.get("/rubrik/tidak-ada/").status_code == 404


def test_a_topic_of_nothing_live_is_not_there(full, release, newsroom, pembaca, clock):
    Tag.objects.create(name="Kosong", slug="kosong")
    release(full, at=NOON + MINUTE)
    never = pembaca.get("/topik/tidak-ada/")
    for slug in ("kosong", "imunisasi"):
        answer = pembaca.get(f"/topik/{slug}/")
        assert (answer.status_code, answer.content) == (404, never.content)
    clock.move_to(NOON + MINUTE)
    page = pembaca.get("/topik/imunisasi/").content.decode()
    assert full.headline in page
    assert 'href="/topik/imunisasi/rss.xml"' in page
