"""What the desk shows beside a release: where it stands, its steps, checks, editions and history."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, When
from django.utils import timezone

from news.accounts.models import User

from . import permissions, workflow
from .checking import checks
from .explaining import explanation, release_label
from .forms import StepForm
from .history import history, remark
from .manuscript import Manuscript
from .models import Edition
from .rules import Finding
from .standing import badge, state_in_words

# Where the form has the field that a finding names: the id of a box, or of an inline's group.
_ANCHORS = {
    "agencies": "agency_rows-group",
    "captions": "captions-group",
    "quotes": "quotes-group",
    "mentions": "mentions-group",
}
# Steps that are taken on the screen of the release itself: what they do stands above their button. What is final, or
# needs a reason for the reader, has a page of its own.
ONE_PRESS = frozenset({"approve", "return", "release", "confirm"})
# The step for which this screen was opened comes first, then the others, and last what throws away.
_FIRST = ("submit", "approve", "release", "confirm", "release_minor", "revise")
_LAST = ("withdraw", "discard")


@dataclass(frozen=True)
class Way:
    """A step that this user may take: what it does in words, and its form if it is taken on this screen."""

    name: str
    step: workflow.Step
    label: str
    explanation: list[str]
    form: StepForm | None
    is_first: bool

    @property
    def saves_first(self) -> bool:
        """Say whether its button saves the text, and then takes the step at once."""
        return self.name == "submit"


def anchor(field: str) -> str:
    """Return the id on the form of a release at which ``field`` of a finding is mended."""
    return _ANCHORS.get(field, f"id_{field}")


def target(finding: Finding) -> str:
    """Return the id on the form at which ``finding`` is mended: of a box, or of a row or group of an inline."""
    if finding.row is None or finding.field not in _ANCHORS:
        return anchor(finding.field)
    prefix = f"{_ANCHORS[finding.field].removesuffix('-group')}-{finding.row}"
    return f"id_{prefix}-{finding.part}" if finding.part else prefix


def targets(findings: Iterable[Finding]) -> list[tuple[str, Finding]]:
    """Return ``findings``, each with the id at which it is mended."""
    return [(target(finding), finding) for finding in findings]


def ways(steps: Mapping[str, workflow.Step], edition: Edition, now: datetime.datetime) -> list[Way]:
    """Return the possible ``steps`` with ``edition``, the one that is awaited first."""
    names = [
        *(name for name in _FIRST if name in steps),
        *(name for name in steps if name not in _FIRST + _LAST),
        *(name for name in _LAST if name in steps),
    ]
    return [_way(name, steps[name], edition, now, is_first=number == 0) for number, name in enumerate(names)]


def _way(name: str, step: workflow.Step, edition: Edition, now: datetime.datetime, *, is_first: bool) -> Way:
    form = None
    if name in ONE_PRESS:
        form = StepForm(name, step, initial={"seen_version": edition.version}, auto_id=f"id_{name}_%s")
    label = release_label(edition, None, now) if name == "release" else str(step.label)
    told = explanation(name, edition) if is_first or name in ONE_PRESS else []
    return Way(name, step, label, told, form, is_first)


def next_waiting(edition: Edition, user: User) -> Edition | None:
    """Return the release after ``edition`` that waits for a decision by ``user``, round and round by its last change.

    One query, over what is open only; none for who decides on nothing.
    """
    waiting = Q()
    if user.has_perm("articles.review_edition"):
        changed = Edition.changed_by.through._default_manager.filter(edition=OuterRef("pk"), user=user)
        waiting |= Q(~Exists(changed), state=Edition.State.IN_REVIEW)
    if permissions.may_release(user, edition):
        waiting |= Q(state=Edition.State.APPROVED)
    if not waiting:
        return None
    comes_later = Case(When(changed_at__gt=edition.changed_at, then=0), default=1)
    others = permissions.visible_to(user).filter(waiting).exclude(pk=edition.pk)
    return others.order_by(comes_later, "changed_at", "pk").first()


def beside(edition: Edition, user: User) -> dict[str, Any]:
    """Return what the desk shows beside a release: where it stands, steps, checks, editions and history."""
    now = timezone.now()
    editions = list(edition.article.editions.order_by("sequence"))
    is_open = edition.state in Edition.OPEN_STATES
    steps = workflow.possible_steps(edition, user, now)
    return {
        "edition": edition,
        "badge": badge(edition, now),
        "state_in_words": state_in_words(edition, now),
        "ways": ways(steps, edition, now),
        "steps": steps,
        "next_waiting": next_waiting(edition, user),
        "findings": targets(checks(Manuscript.of(edition))) if is_open else [],
        "checked": is_open,
        "editions": [(other, badge(other, now)) for other in editions] if len(editions) > 1 else [],
        "history": history(edition),
        "may_change_settings": permissions.may_change_settings(user) and not edition.article.withdrawn_at,
        "public_url": edition.article.get_absolute_url() if edition.is_live_at(now) else "",
        "remark": remark(edition),
    }
