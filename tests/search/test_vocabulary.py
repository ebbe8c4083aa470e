"""Words are completed and slips are seen, from what the public has read only."""

import datetime

import pytest
import time_machine

from news.search import vocabulary
from news.search.models import Word
from tests.conftest import NOON

pytestmark = pytest.mark.django_db


def test_a_word_is_known_once_its_release_is_live(released):
    with time_machine.travel(NOON, tick=False) as clock:
        released("Sirene purwarupa", at=NOON + datetime.timedelta(hours=1))
        assert vocabulary.learn_due() == 0
        assert vocabulary.completions("purwa") == []
        clock.shift(3600)
        assert vocabulary.learn_due() == 1
        assert vocabulary.learn_due() == 0
        assert vocabulary.completions("purwa") == ["purwarupa"]


def test_slips_are_corrected_and_known_words_are_not(released):
    with time_machine.travel(NOON, tick=False):
        released("Imunisasi gratis")
        vocabulary.learn_due()
        assert vocabulary.corrected(["imunsasi", "gratis", "zzzz", "12"]) == {"imunsasi": "imunisasi"}


def test_the_most_common_completion_comes_first(released):
    with time_machine.travel(NOON, tick=False):
        for headline in ("Sekolah", "Sekolah", "Sekoci"):
            released(headline)
        vocabulary.learn_due()
        assert vocabulary.completions("seko") == ["sekolah", "sekoci"]
        assert Word.objects.get(text="sekolah").releases == 2
        assert vocabulary.completions("%") == []


def test_words_can_be_forgotten(released):
    with time_machine.travel(NOON, tick=False):
        released("Zulfikar Hasan")
        vocabulary.learn_due()
        vocabulary.forget(["zulfikar"])
        assert vocabulary.completions("zulf") == []
