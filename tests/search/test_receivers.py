"""A decision is followed at once, and a redaction leaves no word behind."""

import datetime

import pytest
import time_machine

from news.articles import redacting, workflow
from news.articles.phrases import Phrases
from news.search import finding, indexing, queries, vocabulary
from news.search.engines import engine
from tests.conftest import NOON

pytestmark = pytest.mark.django_db(transaction=True)


def found(text):
    return finding.find(queries.parse(text), NOON + datetime.timedelta(hours=2)).editions


def test_a_release_is_found_in_the_second_of_its_decision(released, penulis):
    with time_machine.travel(NOON, tick=False):
        edition = released("Sirene")
        indexing.empty()
        workflow.take("revise", edition, by=penulis, kind="minor")
        assert found("sirene") == [edition.pk]


def test_what_is_redacted_is_in_no_index(released, penerbit):
    with time_machine.travel(NOON, tick=False):
        edition = released("Lomba anak", body="<p>Pemenangnya Zulkarnaenda Siregar dari kelas lima.</p>")
        vocabulary.learn_due()
        assert vocabulary.completions("zulka") == ["zulkarnaenda"]
        redacting.redact(edition.article, Phrases(["Zulkarnaenda Siregar"]), by=penerbit, reason="Nama anak.")
        assert found("zulkarnaenda") == []
        assert engine().newest(queries.parse("zulkarnaenda"), 5) == []
        assert vocabulary.completions("zulka") == []
        assert found("pemenangnya") == [edition.pk]
