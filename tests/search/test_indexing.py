"""The index follows what is decided, and catches up."""

import datetime

import pytest
import time_machine

from news.articles import workflow
from news.search import finding, indexing, queries
from news.search.engines import engine
from news.search.models import Document
from tests.conftest import NOON

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


def found(text, now):
    return finding.find(queries.parse(text), now).editions


def test_what_is_scheduled_is_found_when_it_is_live_and_not_before(released):
    with time_machine.travel(NOON, tick=False):
        edition = released("Sirene uji coba", at=NOON + HOUR)
        assert found("sirene", NOON) == []
        assert found("sirene", NOON + HOUR) == [edition.pk]


def test_a_draft_has_no_document_and_a_withdrawn_release_is_not_found(released, draft, penerbit):
    with time_machine.travel(NOON, tick=False) as clock:
        edition = released("Sirene")
        assert not Document.objects.filter(edition=draft).exists()
        clock.shift(HOUR)
        workflow.take("withdraw", edition, by=penerbit, note="Keliru.")
        assert found("sirene", NOON + HOUR) == []
        indexing.index_article(edition.article_id)
        assert found("sirene", NOON + HOUR) == []
        assert len(engine().newest(queries.parse("sirene"), 10)) == 1  # to be known again by whoever checks a copy


def test_a_correction_takes_the_place_of_what_it_corrects(released, penulis, redaktur, penerbit):
    with time_machine.travel(NOON, tick=False) as clock:
        first = released("Jadwal pukul delapan", body="<p>Delapan.</p>")
        clock.shift(HOUR)
        second = workflow.take("revise", first, by=penulis, kind="ralat", note="Pukul sembilan.")
        second.headline = "Jadwal pukul sembilan"
        second.save()
        for step, who in (("submit", penulis), ("approve", redaktur)):
            workflow.take(step, second, by=who)
        workflow.take("release", second, by=penerbit, at=NOON + 3 * HOUR)
        indexing.index_article(first.article_id)
        assert found("jadwal", NOON + 2 * HOUR) == [first.pk]
        assert found("jadwal", NOON + 3 * HOUR) == [second.pk]


def test_an_unscheduled_release_loses_its_document(released, penerbit):
    with time_machine.travel(NOON, tick=False):
        edition = released("Sirene", at=NOON + HOUR)
        workflow.take("unschedule", edition, by=penerbit)
        assert indexing.catch_up() == 1
        assert not Document.objects.exists()
        assert engine().newest(queries.parse("sirene"), 10) == []


def test_it_catches_up_with_what_was_left_out(released):
    with time_machine.travel(NOON, tick=False):
        edition = released("Sirene")
        indexing.empty()
        assert found("sirene", NOON) == []
        assert indexing.catch_up() == 1
        assert indexing.catch_up() == 0
        assert found("sirene", NOON) == [edition.pk]


def test_a_moved_release_is_found_under_its_new_time(released, penerbit):
    with time_machine.travel(NOON, tick=False):
        edition = released("Sirene", at=NOON + HOUR)
        workflow.take("reschedule", edition, by=penerbit, at=NOON + 2 * HOUR)
        indexing.index_article(edition.article_id)
        document = Document.objects.get()
    assert indexing.second_of(document.pk) == int((NOON + 2 * HOUR).timestamp())


def test_a_text_of_many_megabytes_is_indexed(released):
    with time_machine.travel(NOON, tick=False):
        edition = released("Sirene", body="<p>" + " ".join(f"kata{number}" for number in range(150_000)) + "</p>")
        assert found("kata17", NOON) == [edition.pk]


def test_what_citizens_are_told_is_found(released):
    with time_machine.travel(NOON, tick=False):
        edition = released("Layanan Sabtu", citizen_where="Balai Warga Kenanga", citizen_contact="Loket Cempaka")
        assert found("kenanga", NOON) == found("cempaka", NOON) == [edition.pk]
