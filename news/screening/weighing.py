"""What is noticed about a comment, and what follows from it: a sum, and one hard rule."""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, Self

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news.richtext import without_control_characters

from .personal_data import words_for

EVIDENCE_LENGTH = 80


class Outcome(enum.StrEnum):
    """What becomes of a comment before anybody has seen it."""

    PUBLISH = "publish"
    HOLD = "hold"
    SPAM = "spam"

    @property
    def words(self) -> str:
        """The outcome, to be shown."""
        return {"publish": _("published"), "hold": _("held"), "spam": _("spam")}[self.value]


@dataclass(frozen=True)
class Code:
    """A kind of signal.

    ``weight``: what one adds unless the rules say otherwise. ``most``: what all of them may add together.
    ``is_promotional``: beside a brand it makes spam. ``holds``: the comment waits for a moderator whatever the sum.
    """

    label: Promise
    weight: int
    most: int | None = None
    is_promotional: bool = False
    holds: bool = False


CODES: dict[str, Code] = {
    # Of the form
    "too_fast": Code(gettext_lazy("Sent faster than anybody types"), 3),
    "stale_form": Code(gettext_lazy("From a form that was opened long ago"), 1),
    "honeypot": Code(gettext_lazy("Filled in the field that people do not see"), 5),
    "no_proof": Code(gettext_lazy("Without the check that a browser does by itself"), 0, holds=True),
    "bad_proof": Code(gettext_lazy("The check by the browser failed"), 3, holds=True),
    "crowded": Code(gettext_lazy("One of many comments from the same place"), 0, holds=True),
    # Of the words
    "brand": Code(gettext_lazy("Name of a gambling site"), 5, most=7),
    "suspect_word": Code(gettext_lazy("Words as spam uses them"), 2, most=7, is_promotional=True),
    "suspect_shape": Code(gettext_lazy("A word that looks like the name of a gambling site"), 2, most=4),
    "invitation": Code(gettext_lazy("Invites as an advertisement does"), 2, most=4, is_promotional=True),
    "disguised": Code(gettext_lazy("Disguised spelling"), 3, most=4, is_promotional=True),
    "complaint": Code(gettext_lazy("Speaks as a complaint does"), -3, most=-3),
    "mixed_alphabets": Code(gettext_lazy("Letters of several alphabets in one word"), 3, most=3),
    "styled_letters": Code(gettext_lazy("Letters that no keyboard has"), 2, most=2),
    "hidden_characters": Code(gettext_lazy("Invisible characters within words"), 2, most=2),
    "direction": Code(gettext_lazy("Characters that turn the direction of writing"), 4, most=4),
    "too_long": Code(gettext_lazy("Longer than what is read; look at all of it"), 0, holds=True),
    "personal_data": Code(gettext_lazy("Personal data"), 0, holds=True),
    # Of the links
    "link": Code(gettext_lazy("Link"), 2, most=4, is_promotional=True),
    "link_by_newcomer": Code(gettext_lazy("Link by somebody who is new here"), 1, most=1, holds=True),
    "disguised_link": Code(gettext_lazy("Disguised link"), 3, most=3, is_promotional=True),
    "shortener": Code(gettext_lazy("Shortened link"), 4, most=4, is_promotional=True),
    "messenger_link": Code(gettext_lazy("Link to a chat"), 4, most=4, is_promotional=True),
    "blocked_domain": Code(gettext_lazy("Blocked site"), 8, most=8, is_promotional=True),
    # Of repetition
    "repeated_domain": Code(gettext_lazy("The same site in several comments within an hour"), 4, is_promotional=True),
    "repeated_text": Code(gettext_lazy("The same text by several authors within an hour"), 5, is_promotional=True),
    # Of the author
    "trusted_author": Code(gettext_lazy("Author with approved comments"), -3),
    "often_rejected": Code(gettext_lazy("Many of this author's comments were rejected"), 0, holds=True),
    "unverified": Code(gettext_lazy("E-mail address not verified"), 0),
    "banned": Code(gettext_lazy("Banned"), 8),
    "reported": Code(gettext_lazy("Reported by readers"), 3),
    # Learnt
    "bayes": Code(gettext_lazy("Compared with earlier decisions"), 0, most=3),
}
UNKNOWN = Code(gettext_lazy("Other"), 0)


@dataclass(frozen=True)
class Signal:
    """Something noticed about a comment, what it adds to the sum, and the words or the figure that show it."""

    code: str
    weight: int
    evidence: str = ""

    def __post_init__(self) -> None:
        evidence = " ".join(without_control_characters(self.evidence).split())
        object.__setattr__(self, "evidence", evidence[:EVIDENCE_LENGTH])

    @property
    def kind(self) -> Code:
        """What the code stands for; a code of a later or an earlier version is none of ours."""
        return CODES.get(self.code, UNKNOWN)

    @property
    def words(self) -> str:
        """The signal as a moderator reads it."""
        if not self.evidence:
            return str(self.kind.label)
        if self.code == "personal_data":
            return f"{self.kind.label}: {words_for(self.evidence)}"
        return _("%(what)s: “%(evidence)s”") % {"what": self.kind.label, "evidence": self.evidence}

    @property
    def holds(self) -> bool:
        """Whether the comment waits whatever the sum."""
        return self.kind.holds

    def as_json(self) -> dict[str, Any]:
        """Return what :meth:`from_json` reads."""
        return {"code": self.code, "weight": self.weight, "evidence": self.evidence}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """Return the signal that :meth:`as_json` wrote; of anything else, what can be read of it."""
        weight = value.get("weight", 0)
        return cls(
            str(value.get("code", "")),
            weight if isinstance(weight, int) else 0,
            str(value.get("evidence", "")),
        )


class Thresholds(Protocol):
    """From which sum on a comment is held, and from which it is spam."""

    @property
    def hold_from(self) -> int: ...

    @property
    def spam_from(self) -> int: ...


@dataclass(frozen=True)
class Verdict:
    """What follows from the signals: the sum as ``risk``, heaviest signal first."""

    signals: tuple[Signal, ...]
    risk: int
    outcome: Outcome


def weigh(signals: Iterable[Signal], rules: Thresholds) -> Verdict:
    """Return the verdict on ``signals``.

    A brand beside something promotional is spam, unless the text speaks as a complaint does: a citizen who reports a
    gambling site names it. Everything else is the sum, of which no kind of signal adds more than its ``most``.
    """
    found = tuple(sorted(signals, key=lambda signal: -signal.weight))
    sums: dict[str, int] = defaultdict(int)
    for signal in found:
        sums[signal.code] += signal.weight
    risk = 0
    for code, added in sums.items():
        most = CODES.get(code, UNKNOWN).most
        heaviest = max(abs(signal.weight) for signal in found if signal.code == code)
        # A weight that somebody set above the bound counts in full, once.
        risk += added if most is None else max(-max(abs(most), heaviest), min(added, max(abs(most), heaviest)))
    is_spam = (
        "brand" in sums
        and "complaint" not in sums
        and any(signal.kind.is_promotional and signal.weight > 0 for signal in found)
    )
    if is_spam or risk >= rules.spam_from:
        outcome = Outcome.SPAM
    elif risk >= rules.hold_from or any(signal.holds for signal in found):
        outcome = Outcome.HOLD
    else:
        outcome = Outcome.PUBLISH
    return Verdict(found, risk, outcome)
