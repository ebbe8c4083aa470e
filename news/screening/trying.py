"""What other rules would have made of comments that are there: nothing is changed, and it takes seconds at most."""

from __future__ import annotations

import dataclasses
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from .reading import read_words
from .rules import Rule, Rules
from .samples import Sample
from .weighing import Outcome, Verdict, weigh

MOST_SECONDS = 3.0
MOST_EXAMPLES = 30


@dataclass(frozen=True)
class Change:
    """A comment that would have come out otherwise."""

    sample: Sample
    before: Verdict
    after: Verdict


@dataclass
class Comparison:
    """How many comments came to which outcome before and would after, and some of those that change.

    ``is_whole``: there was time for all of them.
    """

    read: int = 0
    before: Counter[Outcome] = field(default_factory=Counter)
    after: Counter[Outcome] = field(default_factory=Counter)
    changed: int = 0
    examples: list[Change] = field(default_factory=list)
    is_whole: bool = True

    @property
    def rows(self) -> list[tuple[Outcome, int, int, int]]:
        """Each outcome with its number before, after, and the difference."""
        return [
            (outcome, self.before[outcome], self.after[outcome], self.after[outcome] - self.before[outcome])
            for outcome in Outcome
        ]


def with_rule(rules: Rules, rule: Rule | None, hold_from: int, spam_from: int) -> Rules:
    """Return ``rules`` with other thresholds and, in place of what has the same phrase and kind, ``rule``."""
    others = rules.rules
    if rule:
        others = tuple(each for each in others if (each.kind, each.phrase) != (rule.kind, rule.phrase)) + (rule,)
    return dataclasses.replace(rules, rules=others, hold_from=hold_from, spam_from=spam_from).compile()


def compare(samples: Iterable[Sample], before: Rules, after: Rules, seconds: float = MOST_SECONDS) -> Comparison:
    """Weigh ``samples`` by two sets of rules, for ``seconds`` at most."""
    result, until = Comparison(), time.monotonic() + seconds
    for sample in samples:
        if time.monotonic() > until:
            result.is_whole = False
            break
        was, would_be = _weigh(sample, before), _weigh(sample, after)
        result.read += 1
        result.before[was.outcome] += 1
        result.after[would_be.outcome] += 1
        if was.outcome != would_be.outcome:
            result.changed += 1
            if len(result.examples) < MOST_EXAMPLES:
                result.examples.append(Change(sample, was, would_be))
    return result


def _weigh(sample: Sample, rules: Rules) -> Verdict:
    return weigh([*read_words(sample.text, sample.name, rules), *sample.others], rules)
