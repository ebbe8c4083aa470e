"""What was read most, and what is long ago."""

import datetime

import pytest

from news.articles import editing, workflow
from news.articles.models import Edition, EditionAgency
from news.readership import ranking
from news.readership.models import EarlierReads, MostRead, Reads
from tests.conftest import NOON

TODAY = datetime.date(2026, 3, 11)
DAY, HOUR = datetime.timedelta(days=1), datetime.timedelta(hours=1)


@pytest.fixture
def another(penulis, redaktur, penerbit, agency, section):
    """Release one more, now or at a time."""

    def go(headline: str, at: datetime.datetime | None = None) -> Edition:
        draft = editing.begin_draft(
            penulis, section=section, headline=headline, dateline_place="Tanjung Selasih",
            lead="Teras.", body="<p>Isi.</p>", event_date=TODAY, byline="rsi",
        )  # fmt: skip
        EditionAgency.objects.create(edition=draft, agency=agency, is_lead=True)
        workflow.take("submit", draft, by=penulis)
        workflow.take("approve", draft, by=redaktur)
        return workflow.take("release", draft, by=penerbit, at=at)

    return go


def was_read(edition: Edition, count: int, date: datetime.date = TODAY) -> None:
    Reads.objects.create(article_id=edition.article_id, date=date, count=count)


def shown(now: datetime.datetime = NOON) -> list[str]:
    return [edition.headline for edition in ranking.most_read(now)]


def test_the_last_seven_days_are_put_in_order(another):
    some, much, once = another("Sering"), another("Tersering"), another("Dulu")
    was_read(some, 5)
    was_read(much, 3)
    was_read(much, 4, TODAY - 6 * DAY)
    was_read(once, 99, TODAY - 7 * DAY)
    was_read(once, 1)
    assert ranking.rank(NOON) == 3
    assert shown() == ["Tersering", "Sering", "Dulu"]
    assert list(MostRead.objects.values_list("place", "count")) == [(1, 7), (2, 5), (3, 1)]
    assert ranking.rank(NOON + 8 * DAY) == 0
    assert shown() == []


def test_it_is_one_query(another, django_assert_num_queries):
    for number in range(8):
        was_read(another(f"Siaran {number}"), number + 1)
    ranking.rank(NOON)
    with django_assert_num_queries(1):
        assert shown() == [f"Siaran {number}" for number in (7, 6, 5, 4, 3)]


def test_what_is_not_live_is_never_shown(another, penerbit, clock):
    ended, late, stays = another("Dicabut"), another("Terjadwal", at=NOON + HOUR), another("Tetap")
    for edition in (ended, late, stays):
        was_read(edition, 9)
    ranking.rank(NOON)
    assert shown() == ["Tetap", "Dicabut"]
    workflow.take("withdraw", ended, by=penerbit, note="Keliru.")
    assert shown() == ["Tetap"]  # at once, before the worker's next round
    MostRead.objects.create(article_id=late.article_id, place=9, count=9)  # whatever wrote it
    assert shown() == ["Tetap"]
    assert shown(NOON + HOUR) == ["Tetap", "Terjadwal"]


def test_a_correction_is_shown_with_its_headline_once_it_is_live(another, penulis, redaktur, penerbit, clock):
    first = another("Judul lama")
    was_read(first, 2)
    ranking.rank(NOON)
    draft = workflow.take("revise", first, by=penulis, kind="ralat", note="Judul dibetulkan.")
    with editing.change(draft.pk, by=penulis) as changed:
        changed.headline = "Judul baru"
        changed.save()
    draft.refresh_from_db()
    workflow.take("submit", draft, by=penulis)
    workflow.take("approve", draft, by=redaktur)
    assert shown() == ["Judul lama"]
    workflow.take("release", draft, by=penerbit, at=NOON + HOUR)
    assert shown() == ["Judul lama"]
    assert shown(NOON + HOUR) == ["Judul baru"]


def test_home_shows_it_from_three_on(another, pembaca):
    for number in range(3):
        edition = another(f"Siaran {number}")
        assert "Terbanyak dibaca" not in pembaca.get("/").content.decode()
        was_read(edition, number + 1)
        ranking.rank(NOON)
    page = pembaca.get("/").content.decode()
    part = page[page.index('id="most-read"') :]
    assert part.index("Siaran 2") < part.index("Siaran 1") < part.index("Siaran 0")


def test_old_days_become_one_number(another, monkeypatch):
    monkeypatch.setattr(ranking, "_ROWS_A_BATCH", 2)
    one, other = another("Satu"), another("Dua")
    for days in range(399, 404):
        was_read(one, 10, TODAY - days * DAY)
    was_read(other, 7, TODAY - 500 * DAY)
    EarlierReads.objects.create(article_id=one.article_id, count=100)
    assert ranking.add_up(NOON) == 4
    assert dict(EarlierReads.objects.values_list("article", "count")) == {one.article_id: 130, other.article_id: 7}
    assert [(TODAY - row.date).days for row in Reads.objects.order_by("-date")] == [399, 400]
    assert ranking.add_up(NOON) == 0
