"""What the words of a comment give away: stages 4 to 6, and personal data. Pure: no database, no clock."""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import personal_data
from .links import is_under, links
from .normalising import MIXED_ALPHABETS, MOST, Normalised, normalise, without_leet, without_runs
from .rules import MOST_MASKED_WORDS, MOST_MIXED_WORDS, Kind, Rule, Rules
from .weighing import Signal

# Zero width between letters; joiners of emoji and of Arabic stand between other characters.
_HIDDEN = re.compile("[A-Za-z][\u00ad\u200b-\u200f\u2060-\u2064\u180e\ufeff\u115f\u1160\u3164\uffa0]+[A-Za-z]")
_TURNED = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Mathematical, fullwidth, circled, squared and small capital letters: no keyboard has them.
_STYLED = re.compile(
    "[\U0001d400-\U0001d7ff\uff21-\uff3a\uff41-\uff5a\u24b6-\u24e9\U0001f130-\U0001f189\u1d00-\u1d22\u0299\u0262"
    "\u026a\u0274\u0280\u028f\u029c\u029f\ua731]"
)
STYLED_LETTERS = 4
_LEET_WITHIN = re.compile("[0-9][a-z]")
MOST_SIGNALS = 40


def read_words(text: str, name: str, rules: Rules) -> list[Signal]:
    """Return what ``rules`` notice in the words of a comment and in the name that its author gave.

    Takes time in proportion to what is read: at most :data:`~.normalising.MOST` characters, from the beginning and the
    end; a longer text gives the signal ``too_long``, which holds it.
    """
    whole = f"{name}\n{text}"
    if len(whole) > MOST:
        whole = f"{whole[: MOST // 2]}\n{whole[-MOST // 2 :]}"
    normalised = normalise(whole)
    signals = [*_of_words(whole, normalised, rules), *_of_characters(whole, rules), *_of_links(normalised, rules)]
    if len(name) + len(text) >= MOST or normalised.is_cut:
        signals.append(rules.signal("too_long"))
    kinds = dict.fromkeys(found.kind for found in personal_data.find(whole))
    signals += [rules.signal("personal_data", kind) for kind in kinds]
    if rules.learning and (weight := rules.learning.weight(normalised.letters)):
        signals.append(rules.signal("bayes", weight=weight))
    # What holds by itself is never crowded out.
    return sorted(dict.fromkeys(signals), key=lambda signal: (not signal.holds, -signal.weight))[:MOST_SIGNALS]


def _of_words(written: str, text: Normalised, rules: Rules) -> Iterator[Signal]:
    """Give a signal for each rule that is found, and one for the first that was disguised."""
    found: dict[Rule, str] = {}
    disguised = ""
    complaint: Rule | None = None
    for hit in rules.hits(text):
        if hit.rule.kind == Kind.COMPLAINT:
            complaint = complaint or hit.rule
            continue
        found.setdefault(hit.rule, "")
        if hit.is_disguised or not _stands(text.words[hit.start : hit.end], written):
            disguised = disguised or hit.rule.phrase.strip("*+")
    for rule in (*rules.cut_up(text), *rules.crossed_out(text), *rules.glued(text)):
        found.setdefault(rule, "")
        disguised = disguised or rule.phrase.strip("*+")
    mixed = list(dict.fromkeys(text.with_digits()))
    joined = list(_joined(text))
    if max(len(mixed), len(joined)) > MOST_MIXED_WORDS or len(text.crossed_out) > MOST_MASKED_WORDS:
        yield rules.signal("too_long")
    for rule, word in rules.shapes([*mixed[:MOST_MIXED_WORDS], *joined[:MOST_MIXED_WORDS]]):
        found.setdefault(rule, word)
        if word[-1].isdigit() and _LEET_WITHIN.search(word):
            disguised = disguised or word
    yield from (rules.of(rule, word) for rule, word in found.items())
    if disguised:
        yield rules.signal("disguised", disguised)
    if complaint and found and not any(rule.kind == Kind.INVITATION for rule in found):
        yield rules.of(complaint)


def _stands(words: str, written: str) -> bool:
    """Say whether ``words`` stand in the text in plain letters; in ASCII they do."""
    if written.isascii():
        return True
    plain = without_runs(written.casefold())
    return all(word in plain for word in words.split())


def _joined(text: Normalised) -> Iterator[str]:
    """Yield the words with digits that bits make together: "kyt-4d", "k y t4d"; not "kelas 4d"."""
    for pieces in text.cut:
        joined = "".join(pieces)
        if len(joined) <= 40 and not joined.isalpha() and not joined.isdigit():
            yield joined
            yield "".join(map(without_leet, pieces[:-1])) + pieces[-1]


def _of_characters(text: str, rules: Rules) -> Iterator[Signal]:
    if text.isascii():
        return
    if MIXED_ALPHABETS.search(text):
        yield rules.signal("mixed_alphabets")
    if _HIDDEN.search(text):
        yield rules.signal("hidden_characters")
    if _TURNED.search(text):
        yield rules.signal("direction")
    if len(_STYLED.findall(text)) >= STYLED_LETTERS:
        yield rules.signal("styled_letters")


def _of_links(text: Normalised, rules: Rules) -> Iterator[Signal]:
    for link in links(text.folded):
        if is_under(link.host, rules.domains(Kind.ALLOWED_DOMAIN)):
            continue
        if is_under(link.host, rules.domains(Kind.BLOCKED_DOMAIN)):
            yield rules.signal("blocked_domain", link.host)
        if link.is_disguised:
            yield rules.signal("disguised_link", link.host)
        elif is_under(link.host, rules.domains(Kind.MESSENGER)):
            yield rules.signal("messenger_link", link.host)
        elif is_under(link.host, rules.domains(Kind.SHORTENER)):
            yield rules.signal("shortener", link.host)
        else:
            yield rules.signal("link", link.host)
