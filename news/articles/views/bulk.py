"""Take one step with many releases: first what was chosen is shown, then the result of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from news.accounts.models import User

from .. import editing, permissions, workflow
from ..models import Edition
from ..standing import badge, state_in_words
from ..workflow import Step
from .asking import member


@dataclass(frozen=True)
class Outcome:
    """What became of one release: where it stands now, and why nothing was done, if so."""

    edition: Edition
    badge: str
    words: str
    is_done: bool


def chosen_page(
    request: HttpRequest, step: Step, name: str, editions: list[Edition], frame: dict[str, Any], problem: str = ""
) -> HttpResponse:
    """Show the ``editions`` that were chosen, with the versions that are decided on, and ask for the remark.

    :param problem: why nothing was decided yet.
    """
    now = timezone.now()
    context = {
        **frame, "title": step.label, "subtitle": None, "step": step, "name": name, "problem": problem,
        "chosen": [(edition, badge(edition, now)) for edition in editions],
        "note": request.POST.get("note", "")[:10_000],
    }  # fmt: skip
    return TemplateResponse(request, "articles/bulk.html", context, status=422 if problem else 200)


def bulk_page(request: HttpRequest, step: Step, name: str, limit: int, frame: dict[str, Any]) -> HttpResponse:
    """Take ``step`` with each release that was posted as ``<id>:<version>``; one that fails does not stop the others.

    :param limit: at most so many; more are left alone.
    """
    user, note = member(request), request.POST.get("note", "")
    versions = dict(filter(None, map(_parsed, request.POST.getlist("chosen")[:limit])))
    found = permissions.visible_to(user).select_related("article").filter(pk__in=versions).order_by("-pk")
    editions = list(found)
    if not editions:
        return chosen_page(request, step, name, [], frame, _("Choose at least one release."))
    if step.needs_note and not note.strip():
        return chosen_page(request, step, name, editions, frame, _("Please say why."))
    outcomes = [_take(name, edition, user, note, versions[edition.pk]) for edition in editions]
    done = sum(outcome.is_done for outcome in outcomes)
    context = {
        **frame, "title": step.label, "subtitle": None, "name": name, "step": step, "outcomes": outcomes,
        "done": done, "refused": len(outcomes) - done, "note": note,
    }  # fmt: skip
    return TemplateResponse(request, "articles/bulk.html", context)


def _parsed(written: str) -> tuple[int, int] | None:
    key, _colon, version = written.partition(":")
    numbers = key + version
    return (int(key), int(version)) if key and version and numbers.isascii() and numbers.isdigit() and len(
        numbers
    ) < 20 and len(key) < 12 else None  # fmt: skip


def _take(name: str, edition: Edition, user: User, note: str, version: int) -> Outcome:
    now = timezone.now()
    try:
        decided = workflow.take(name, edition, by=user, note=note, version=version)
    except (workflow.StepRefused, editing.Conflict, PermissionDenied) as refusal:
        current = Edition.objects.select_related("article").get(pk=edition.pk)
        return Outcome(current, badge(current, now), str(refusal), is_done=False)
    return Outcome(decided, badge(decided, now), state_in_words(decided, now), is_done=True)
