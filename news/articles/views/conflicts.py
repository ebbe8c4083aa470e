"""The page of two editors who changed the same release: who changed what, a choice for each, and nothing lost."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import formats, timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django_prose_editor.fields import ProseEditorFormField
from taggit.forms import TagField

from news.newsroom.moments import written

from .. import differing, merging, permissions
from ..differing import Block, Piece
from ..forms import EditionForm
from ..history import history
from ..merging import Row, Side, Values
from ..models import Edition
from ..standing import state_in_words
from .asking import member

_TEXT_FIELDS = (forms.CharField, TagField)


@dataclass(frozen=True)
class Part:
    """A field as a person reads it: its label, and its words, of plain text or in blocks of rich text."""

    label: str
    pieces: list[Piece] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


@dataclass(frozen=True)
class Option:
    """One of the texts to choose from; ``parts`` is None where it is to be deleted, ``box`` where it can be written."""

    side: Side
    parts: list[Part] | None
    checked: bool = False
    box: forms.BoundField | None = None


@dataclass(frozen=True)
class Choice:
    """A field or row that is not the same in both texts; ``name`` is what the form posts for it."""

    name: str
    label: str
    side: Side
    options: list[Option]


def boxes(of_forms: Iterable[forms.BaseForm]) -> Values:
    """Return what a browser would post of forms that nobody touched: texts under the names of their boxes."""
    found: Values = {}
    for bound in (bound for form in of_forms for bound in form if not bound.field.disabled):
        wrapped: Any = bound.field.widget
        widget = getattr(wrapped, "widget", wrapped)  # the admin wraps those of relations
        if isinstance(widget, forms.FileInput):
            continue
        value = bound.value()
        if isinstance(widget, forms.CheckboxInput):
            if value:
                found[bound.html_name] = ["on"]
            continue
        shown = widget.format_value(value)
        texts = [str(text) for text in (shown if isinstance(shown, list | tuple) else [shown or ""])]
        found[bound.html_name] = texts or [""]
    return found


def values_of(form: EditionForm, formsets: Sequence[tuple[str, Any]]) -> Values:
    """Return what a browser would post of the form of a release and its rows, when nobody touched them."""
    parts = [formset for _title, formset in formsets]
    rows = [row for formset in parts for row in formset.forms]
    return merging.as_values(boxes([form, *(formset.management_form for formset in parts), *rows])) or {}


def changed_by_them(base: Values, theirs: Values, form: EditionForm, formsets: Sequence[tuple[str, Any]]) -> list[str]:
    """Return the labels of the fields and parts in which ``theirs`` differs from ``base``, in the form's order."""
    sides = merging.compared(base, base, theirs)
    found = [bound.label for bound in form if sides.get(bound.name, Side.SAME) != Side.SAME]
    for title, formset in formsets:
        rows = merging.compared_rows(base, base, theirs, formset.prefix)
        found += [title] if any(row.side != Side.SAME for row in rows) else []
    return [str(label) for label in found]


def labels_of(names: Iterable[str], form: EditionForm, formsets: Sequence[tuple[str, Any]]) -> list[str]:
    """Return the labels of the fields and parts that the boxes ``names`` belong to, in the form's order."""
    names = list(names)
    found = [str(bound.label) for bound in form if bound.name in names]
    return found + [
        title for title, formset in formsets if any(name.startswith(f"{formset.prefix}-") for name in names)
    ]


# What is shown


def choices(
    base: Values | None, mine: Values, theirs: Values, form: EditionForm, formsets: Sequence[tuple[str, Any]]
) -> list[Choice]:
    """Return every field and row in which the two texts differ, in the form's order.

    :param form: the form of what is saved now, and :param formsets: its rows, each with its title.
    """
    sides = merging.compared(base, mine, theirs)
    found = []
    for bound in form:
        side = sides.get(bound.name, Side.SAME)
        if side != Side.SAME:
            values = ((texts or {}).get(bound.name) for texts in (base, mine, theirs))
            found.append(_of_field(form, bound, side, *values, knows_base=base is not None))
    for title, formset in formsets:
        rows = merging.compared_rows(base, mine, theirs, formset.prefix)
        found += [_of_row(title, formset.empty_form, row) for row in rows if row.side != Side.SAME]
    return found


def _of_field(
    form: EditionForm,
    bound: forms.BoundField,
    side: Side,
    base: list[str] | None,
    mine: list[str] | None,
    theirs: list[str] | None,
    *,
    knows_base: bool,
) -> Choice:
    own, saved = mine or [], theirs or []
    before = base or [] if knows_base else None
    options = [
        Option(Side.MINE, [_part("", bound.field, before if knows_base else saved, own)], side == Side.MINE),
        Option(Side.THEIRS, [_part("", bound.field, before, saved)], side == Side.THEIRS),
    ]
    is_text = isinstance(bound.field, _TEXT_FIELDS) and not isinstance(bound.field, forms.SlugField)
    if side == Side.BOTH and is_text:
        text = merging.joined(bound.name, before, own, saved)
        joined = type(form)(prefix="joined", instance=form.instance, initial={bound.name: text})
        options.append(Option(Side.BOTH, [], True, joined[bound.name]))
    elif side == Side.BOTH:
        options[0] = Option(Side.MINE, options[0].parts, True)
    return Choice(bound.name, str(bound.label), side, options)


def _of_row(title: str, empty: forms.BaseForm, row: Row) -> Choice:
    chosen = merging.proposed(row)
    options = [
        Option(Side.MINE, _parts(empty, row.base, row.mine), chosen == Side.MINE),
        Option(Side.THEIRS, _parts(empty, row.base, row.theirs), chosen == Side.THEIRS),
    ]
    if row.side == Side.BOTH and row.mine is not None and row.theirs is not None:
        parts = _parts(empty, row.theirs, merging.joined_row(row))
        options.append(Option(Side.BOTH, parts, chosen == Side.BOTH))
    return Choice(row.name, title, row.side, options)


def _parts(empty: forms.BaseForm, before: Values | None, values: Values | None) -> list[Part] | None:
    """Return the fields of a row that hold something; None if there is no row."""
    if values is None:
        return None
    return list(_filled_parts(empty, before, values))


def _filled_parts(empty: forms.BaseForm, before: Values | None, values: Values) -> Iterator[Part]:
    for name, box in empty.fields.items():
        texts = values.get(name, [])
        if name in {"id", "edition", "DELETE"} or not (any(texts) or any((before or {}).get(name, []))):
            continue
        yield _part(str(capfirst(box.label or name)), box, (before or {}).get(name, []) if before else None, texts)


def _part(label: str, box: forms.Field, before: Sequence[str] | None, texts: Sequence[str]) -> Part:
    new = _in_words(box, texts)
    old = new if before is None else _in_words(box, before)
    if isinstance(box, ProseEditorFormField):
        return Part(label, blocks=differing.blocks(old, new))
    return Part(label, differing.words(old, new))


def _in_words(box: forms.Field, texts: Sequence[str]) -> str:
    """Return what was typed as a person reads it: names for keys, dates in words; what cannot be read, as it is."""
    text = "\n".join(texts).replace("\r\n", "\n")
    if isinstance(box, forms.BooleanField):
        return _("yes") if text else _("no")
    if not text or isinstance(box, _TEXT_FIELDS):
        return text
    try:
        value = box.to_python(text)
    except ValidationError:
        return text
    if isinstance(value, datetime.datetime):
        return written(value)
    if isinstance(value, datetime.date):
        return formats.date_format(value)
    if isinstance(value, Model):
        return str(value)
    named = getattr(box, "choices", None)
    return str(dict(named).get(text, text)) if named else text


def conflict_page(
    request: HttpRequest,
    current: Edition,
    form: EditionForm,
    formsets: Sequence[tuple[str, Any]],
    frame: dict[str, Any],
) -> HttpResponse:
    """Show what two editors made of a release that somebody changed or decided meanwhile; nothing typed is lost.

    :param form: the form of ``current`` as it is saved, and :param formsets: its rows, each with its title.
    """
    can_save = current.state in Edition.OPEN_STATES and permissions.may_write(member(request), current)
    mine, theirs = merging.posted(request.POST), values_of(form, formsets)
    base = merging.base_of(mine, request.POST.get("_base", ""))
    found = choices(base, mine, theirs, form, formsets)
    context = {
        **frame,
        "title": _("Somebody else changed this release"),
        "edition": current,
        "form": form,
        "groups": [
            (side, [choice for choice in found if choice.side == side]) for side in (Side.BOTH, Side.MINE, Side.THEIRS)
        ],
        "differs": bool(found),
        "mine": [(name, text) for name, texts in mine.items() for text in texts],
        "before": json.dumps(base) if base is not None else "",
        "theirs": json.dumps(theirs),
        "knows_base": base is not None,
        "session": request.POST.get("_session", ""),
        "can_save": can_save,
        "last": next(iter(history(current)), None),
        "lost_files": any(name.startswith("attachments-new") for name in (choice.name for choice in found)),
        "state_in_words": state_in_words(current, timezone.now()),
    }
    return TemplateResponse(request, "articles/conflict.html", context, status=409)
