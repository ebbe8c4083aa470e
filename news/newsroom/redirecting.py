"""Addresses of an earlier site that lead on: kept without loops, looked up when there is nothing else to show.

An old address is kept as its path, with its query where that is what names the page (``/?p=123``); without the slash at
its end, in small letters, decoded.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

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
        raise ValidationError(_("A new address begins with / or https://."))
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


def read(text: str) -> list[Row]:
    """Read lines of ``old,new`` (comma, semicolon or tab between them), each with what is wrong with it.

    :raises ValidationError: if there are more than :data:`MOST_ROWS`.
    """
    rows = list(_rows(text))
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
    first = text.split("\n", 1)[0]
    delimiter = next((mark for mark in "\t;," if mark in first), ",")
    for number, cells in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), start=1):
        if not any(cell.strip() for cell in cells):
            continue
        old, new = (cells[0], cells[1]) if len(cells) > 1 else (cells[0], "")
        if number == 1 and "/" not in old:
            continue  # names of columns
        try:
            yield Row(number, normalised(old), checked_target(new))
        except ValidationError as refused:
            yield Row(number, old[:LONGEST], new[:LONGEST], refused.messages[0])


def keep(rows: Iterable[Row]) -> int:
    """Keep all ``rows``, which have no problem; one that is there is changed. Return how many."""
    kept = {row.path: Redirect(path=row.path, target=row.target) for row in rows}
    with transaction.atomic():
        Redirect.objects.bulk_create(
            kept.values(), batch_size=500, update_conflicts=True, unique_fields=["path"], update_fields=["target"]
        )
    return len(kept)


def follow(path: str, query: str) -> str:
    """Return where the address that was asked for leads, and count it; empty if it is none that is kept."""
    try:
        wanted = [normalised(f"{path}?{query}")] if query else []
        wanted.append(normalised(path))
    except ValidationError:
        return ""
    found = existing(wanted)
    for old in wanted:
        if old in found:
            Redirect.objects.filter(path=old).update(hits=F("hits") + 1, last_hit_at=timezone.now())
            return found[old]
    return ""
