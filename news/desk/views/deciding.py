"""Decide on a release from the first page of the desk: no script is needed, and what was typed is never lost."""

from __future__ import annotations

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from news.articles import editing, permissions, workflow
from news.articles.forms import StepForm
from news.articles.history import EVENTS, decisions
from news.articles.models import Edition
from news.articles.standing import state_in_words
from news.articles.views.asking import member
from news.newsroom.moments import written

from .. import dashboard
from ..dashboard import Refusal


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a step with the release ``pk``; a refusal is said on the first page, beside the release.

    :raises Http404: if the user does not see it, or if the first page has no such step.
    """
    user, name = member(request), request.POST.get("step", "")
    edition = permissions.visible_to(user).select_related("article").filter(pk=pk).first()
    if edition is None or name not in dashboard.STEPS:
        raise Http404
    form = StepForm(name, workflow.STEPS[name], request.POST)
    if words := _slips(form):
        if not workflow.STEPS[name].may(user, edition):
            raise PermissionDenied
        return _refused(request, edition, name, words, 422)
    try:
        decided = workflow.take(name, edition, by=user, **form.arguments)
    except workflow.Incomplete as incomplete:
        return _refused(request, edition, name, str(incomplete), 422)
    except workflow.StepRefused as refused:
        return _refused(request, edition, name, f"{refused} {_last_decision(edition)}".strip(), 409)
    except editing.Conflict as conflict:
        words = _("%(reason)s Look at it again, then decide.") % {"reason": conflict}
        return _refused(request, edition, name, words, 409)
    except PermissionDenied as denied:
        return _refused(request, edition, name, str(denied), 403)
    messages.success(request, f"{decided}: {EVENTS[name]}. {state_in_words(decided, timezone.now())}")
    return HttpResponseRedirect(reverse("admin:index"))


def _slips(form: StepForm) -> str:
    """Return what is wrong with what was typed; empty if nothing is."""
    if not form.is_valid():
        return " ".join(str(error) for errors in form.errors.values() for error in errors)
    if "at" in form.data and not form.cleaned_data.get("at"):  # who schedules must not release at once by a slip
        return _("Say when it is to go live.")
    return ""


def _refused(request: HttpRequest, edition: Edition, step: str, words: str, status: int) -> HttpResponse:
    current = Edition.objects.select_related("article").get(pk=edition.pk)
    refusal = Refusal(current, step, words, request.POST.get("note", "")[:10_000], request.POST.get("at", "")[:30])
    response = admin.site.index(request, {"refusal": refusal})
    response.status_code = status
    return response


def _last_decision(edition: Edition) -> str:
    last = next(iter(decisions(edition)), None)
    if not last:
        return ""
    words = {"what": last.what, "who": last.who, "when": written(last.at)}
    return _("Last decision: %(what)s, %(who)s, %(when)s.") % words
