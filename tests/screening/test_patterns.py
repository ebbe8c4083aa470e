"""How phrases are written, and that none can find everything or stall."""

import re

import pytest
from django.core.exceptions import ValidationError

from news.screening.patterns import Words, shape_of, validate_domain, validate_phrase, words_of


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("slot gacor", Words(" slot gacor ", 0, 0)),
        ("Slot  Gacor!", Words(" slot gacor ", 0, 0)),
        ("*gacor*", Words("gacor", 0, 0)),
        ("gacor*", Words(" gacor", 0, 0)),
        ("+togel", Words("togel ", 2, 0)),
        ("modal 10rb", Words(" modal 10rb ", 0, 0)),
        ("+4d", None),
        ("!!!", None),
    ],
)
def test_words_are_found_with_their_ends(phrase, words):
    assert words_of(phrase) == words


@pytest.mark.parametrize(
    ("shape", "word", "matches"),
    [
        ("+4d", "kyt4d", True),
        ("+4d", "4d", False),
        ("+4d", "k4d", False),
        ("+win#", "rajawin88", True),
        ("+win#", "rajawin", False),
        ("hut#", "hut79", True),
        ("ga*cor#", "gacor1", True),
    ],
)
def test_shapes_match_whole_words(shape, word, matches):
    assert bool(re.fullmatch(shape_of(shape), word)) == matches


@pytest.mark.parametrize(
    "phrase", ["*", "#", "+", "", "a", "*ab*", "##", "a*b*c*d*", "+*4d", "rp #", "!!", "*slot gacor#"]
)
def test_phrases_that_would_find_nothing_or_everything_are_refused(phrase):
    with pytest.raises(ValidationError) as refused:
        validate_phrase(phrase)
    assert refused.value.messages[0]


@pytest.mark.parametrize("phrase", ["wd", "slot gacor", "*gacor*", "+4d", "+win#", "slot#", "bit.ly", "кyt4d"])
def test_useful_phrases_are_allowed(phrase):
    validate_phrase(phrase)


@pytest.mark.parametrize("domain", ["contoh.com", "a-b.co.id", "xn--80ak6aa92e.com"])
def test_domains_are_names_of_sites(domain):
    validate_domain(domain)


@pytest.mark.parametrize(
    "domain", ["contoh", "https://contoh.com", "contoh.com/a", "*.contoh.com", "-a.com", "a b.com", ""]
)
def test_what_is_no_domain_is_refused(domain):
    with pytest.raises(ValidationError):
        validate_domain(domain)
