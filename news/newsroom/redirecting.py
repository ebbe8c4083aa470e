"""Addresses of an earlier site that lead on: kept without loops, looked up when there is nothing else to show.

An old address is kept as its path, with its query where that is what names the page (``/?p=123``); without the slash at
its end, in small letters, decoded.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from news.batches import Batch

from .models import Redirect

LONGEST = 400
MOST_ROWS = 20_000
MOST_STEPS = 10


@dataclass(frozen=True)
class Row:
    """A line of an import: its number from 1, the old and the new address, and what is wrong with it, if anything."""

    number: int
    path: str
    target: str
    problem: str = ""


def normalised(address: str) -> str:
    """Return an old address, whole or not, as it is kept: ``https://lama.example/A%20B/?p=1`` is ``/a b?p=1``.

    :raises ValidationError: if it is none, or too long.
    """
    try:
        parts = urlsplit(address.strip())
        path = unquote(parts.path, errors="strict")
    except (ValueError, UnicodeDecodeError) as error:
        raise ValidationError(_("This is no address.")) from error
    path = "/" + path.strip("/").lower()
    if not parts.path.startswith("/") and not parts.netloc and not parts.query:
        raise ValidationError(_("An old address begins with /."))
    found = f"{path}?{parts.query}" if parts.query else path
    if len(found) > LONGEST or "\x00" in found:
        raise ValidationError(_("This is no address."))
    return found


def checked_target(target: str) -> str:
    """Return a new address: a path of this site, or a whole address of another.

    :raises ValidationError: if it is neither.
    """
    target = target.strip()
    try:
        parts = urlsplit(target)
    except ValueError as error:
        raise ValidationError(_("This is no address.")) from error
    is_ours = target.startswith("/") and not target.startswith(("//", "/\\"))
    is_whole = parts.scheme in {"http", "https"} and bool(parts.hostname)
    if len(target) > LONGEST or not (is_ours or is_whole) or any(ord(letter) < 33 for letter in target):
        raise ValidationError(_("Begin it with / or https://."))
    return target


def refuse_loop(path: str, target: str, others: Mapping[str, str]) -> None:
    """Follow ``target`` through ``others`` (new addresses by old ones).

    :raises ValidationError: if it leads back to ``path``, or through more than :data:`MOST_STEPS` others.
    """
    for _step in range(MOST_STEPS):
        if not target.startswith("/"):
            return
        here = normalised(target)
        if here == path:
            raise ValidationError(_("It would lead in a circle."))
        if here not in others:
            return
        target = others[here]
    raise ValidationError(_("It leads through too many other old addresses."))


def existing(paths: Iterable[str]) -> dict[str, str]:
    """Return the new addresses of those ``paths`` that are kept, by old address."""
    return dict(Redirect.objects.filter(path__in=list(paths)).values_list("path", "target"))


def decoded(content: bytes) -> str:
    """Return the text of a CSV file as spreadsheets write it: in UTF-8, else in the Windows code page 1252."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def read(text: str) -> list[Row]:
    """Read lines of ``old,new`` (comma, semicolon or tab between them), each with what is wrong with it.

    :raises ValidationError: if there are more than :data:`MOST_ROWS`.
    """
    rows = list(_rows(text.removeprefix("\ufeff")))
    if len(rows) > MOST_ROWS:
        raise ValidationError(_("That is more than %(most)s lines.") % {"most": MOST_ROWS})
    others = dict(Redirect.objects.values_list("path", "target")) | {
        row.path: row.target for row in rows if not row.problem
    }
    return [row if row.problem else _looped(row, others) for row in rows]


def _looped(row: Row, others: Mapping[str, str]) -> Row:
    try:
        refuse_loop(row.path, row.target, others)
    except ValidationError as refused:
        return Row(row.number, row.path, row.target, refused.messages[0])
    return row


def _rows(text: str) -> Iterator[Row]:
    lines = text.splitlines()
    delimiter = next((mark for mark in "\t;," if lines and mark in lines[0]), ",")
    for number, line in enumerate(lines, start=1):
        old, new = _cells(line, delimiter)
        if not (old or new) or (number == 1 and "/" not in old):
            continue  # nothing, or names of columns
        try:
            yield Row(number, normalised(old), checked_target(new))
        except ValidationError as refused:
            yield Row(number, old[:LONGEST], new[:LONGEST], refused.messages[0])


def _cells(line: str, delimiter: str) -> tuple[str, str]:
    """Return the first two cells of a line; a line of its own, so that one quotation mark spoils no other."""
    try:
        old, new, *_others = (*next(csv.reader([line], delimiter=delimiter), []), "", "")
    except csv.Error:
        return line.strip(), ""
    return old.strip(), new.strip()


def keep(rows: Iterable[Row]) -> int:
    """Keep all ``rows``, which have no problem; one that is there is changed. Return how many."""
    kept = {row.path: Redirect(path=row.path, target=row.target) for row in rows}
    with transaction.atomic():
        Redirect.objects.bulk_create(
            kept.values(), batch_size=500, update_conflicts=True, unique_fields=["path"], update_fields=["target"]
        )
    return len(kept)


def follow(*addresses: str) -> str:
    """Return where the first of ``addresses`` (path and query) that is kept leads, and count it; empty if none is.

    What leads to another old address is followed to the end at once, so that a reader is sent once.
    """
    wanted = list(filter(None, map(_normalised_or_nothing, addresses)))
    found = existing(wanted) if wanted else {}
    old = next((address for address in wanted if address in found), "")
    if not old:
        return ""
    waiting.count(old)
    target = found[old]
    for _step in range(MOST_STEPS):
        further = _normalised_or_nothing(target) if target.startswith("/") else ""
        if not further or further not in (found := existing([further])):
            break
        target = found[further]
    return target


def _normalised_or_nothing(address: str) -> str:
    try:
        return normalised(address)
    except ValidationError:
        return ""


def _count(hits: Mapping[str, int]) -> None:
    """Add to how often old addresses were asked for; always in the same order, so that no two processes wait."""
    now = timezone.now()
    with transaction.atomic():
        for path, count in sorted(hits.items()):
            Redirect.objects.filter(path=path).update(hits=F("hits") + count, last_hit_at=now)


waiting = Batch("hits of old addresses", _count)
"""What this process has counted, and the database has not: a storm of robots is no storm of writes."""
