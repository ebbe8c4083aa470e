"""What narrows a list of the desk, each with the address at which it no longer does: no filter is set unseen."""

from __future__ import annotations

from typing import Any, NamedTuple
from urllib.parse import urlencode

from django import template
from django.contrib.admin.views.main import ALL_VAR, IGNORED_PARAMS, PAGE_VAR, SEARCH_VAR, ChangeList
from django.utils.text import capfirst
from django.utils.translation import gettext as _

register = template.Library()


class Chip(NamedTuple):
    """Something that narrows a list: what it says, and where the list is without it."""

    words: str
    url: str


@register.simple_tag
def chips(changelist: ChangeList) -> list[Chip]:
    """Return what narrows ``changelist``: its search, its filters, and whatever else its address asks for."""
    given: dict[str, list[str]] = dict(changelist.filter_params)
    if changelist.query:
        given[SEARCH_VAR] = [changelist.query]
    found, told = [], {SEARCH_VAR, PAGE_VAR, ALL_VAR, *IGNORED_PARAMS}
    if changelist.query:
        words = _("Search: %(words)s") % {"words": changelist.query}
        found.append(Chip(words, _without(given, [SEARCH_VAR])))
    for spec in changelist.filter_specs:
        names = [name for name in given if name in spec.expected_parameters()]
        told.update(names)
        if any(given[name] != [""] for name in names):
            found.append(Chip(f"{capfirst(str(spec.title))}: {_chosen(spec, changelist, given, names)}",
                              _without(given, names)))  # fmt: skip
    rest = [name for name in given if name not in told]
    found += [Chip(f"{_named(name)}: {', '.join(given[name])}", _without(given, [name])) for name in rest]
    return found


def _chosen(spec: Any, changelist: ChangeList, given: dict[str, list[str]], names: list[str]) -> str:
    """Return what is chosen of a filter, in its words; as the address has it, if that is none of its choices."""
    choices = [choice for choice in list(spec.choices(changelist))[1:] if choice.get("selected")]
    return ", ".join(str(choice["display"]) for choice in choices) or ", ".join(
        value for name in names for value in given[name]
    )


def _named(name: str) -> str:
    return _("older than") if name == "id__lt" else name


def _without(given: dict[str, list[str]], names: list[str]) -> str:
    return "?" + urlencode({name: value for name, value in given.items() if name not in names}, doseq=True)
