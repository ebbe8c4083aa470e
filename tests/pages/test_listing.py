"""Pages of a list: backwards, forwards, and from a day on."""

import datetime
import re

import pytest
from django.test import RequestFactory
from django.utils import timezone

from news.articles import editing, lists, workflow
from news.articles.models import Edition, EditionAgency, EditionTag, Mention, Tag
from news.pages import listing
from news.pages.listing import Listing
from tests.conftest import NOON
from tests.pages.conftest import DAY, HOUR, MINUTE

JAKARTA = datetime.timezone(7 * HOUR)


@pytest.fixture
def small(monkeypatch):
    """Pages of three."""
    monkeypatch.setattr(listing, "SIZE", 3)


@pytest.fixture
def shelf(draft, release, official, small, clock) -> list[Edition]:
    """Eleven releases on eleven days, but for four at one moment; the newest first. Each stands in every list."""
    made = []
    for day in (0, 1, 2, 3, 4, 4, 4, 4, 5, 6, 7):
        clock.move_to(NOON - (8 - day) * DAY)
        content = {name: getattr(draft, name) for name in ("section", "dateline_place", "body")}
        edition = editing.begin_draft(draft.created_by, headline=f"Siaran {len(made):02}", **content)
        EditionAgency.objects.create(edition=edition, agency=draft.lead_agency, is_lead=True)
        Mention.objects.create(edition=edition, official=official)
        edition.tags.add("Imunisasi")
        made.append(release(edition))
    clock.move_to(NOON)
    return made[::-1]


def asked(query: str = "", rows=None) -> Listing:
    with timezone.override(JAKARTA):
        return Listing.of(lists.newest(timezone.now()) if rows is None else rows, RequestFactory().get(f"/{query}"))


def all_lists() -> dict[str, object]:
    now, edition = timezone.now(), Edition.objects.get(headline="Siaran 00")
    return {
        "newest": lists.newest(now),
        "in_section": lists.in_section(edition.section, now),
        "of_agency": lists.of_agency(edition.lead_agency, now),
        "of_official": lists.of_official(edition.mentions.get().official, now),
        "with_tag": lists.with_tag(Tag.objects.get(name="Imunisasi"), now),
    }


@pytest.mark.parametrize("name", ["newest", "in_section", "of_agency", "of_official", "with_tag"])
def test_to_the_end_and_back_without_gap_or_repetition(name, shelf):
    rows = all_lists()[name]
    pages = [asked(rows=rows)]
    while pages[-1].older:
        pages.append(asked(pages[-1].older, rows))
    assert [edition for page in pages for edition in page.editions] == shelf
    assert [page.is_first for page in pages] == [True, False, False, False]
    back = [pages[-1]]
    while not back[-1].is_first:
        back.append(asked(back[-1].newer, rows))
    read = [edition for page in back[:-1][::-1] for edition in page.editions]
    assert read == shelf[-len(read) :]
    assert len(read) >= len(shelf) - 3  # and what is newer stands on the first page
    assert back[-1].editions == shelf[:3]


def test_what_vanishes_or_comes_between_two_pages_moves_nothing_else(shelf, another, penerbit):
    first = asked()
    last_seen = first.editions[-1]
    workflow.take("withdraw", last_seen, by=penerbit, note="Keliru.")
    another("Siaran baru")
    second = asked(first.older)
    assert second.editions == shelf[3:6]
    assert asked(second.newer).editions[0].headline == "Siaran baru"  # the newest: shown from its beginning


def test_each_way_says_which_days_it_leads_to(shelf):
    second = asked(asked().older)
    assert (second.until, second.since) == (shelf[3].list_at, shelf[5].list_at)
    assert second.older_until == shelf[6].list_at
    assert second.newer_from == shelf[3].list_at
    third = asked(second.older)
    again = asked(third.newer)
    assert again.editions == second.editions
    assert again.newer_from == shelf[2].list_at


def test_a_day_begins_with_its_newest_release(shelf):
    for written in ("2026-03-08", "8-3-2026", "8/3/2026", "8 Maret 2026", "Minggu, 8 Maret 2026", " 2026-03-08 "):
        page = asked(f"?tanggal={written}")
        assert page.date == datetime.date(2026, 3, 8), written
        assert page.editions == shelf[2:5], written
        assert page.status == 200


def test_a_day_ends_at_the_newsrooms_midnight(another, small, clock):
    for number, minute in enumerate((-1, 0)):
        clock.move_to(datetime.datetime(2026, 3, 11, 17, tzinfo=datetime.UTC) + minute * MINUTE)
        another(f"Siaran {number}")
    assert [edition.headline for edition in asked("?tanggal=2026-03-11").editions] == ["Siaran 0"]
    page = asked("?tanggal=2026-03-12")
    assert [edition.headline for edition in page.editions] == ["Siaran 1", "Siaran 0"]


def test_before_the_oldest_there_is_nothing_and_a_way_back(shelf):
    for day in ("1900-01-01", "1969-12-31", "2026-03-02"):
        page = asked(f"?tanggal={day}")
        assert page.editions == []
        assert page.older == ""
        assert asked(page.newer).editions == shelf[-3:]


def test_after_the_newest_it_is_the_beginning(shelf):
    assert asked("?tanggal=2199-12-31").editions == shelf[:3]


@pytest.mark.parametrize("text", [
    "kemarin", "2026-02-30", "2026-13-01", "0001-01-01", "9999-12-31", "31-2-2026", "11-3-26", "٢٠٢٦-٠٣-١١", "2026-3",
    "<script>", "1" * 5000, "11 Maret 2026 dan 12 Maret 2026", "%00%01x",
])  # fmt: skip
def test_what_is_no_day_is_told_so_and_the_list_stays(text, shelf):
    page = asked(f"?tanggal={text}")
    assert page.status == 400
    assert page.fault
    assert page.editions == shelf[:3]
    assert len(page.written) <= 40


def test_an_empty_field_asks_for_nothing(shelf):
    for query in ("?tanggal=", "?tanggal=%20", "?tanggal=%00"):
        assert asked(query) == asked()


@pytest.mark.parametrize("name", ["sebelum", "sesudah"])
@pytest.mark.parametrize("text", ["", "x", "1", "-1-1", "1-99999999999999999999", "9" * 30 + "-1", "1-1%00"])
def test_what_is_no_place_is_not_found(name, text, pembaca, section):
    assert pembaca.get(f"/rubrik/kesehatan/?{name}={text}").status_code == 404


def test_any_place_is_a_place(shelf):
    for place in ("0-0", "1-1", "253402300799999999-9223372036854775807"):
        asked(f"?sebelum={place}")
        asked(f"?sesudah={place}")
    assert asked("?sesudah=253402300799999999-0").is_first
    assert asked("?sesudah=0-0").editions == shelf[-3:]


def test_the_page_of_a_list_has_both_ways_the_days_and_the_form(shelf, pembaca, django_assert_max_num_queries):
    first = pembaca.get("/rubrik/kesehatan/").content.decode()
    assert 'rel="next"' in first
    assert 'rel="prev"' not in first
    assert '<details class="jump-to">' in first
    with django_assert_max_num_queries(8):
        answer = pembaca.get("/rubrik/kesehatan/?tanggal=2026-03-08")
    page = answer.content.decode()
    assert 'rel="prev"' in page
    assert '<details class="jump-to" open>' in page
    assert "noindex" in page
    assert re.search(r'<p class="span">7 Maret 2026 – 8 Maret 2026</p>', page)
    assert "s-maxage" in answer["Cache-Control"]
    wrong = pembaca.get("/topik/imunisasi/?tanggal=<b>")
    assert wrong.status_code == 400
    assert "&lt;b&gt;" in wrong.content.decode()


def test_a_short_list_has_no_form(another, pembaca):
    another("Siaran tunggal")
    assert "tanggal" not in pembaca.get("/rubrik/kesehatan/").content.decode()


def test_no_query_shows_a_topic_of_nothing_live(full, release, pembaca):
    release(full, at=NOON + MINUTE)
    assert EditionTag.objects.exists()
    for query in ("", "?sebelum=1-1", "?sesudah=1-1", "?tanggal=2026-01-01", "?tanggal=x"):
        assert pembaca.get(f"/topik/imunisasi/{query}").status_code == 404, query
