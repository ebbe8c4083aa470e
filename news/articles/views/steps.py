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
from ..beside import anchor, beside
from ..forms import StepForm
from ..history import EVENTS, decisions
from ..models import Edition
from ..standing import state_in_words
from .asking import member


def explanation(name: str, edition: Edition) -> list[str]:
    """Return, in plain sentences, what taking the step ``name`` does."""
    public = [
        _(
            "Readers see it on its own page, on the front page, in the section “%(section)s”, "
            "on the pages of its agencies, officials and topics, and in their feeds."
        )
        % {"section": edition.section or "–"}
    ]
    if edition.embargo_until and edition.embargo_until > timezone.now():
        public.append(_("Not before the embargo ends: %(moment)s.") % {"moment": written(edition.embargo_until)})
    if edition.expires_at:
        public.append(_("It expires %(moment)s.") % {"moment": written(edition.expires_at)})
    if edition.article.number:
        public.append(
            _("It keeps the number %(number)s and its address; it takes the place of the edition that is live now.")
            % {"number": edition.article.number}
        )
    else:
        public.append(_("It gets its number and its address, which never change again."))
    unseen = _("Nobody else has looked at it: a colleague must confirm it afterwards.")
    texts = {
        "submit": [_("It is put before the editors. Whoever changes it from now on takes it back to draft.")],
        "return": [_("It goes back to its writer as a draft, with your remark.")],
        "approve": [
            _(
                "You stand for it as the second pair of eyes. "
                "It may then be released as it is; any change takes it back to draft."
            )
        ],
        "release": public,
        "fast_release": [*public, unseen],
        "release_minor": [*public, unseen],
        "unschedule": [
            _("It will not go live as planned and waits to be released again. A number that was given stays.")
        ],
        "confirm": [_("You looked at what was released in a hurry, and stand for it as the second pair of eyes.")],
        "revise": [
            _(
                "A new draft begins with all that this edition says. "
                "This edition stays live until the new one is released."
            ),
            _(
                "A correction (ralat), clarification or update is announced to the reader with your note; "
                "a minor one is not."
            ),
        ],
        "withdraw": [
            _(
                "Its page says from now on that it was withdrawn, when and why, and no longer shows its headline "
                "or text. It leaves every list and feed."
            ),
            _("This is final, and it ends scheduled corrections as well."),
        ],
        "discard": [_("This draft is put aside. It stays in the history; nothing of it is ever public.")],
    }
    return texts.get(name, [])


def step_page(request: HttpRequest, edition: Edition, name: str, frame: dict[str, Any]) -> HttpResponse:
    """Show the step ``name`` and take it when it is posted; what was typed is never lost.

    :param frame: the context of the admin's pages.
    :raises PermissionDenied: if the user may not take this step here.
    """
    step, user = workflow.STEPS[name], member(request)
    refusal, findings, status = "", [], 200
    form = StepForm(name, step, request.POST or None, initial={"seen_version": edition.version})
    if request.method == "POST" and not form.is_valid():
        status = 422
    elif request.method == "POST":
        try:
            decided = workflow.take(name, edition, by=user, **form.arguments)
        except workflow.Incomplete as incomplete:
            findings, status = [(anchor(finding.field), finding) for finding in incomplete.findings], 422
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
            "explanation": explanation(name, edition), "is_editable": edition.state in Edition.OPEN_STATES,
        },
        status=status,
    )  # fmt: skip


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
