"""Note which officials are in a photo, from the names of people and the keywords that it carries."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from news.photos.models import Photo

from .models import Depiction, Official

_WORD = re.compile(r"[^\W_]+")

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """An official's name in one of the texts: the number of the text, and its first and last word there."""

    official: Official
    text: int
    first: int
    end: int

    def lies_in(self, other: _Found) -> bool:
        """Say whether ``other`` takes these words, and perhaps more."""
        return self.text == other.text and other.first <= self.first and self.end <= other.end


def depict(photo: Photo) -> None:
    """Note the officials that ``photo`` names; whom somebody noted already stays noted."""
    texts = [*photo.people.split(";"), *photo.keywords.split(",")]
    note(photo, officials_named(texts, Official.objects.current()))


def note(photo: Photo, officials: Iterable[Official]) -> None:
    """Note that ``officials`` are in ``photo``; whom somebody noted already stays noted."""
    depictions = (Depiction(photo=photo, official=official) for official in officials)
    Depiction.objects.bulk_create(depictions, ignore_conflicts=True)


def officials_named(texts: Iterable[str], officials: Iterable[Official]) -> list[Official]:
    """Return those of ``officials`` whom a text names, word for word, with or without titles and degrees.

    A name of a single word must be all that a text says, a longer name is preferred to one that is part of it, and a
    name that several officials share is nobody's.
    """
    written = [_words(text) for text in texts]
    found = [
        _Found(official, number, first, first + len(name))
        for official in officials
        for name in {_words(name) for name in (official.name, official.full_name, *official.alias_list)}
        if name
        for number, words in enumerate(written)
        for first in range(len(words) - len(name) + 1)
        if words[first : first + len(name)] == name and (len(name) > 1 or len(words) == 1)
    ]
    sure = [
        each.official
        for each in found
        if not any(each.official != other.official and each.lies_in(other) for other in found)
    ]
    return list(dict.fromkeys(sure))


def _words(text: str) -> Words:
    return tuple(_WORD.findall(text.casefold()))
