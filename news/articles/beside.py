"""What the desk shows beside a release: where it stands, its steps, checks, editions and history."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from news.accounts.models import User

from . import permissions, rules, workflow
from .history import history, remark
from .models import Edition
from .standing import badge, state_in_words

# Where the form has the field that a finding names: the id of a box, or of an inline's group.
_ANCHORS = {
    "agencies": "agency_rows-group",
    "captions": "captions-group",
    "quotes": "quotes-group",
    "mentions": "mentions-group",
}


def anchor(field: str) -> str:
    """Return the id on the form of a release at which ``field`` of a finding is mended."""
    return _ANCHORS.get(field, f"id_{field}")


def beside(edition: Edition, user: User) -> dict[str, Any]:
    """Return what the desk shows beside a release: where it stands, steps, checks, editions and history."""
    now = timezone.now()
    editions = list(edition.article.editions.order_by("sequence"))
    is_open = edition.state in Edition.OPEN_STATES
    return {
        "edition": edition,
        "badge": badge(edition, now),
        "state_in_words": state_in_words(edition, now),
        "steps": workflow.possible_steps(edition, user, now),
        "findings": [(anchor(finding.field), finding) for finding in rules.findings(edition)] if is_open else [],
        "checked": is_open,
        "editions": [(other, badge(other, now)) for other in editions] if len(editions) > 1 else [],
        "history": history(edition),
        "may_change_settings": permissions.may_change_settings(user) and not edition.article.withdrawn_at,
        "public_url": edition.article.get_absolute_url() if edition.is_live_at(now) else "",
        "remark": remark(edition),
    }
