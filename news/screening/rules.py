"""The rules as one whole, compiled: the built-in ones, and over them those that moderators made.

They are kept in the process until the policy's version says that somebody changed them.
"""

from __future__ import annotations

import itertools
import re
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from . import bayes
from .default_rules import BUILT_IN
from .models import Learning, Policy, WordRule
from .normalising import Normalised, bare
from .patterns import shape_of, words_of
from .weighing import CODES, Signal

Kind = WordRule.Kind
CODE_OF = {
    Kind.BRAND: "brand",
    Kind.SUSPECT: "suspect_word",
    Kind.SHAPE: "suspect_shape",
    Kind.INVITATION: "invitation",
    Kind.COMPLAINT: "complaint",
    Kind.BLOCKED_DOMAIN: "blocked_domain",
    Kind.SHORTENER: "shortener",
    Kind.MESSENGER: "messenger_link",
}
DOMAINS = frozenset({Kind.BLOCKED_DOMAIN, Kind.SHORTENER, Kind.MESSENGER, Kind.ALLOWED_DOMAIN})
MOST_RULES = 3000  # of our own making
MOST_SHAPES = 300
# Of a text with more of these the rest is not looked at, but it is held.
MOST_MIXED_WORDS = 400
MOST_MASKED_WORDS = 40
# Shorter words are too often there by chance where others meet, unless they are spelt letter by letter.
CUT_LENGTH = 4
BITS_LENGTH = 5
WEAK_LENGTH = 6
# Phrases as long as this are also found where they are written as one word.
GLUED_LENGTH = 8
# In a shorter word leet is a house number or an abbreviation.
BARE_LENGTH = 4


@dataclass(frozen=True)
class Rule:
    """A phrase with what it means; ``weight`` none is as much as its kind. ``is_own``: moderators made it."""

    kind: str
    phrase: str
    weight: int | None = None
    is_active: bool = True
    is_own: bool = False
    note: str = ""
    pk: int | None = None


class Hit(NamedTuple):
    """A rule that was found, where, and whether the text had disguised it."""

    rule: Rule
    start: int
    end: int
    is_disguised: bool


@dataclass(frozen=True)
class Rules:
    """All rules, compiled when they are first used. Immutable: a change makes new ones."""

    version: int = 0
    hold_from: int = 3
    spam_from: int = 8
    weights: Mapping[str, int] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    learning: bayes.Model | None = None

    def signal(self, code: str, evidence: str = "", weight: int | None = None) -> Signal:
        """Return a signal of ``code`` that weighs what the rules say, or ``weight``."""
        if weight is None:
            weight = self.weights.get(code, CODES[code].weight)
        return Signal(code, weight, evidence)

    def of(self, rule: Rule, evidence: str = "") -> Signal:
        """Return the signal that ``rule`` gives."""
        return self.signal(CODE_OF[Kind(rule.kind)], evidence or rule.phrase.strip("*+"), rule.weight)

    def hits(self, text: Normalised) -> list[Hit]:
        """Return the words of ``text`` that rules name, without those that stand in an innocent phrase."""
        found = [*self._plain.find(text.words, False), *self._bare.find(text.letters, True)]
        plain = {hit.rule.phrase for hit in found if not hit.is_disguised}
        return [hit for hit in found if not hit.is_disguised or hit.rule.phrase not in plain]

    def cut_up(self, text: Normalised) -> Iterator[Rule]:
        """Yield the rules whose words stand in ``text`` in bits: "ga-cor", "max wi n"; not those as they should be."""
        runs = ["".join(pieces) for pieces in text.bits]
        if not self._cut_words.find_matches_as_indexes("\n".join(runs)):
            return  # as in nearly every text
        for number, (pieces, run) in enumerate(zip(text.bits, runs, strict=True)):
            matches = self._cut_words.find_matches_as_indexes(run, overlapping=True)
            # Words beside each other may be innocent; whoever cuts a word has a reason.
            if not matches or (number >= len(text.cut) and self._is_innocent(pieces)):
                continue
            ends = dict(zip(itertools.accumulate(map(len, pieces), initial=0), range(len(pieces) + 1), strict=True))
            for index, start, end in matches:
                rule, words = self._cut_rules[index]
                if start not in ends or end not in ends:
                    continue
                bits = pieces[ends[start] : ends[end]]
                is_spelt = all(len(bit) == 1 for bit in bits)
                least = CUT_LENGTH if is_spelt else WEAK_LENGTH if rule.weight == 1 else BITS_LENGTH
                if end - start >= least and bits not in ([run[start:end]], words):
                    yield rule

    def glued(self, text: Normalised) -> Iterator[Rule]:
        """Yield the rules whose several words stand in ``text`` as one: "danacepatcair"."""
        for word in text.words.split():
            if len(word) >= GLUED_LENGTH:
                for index, start, end in self._cut_words.find_matches_as_indexes(word, overlapping=True):
                    rule, words = self._cut_rules[index]
                    if len(words) > 1 and end - start >= GLUED_LENGTH and (start == 0 or end == len(word)):
                        yield rule

    def crossed_out(self, text: Normalised) -> Iterator[Rule]:
        """Yield the rules that the words name in which signs stand for letters: "g*cor"."""
        vocabulary = None
        for shape in text.crossed_out[:MOST_MASKED_WORDS]:
            vocabulary = vocabulary or self._vocabulary
            pattern = re.compile(shape)
            yield from (rule for word, rule in vocabulary.items() if pattern.fullmatch(word))

    def shapes(self, words: Iterable[str]) -> Iterator[tuple[Rule, str]]:
        """Yield each of ``words`` that has a suspicious shape and no innocent one, with its rule."""
        for word in words:
            match = self._shapes.fullmatch(word) if len(word) <= 60 else None
            if match and not self.is_allowed(word):
                yield self._shape_rules[(match.lastindex or 1) - 1], word

    def is_allowed(self, word: str) -> bool:
        """Say whether a word is innocent by its shape or by itself."""
        return word in self._allowed_words or bool(self._allowed_shapes.fullmatch(word))

    def domains(self, kind: str) -> frozenset[str]:
        """Return the sites of this kind."""
        return self._domains.get(kind, frozenset())

    def compile(self) -> Rules:
        """Make ready what matching needs; return the rules themselves."""
        _ = (
            self._plain,
            self._bare,
            self._cut_words,
            self._vocabulary,
            self._shapes,
            self._allowed_shapes,
            self._allowed_words,
        )
        _ = self._domains
        return self

    @cached_property
    def _active(self) -> list[Rule]:
        return [rule for rule in self.rules if rule.is_active]

    @cached_property
    def _plain(self) -> _Lexicon:
        return _Lexicon(
            (rule, words.text, words.before, words.after)
            for rule in self._active
            if rule.kind not in DOMAINS and (words := words_of(rule.phrase))
        )

    @cached_property
    def _bare(self) -> _Lexicon:
        return _Lexicon(
            (rule, text, words.before, words.after)
            for rule in self._active
            if rule.kind not in {*DOMAINS, Kind.COMPLAINT} and (words := words_of(rule.phrase))
            and len((text := _bare_ends(words.text)).strip()) >= BARE_LENGTH
        )  # fmt: skip

    @cached_property
    def _cut_rules(self) -> list[tuple[Rule, list[str]]]:
        return [
            (rule, words.text.split())
            for rule in self._active
            if rule.kind in {Kind.BRAND, Kind.SUSPECT}
            and (words := words_of(rule.phrase))
            and len(words.text.replace(" ", "")) >= CUT_LENGTH
        ]

    @cached_property
    def _vocabulary(self) -> dict[str, Rule]:
        """The words by themselves that may be crossed out, each with its rule."""
        return {words[0]: rule for rule, words in self._cut_rules if len(words) == 1}

    def _is_innocent(self, pieces: list[str]) -> bool:
        return " ".join(pieces) in self._allowed_words or any(
            f"{first} {second}" in self._allowed_words for first, second in itertools.pairwise(pieces)
        )

    @cached_property
    def _cut_words(self) -> AhoCorasick:
        return AhoCorasick(["".join(words) for _rule, words in self._cut_rules], matchkind=MatchKind.Standard)

    @cached_property
    def _shape_rules(self) -> list[Rule]:
        kinds = {Kind.BRAND, Kind.SUSPECT, Kind.SHAPE, Kind.INVITATION}
        return [rule for rule in self._active if rule.kind in kinds and shape_of(rule.phrase)][:MOST_SHAPES]

    @cached_property
    def _shapes(self) -> re.Pattern[str]:
        # One group a rule tells which it was; with none, what matches nothing.
        return re.compile("|".join(f"({shape_of(rule.phrase)})" for rule in self._shape_rules) or r"(?!)")

    @cached_property
    def _allowed_shapes(self) -> re.Pattern[str]:
        shapes = [shape_of(rule.phrase) for rule in self._active if rule.kind == Kind.ALLOWED]
        return re.compile("|".join(shape for shape in shapes if shape) or r"(?!)")

    @cached_property
    def _allowed_words(self) -> frozenset[str]:
        return frozenset(rule.phrase.casefold() for rule in self._active if rule.kind == Kind.ALLOWED)

    @cached_property
    def _domains(self) -> dict[str, frozenset[str]]:
        return {
            kind: frozenset(
                rule.phrase.casefold().removeprefix("www.") for rule in self._active if rule.kind == kind
            )
            for kind in DOMAINS
        }  # fmt: skip


class _Lexicon:
    """Phrases to be found all at once, in one pass (Aho and Corasick, https://doi.org/10.1145/360825.360855)."""

    def __init__(self, phrases: Iterable[tuple[Rule, str, int, int]]) -> None:
        # Of two that become the same without leet the weightier counts.
        unique: dict[str, tuple[Rule, str, int, int]] = {}
        for phrase in phrases:
            there = unique.get(phrase[1])
            if there is None or (there[0].weight or 0) < (phrase[0].weight or 0):
                unique[phrase[1]] = phrase
        self._phrases = list(unique.values())
        self._automaton = AhoCorasick([phrase[1] for phrase in self._phrases], matchkind=MatchKind.Standard)

    def find(self, words: str, is_disguised: bool) -> list[Hit]:
        """Return the phrases in ``words``, each once, without those inside an innocent phrase."""
        found: dict[str, Hit] = {}
        innocent: list[tuple[int, int]] = []
        matches = self._automaton.find_matches_as_indexes(words, overlapping=True)
        for index, start, end in matches:
            if self._phrases[index][0].kind == Kind.ALLOWED:
                innocent.append((start, end))
        for index, start, end in matches:
            rule, _text, before, after = self._phrases[index]
            if rule.kind == Kind.ALLOWED or rule.phrase in found:
                continue
            if any(first <= start and end <= last for first, last in innocent[:50]):
                continue
            if (before and not words[max(0, start - before) : start].isalpha()) or (
                after and not words[end : end + after].isalpha()
            ):
                continue
            found[rule.phrase] = Hit(rule, start, end, is_disguised)
        return _longest(found.values())


def _longest(hits: Iterable[Hit]) -> list[Hit]:
    """Return ``hits`` without those that lie within another: of "slot gacor" the word "gacor" says nothing more."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.end > kept[-1].end:
            kept.append(hit)
    return kept


def _bare_ends(text: str) -> str:
    """Return ``text`` without leet, with a space at the ends that had one."""
    inner = bare(text).strip()
    return f"{' ' if text.startswith(' ') else ''}{inner}{' ' if text.endswith(' ') else ''}"


def built_in() -> dict[tuple[str, str], Rule]:
    """Return the rules that come with Warta, by kind and phrase."""
    return {key: Rule(*key, weight=weight) for key, weight in BUILT_IN.items()}


def everything() -> list[Rule]:
    """Return all rules, the moderators' in place of the built-in ones that they override; switched off ones too."""
    own = {
        (row.kind, row.phrase): Rule(row.kind, row.phrase, row.weight, row.is_active, True, row.note, row.pk)
        for row in WordRule.objects.order_by("pk")[:MOST_RULES]
    }
    return list((built_in() | own).values())


def load() -> Rules:
    """Read the rules from the database and compile them."""
    policy = Policy.objects.filter(pk=1).first() or Policy(pk=1, version=0)
    return Rules(
        version=policy.version,
        hold_from=policy.hold_from,
        spam_from=policy.spam_from,
        weights={code: weight for code, weight in policy.weights.items() if code in CODES},
        rules=tuple(everything()),
        learning=_learnt(),
    ).compile()


def _learnt() -> bayes.Model | None:
    row = Learning.objects.first()
    model = bayes.Model(row.spam_count, row.innocent_count, row.words, row.holdout) if row else None
    return model if model and model.is_ready else None


_lock = threading.Lock()
_kept: Rules | None = None


def current() -> Rules:
    """Return the rules in force: one query, unless they changed.

    While one thread compiles new rules, the others of the process go on with the ones before.
    """
    global _kept
    version = Policy.objects.filter(pk=1).values_list("version", flat=True).first() or 0
    kept = _kept
    if kept is not None and kept.version == version:
        return kept
    if not _lock.acquire(blocking=kept is None):
        assert kept is not None  # noqa: S101  # for mypy: only who has none waits
        return kept
    try:
        if _kept is None or _kept.version != version:
            _kept = load()
        return _kept
    finally:
        _lock.release()
