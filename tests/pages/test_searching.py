"""The search page: what is live and only that, narrowed, page by page, with hostile addresses refused."""

import itertools

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


def test_search_engines_know_the_form_and_not_what_it_finds(newsroom, pembaca):
    page = ask(pembaca).text
    assert 'name="robots"' not in page
    assert 'rel="canonical"' in page
    assert '<meta name="description" content="' in page


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


def test_without_a_script_the_beginning_of_a_word_leads_to_the_whole_one(indexed, pembaca):
    vocabulary.learn_due()
    page = ask(pembaca, q="anak vaksinas")
    assert 'href="?q=anak+vaksinasi"' in page.text


@pytest.mark.parametrize("words", ['"', "-", "((((", "-vaksinasi"])
def test_what_has_no_word_to_look_for_is_told_so(indexed, pembaca, words):
    assert "Tidak ada kata yang bisa dicari" in ask(pembaca, q=words).text
    assert "Tidak ada kata yang bisa dicari" not in ask(pembaca, q="").text


def test_suggestions_are_names_headlines_and_words(indexed, pembaca, agency):
    vocabulary.learn_due()
    answer = pembaca.get(reverse("search_suggest"), {"q": "kesehat"}).json()
    assert agency.get_absolute_url() in [page["url"] for page in answer["pages"]]
    assert {"text": "kesehatan"} in answer["words"]
    assert pembaca.get(reverse("search_suggest"), {"q": "\x00'"}).json() == {"words": [], "pages": []}


NARROWED = {
    "rubrik": "kesehatan", "instansi": "dinas-kesehatan", "pejabat": "", "topik": "imunisasi", "tahun": "2026",
    "jenis": "release",
}  # fmt: skip
COMBINATIONS = [names for size in range(len(NARROWED) + 1) for names in itertools.combinations(NARROWED, size)]
ASKED = ("", "vaksinasi -tidakada", "satuu duaa tigaa empatt limaa enamm tujuhh delapann")


def test_eight_queries_are_enough_however_it_is_narrowed(
    indexed, official, agency, pembaca, django_assert_max_num_queries
):
    vocabulary.learn_due()
    Official.objects.create(name="R. Simbolang", slug="r-simbolang", merged_into=official)
    values = NARROWED | {"rubrik": indexed.section.slug, "instansi": agency.slug, "pejabat": official.slug}
    assert len(COMBINATIONS) == 64
    for names, words in itertools.product(COMBINATIONS, ASKED):
        with django_assert_max_num_queries(8):
            page = ask(pembaca, q=words, **{name: values[name] for name in names})
        assert page.status_code == 200


def test_a_record_that_was_merged_is_found_under_the_official(full, release, official, pembaca):
    merged = Official.objects.create(name="R. Simbolang", slug="r-simbolang")
    full.mentions.all().delete()
    full.mentions.create(official=merged)
    edition = release(full)
    indexing.index_article(edition.article_id)
    merged.merged_into = official
    merged.save()
    page = ask(pembaca, pejabat=official.slug)
    assert official.full_name in page.text
    assert edition.article.get_absolute_url() in page.text
