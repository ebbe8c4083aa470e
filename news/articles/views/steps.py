"""The page of a step: what it does in plain words, what it asks for, and why it is refused."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from news.accounts.models import User
from news.newsroom.moments import written

from .. import editing, workflow
from ..beside import beside, targets
from ..explaining import RELEASING, explanation, release_label
from ..forms import StepForm
from ..history import EVENTS, decisions
from ..models import Edition
from ..standing import state_in_words
from .asking import member


def step_page(request: HttpRequest, edition: Edition, name: str, frame: dict[str, Any]) -> HttpResponse:
    """Show the step ``name`` and take it when it is posted; what was typed is never lost.

    :param frame: the context of the admin's pages.
    :raises PermissionDenied: if the user may not take this step here.
    """
    step, user = workflow.STEPS[name], member(request)
    refusal, findings, status = "", [], 200
    form = StepForm(
        name, step, request.POST or None, initial={"seen_version": edition.version, "at": edition.live_from}
    )
    if request.method == "POST" and not form.is_valid():
        if not step.may(user, edition):
            raise PermissionDenied(_("You may not take the step “%(step)s” here.") % {"step": step.label})
        status = 422
    elif request.method == "POST":
        try:
            decided = workflow.take(name, edition, by=user, **form.arguments)
        except workflow.Incomplete as incomplete:
            findings, status = targets(incomplete.findings), 422
            refusal = _("It is not complete yet. Mend these, then try again; what you typed here is kept.")
        except workflow.StepRefused as refused:
            refusal, status = f"{refused} {_what_happened(edition)}".strip(), 409
        except editing.Conflict as conflict:
            refusal, status = _("%(reason)s Look at it again, then decide.") % {"reason": conflict}, 409
            form.data = {**form.data.dict(), "seen_version": str(conflict.current.version)}  # type: ignore[attr-defined]  # it was posted
        except PermissionDenied as denied:
            refusal, status = str(denied), 403
        else:
            return _decided(request, name, decided)
        edition = Edition.objects.select_related("article", "section").get(pk=edition.pk)
    elif name not in workflow.possible_steps(edition, user):
        return _not_possible(request, edition, name, user)
    return TemplateResponse(
        request,
        "articles/step.html",
        {
            **frame, **beside(edition, user), "title": step.label, "subtitle": None, "name": name, "step": step,
            "form": form, "refusal": refusal, "refused_findings": findings,
            "explanation": explanation(name, edition), "button": _button(name, step, edition, form),
            "is_editable": edition.state in Edition.OPEN_STATES,
        },
        status=status,
    )  # fmt: skip


def _button(name: str, step: workflow.Step, edition: Edition, form: StepForm) -> str:
    """Return what pressing the button does, by the time that was typed."""
    if name not in RELEASING:
        return str(step.label)
    typed = form.cleaned_data.get("at") if form.is_bound and form.is_valid() else None
    return release_label(edition, typed, timezone.now())


def _decided(request: HttpRequest, name: str, decided: Edition) -> HttpResponse:
    if name == "revise":
        messages.success(request, _("The correction is a draft: change it here; the edition before it stays live."))
    else:
        messages.success(request, f"{EVENTS[name]}. {state_in_words(decided, timezone.now())}")
    return HttpResponseRedirect(reverse("admin:articles_edition_change", args=[decided.pk]))


def _not_possible(request: HttpRequest, edition: Edition, name: str, user: User) -> HttpResponse:
    """Tell why the step is not possible: 403 if it is not this user's, else back to the release with what happened."""
    step = workflow.STEPS[name]
    if edition.state in step.from_states and step.fits(edition, timezone.now()):
        raise PermissionDenied(_("You may not take the step “%(step)s” here.") % {"step": step.label})
    refused = _("“%(step)s” is not possible: this release is now “%(state)s”.") % {
        "step": step.label,
        "state": edition.get_state_display(),
    }
    messages.warning(request, f"{refused} {_what_happened(edition)}".strip())
    return HttpResponseRedirect(reverse("admin:articles_edition_change", args=[edition.pk]))


def _what_happened(edition: Edition) -> str:
    """Return the last decision about ``edition``: who, what and when."""
    last = next(iter(decisions(edition)), None)
    if not last:
        return ""
    return _("Last decision: %(what)s, %(who)s, %(when)s.") % {
        "what": last.what,
        "who": last.who,
        "when": written(last.at),
    }
