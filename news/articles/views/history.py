"""The history of a release: what was decided, any two states compared, an earlier one restored."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import comparing, editing, permissions, restoring, workflow
from ..forms import StepForm
from ..history import Version, baselines, everything, history, versions
from ..models import Edition
from ..standing import badge
from .asking import member

BEFORE, AFTER, ALL = "before", "after", "all"


def history_page(request: HttpRequest, edition: Edition, frame: dict[str, Any]) -> HttpResponse:
    """Show what happened to the article of ``edition``, and what differs between two of its states.

    :param frame: the context of the admin's pages.
    :raises Http404: if a state that is asked for is none of this article.
    """
    user, events = member(request), everything(edition)
    states = versions(edition, events)
    wanted = baselines(edition, events, states, user)
    before, after = _chosen(request, edition, states, [(each.before, each.after) for each in wanted])
    keys = {state.event.number: state.key for state in states if state.event}
    standing = {state.edition.sequence: state.key for state in states if not state.event}
    comparison = comparing.compare(before.content(), after.content()) if before and after else None
    context = {
        **frame, "title": _("History"), "subtitle": None, "edition": edition, "here": _("History"),
        "badge": badge(edition, timezone.now()), "states": _grouped(states), "before": before, "after": after,
        "comparison": comparison, "only_changes": ALL not in request.GET, "baselines": wanted,
        "events": [
            (event, keys.get(event.number, ""), standing.get(event.sequence, "") if event.sequence else "")
            for event in history(edition, events)
        ],
        "restorable": [
            state for state in states if not state.event and state.edition.state not in Edition.OPEN_STATES
        ],
        "may_restore": permissions.may_write(user, edition), "may_redact": permissions.may_redact(user),
        "redactions": edition.article.redactions.select_related("by"),
    }  # fmt: skip
    return TemplateResponse(request, "articles/history.html", context)


def _chosen(
    request: HttpRequest, edition: Edition, states: list[Version], wanted: list[tuple[str, str]]
) -> tuple[Version | None, Version | None]:
    """Return the two states to compare: those asked for, else the most telling ones, else none."""
    by_key = {state.key: state for state in states}
    if BEFORE in request.GET or AFTER in request.GET:
        keys = request.GET.get(BEFORE, ""), request.GET.get(AFTER, f"e{edition.sequence}")
    elif wanted:
        keys = wanted[0]
    else:
        return None, None
    if any(key not in by_key for key in keys):
        raise Http404
    return by_key[keys[0]], by_key[keys[1]]


def _grouped(states: list[Version]) -> list[tuple[str, list[Version]]]:
    """Return ``states`` by edition, for a select box."""
    groups: dict[int, list[Version]] = {}
    for state in states:
        groups.setdefault(state.edition.sequence, []).append(state)
    return [(_("Edition %(number)s") % {"number": sequence}, group) for sequence, group in groups.items()]


def restore_page(request: HttpRequest, edition: Edition, key: str, frame: dict[str, Any]) -> HttpResponse:
    """Show the state ``key`` of the article of ``edition`` beside what stands now, and restore it when it is posted.

    :raises Http404: if there is no such state.
    :raises PermissionDenied: if the user may not write this release.
    """
    user = member(request)
    version = next((state for state in versions(edition) if state.key == key), None)
    if version is None:
        raise Http404
    if not permissions.may_write(user, edition):
        raise PermissionDenied
    draft = restoring.open_edition(edition)
    newest = edition.article.editions.exclude(state=Edition.State.DISCARDED).order_by("sequence").last()
    asks_kind = draft is None and newest is not None
    form = StepForm(
        "revise" if asks_kind else "", workflow.STEPS["revise" if asks_kind else "submit"], request.POST or None,
        initial={"seen_version": draft.version if draft else 0},
    )  # fmt: skip
    if not asks_kind:
        form.fields.pop("note", None)
    refusal, status = "", 200
    if request.method == "POST" and form.is_valid():
        given = form.arguments
        try:
            fresh, lacking = restoring.restore(
                version, by=user, kind=given.get("kind", ""), note=given.get("note", ""),
                seen_version=given["version"] if draft else None,
            )  # fmt: skip
        except (workflow.StepRefused, editing.NotEditable) as refused:
            refusal, status = str(refused), 409
        except editing.Conflict as conflict:
            refusal, status = _("%(reason)s Look at it again, then decide.") % {"reason": conflict}, 409
            form.data = {**form.data.dict(), "seen_version": str(conflict.current.version)}  # type: ignore[attr-defined]  # it was posted
        else:
            messages.success(request, _("Restored. What stood here before is kept in the history."))
            if lacking:
                messages.warning(request, _("Not brought back: %(what)s.") % {"what": "; ".join(lacking)})
            return HttpResponseRedirect(reverse("admin:articles_edition_change", args=[fresh.pk]))
    elif request.method == "POST":
        status = 422
    stands = draft or newest
    context = {
        **frame, "title": _("Restore"), "subtitle": None, "edition": edition, "here": _("Restore"), "version": version,
        "badge": badge(edition, timezone.now()), "form": form, "refusal": refusal, "draft": draft,
        "asks_kind": asks_kind, "only_changes": True, "before": stands,
        "comparison": comparing.compare(stands.content(), version.content()) if stands else None,
    }  # fmt: skip
    return TemplateResponse(request, "articles/restore.html", context, status=status)
