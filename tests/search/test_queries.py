"""What somebody typed is read as words, phrases and words left out; nothing of it is ever syntax."""

import pytest

from news.search import queries


@pytest.mark.parametrize(
    ("text", "terms", "excluded"),
    [
        ("air bersih", [("air",), ("bersih",)], []),
        ('"air bersih" -tarif', [("air", "bersih")], [("tarif",)]),
        ("“air bersih” -“tarif baru”", [("air", "bersih")], [("tarif", "baru")]),
        ('"air bersih', [("air", "bersih")], []),
        ("12/SP/2026", [("12", "sp", "2026")], []),
        ("covid-19", [("covid", "19")], []),
        ("air AIR Air", [("air",)], []),
        ("-tarif", [], [("tarif",)]),
        (
            'AND OR NOT NEAR(a b) headline:* ^ "',
            [("and",), ("or",), ("not",), ("near", "a"), ("b",), ("headline",)],
            [],
        ),
        (" \x00 '' \" - -- ", [], []),
    ],
)
def test_a_query_is_read(text, terms, excluded):
    query = queries.parse(text)
    assert (list(query.terms), list(query.excluded)) == (terms, excluded)


def test_a_query_is_bounded():
    assert len(queries.parse("a b c d e f g h i j k l m n").terms) == queries.MOST_TERMS
    assert queries.parse("x " * 500_000).terms == (("x",),)


def test_only_what_is_wanted_is_a_query():
    assert not queries.parse("-tarif")
    assert queries.parse("", {"year": 2026})
    assert queries.parse("", {"official": [3, 4]}).facets == (("o3", "o4"),)
