"""Both engines find the same."""

import pytest

from news.search import queries
from news.search.engines import Texts, engine

pytestmark = pytest.mark.django_db

BOOKS = {
    1: Texts("Air bersih untuk warga", "Pelayanan dimulai", "Sumur baru di Muara.", ["s1", "y2025"]),
    2: Texts("Tarif parkir turun", "Air bersih tetap", "Tarif air bersih tidak berubah.", ["s2", "y2026"]),
    3: Texts("Sekolah libur", "", "Bersih-bersih kelas; air minum dibagikan.", ["s1", "y2026"]),
}


@pytest.fixture(autouse=True)
def index():
    index = engine()
    index.clear()
    for pk, texts in BOOKS.items():
        index.write(pk, texts)
    return index


@pytest.mark.parametrize(
    ("text", "facets", "expected"),
    [
        ("air", {}, [3, 2, 1]),
        ("AIR bersih", {}, [3, 2, 1]),
        ('"air bersih"', {}, [2, 1]),
        ("air -tarif", {}, [3, 1]),
        ("air", {"section": 1}, [3, 1]),
        ("air", {"section": [1, 2], "year": 2026}, [3, 2]),
        ("", {"year": 2025}, [1]),
        ("melayani", {}, [1]),  # the same stem as pelayanan
        ("y2026", {}, []),  # marks are no words
        ("gunung", {}, []),
    ],
)
def test_it_finds_the_newest_first(index, text, facets, expected):
    assert index.newest(queries.parse(text, facets), 10) == expected


def test_it_goes_on_before_an_id_and_stops_at_a_limit(index):
    query = queries.parse("air")
    assert index.newest(query, 1) == [3]
    assert index.newest(query, 10, before=3) == [2, 1]


def test_words_in_headline_and_lead_weigh_more(index):
    weights = index.weights(queries.parse("air bersih"))
    assert weights[1] == pytest.approx(2)
    assert weights[2] == pytest.approx(1)
    assert weights.get(3, 0) == 0


def test_what_is_written_again_or_removed_is_found_no_more_by_its_old_words(index):
    index.write(1, Texts("Gedung", "", "", []))
    index.remove([2, 99])
    assert index.newest(queries.parse("air"), 10) == [3]
    assert index.newest(queries.parse("gedung"), 10) == [1]


def test_the_beginning_of_a_word_in_a_headline(index):
    assert index.beginning("seko", 5, 9) == [3]
    assert index.beginning("'); --", 5, 9) == []


@pytest.mark.parametrize(
    "text",
    ['"', "'", "a'b", "\\", "%", "(", "a:*", "* *", "NEAR(", "{headline} : x", "<->", "!a & b", "é" * 300, "a\x00b"],
)
def test_hostile_words_are_words(index, text):
    query = queries.parse(f"{text} zzz")
    assert index.newest(query, 10) == []
    assert index.weights(query) == {}
