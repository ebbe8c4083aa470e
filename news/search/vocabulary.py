"""The words that the public has read: to complete what is being typed, and to see what a slip of the keyboard meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from news.articles.live import is_live
from news.articles.models import Edition
from news.newsroom.models import Newsroom

from . import words
from .indexing import texts, with_all_words
from .models import Document, Word

BATCH = 200
ROUNDS = 5
MOST_SLIPS = 3
_SHORTEST = 3
_CANDIDATES = 8000
_LIKE = 0.75  # of difflib: two letters exchanged in a word of eight are .875


def learn_due() -> int:
    """Count the words of releases that went live since; return how many releases that were. Called by the worker."""
    done = 0
    for _ in range(ROUNDS):
        with transaction.atomic():
            due = Document.objects.filter(is_live(timezone.now(), "edition__"), is_learnt=False)
            # Locked, so that two workers do not count the same release.
            rows = dict(due.select_for_update(of=("self",)).values_list("edition", "pk")[:BATCH])
            counts = Counter(word for edition in with_all_words().filter(pk__in=rows) for word in _words_of(edition))
            _count(counts)
            Document.objects.filter(pk__in=rows.values()).update(is_learnt=True)
        done += len(rows)
        if len(rows) < BATCH:
            break
    return done


def completions(beginning: str, most: int = 5) -> list[str]:
    """Return the most common words that begin with ``beginning``, which is folded."""
    if len(beginning) < 2 or not beginning.isascii():
        return []
    after = beginning[:-1] + chr(ord(beginning[-1]) + 1)  # so that SQLite walks its index
    found = Word.objects.filter(text__startswith=beginning, text__gte=beginning, text__lt=after)
    return list(found.exclude(text=beginning).order_by("-releases", "text").values_list("text", flat=True)[:most])


def corrected(looked_for: Iterable[str]) -> dict[str, str]:
    """Return, for each folded word that nobody wrote, the most alike of the common ones; two queries.

    No more than :data:`MOST_SLIPS` words are corrected: who wrote more of them wrongly did not slip.
    """
    from difflib import get_close_matches  # only needed when nothing was found

    asked = list(dict.fromkeys(word for word in looked_for if len(word) >= _SHORTEST and word.isalpha()))
    known = set(Word.objects.filter(text__in=asked).values_list("text", flat=True)) if asked else set()
    slips = [word for word in asked if word not in known][:MOST_SLIPS]
    if not slips:
        return {}
    begins = Q()
    for letter in {word[0] for word in slips}:
        begins |= Q(text__startswith=letter)
    common = list(
        Word.objects.filter(begins).order_by("-releases", "text").values_list("text", flat=True)[:_CANDIDATES]
    )
    found = {}
    for slip in slips:
        candidates = [text for text in common if text[0] == slip[0] and abs(len(text) - len(slip)) < 3]
        if match := get_close_matches(slip, candidates, 1, _LIKE):
            found[slip] = match[0]
    return found


def forget(several: Iterable[str]) -> None:
    """Take folded words out, whoever else has them: they were said to be personal."""
    Word.objects.filter(text__in=list(several)).delete()


def _words_of(edition: Edition) -> set[str]:
    said = texts(edition, Newsroom.current())
    every = (word for text in (said.headline, said.lead, said.body) for word in words.split(text))
    return {word for word in every if len(word) >= _SHORTEST and word.isalpha()}


def _count(counts: Counter[str]) -> None:
    """Add ``counts`` to what is known, in the order of the words, so that two writers never wait for each other."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO search_word (text, releases) VALUES (%s, %s)"
            " ON CONFLICT (text) DO UPDATE SET releases = search_word.releases + excluded.releases",
            sorted(counts.items()),
        )
