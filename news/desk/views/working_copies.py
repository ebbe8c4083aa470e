"""What the page of a release sends while somebody writes, and the page of what was left behind.

Answers to the script are JSON; what is wrong is ``{"error": words, "code": …}`` with a status of 4xx.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from news.articles import permissions
from news.articles.admin.releases import EditionAdmin
from news.articles.differing import Kind
from news.articles.history import history
from news.articles.merging import Side, base_of
from news.articles.models import Edition
from news.articles.standing import state_in_words
from news.articles.views.asking import member
from news.articles.views.conflicts import Part, changed_by_them, choices, values_of
from news.articles.workflow import STEPS
from news.newsroom.moments import written

from .. import working_copies
from ..models import WorkingCopy
from ..working_copies import Refused

STATUS = {"too_large": 413, "too_many": 409, "redacted": 409, "another_user": 409, "gone": 404}


def _as_json(view: Callable[[HttpRequest, dict[str, Any]], dict[str, Any]]) -> Callable[[HttpRequest], JsonResponse]:
    """Make a view of a function from the decoded body to the answer; what it refuses is told as JSON."""

    @wraps(view)
    @never_cache
    @require_POST
    def answer(request: HttpRequest) -> JsonResponse:
        try:
            return JsonResponse(view(request, _body(request)))
        except Refused as refused:
            return JsonResponse({"error": str(refused), "code": refused.code}, status=STATUS.get(refused.code, 400))

    return answer


def _body(request: HttpRequest) -> dict[str, Any]:
    """Return the decoded body.

    :raises Refused: if it is no JSON object, too large, or was written for somebody else.
    """
    try:
        found = json.loads(request.body)
    except RequestDataTooBig as error:
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1_000_000
        message = _("That is more than the form of a release can hold (%(limit)d MB).") % {"limit": limit}
        raise Refused(message, "too_large") from error
    except (ValueError, RecursionError) as error:
        raise Refused(_("The page sent something that cannot be kept; load it again.")) from error
    if not isinstance(found, dict):
        raise Refused(_("The page sent something that cannot be kept; load it again."))
    if found.get("user") != request.user.pk:
        raise Refused(_("Somebody else is logged in now."), "another_user")
    return found


@_as_json
def keep(request: HttpRequest, found: dict[str, Any]) -> dict[str, Any]:
    """Keep what was typed, or note that the page is open or was left; tell who else is here, and what moved on."""
    user, now = member(request), timezone.now()
    edition = _edition(request, found.get("edition"))
    session = working_copies.read_session(found.get("session"))
    answer: dict[str, Any] = {"time": formats.date_format(timezone.localtime(now), "H.i"), "others": [], "moved": None}
    if "fields" in found:
        copy = working_copies.keep(user, edition, working_copies.read_draft(found), now)
        answer["address"] = reverse("admin:desk:working_copy", args=[copy.pk]) if copy.saved_at else ""
    elif edition and not found.get("closed"):
        working_copies.show_sign(user, edition, session, edition.version, now)
    if found.get("closed"):
        working_copies.close(user, session)
    elif edition:
        others = working_copies.others(user, edition, session, now)
        answer["others"] = [{"id": pk, "words": words} for pk, words in others]
        answer["moved"] = _moved(request, edition, found)
    return answer


def _edition(request: HttpRequest, pk: Any) -> Edition | None:
    user = member(request)
    if pk is None:
        if not (user.has_perm("articles.write_edition") or user.has_perm("articles.write_any_edition")):
            raise Refused(_("Your role does not write releases."))
        return None
    is_number = isinstance(pk, int) and not isinstance(pk, bool) and 0 < pk < 2**63
    edition = permissions.visible_to(user).select_related("article").filter(pk=pk).first() if is_number else None
    if edition is None:
        raise Refused(_("There is no such release, or you do not see it any more."), "gone")
    return edition


def _moved(request: HttpRequest, edition: Edition, found: dict[str, Any]) -> dict[str, Any] | None:
    """Tell what became of the release since the page was opened; None if nothing did, or if the page knows it."""
    version, state = found.get("version"), found.get("state")
    if edition.version == version and edition.state == state:
        return None
    moved = {"version": edition.version, "state": edition.state, "is_conflict": edition.version != version}
    if found.get("known") == [edition.version, edition.state]:
        return moved | {"words": None}
    last = next(iter(history(edition)), None)
    words = f"{last.who or '–'}: {last.what}, {written(last.at)}." if last else ""
    session = found.get("session")
    copy = WorkingCopy.objects.filter(user=member(request), session=str(session)).with_words().first()
    if copy and edition.version != version:
        form, formsets = _edition_admin().untouched(request, edition)
        base = base_of(copy.fields, json.dumps(copy.base))
        if base is not None and (labels := changed_by_them(base, values_of(form, formsets), form, formsets)):
            words += " " + _("Changed: %(fields)s.") % {"fields": ", ".join(labels)}
    if edition.state != state:
        words += " " + str(state_in_words(edition, timezone.now()))
    return moved | {"words": words.strip()}


@never_cache
@require_safe
def token(request: HttpRequest) -> JsonResponse:
    """Tell who is logged in, with the token for forms: after a log-in the one of an open page is worth nothing."""
    return JsonResponse({"user": request.user.pk, "name": str(request.user), "token": get_token(request)})


# What was left behind


@never_cache
@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a working copy would change, with the buttons to use it or to drop it."""
    copy = _own(request, pk)
    edition = _visible(request, copy)
    form, formsets = _edition_admin().untouched(request, edition or Edition())
    mine, saved = copy.fields, values_of(form, formsets)
    base = base_of(mine, json.dumps(copy.base)) if edition else saved
    written_by_me = [choice for choice in choices(base, mine, saved, form, formsets) if choice.side != Side.THEIRS]
    context = {
        **admin.site.each_context(request),
        "title": _("What you wrote and did not save"),
        "copy": copy,
        "edition": edition,
        "texts": [*((choice.label, choice.options[0].parts) for choice in written_by_me), *_note(copy)],
        "moved": edition is not None and edition.version != copy.began_from,
        "can_save": edition.state in Edition.OPEN_STATES and permissions.may_write(member(request), edition)
        if edition
        else copy.edition_id is None,
        "state_in_words": state_in_words(edition, timezone.now()) if edition else "",
        "is_open": copy.is_open_at(timezone.now()),
    }
    return TemplateResponse(request, "desk/working_copy.html", context)


@require_POST
def use(request: HttpRequest, pk: int) -> HttpResponse:
    """Save a working copy as if its page had: into its release, or as a new draft; a conflict leads to its page."""
    copy = _own(request, pk)
    edition = _visible(request, copy)
    if copy.edition_id and edition is None:
        raise PermissionDenied
    data = request.POST.copy()  # it has to be read first, or it would take the place of what is put there
    data.clear()
    for name, texts in copy.fields.items():
        data.setlist(name, texts)
    own = {"_save": "1", "_session": copy.session, "_base": json.dumps(copy.base), "seen_version": copy.began_from}
    for name, value in own.items():
        data[name] = str(value)
    if edition and (note := copy.text("_note")):
        request.session[f"submit-note-{edition.pk}"] = note[:5000]  # the page of the release shows it again
    request.POST = data  # type: ignore[assignment]  # Django lets it be set
    # Should anything be wrong, the form comes back, and is posted to where it belongs.
    pk_or_none = str(edition.pk) if edition else None
    name, args = ("change", [pk_or_none]) if edition else ("add", [])
    answer: HttpResponse = _edition_admin().changeform_view(
        request, pk_or_none, reverse(f"admin:articles_edition_{name}", args=args)
    )
    return answer


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a working copy away."""
    copy = _own(request, pk)
    working_copies.forget(member(request), copy.session)
    messages.success(request, _("Dropped."))
    if _visible(request, copy):
        return HttpResponseRedirect(reverse("admin:articles_edition_change", args=[copy.edition_id]))
    return HttpResponseRedirect(reverse("admin:index"))


def _note(copy: WorkingCopy) -> list[tuple[str, list[Part]]]:
    """Return the note to whoever checks the release, if one was typed: it is no part of the release."""
    note = copy.text("_note")
    return [(str(STEPS["submit"].note_label), [Part("", [(Kind.ADDED, note)])])] if note else []


def _own(request: HttpRequest, pk: int) -> WorkingCopy:
    return get_object_or_404(WorkingCopy.objects.with_words(), pk=pk, user=member(request))


def _visible(request: HttpRequest, copy: WorkingCopy) -> Edition | None:
    """Return the release of ``copy``; None if it was never saved, or if its user does not see it any more."""
    return permissions.visible_to(member(request)).select_related("article").filter(pk=copy.edition_id or 0).first()


def _edition_admin() -> EditionAdmin:
    found = admin.site.get_model_admin(Edition)
    assert isinstance(found, EditionAdmin)  # noqa: S101  # for the type checker
    return found
