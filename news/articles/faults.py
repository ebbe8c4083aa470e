"""Why a form of a release was not saved: every fault at once, each with its field, for the top of the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.helpers import InlineAdminFormSet
from django.forms import BaseForm
from django.utils.text import capfirst


@dataclass(frozen=True)
class Fault:
    """What is wrong, in words; the label of its field, and the id at which it is mended."""

    target: str
    label: str
    message: str


def faults(form: BaseForm, formsets: Iterable[InlineAdminFormSet]) -> list[Fault]:
    """Return the faults of ``form`` and of the rows of ``formsets`` in the order of the page; empty if none."""
    found = list(_of_form(form, "", "content-main"))
    for admin_formset in formsets:
        formset: Any = admin_formset.formset
        name = str(capfirst(admin_formset.opts.verbose_name_plural))
        group = f"{formset.prefix}-group"
        found += [Fault(group, name, str(message)) for message in formset.non_form_errors()]
        for number, row in enumerate(formset.forms, start=1):
            found += _of_form(row, f"{capfirst(admin_formset.opts.verbose_name)} {number}", row.prefix)
    return found


def _of_form(form: BaseForm, name: str, target: str) -> Iterator[Fault]:
    for field, messages in form.errors.items():
        bound = form[field] if field in form.fields else None
        label = ", ".join(filter(None, (name, str(bound.label) if bound else "")))
        yield from (Fault(bound.auto_id if bound else target, label, str(message)) for message in messages)
