"""The words that the public has read: to complete what is being typed, and to see what a slip of the keyboard meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.db import connection, transaction
from django.utils import timezone

from news.articles.live import is_live
from news.articles.models import Edition
from news.newsroom.models import Newsroom

from . import words
from .indexing import texts, with_all_words
from .models import Document, Word

BATCH = 200
ROUNDS = 5
_SHORTEST = 3
_CANDIDATES = 4000
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
    """Return, for each folded word that nobody wrote, the most alike of the common ones; two queries a word."""
    from difflib import get_close_matches  # only needed when nothing was found

    found = {}
    for word in looked_for:
        if len(word) < _SHORTEST or not word.isalpha() or Word.objects.filter(text=word).exists():
            continue
        alike = Word.objects.filter(text__startswith=word[0], text__gte=word[0]).order_by("-releases")
        common = alike.values_list("text", flat=True)[:_CANDIDATES]
        candidates = [text for text in common if abs(len(text) - len(word)) < 3]
        if match := get_close_matches(word, candidates, 1, _LIKE):
            found[word] = match[0]
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
