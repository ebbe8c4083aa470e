"""The agenda for readers: what is to come, and what came of it."""

import datetime

import pytest

from news.articles import planning, workflow
from news.articles.models import EditionAgency, PlannedEvent
from news.pages import agenda
from tests.conftest import NOON
from tests.pages.conftest import DAY, HOUR, MINUTE


@pytest.fixture
def event(agency):
    """Plan an event that readers may see."""

    def plan(title: str, at: datetime.datetime, **more: object) -> PlannedEvent:
        return PlannedEvent.objects.create(title=title, agency=agency, starts_at=at, is_public=True, **more)

    return plan


def titles(answer) -> list[list[str]]:
    page = answer.context["agenda"]
    return [[event.title for event in month.events] for month in page.months] + [[event.title for event in page.over]]


def test_what_is_to_come_stands_by_month_and_what_is_over_below(event, agency, pembaca, django_assert_max_num_queries):
    event("Bulan lalu", NOON - 20 * DAY)
    event("Kemarin", NOON - DAY)
    event("Berlangsung", NOON - 5 * HOUR, ends_at=NOON + MINUTE)
    event("Baru mulai", NOON - HOUR)
    event("Besok", NOON + DAY, venue="Balai Kota")
    event("Akhir bulan", datetime.datetime(2026, 3, 31, 16, 59, tzinfo=datetime.UTC))
    event("Bulan depan", datetime.datetime(2026, 3, 31, 17, tzinfo=datetime.UTC))
    PlannedEvent.objects.create(title="Rapat tertutup", agency=agency, starts_at=NOON + HOUR, note="Rahasia")
    with django_assert_max_num_queries(5):
        answer = pembaca.get("/agenda/")
    assert titles(answer) == [["Berlangsung", "Baru mulai", "Besok", "Akhir bulan"], ["Bulan depan"], ["Kemarin"]]
    page = answer.content.decode()
    assert "Balai Kota" in page
    assert "Rapat tertutup" not in page
    assert "Rahasia" not in page


def test_an_empty_agenda_says_so(newsroom, pembaca):
    assert pembaca.get("/agenda/").status_code == 200
    assert 'class="nothing"' in pembaca.get("/agenda/").content.decode()


def test_an_event_leads_to_its_release_while_that_is_live_and_never_else(
    event, penulis, penerbit, pembaca, clock, section
):
    planned = event("Vaksinasi", NOON + 2 * HOUR)
    draft = planning.write_release(planned, by=penulis)
    draft.headline, draft.section, draft.dateline_place, draft.body = "Vaksinasi", section, "Kota", "<p>Isi.</p>"
    draft.save()
    assert EditionAgency.objects.filter(edition=draft).exists()

    def leads() -> list[bool]:
        link = 'vaksinasi/">Vaksinasi</a></h3>'
        return [link in pembaca.get(address).content.decode() for address in ("/agenda/", "/")]

    assert leads() == [False, False]
    released = workflow.take("fast_release", draft, by=penerbit, note="Mendesak.", at=NOON + MINUTE)
    assert leads() == [False, False]
    clock.move_to(NOON + MINUTE)
    assert leads()[0]
    assert leads()[1]
    clock.move_to(NOON + HOUR)
    workflow.take("withdraw", released, by=penerbit, note="Keliru.")
    assert leads() == [False, False]


def test_a_long_agenda_goes_on(event, pembaca, monkeypatch):
    monkeypatch.setattr(agenda, "SIZE", 2)
    for number in range(5):
        event(f"Acara {number}", NOON + DAY)  # all at one moment
    seen, query = [], ""
    while True:
        answer = pembaca.get(f"/agenda/{query}")
        seen += titles(answer)[0]
        query = answer.context["agenda"].further
        if not query:
            break
    assert seen == [f"Acara {number}" for number in range(5)]
    assert "noindex" in answer.content.decode()


@pytest.mark.parametrize("text", ["", "x", "1", "9" * 40, "1-1%00"])
def test_what_is_no_place_in_the_agenda_is_not_found(text, newsroom, pembaca):
    assert pembaca.get(f"/agenda/?sesudah={text}").status_code == 404
