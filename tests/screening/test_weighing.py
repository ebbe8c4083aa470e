"""Signals, their sum, and the one hard rule."""

import pytest
from django.utils import translation

from news.screening.rules import Rules
from news.screening.weighing import CODES, Outcome, Signal, weigh


def verdict(*signals: Signal):
    return weigh(signals, Rules())


def given(*codes: str) -> list[Signal]:
    return [Rules().signal(code) for code in codes]


@pytest.mark.parametrize(
    ("weights", "risk", "outcome"),
    [
        ([], 0, "publish"),
        ([2], 2, "publish"),
        ([3], 3, "hold"),
        ([3, 4], 7, "hold"),
        ([4, 4], 8, "spam"),
        ([5, -3], 2, "publish"),
        ([-3], -3, "publish"),
    ],
)
def test_the_sum_decides(weights, risk, outcome):
    found = verdict(*(Signal("too_fast", weight) for weight in weights))
    assert (found.risk, found.outcome) == (risk, outcome)


def test_the_heaviest_signal_comes_first():
    assert [signal.code for signal in verdict(*given("trusted_author", "honeypot", "too_fast")).signals] == [
        "honeypot",
        "too_fast",
        "trusted_author",
    ]


def test_a_brand_beside_something_promotional_is_spam():
    assert verdict(*given("brand")).outcome == Outcome.HOLD
    assert verdict(*given("brand", "unverified")).outcome == Outcome.HOLD
    assert verdict(*given("brand", "suspect_word")).outcome == Outcome.SPAM
    assert verdict(*given("brand", "suspect_word", "trusted_author")).outcome == Outcome.SPAM


def test_whoever_complains_of_a_gambling_site_is_heard():
    assert verdict(*given("brand", "suspect_word", "complaint")).outcome == Outcome.HOLD


@pytest.mark.parametrize("code", [code for code, kind in CODES.items() if kind.holds])
def test_some_signals_hold_whatever_the_sum(code):
    assert verdict(*given(code, "trusted_author")).outcome == Outcome.HOLD


def test_many_suspect_words_alone_are_held_and_not_spam():
    assert verdict(*given(*["suspect_word"] * 30)).outcome == Outcome.HOLD


def test_a_weight_that_a_moderator_set_counts_in_full():
    assert verdict(Signal("suspect_word", 12), Signal("suspect_word", 2)).risk == 12


def test_thresholds_and_weights_come_from_the_rules():
    rules = Rules(hold_from=6, spam_from=20, weights={"honeypot": 7})
    assert rules.signal("honeypot").weight == 7
    assert weigh([rules.signal("honeypot")], rules).outcome == Outcome.HOLD
    assert weigh([Signal("too_fast", 5)], rules).outcome == Outcome.PUBLISH
    assert weigh([Signal("too_fast", 19)], rules).outcome == Outcome.HOLD


def test_a_signal_survives_being_kept():
    signal = Signal("brand", 5, "kyt4d")
    assert Signal.from_json(signal.as_json()) == signal
    assert Signal.from_json({"code": "of a later version", "weight": "?"}).words
    assert Signal.from_json({}).weight == 0


def test_evidence_is_one_short_line_without_tricks():
    assert Signal("brand", 5, "a\u202eb\n  c").evidence == "ab c"
    assert len(Signal("brand", 5, "a" * 1000).evidence) == 80


@pytest.mark.parametrize("language", ["en", "id"])
def test_signals_are_told_in_words(language):
    with translation.override(language):
        told = {Signal(code, 1).words for code in CODES}
        assert len(told) == len(CODES)
        assert Signal("brand", 5, "kyt4d").words.endswith(": “kyt4d”")
        assert all(outcome.words for outcome in Outcome)
