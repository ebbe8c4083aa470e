"""What other rules would have made of comments that are there."""

from itertools import repeat

from news.screening.rules import Rule
from news.screening.samples import Sample
from news.screening.trying import MOST_EXAMPLES, compare, with_rule
from news.screening.weighing import Outcome, Signal

COMMENTS = [Sample("Jalan rusak", "Rina"), Sample("durian runtuh di pasar", "Budi"), Sample("slot gacor", "Tono")]


def test_a_new_rule_changes_what_it_finds(rules):
    after = with_rule(rules, Rule("suspect", "durian runtuh", 4), 3, 8)
    result = compare(COMMENTS, rules, after)
    assert (result.read, result.changed, result.is_whole) == (3, 1, True)
    assert result.rows == [(Outcome.PUBLISH, 2, 1, -1), (Outcome.HOLD, 1, 2, 1), (Outcome.SPAM, 0, 0, 0)]
    (example,) = result.examples
    assert example.sample.name == "Budi"
    assert example.after.signals[0].evidence == "durian runtuh"
    assert compare(COMMENTS, rules, rules).changed == 0


def test_a_rule_of_the_same_phrase_is_replaced(rules):
    after = with_rule(rules, Rule("suspect", "slot gacor", 1), 3, 8)
    assert compare(COMMENTS, rules, after).after[Outcome.PUBLISH] == 3


def test_other_thresholds_change_the_outcome(rules):
    assert compare(COMMENTS, rules, with_rule(rules, None, 1, 2)).after[Outcome.SPAM] == 1


def test_other_signals_of_a_comment_count(rules):
    sample = Sample("Jalan rusak", "Rina", (Signal("honeypot", 5),))
    assert compare([sample], rules, rules).before[Outcome.HOLD] == 1


def test_it_stops_when_its_time_is_over(rules):
    result = compare(repeat(COMMENTS[0]), rules, rules, seconds=0.05)
    assert not result.is_whole
    assert result.read > 0


def test_examples_are_few(rules):
    result = compare([COMMENTS[2]] * 100, rules, with_rule(rules, None, 20, 30))
    assert result.changed == 100
    assert len(result.examples) == MOST_EXAMPLES
