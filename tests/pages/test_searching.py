"""The search page: what is live and only that, narrowed, page by page, with hostile addresses refused."""

import pytest
from django.urls import reverse

from news.directory.models import Official
from news.search import indexing, vocabulary
from tests.conftest import NOON

from .conftest import HOUR

pytestmark = pytest.mark.django_db


@pytest.fixture
def indexed(full, release):
    edition = release(full)
    indexing.index_article(edition.article_id)
    return edition


def ask(client, **query):
    return client.get(reverse("search"), query)


def test_a_release_is_found_with_its_words_marked(indexed, pembaca):
    page = ask(pembaca, q="vaksinasi")
    assert page.status_code == 200
    assert indexed.article.get_absolute_url() in page.text
    assert "<mark>" in page.text
    assert 'name="robots" content="noindex, follow"' in page.text
    assert not page.cookies


def test_nothing_is_told_before_it_is_live(full, release, pembaca, clock):
    edition = release(full, at=NOON + HOUR)
    indexing.index_article(edition.article_id)
    assert edition.headline not in ask(pembaca, q="imunisasi").text
    assert edition.headline not in pembaca.get(reverse("search_suggest"), {"q": "imun"}).text
    clock.shift(HOUR)
    assert edition.article.get_absolute_url() in ask(pembaca, q="imunisasi").text


@pytest.mark.parametrize(
    "query",
    [
        {"rubrik": "tidak-ada"},
        {"instansi": "x' OR 1=1"},
        {"pejabat": "a\x00b"},
        {"topik": "tidak-ada"},
        {"tahun": "12345"},
        {"tahun": "²⁰²⁶"},
        {"jenis": "semua"},
        {"q": "kota", "hal": "0"},
        {"q": "kota", "hal": "101"},
        {"q": "kota", "hal": "-1"},
        {"q": "kota", "sebelum": "9" * 30},
        {"q": "imunisasi", "hal": "2"},
    ],
)
def test_addresses_that_name_nothing_are_not_found(indexed, pembaca, query):
    assert ask(pembaca, **query).status_code == 404


@pytest.mark.parametrize(
    "words", ["", " ", "\x00", '"', "-", "<script>alert(1)</script>", "x" * 100_000, "a " * 50_000]
)
def test_hostile_words_have_a_page(indexed, pembaca, words):
    page = ask(pembaca, q=words)
    assert page.status_code == 200
    assert "<script>alert" not in page.text


def test_results_are_narrowed_by_chips_that_can_be_taken_away(indexed, pembaca, official):
    query = {"q": "imunisasi", "rubrik": indexed.section.slug, "tahun": "2026", "jenis": "release"}
    page = ask(pembaca, **query)
    assert indexed.article.get_absolute_url() in page.text
    assert page.text.count('class="chips"') == 1
    assert indexed.article.get_absolute_url() not in ask(pembaca, q="imunisasi", tahun="2025").text
    assert isinstance(official, Official)
    assert ask(pembaca, q="imunisasi", pejabat=official.slug).status_code == 200


def test_a_slip_is_seen(indexed, pembaca):
    vocabulary.learn_due()
    assert "imunisasi" in ask(pembaca, q="imunsasi").text


def test_suggestions_are_names_headlines_and_words(indexed, pembaca, agency):
    vocabulary.learn_due()
    answer = pembaca.get(reverse("search_suggest"), {"q": "kesehat"}).json()
    assert agency.get_absolute_url() in [page["url"] for page in answer["pages"]]
    assert {"text": "kesehatan"} in answer["words"]
    assert pembaca.get(reverse("search_suggest"), {"q": "\x00'"}).json() == {"words": [], "pages": []}


def test_the_number_of_queries_does_not_grow(indexed, pembaca, django_assert_max_num_queries):
    section = indexed.section.slug
    with django_assert_max_num_queries(8):
        ask(pembaca, q="vaksinasi", rubrik=section, topik="imunisasi")
