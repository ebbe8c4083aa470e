"""Bring together what two editors made of one release: field by field, row by row, and within a text word by word.

All of it works on what a browser posts, texts under the names of boxes: what the release was when this editor opened it
(the base), what this editor typed (mine), what is saved now (theirs). The base comes back from the browser and is
treated as text only: whoever forges it shows themselves a wrong comparison and gains nothing.
"""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any

from django.http import QueryDict

from news import richtext

from . import differing

Values = dict[str, list[str]]

# Rows of two editors that are new to both and name the same are one row.
IDENTITY = {"agency_rows": "agency", "captions": "photo", "mentions": "official"}
# What a page keeps of its own beside the boxes, and what says nothing about the release.
_OWN = re.compile(r"_|choice-|joined-|csrfmiddlewaretoken$|seen_version$|.*__prefix__")
_OF_FORMSET = re.compile(r"(\w+)-(?:TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS$")
_PLUMBING = {"id", "edition", "DELETE"}
_DEFAULTS = {"order", "is_lead"}
MAX_ROWS = 1000
# From this likeness on what both wrote in one place is woven into one.
WOVEN = 0.5


class Side(StrEnum):
    """Whose a field or row is: nobody's, if both are the same, or that of both."""

    SAME = "same"
    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass(frozen=True)
class Row:
    """A row of a formset in the three texts; None where it is not there. ``key`` is its id, or ``new`` and a number."""

    prefix: str
    key: str
    base: Values | None
    mine: Values | None
    theirs: Values | None
    side: Side

    @property
    def name(self) -> str:
        """What the choice about it is called in the posted form."""
        return f"{self.prefix}-{self.key}"


# What was posted


def posted(data: QueryDict) -> Values:
    """Return what the boxes of the form held, without what the page keeps of its own."""
    return {name: [str(value) for value in data.getlist(name)] for name in data if not _OWN.match(name)}


def as_values(found: Any) -> Values | None:
    """Return decoded JSON as values; None if it is anything else than texts under names."""
    if not isinstance(found, dict):
        return None
    if not all(isinstance(texts, list) and all(isinstance(text, str) for text in texts) for texts in found.values()):
        return None
    return {str(name): texts for name, texts in found.items() if not _OWN.match(str(name))}


def base_of(mine: Values, written: str) -> Values | None:
    """Return what the boxes held when the form was opened; None if ``written`` does not say it.

    :param written: JSON of the boxes that changed since, each with what it held, or null if it was not there.
    """
    changes = _decoded(written)
    if not isinstance(changes, dict):
        return None
    there = as_values({name: texts for name, texts in changes.items() if texts is not None})
    if there is None:
        return None
    return {name: texts for name, texts in mine.items() if name not in changes} | there


def _decoded(written: str) -> Any:
    try:
        return json.loads(written)
    except (ValueError, RecursionError):
        return None


def prefixes(*texts: Mapping[str, Any]) -> list[str]:
    """Return the formsets of which there is anything in ``texts``."""
    return list(dict.fromkeys(match[1] for text in texts for name in text if (match := _OF_FORMSET.match(name))))


def fields(values: Values) -> Values:
    """Return the boxes that are no part of a row."""
    parts = prefixes(values)
    return {name: texts for name, texts in values.items() if not name.startswith(tuple(f"{part}-" for part in parts))}


def rows(values: Values, prefix: str) -> dict[str, Values | None]:
    """Return the rows of a formset by key; None for one that is to be deleted; empty new ones are left out."""
    total = (values.get(f"{prefix}-TOTAL_FORMS") or ["0"])[-1]
    found: dict[str, Values | None] = {}
    for number in range(min(int(total), MAX_ROWS) if total.isascii() and total.isdigit() else 0):
        start = f"{prefix}-{number}-"
        row = {name.removeprefix(start): texts for name, texts in values.items() if name.startswith(start)}
        pk = (row.get("id") or [""])[-1]
        if pk:
            found[pk] = None if "DELETE" in row else row
        elif "DELETE" not in row and any(
            "".join(texts).strip() for name, texts in row.items() if name not in _PLUMBING | _DEFAULTS
        ):
            found[f"new{number}"] = row
    return found


# Who changed what


def same(name: str, one: Sequence[str] | None, other: Sequence[str] | None) -> bool:
    """Say whether two values of the box ``name`` mean the same."""
    old, new = _plain(one), _plain(other)
    if old == new:
        return True
    if name == "tags":
        return set(_topics(old)) == set(_topics(new))
    if name == "body":
        return all(block.kind == differing.Kind.SAME for block in differing.blocks(old, new))
    return False


def _plain(texts: Sequence[str] | None) -> str:
    return "\n".join(texts or ()).replace("\r\n", "\n").replace("\r", "\n").strip()


def _same_row(one: Values | None, other: Values | None) -> bool:
    if one is None or other is None:
        return one is other
    names = (one.keys() | other.keys()) - _PLUMBING
    return all(same(name, one.get(name), other.get(name)) for name in names)


def side_of(base: Any, mine: Any, theirs: Any, is_same: Callable[[Any, Any], bool], *, knows_base: bool) -> Side:
    """Return who changed a field or row; where the base is not known, that counts as both."""
    if is_same(mine, theirs):
        return Side.SAME
    if not knows_base:
        return Side.BOTH
    if is_same(base, theirs):
        return Side.MINE
    return Side.THEIRS if is_same(base, mine) else Side.BOTH


def compared(base: Values | None, mine: Values, theirs: Values) -> dict[str, Side]:
    """Return who changed each box of the form that is no part of a row."""
    old, own, saved = fields(base or {}), fields(mine), fields(theirs)
    return {
        name: side_of(
            old.get(name), own.get(name), saved.get(name), partial(same, name), knows_base=base is not None
        )
        for name in [*saved, *(name for name in own if name not in saved)]
    }  # fmt: skip


def compared_rows(base: Values | None, mine: Values, theirs: Values, prefix: str) -> list[Row]:
    """Return the rows of a formset, each with who changed it: saved ones first, in their order."""
    old, own, saved = (rows(values or {}, prefix) for values in (base, mine, theirs))
    own = _recognised(own, saved, IDENTITY.get(prefix))
    found = []
    for key in dict.fromkeys([*saved, *own]):
        before, typed, now = old.get(key), own.get(key), saved.get(key)
        if base is None and key not in saved and not key.startswith("new"):
            before = typed  # it was saved when this editor opened the release: that much is known
        elif key.startswith("new"):
            before = None
        knows = base is not None or key.startswith("new") or key not in own
        found.append(Row(prefix, key, before, typed, now, side_of(before, typed, now, _same_row, knows_base=knows)))
    return found


def _recognised(own: dict[str, Values | None], saved: dict[str, Values | None], name: str | None) -> Any:
    """Return the rows of ``own``, new ones under the key of a saved one that this editor did not see yet."""
    if name is None:
        return own
    unseen = {_plain(row.get(name)): key for key, row in saved.items() if row and key not in own}
    return {
        unseen.get(_plain(row.get(name)), key) if row and key.startswith("new") else key: row
        for key, row in own.items()
    }


def proposed(row: Row) -> Side:
    """Return what is chosen for a row as long as nobody chose: words are rather kept than lost."""
    if row.prefix == "attachments" and row.theirs is None:
        return Side.THEIRS  # a browser does not keep a chosen file, and a row without one cannot be saved
    if row.side != Side.BOTH:
        return row.side
    if row.mine is None:
        return Side.THEIRS
    return Side.BOTH if row.theirs is not None else Side.MINE


# Joining


def joined(name: str, base: Sequence[str] | None, mine: Sequence[str], theirs: Sequence[str]) -> str:
    """Return one text with the changes of both; where both changed the same words, it has those of both."""
    old, own, saved = None if base is None else _plain(base), _plain(mine), _plain(theirs)
    if name == "tags":
        gone = {topic for topic in _topics(old or "") if topic not in _topics(own) or topic not in _topics(saved)}
        return ", ".join(topic for topic in dict.fromkeys([*_topics(saved), *_topics(own)]) if topic not in gone)
    if name == "body":
        return _joined_markup(old, own, saved)
    if old is None:
        return "".join(_spaced(text for _kind, text in differing.words(saved, own)))
    words = [differing.split(text) for text in (old, own, saved)]
    return "".join(_spaced(_merged(words[0], words[1], words[2], differing.key)))


def joined_row(row: Row) -> Values | None:
    """Return one row with the changes of both; a row that one of them deleted stays as the other has it."""
    if row.mine is None or row.theirs is None:
        return row.mine or row.theirs
    result = dict(row.theirs)
    for name, texts in row.mine.items():
        now, before = row.theirs.get(name, []), (row.base or {}).get(name)
        side = side_of(before, texts, now, partial(same, name), knows_base=row.base is not None)
        if side == Side.MINE or (side == Side.BOTH and name not in {"caption", "words"}):
            result[name] = texts
        elif side == Side.BOTH:
            result[name] = [joined(name, before, texts, now)]
    for name in row.theirs.keys() - row.mine.keys():  # a box that this editor unticked
        if name not in _PLUMBING and same(name, (row.base or {}).get(name), row.theirs[name]):
            del result[name]
    return result


def _topics(text: str) -> list[str]:
    return [topic for part in text.split(",") if (topic := part.strip().strip('"'))]


def _spaced(words: Iterable[str]) -> Iterator[str]:
    """Part words that came from different texts and would stick together."""
    last = ""
    for word in words:
        if last and word and last[-1].isalnum() and word[0].isalnum():
            yield " "
        yield word
        last = word


def _joined_markup(base: str | None, mine: str, theirs: str) -> str:
    old, own, saved = (_blocks(text) for text in (base or "", mine, theirs))
    if base is None:
        old = [block for block in saved if block in set(own)]
    return richtext.clean("".join(_merged(old, own, saved, str.strip, within=_within_block)))


def _within_block(old: list[str], own: list[str], saved: list[str]) -> list[str] | None:
    """Return a paragraph that both changed as one, if it is one paragraph in all three texts."""
    if not len(old) == len(own) == len(saved) == 1:
        return None
    opening = re.match(r"<(p|h2|h3)>", old[0])
    if not opening or not all(text.startswith(opening[0]) for text in (*own, *saved)):
        return None
    closing = f"</{opening[1]}>"
    inner = [text.removeprefix(opening[0]).removesuffix(closing) for text in (old[0], own[0], saved[0])]
    parts = [[token for part in differing.TAG.split(text) for token in _tokens(part)] for text in inner]
    together = "".join(_spaced(_merged(parts[0], parts[1], parts[2], differing.key)))
    return [opening[0] + re.sub(r" (</\w+>) ", r"\1 ", together) + closing]  # a space on both sides of a tag is one


def _tokens(part: str) -> list[str]:
    if part.startswith("<"):
        return [part]
    return [html.escape(word, quote=False) for word in differing.split(html.unescape(part))]


def _blocks(markup: str) -> list[str]:
    """Return the outermost elements of ``markup``, sanitised; lists and quotations stay whole."""
    found: list[str] = []
    current, depth = "", 0
    parts: list[str] = []
    for part in differing.TAG.split(richtext.clean(markup)):
        name = part.strip("</>").split(" ", 1)[0] if part.startswith("<") else ""
        if name in differing.BLOCKS:
            depth += -1 if part.startswith("</") else 1
            if depth == 1 and not part.startswith("</") and (current := "".join(parts)).strip():
                found.append(f"<p>{current}</p>")
                parts = []
        parts.append(part)
        if name in differing.BLOCKS and depth <= 0:
            found.append("".join(parts).strip())
            parts, depth = [], 0
    if (current := "".join(parts)).strip():
        found.append(f"<p>{current}</p>")
    return found


Within = Callable[[list[str], list[str], list[str]], "list[str] | None"]


def _merged(
    base: list[str], mine: list[str], theirs: list[str], key: Callable[[str], Hashable], within: Within | None = None
) -> list[str]:
    """Merge three sequences: what one of them changed is taken over, what both changed is there twice, mine first."""
    changes = [
        (start, end, which, items)
        for which, other in enumerate((mine, theirs))
        for start, end, items in _changes(base, other, key, by_likeness=within is not None)
    ]
    changes.sort(key=lambda change: change[:3])
    result: list[str] = []
    at = number = 0
    while number < len(changes):
        start, end = changes[number][:2]
        group: list[tuple[int, int, int, list[str]]] = []
        # What overlaps, or what both put in at the same place, is looked at together.
        while number < len(changes) and (
            not group or changes[number][0] < end or changes[number][:2] == (start, start)
        ):
            group.append(changes[number])
            end = max(end, changes[number][1])
            number += 1
        result += base[at:start]
        at = end
        old = base[start:end]
        own, saved = (
            _applied(base, start, end, [change for change in group if change[2] == which]) for which in (0, 1)
        )
        if [key(item) for item in own] == [key(item) for item in saved] or not any(change[2] == 0 for change in group):
            result += saved
        elif not any(change[2] == 1 for change in group):
            result += own
        else:
            together = within(old, own, saved) if within else None
            result += _united(own, saved, key) if together is None else together
    return result + base[at:]


def _changes(
    base: list[str], other: list[str], key: Callable[[str], Hashable], *, by_likeness: bool
) -> Iterator[tuple[int, int, list[str]]]:
    """Yield what makes ``other`` of ``base``: which items are replaced, and by what.

    :param by_likeness: within what was replaced, pair those items that are alike.
    """
    for name, i1, i2, j1, j2 in differing.Budget().opcodes([key(item) for item in base], [key(item) for item in other]):
        if name == "replace" and by_likeness:
            at = i1
            for i, j in differing.paired(base[i1:i2], other[j1:j2]):
                end = at if i is None else at + 1
                yield at, end, [] if j is None else [other[j1 + j]]
                at = end
        elif name != "equal":
            yield i1, i2, other[j1:j2]


def _united(own: list[str], saved: list[str], key: Callable[[str], Hashable]) -> list[str]:
    """Return what both put in one place: one after the other, or woven if most of it is the same."""
    counts = [Counter(str(key(item)) for item in side) for side in (own, saved)]
    if differing.likeness(*counts) < WOVEN:
        closes = bool(saved) and saved[0].startswith("</")  # what mine puts in is not to be bold by that
        return saved + own if closes else own + saved
    result: list[str] = []
    for name, i1, i2, j1, j2 in differing.Budget().opcodes([key(one) for one in saved], [key(one) for one in own]):
        result += own[j1:j2] if name == "equal" else own[j1:j2] + saved[i1:i2]
    return result


def _applied(base: list[str], start: int, end: int, changes: list[tuple[int, int, int, list[str]]]) -> list[str]:
    """Return ``base[start:end]`` with ``changes``, which lie within it."""
    result: list[str] = []
    for first, last, _which, items in changes:
        result += base[start:first] + items
        start = last
    return result + base[start:end]


# What was chosen


def resolved(data: QueryDict) -> QueryDict:
    """Return what the page of a conflict posted as what the form of the release would have: each choice carried out.

    The page posts the boxes as this editor typed them; as ``_before`` and ``_theirs`` (JSON) what they held before and
    what is saved; and under ``choice-`` and ``joined-`` what was chosen and written for each field and row.
    """
    mine = posted(data)
    theirs = as_values(_decoded(data.get("_theirs", ""))) or {}
    base = as_values(_decoded(data.get("_before", "")))
    result = data.copy()
    for name in [name for name in data if name.startswith(("choice-", "joined-")) or name in {"_theirs", "_before"}]:
        del result[name]
    for name, side in compared(base, mine, theirs).items():
        choice = _chosen(data, name, side, Side.MINE)
        texts = fields(theirs).get(name, []) if choice == Side.THEIRS else mine.get(name, [])
        if choice == Side.BOTH:
            texts = data.getlist(f"joined-{name}")
        _set(result, name, texts)
    for prefix in prefixes(mine, theirs):
        for name in [name for name in result if name.startswith(f"{prefix}-")]:
            del result[name]
        for name, texts in _formset(data, prefix, compared_rows(base, mine, theirs, prefix), mine, theirs):
            _set(result, name, texts)
    # Should somebody be faster again, this is what this editor began from.
    result["_base"] = json.dumps(theirs | {name: None for name in posted(result) if name not in theirs})
    return result


def _chosen(data: QueryDict, name: str, side: Side, instead: Side) -> Side:
    choice = data.get(f"choice-{name}", "")
    if choice in {Side.MINE, Side.THEIRS, Side.BOTH}:
        return Side(choice)
    return side if side in {Side.MINE, Side.THEIRS} else instead


def _set(data: QueryDict, name: str, texts: Sequence[str]) -> None:
    if texts:
        data.setlist(name, list(texts))
    else:
        data.pop(name, None)


def _formset(
    data: QueryDict, prefix: str, found: list[Row], mine: Values, theirs: Values
) -> Iterator[tuple[str, list[str]]]:
    """Yield the names and texts of a formset whose rows are as chosen: first those that are saved, then new ones."""
    old: list[Values] = []
    new: list[Values] = []
    for row in found:
        choice = _chosen(data, row.name, row.side, proposed(row))
        kept = joined_row(row) if choice == Side.BOTH else row.theirs if choice == Side.THEIRS else row.mine
        if row.theirs is not None:
            old.append({**(kept or row.theirs), "id": [row.key]} | ({} if kept else {"DELETE": ["on"]}))
        elif kept is not None:
            new.append({**kept, "id": [""]})
    for number, values in enumerate([*old, *new]):
        for name, texts in values.items():
            yield f"{prefix}-{number}-{name}", texts
    for name in ("MIN_NUM", "MAX_NUM"):
        of_formset = f"{prefix}-{name}_FORMS"
        yield of_formset, theirs.get(of_formset) or mine.get(of_formset, [])
    yield f"{prefix}-TOTAL_FORMS", [str(len(old) + len(new))]
    yield f"{prefix}-INITIAL_FORMS", [str(len(old))]
