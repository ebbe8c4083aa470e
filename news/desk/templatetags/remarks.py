"""Remarks between colleagues, beside a release and in its history."""

from __future__ import annotations

from typing import Any

from django import template

from news.articles.models import Edition

from .. import remarking

register = template.Library()


@register.inclusion_tag("desk/remarks.html", takes_context=True)
def remarks(context: Any, edition: Edition) -> dict[str, Any]:
    """Print the remarks on the release of ``edition``, with the forms to make, answer and settle them."""
    return remarking.listed(edition) | {"csrf_token": context.get("csrf_token")}


@register.inclusion_tag("desk/all_remarks.html")
def all_remarks(edition: Edition) -> dict[str, Any]:
    """Print all remarks on the release of ``edition``, to be read."""
    return remarking.listed(edition)


register.simple_tag(remarking.open_count, name="open_remarks")
