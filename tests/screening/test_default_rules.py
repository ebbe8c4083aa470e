"""The rules that come with Warta keep the rules for rules."""

import pytest

from news.screening.default_rules import BUILT_IN
from news.screening.patterns import shape_of, validate_domain, validate_phrase
from news.screening.rules import DOMAINS, MOST_SHAPES, Kind


@pytest.mark.parametrize("kind", Kind.values)
def test_every_phrase_is_one_that_a_moderator_could_write(kind):
    for each, phrase in BUILT_IN:
        if each == kind:
            (validate_domain if kind in DOMAINS else validate_phrase)(phrase)
            assert phrase == " ".join(phrase.casefold().split())


def test_every_kind_has_rules_but_the_blocked_sites():
    assert {kind for kind, _phrase in BUILT_IN} == set(Kind.values) - {Kind.BLOCKED_DOMAIN}


def test_none_is_judi_or_slot_alone():
    assert not {("suspect", word) for word in ("judi", "slot", "situs", "judi slot", "judi online")} & set(BUILT_IN)


def test_there_is_room_for_shapes_of_the_newsrooms_own():
    assert sum(bool(shape_of(phrase)) for kind, phrase in BUILT_IN if kind in {"brand", "shape"}) < MOST_SHAPES / 2
