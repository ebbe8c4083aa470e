"""How a rule's phrase is written: words with wildcards. What a phrase may be is bounded, so that none can stall."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .normalising import normalise

PHRASE_LENGTH = 80
WILDCARDS = "*+#"
MOST_WILDCARDS = 3
_LETTERS_AT_LEAST = {"": 0, "*": 0, "+": 2}
# Letters, or digits that stand for letters within them: padi777 is written p4d1777.
_SHAPES = {"*": "[a-z]{0,24}", "+": "[a-z][a-z0134]{1,23}", "#": "[0-9]{1,6}"}
_ENDS = re.compile(r"([*+]?)([^*+#]+)([*+]?)")
_SHAPE = re.compile(r"[a-z0-9*+#]+")
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,62}")


@dataclass(frozen=True)
class Words:
    """Words to be found as they stand, with a wildcard at their ends or not.

    ``text`` begins and ends with a space where a word must begin or end. ``before`` and ``after``: how many letters
    must stand there in the same word.
    """

    text: str
    before: int
    after: int


def shape_of(phrase: str) -> str:
    """Return the regular expression that a whole word of the shape ``phrase`` matches; empty if it is no shape.

    A shape has digits (#), a wildcard within, or its own digits behind letters that vary ("+4d").
    """
    written = phrase.strip().casefold()
    if not any(wildcard in written for wildcard in WILDCARDS) or not _SHAPE.fullmatch(written):
        return ""
    ends = _ENDS.fullmatch(written)
    if ends and not any(char.isdigit() for char in ends[2]):
        return ""
    return "".join(_SHAPES.get(char, char) for char in written)


def words_of(phrase: str) -> Words | None:
    """Return ``phrase`` as words to be found; nothing if it is a shape, or if no letter is left of it."""
    ends = _ENDS.fullmatch(phrase.strip())
    if not ends or shape_of(phrase):
        return None
    before, written, after = ends.groups()
    inner = normalise(written).words.strip()
    if not inner:
        return None
    text = f"{'' if before else ' '}{inner}{'' if after else ' '}"
    return Words(text, _LETTERS_AT_LEAST[before], _LETTERS_AT_LEAST[after])


def validate_phrase(phrase: str) -> None:
    """Refuse a phrase that would find nothing, or nearly everything.

    :raises ValidationError: if it is too short, or its wildcards stand where they cannot.
    """
    if sum(phrase.count(wildcard) for wildcard in WILDCARDS) > MOST_WILDCARDS:
        raise ValidationError(_("At most three of * + # in a phrase."), code="wildcards")
    if re.search(r"[*+]{2}|##", phrase):
        raise ValidationError(_("Two wildcards for the same must not stand side by side."), code="wildcards")
    letters = sum(char.isalnum() for char in phrase)
    only_digits_vary = "#" in phrase and "*" not in phrase and "+" not in phrase
    if letters < (1 if only_digits_vary else 2) or ("*" in phrase and letters < 4 and not shape_of(phrase)):
        raise ValidationError(_("Too short: it would find nearly everything."), code="short")
    if not shape_of(phrase) and not words_of(phrase):
        raise ValidationError(
            _("Not understood: wildcards stand at the ends of words, or in a shape of one word such as +win#."),
            code="shape",
        )


def validate_domain(domain: str) -> None:
    """Refuse what is no name of a site.

    :raises ValidationError: if it is an address with a path, or no domain at all.
    """
    if not _DOMAIN.fullmatch(domain.casefold()):
        raise ValidationError(_("Only the name of the site, such as contoh.com."), code="domain")
