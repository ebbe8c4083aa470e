"""The page of two editors who changed the same release: both texts, and nothing lost."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import formats, timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from news import richtext
from news.newsroom.moments import written

from .. import permissions
from ..forms import EditionForm
from ..history import history
from ..models import Edition
from ..standing import state_in_words
from .asking import member


@dataclass(frozen=True)
class Difference:
    """A field of the form: what the database says now, and the box with what this editor typed."""

    yours: django_forms.BoundField
    theirs: str | SafeString
    differs: bool


@dataclass(frozen=True)
class PartDifference:
    """The rows of an inline: what the database says now, and the boxes with what this editor typed."""

    title: str
    theirs: Sequence[str]
    yours: Any


def differences(form: EditionForm, current: Edition) -> list[Difference]:
    """Return the fields of ``form``, bound to what was posted, beside those of ``current``; what differs first."""
    form.full_clean()  # so that each box shows its faults
    found = [
        Difference(bound, _as_text(form, current, bound.name), bound.name in form.changed_data)
        for bound in form
        if not bound.is_hidden
    ]
    return sorted(found, key=lambda difference: not difference.differs)


def _as_text(form: EditionForm, current: Edition, name: str) -> str | SafeString:
    if name == "tags":
        return ", ".join(current.tags.names())
    value = form.initial.get(name) if name in {"kind", "slug", "comments"} else getattr(current, name, "")
    if name == "body":
        return richtext.safe(str(value))
    if isinstance(value, datetime.datetime):
        return written(value)
    if isinstance(value, datetime.date):
        return formats.date_format(value)
    if isinstance(value, Model):
        return str(value)
    choices = getattr(form.fields[name], "choices", None) if name in form.fields else None
    return str(dict(choices).get(value, value)) if choices and value else str(value or "")


def conflict_page(
    request: HttpRequest, current: Edition, form: EditionForm, parts: Sequence[PartDifference], frame: dict[str, Any]
) -> HttpResponse:
    """Show both versions of a release that somebody else changed or decided meanwhile; nothing typed is lost."""
    can_save = current.state in Edition.OPEN_STATES and permissions.may_write(member(request), current)
    fields = differences(form, current)
    last = next(iter(history(current)), None)
    context = {
        **frame,
        "title": _("Somebody else changed this release"),
        "edition": current,
        "form": form,
        "differing": [field for field in fields if field.differs],
        "same": [field for field in fields if not field.differs],
        "parts": parts,
        "can_save": can_save,
        "last": last,
        "state_in_words": state_in_words(current, timezone.now()),
    }
    return TemplateResponse(request, "articles/conflict.html", context, status=409)
