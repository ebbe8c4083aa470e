"""What the home page is put together from: the agenda; tests of the page itself are in views/test_home."""

import datetime

import pytest

from news.articles.models import Article, Edition, PlannedEvent
from news.pages.front import EVENTS, NOTES, front
from tests.conftest import NOON
from tests.pages.conftest import DAY, HOUR, MINUTE


@pytest.fixture
def plan(agency):
    def go(title: str, at: datetime.datetime, **fields: object) -> PlannedEvent:
        return PlannedEvent.objects.create(
            **{"title": title, "agency": agency, "starts_at": at, "is_public": True, **fields}
        )

    return go


def agenda(now: datetime.datetime = NOON) -> list[str]:
    return [event.title for event in front(now).events]


def test_an_event_is_for_colleagues_until_somebody_says_otherwise(agency, pembaca):
    PlannedEvent.objects.create(title="Rapat tertutup", agency=agency, starts_at=NOON + HOUR)
    assert agenda() == []
    page = pembaca.get("/").content.decode()
    assert "Rapat tertutup" not in page
    assert 'id="agenda"' not in page


def test_the_next_ones_are_shown_the_first_first(plan):
    for days in range(1, 8):
        plan(f"Hari {days}", NOON + days * DAY)
    plan("Jauh", NOON + 31 * DAY)
    assert agenda() == [f"Hari {days}" for days in range(1, EVENTS + 1)]


def test_what_goes_on_stays_and_what_is_over_goes(plan):
    plan("Sudah usai", NOON - 3 * HOUR, ends_at=NOON)
    plan("Pameran", NOON - 10 * DAY, ends_at=NOON + DAY)
    plan("Baru mulai", NOON - HOUR)
    plan("Lama mulai", NOON - 2 * HOUR)
    assert agenda() == ["Pameran", "Baru mulai"]
    assert agenda(NOON + HOUR) == ["Pameran"]
    assert agenda(NOON - MINUTE) == ["Pameran", "Sudah usai", "Lama mulai", "Baru mulai"]


def test_readers_see_what_when_where_and_who_never_the_note(plan, pembaca):
    plan("Pasar murah", NOON + DAY, venue="Lapangan Sauh", note="Bawa <b>uang</b> kembalian")
    page = pembaca.get("/").content.decode()
    for words in ("Pasar murah", "Kamis, 12.00 WIB", "Lapangan Sauh", "Dinkes"):
        assert words in page, words
    assert "kembalian" not in page


def test_an_agenda_stands_before_anything_is_published(plan, pembaca):
    plan("<script>alert(1)</script>", NOON + DAY)
    page = pembaca.get("/").content.decode()
    assert 'id="agenda"' in page
    assert "<script>alert" not in page


@pytest.fixture
def tell(another):
    """Release at a minute of today, of some kind."""

    def go(headline: str, minutes: int, kind: str = Article.Kind.ANNOUNCEMENT) -> Edition:
        edition = another(headline, at=NOON + minutes * MINUTE)
        Article.objects.filter(pk=edition.article_id).update(kind=kind)
        return edition

    return go


def test_what_is_announced_stands_beside_the_newest_and_nothing_stands_twice(tell, clock):
    for number in range(6):
        tell(f"Pengumuman {number}", number)
    for number in range(6, 10):
        tell(f"Siaran {number}", number, Article.Kind.RELEASE)
    clock.move_to(NOON + HOUR)
    page = front(NOON + HOUR)
    assert [edition.headline for edition in page.notes] == ["Pengumuman 5", "Pengumuman 4", "Pengumuman 3"][:NOTES]
    stands = [
        page.lead,
        *page.seconds,
        *page.notes,
        *(edition for column in page.columns for edition in column.editions),
    ]
    headlines = [edition.headline for edition in stands]
    assert len(headlines) == len(set(headlines))


def test_a_section_of_announcements_only_keeps_its_column(tell, clock):
    for number in range(6):
        tell(f"Pengumuman {number}", number)
    clock.move_to(NOON + HOUR)
    assert front(NOON + HOUR).columns


def test_the_kind_stands_above_the_headline_where_it_tells_readers_something(tell, clock, pembaca):
    tell("Jalan ditutup", 1)
    tell("Datanglah", 2, Article.Kind.ADVISORY)
    tell("Kabar", 3, Article.Kind.NEWS)
    tell("Siaran", 4, Article.Kind.RELEASE)
    clock.move_to(NOON + HOUR)
    page = pembaca.get("/rubrik/kesehatan/").content.decode()
    assert page.count('class="kind"') == 2
    assert page.index("Undangan liputan") < page.index("Datanglah") < page.index("Pengumuman</span>")
