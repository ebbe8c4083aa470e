"""The pages of a decision: one step with what it does, and two editors who changed the same release.

Also the words in which the desk tells where a release stands. The admin mounts these views and lends them its frame.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news import richtext
from news.accounts.models import User
from news.ledger.models import LedgerEntry
from news.newsroom.moments import written
from news.photos import markup, renditions
from news.photos.models import Photo

from . import editing, permissions, rules, workflow
from .forms import EditionForm, SettingsForm, StepForm
from .models import Edition

State = Edition.State


def member(request: HttpRequest) -> User:
    """Return the member of staff who asks.

    :raises PermissionDenied: if nobody is logged in.
    """
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def posted_version(request: HttpRequest) -> int:
    """Return the version that the posted form was made from; 0, which no edition has, if it names none."""
    version = request.POST.get("seen_version", "")
    return int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0


# Where a release stands, in words

STANDINGS: dict[str, str | Promise] = {
    "live": gettext_lazy("live"),
    "scheduled": gettext_lazy("scheduled"),
    "replaced": gettext_lazy("replaced"),
    "expired": gettext_lazy("expired"),
}


def standing(edition: Edition, now: datetime.datetime) -> str:
    """Return where ``edition`` stands at ``now``: its state, or for a released one a key of :data:`STANDINGS`."""
    if edition.state != State.RELEASED or edition.live_from is None:
        return edition.state
    if edition.live_from > now:
        return "scheduled"
    if edition.is_live_at(now):
        return "live"
    return "expired" if edition.expires_at and edition.live_until == edition.expires_at else "replaced"


def badge(edition: Edition, now: datetime.datetime) -> SafeString:
    """Return the standing of ``edition`` as a coloured word, and whether it awaits confirmation."""
    key = standing(edition, now)
    label = STANDINGS.get(key) or edition.get_state_display()
    mark = format_html('<span class="badge badge-{}">{}</span>', key, label)
    if edition.awaits_confirmation:
        mark += format_html(' <span class="badge badge-unconfirmed">{}</span>', _("awaits confirmation"))
    return mark


def state_in_words(edition: Edition, now: datetime.datetime) -> str:
    """Return a sentence that says where ``edition`` stands and since when."""
    sentences = {
        State.DRAFT: _("A draft; last changed %(changed)s."),
        State.IN_REVIEW: _("In review: an editor who did not change it may approve or return it."),
        State.APPROVED: _("Approved; it may be released as it stands."),
        State.WITHDRAWN: _("Withdrawn %(withdrawn)s; readers see the reason."),
        State.DISCARDED: _("Discarded; it was never released."),
        "scheduled": _("Scheduled: live from %(from)s. Nothing needs to run for that."),
        "live": _("Live since %(from)s."),
        "replaced": _("Replaced %(until)s by a newer edition."),
        "expired": _("Expired %(until)s."),
    }
    return sentences[standing(edition, now)] % {
        "changed": written(edition.changed_at),
        "withdrawn": written(edition.article.withdrawn_at),
        "from": written(edition.live_from),
        "until": written(edition.live_until),
    }


def thumbnail(photo: Photo) -> SafeString:
    """Return a small picture of ``photo`` for staff, also while it is not public."""
    made = renditions.widths(photo)[0]
    return format_html(
        '<img src="{}" width="{}" height="{}" alt="{}" loading="lazy">',
        markup.staff_url(photo, f"{made}.webp"), made, renditions.height(photo, made), photo.alt,
    )  # fmt: skip


def photo_picture(pk: int) -> HttpResponse:
    """Lead to the picture that :func:`thumbnail` shows of the photo ``pk``."""
    photo = get_object_or_404(Photo, pk=pk)
    return HttpResponseRedirect(markup.staff_url(photo, f"{renditions.widths(photo)[0]}.webp"))


# What stands beside a release

EVENTS: dict[str, str | Promise] = {
    "create": gettext_lazy("Began"),
    "edit": gettext_lazy("Changed"),
    "import": gettext_lazy("Imported"),
    "paste": gettext_lazy("Pasted"),
    "submit": gettext_lazy("Submitted for review"),
    "return": gettext_lazy("Returned"),
    "approve": gettext_lazy("Approved"),
    "release": gettext_lazy("Released"),
    "unschedule": gettext_lazy("Unscheduled"),
    "fast_release": gettext_lazy("Released without review"),
    "release_minor": gettext_lazy("Released a minor correction"),
    "confirm": gettext_lazy("Confirmed"),
    "revise": gettext_lazy("Began a correction"),
    "withdraw": gettext_lazy("Withdrew"),
    "discard": gettext_lazy("Discarded"),
    "settings": gettext_lazy("Changed the settings"),
}

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


@dataclass(frozen=True)
class Event:
    """A line of the history: when (aware), who, what, the remark, and of which edition; 0 if of the whole article."""

    at: datetime.datetime
    who: str
    key: str
    note: str
    sequence: int

    @property
    def what(self) -> str | Promise:
        """What happened, in words."""
        return EVENTS.get(self.key, self.key)


def history(edition: Edition) -> list[Event]:
    """Return what happened to the article of ``edition``, newest first; changes in a row by one person are one line."""
    events: list[Event] = []
    previous: tuple[str, str, str] | None = None
    for entry in LedgerEntry.objects.about(edition.article.subject):
        key = (entry.event, entry.actor_name, entry.part)
        if entry.event == "edit" and key == previous:
            events.pop()
        previous = key
        sequence = entry.part.removeprefix("edition:")
        events.append(
            Event(
                entry.at,
                entry.actor_name,
                entry.event,
                entry.note,
                int(sequence) if sequence.isdigit() else 0,
            )
        )
    return events[::-1]


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


def remark(edition: Edition) -> Event | None:
    """Return the remark with which this draft was returned, until it is submitted again."""
    if edition.state != State.DRAFT:
        return None
    last = next(iter(_decisions(edition)), None)
    return last if last and last.key == "return" else None


def _decisions(edition: Edition) -> list[Event]:
    of_edition = [event for event in history(edition) if event.sequence == edition.sequence]
    return [event for event in of_edition if event.key not in {"create", "edit"}]


# One step


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
    last = next(iter(_decisions(edition)), None)
    if not last:
        return ""
    return _("Last decision: %(what)s, %(who)s, %(when)s.") % {
        "what": last.what,
        "who": last.who,
        "when": written(last.at),
    }


# What can be set at any time


def settings_page(request: HttpRequest, edition: Edition, frame: dict[str, Any]) -> HttpResponse:
    """Show the settings of the article of ``edition``, and change them.

    :param frame: the context of the admin's pages.
    :raises PermissionDenied: if the user may not change them.
    """
    user, back = member(request), reverse("admin:articles_edition_change", args=[edition.pk])
    if not permissions.may_change_settings(user):
        raise PermissionDenied
    form = SettingsForm(request.POST if request.method == "POST" else None, instance=edition.article)
    if request.method == "POST" and form.is_valid():
        try:
            editing.change_settings(edition.article_id, by=user, **form.cleaned_data)
        except editing.NotEditable as refused:
            messages.warning(request, str(refused))
        else:
            messages.success(request, _("Saved."))
        return HttpResponseRedirect(back)
    context = {
        **frame, "title": _("Settings of this release"), "subtitle": None, "edition": edition, "form": form,
        "badge": badge(edition, timezone.now()), "here": _("Settings"),
    }  # fmt: skip
    return TemplateResponse(request, "articles/settings.html", context, status=422 if form.errors else 200)


# Two editors


@dataclass(frozen=True)
class Difference:
    """A field of the form: what the database says now, and the box with what this editor typed."""

    yours: django_forms.BoundField
    theirs: str | SafeString
    differs: bool


@dataclass(frozen=True)
class PartDifference:
    """The rows of an inline: what the database says now, and the boxes with what this editor typed."""

    title: str
    theirs: Sequence[str]
    yours: Any


def differences(form: EditionForm, current: Edition) -> list[Difference]:
    """Return the fields of ``form``, bound to what was posted, beside those of ``current``; what differs first."""
    form.full_clean()  # so that each box shows its faults
    found = [
        Difference(bound, _as_text(form, current, bound.name), bound.name in form.changed_data)
        for bound in form
        if not bound.is_hidden
    ]
    return sorted(found, key=lambda difference: not difference.differs)


def _as_text(form: EditionForm, current: Edition, name: str) -> str | SafeString:
    if name == "tags":
        return ", ".join(current.tags.names())
    value = form.initial.get(name) if name in {"kind", "slug", "comments"} else getattr(current, name, "")
    if name == "body":
        return richtext.safe(str(value))
    if isinstance(value, datetime.datetime):
        return written(value)
    if isinstance(value, datetime.date):
        return formats.date_format(value)
    if isinstance(value, Model):
        return str(value)
    choices = getattr(form.fields[name], "choices", None) if name in form.fields else None
    return str(dict(choices).get(value, value)) if choices and value else str(value or "")


def conflict_page(
    request: HttpRequest, current: Edition, form: EditionForm, parts: Sequence[PartDifference], frame: dict[str, Any]
) -> HttpResponse:
    """Show both versions of a release that somebody else changed or decided meanwhile; nothing typed is lost."""
    can_save = current.state in Edition.OPEN_STATES and permissions.may_write(member(request), current)
    fields = differences(form, current)
    last = next(iter(history(current)), None)
    context = {
        **frame,
        "title": _("Somebody else changed this release"),
        "edition": current,
        "form": form,
        "differing": [field for field in fields if field.differs],
        "same": [field for field in fields if not field.differs],
        "parts": parts,
        "can_save": can_save,
        "last": last,
        "state_in_words": state_in_words(current, timezone.now()),
    }
    return TemplateResponse(request, "articles/conflict.html", context, status=409)
