"""What happens when: which day it stands on, who sees it, and in how many queries."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from news.articles import editing, planning, workflow
from news.articles.models import Article, Edition, EditionAgency, PlannedEvent
from news.desk import calendar
from news.desk.calendar import Span
from tests.conftest import NOON

HOUR = datetime.timedelta(hours=1)
MARCH = datetime.date(2026, 3, 1)


@pytest.fixture(autouse=True)
def of_the_newsroom(time_machine):
    time_machine.move_to(NOON, tick=False)
    with timezone.override("Asia/Jakarta"), translation.override("id"):
        yield


def month(user, **more):
    span = Span(MARCH, is_week=False)
    return calendar.entries(user, *span.bounds, NOON, **more)


def test_all_that_happens_is_there_in_the_order_of_time(approved, redaktur, penerbit, agency, penulis):
    Edition.objects.filter(pk=approved.pk).update(expires_at=NOON + 100 * HOUR)
    workflow.take("release", approved, by=penerbit, at=NOON + 3 * HOUR)
    editing.begin_draft(redaktur, headline="Rahasia", embargo_until=NOON + 30 * HOUR)
    planning.plan(PlannedEvent(title="Apel", agency=agency, starts_at=NOON + 2 * HOUR, venue="Balai"), by=penulis)
    live = workflow.take("fast_release", filled(agency, penulis, approved), by=penerbit, note="Banjir")
    found = month(penerbit)
    assert [(entry.kind, entry.title) for entry in found] == [
        ("released", live.headline), ("planned", "Apel"), ("scheduled", approved.headline), ("embargo", "Rahasia"),
        ("expires", approved.headline),
    ]  # fmt: skip
    assert [bool(entry.move_url) for entry in found] == [False, True, True, False, False]
    assert found[1].detail == "Balai"
    assert [bool(entry.move_url) for entry in month(penulis)] == [False, True, False, False]


def filled(agency, user, like):
    edition = editing.begin_draft(
        user, headline="Jembatan ditutup", section=like.section, body="<p>Isi.</p>", dateline_place="Tanjung Selasih"
    )
    EditionAgency.objects.create(edition=edition, agency=agency, is_lead=True)
    return edition


def test_a_writer_sees_their_own_agencies_and_the_filter_narrows(approved, penerbit, penulis, other_agency, agency):
    workflow.take("release", approved, by=penerbit, at=NOON + HOUR)
    planning.plan(PlannedEvent(title="Uji kir", agency=other_agency, starts_at=NOON), by=penerbit)
    assert [entry.title for entry in month(penulis)] == [approved.headline]
    assert len(month(penerbit)) == 2
    assert [entry.title for entry in month(penerbit, agency=other_agency.pk)] == ["Uji kir"]
    assert [entry.title for entry in month(penerbit, agency=agency.pk)] == [approved.headline]


def test_it_stands_on_the_newsrooms_day(agency, penulis):
    planning.plan(
        PlannedEvent(title="Subuh", agency=agency, starts_at=datetime.datetime(2026, 2, 28, 17, tzinfo=datetime.UTC)),
        by=penulis,
    )
    span = Span(MARCH, is_week=False)
    days = {day.date: day for week in calendar.by_day(span, month(penulis), NOON.date()) for day in week}
    assert [entry.title for entry in days[MARCH].entries] == ["Subuh"]


def test_weeks_begin_on_monday_and_today_is_marked():
    weeks = calendar.by_day(Span(MARCH, is_week=False), [], NOON.date())
    assert {week[0].date.isoweekday() for week in weeks} == {1}
    assert [day.date for week in weeks for day in week if day.is_today] == [NOON.date()]
    assert weeks[0][0].is_outside
    assert weeks[0][0].date == datetime.date(2026, 2, 23)


def test_a_full_day_of_a_month_keeps_what_can_still_be_decided_on(agency, penerbit):
    entries = [
        calendar.Entry(NOON + number * HOUR / 10, "released", str(number), "", "", str(number)) for number in range(40)
    ] + [calendar.Entry(NOON + 7 * HOUR, "scheduled", "nanti", "", "", "x")]
    weeks = calendar.by_day(Span(MARCH, is_week=False), entries, NOON.date())
    day = next(day for week in weeks for day in week if day.entries)
    assert (len(day.entries), day.more) == (calendar.A_DAY, 41 - calendar.A_DAY)
    assert day.entries[-1].title == "nanti"
    week = calendar.by_day(Span.parse("", "2026-W11", NOON.date()), entries, NOON.date())[0]
    assert sum(len(day.entries) for day in week) == 41


@pytest.mark.parametrize(
    ("month", "week", "first"),
    [("2026-11", "", (2026, 11, 1)), ("", "2026-W53", (2026, 12, 28)), ("", "2021-W01", (2021, 1, 4)),
     ("", "", (2026, 3, 1)), ("2024-02", "", (2024, 2, 1))],
)  # fmt: skip
def test_addresses_are_read(month, week, first):
    assert Span.parse(month, week, NOON.date()).first == datetime.date(*first)


@pytest.mark.parametrize(
    ("month", "week"),
    [("2026-13", ""), ("2026-00", ""), ("0001-01", ""), ("9999-12", ""), ("2026-1", ""), ("２０２６-11", ""),
     ("2026-11-01", ""), ("x", ""), ("'; DROP", ""), ("", "2026-W54"), ("", "2025-W53"), ("", "2026-W00"),
     ("", "2026-48"), ("", "W48"), ("", "2026-W4８"), ("2026-٠١", ""), ("\0", "")],
)  # fmt: skip
def test_hostile_addresses_are_none(month, week):
    with pytest.raises(ValueError, match=r"."):
        Span.parse(month, week, NOON.date())


def test_turning_ends_where_the_years_do():
    assert Span.parse("2000-01", "", NOON.date()).turned(-1) is None
    assert Span.parse("2100-12", "", NOON.date()).turned(1) is None
    assert Span.parse("2026-12", "", NOON.date()).turned(1) == Span(datetime.date(2027, 1, 1), is_week=False)
    week = Span.parse("", "2026-W53", NOON.date()).turned(1)
    assert week
    assert week.query == {"pekan": "2027-W01"}


def test_titles_name_the_days():
    assert Span(MARCH, is_week=False).title == "Maret 2026"
    assert Span.parse("", "2026-W11", NOON.date()).title.startswith("9–15 Maret 2026")
    assert Span.parse("", "2026-W53", NOON.date()).title.startswith("28 Desember 2026–3 Januari 2027")


def test_queries_do_not_grow(agency, penulis, redaktur):
    def count():
        with CaptureQueriesContext(connection) as found:
            month(redaktur)
        return len(found)

    def make(number):
        articles = Article.objects.bulk_create(Article() for _number in range(number))
        editions = Edition.objects.bulk_create(
            Edition(article=article, headline="Siaran", state="released", live_from=NOON, list_at=NOON)
            for article in articles
        )
        EditionAgency.objects.bulk_create(EditionAgency(edition=row, agency=agency, is_lead=True) for row in editions)
        PlannedEvent.objects.bulk_create(
            PlannedEvent(title="Acara", agency=agency, starts_at=NOON) for _number in range(number)
        )

    make(3)
    count()  # permissions are kept from now on
    before = count()
    make(200)
    assert count() == before <= 6
