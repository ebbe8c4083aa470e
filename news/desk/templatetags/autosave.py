"""What the page of a release shows so that no text is lost: what was left behind, who else is here, the log-in."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from .. import working_copies

register = template.Library()


@register.inclusion_tag("desk/autosave.html", takes_context=True)
def autosave(context: Context) -> dict[str, Any]:
    """Return what the script of the page needs, and what its user left behind in this release, or in none yet."""
    request, edition = context["request"], context.get("original")
    session = request.POST.get("_session", "")  # the form came back with a fault: the page goes on where it was
    try:
        working_copies.read_session(session)
    except working_copies.Refused:
        session = ""
    return {
        "edition": edition,
        "user": request.user,
        "session": session,
        "base": request.POST.get("_base", "") if session else "",
        "found": working_copies.own(request.user, edition, but=session),
    }
