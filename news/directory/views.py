"""The pages of decisions about the directory; the admin mounts them and lends them its frame."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
    JsonResponse,
    QueryDict,
)
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from news.accounts.models import User

from . import exporting, finding, importing, merging, permissions, succession, tables, undoing
from .columns import FILES, Unknown
from .forms import ACTING, HandOverForm, ImportForm, MergeForm, RenameForm, SuccessionForm
from .models import Agency, Change, Official, PendingImport, Position
from .undoing import Refused

SHOWN = 300  # rows of a plan on one page


def member(request: HttpRequest) -> User:
    """Return the member of staff who asks; :raises PermissionDenied: if nobody is logged in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def keeper(request: HttpRequest) -> User:
    """Return the member of staff who asks; :raises PermissionDenied: if they do not keep the directory."""
    user = member(request)
    if not permissions.may_keep(user):
        raise PermissionDenied
    return user


def hand_over(request: HttpRequest, pk: int, frame: dict[str, Any]) -> HttpResponse:
    """Hand the office ``pk`` over, or put somebody in it for a time."""
    user = keeper(request)
    position = get_object_or_404(Position.objects.select_related("agency"), pk=pk)
    form, refusal = HandOverForm(_posted(request), initial={"date": timezone.localdate()}), ""
    if request.method == "POST" and form.is_valid():
        try:
            begun = _take(position, form, user)
        except Refused as refused:
            refusal = str(refused)
        else:
            message = _("%(name)s: %(office)s from %(date)s.") % {
                "name": begun.official.name,
                "office": begun.office,
                "date": formats.date_format(begun.start_date),
            }
            if begun.end_date:
                message += " " + _("Until %(date)s.") % {"date": formats.date_format(begun.end_date)}
            messages.success(request, message)
            return HttpResponseRedirect(request.path)
    context = {
        "title": _("Hand over"),
        "about": str(position),
        "back": reverse("admin:directory_position_change", args=[pk]),
        "history": position.appointments.select_related("official", "position__agency"),
        "today": timezone.localdate(),
        "undoable": undoable(position),
    }
    return _form_page(request, form, refusal, frame | context)


def _take(position: Position, form: HandOverForm, user: User) -> Any:
    said = form.cleaned_data
    decree = {"decree_number": said["decree_number"], "decree_date": said["decree_date"]}
    if said["what"] == ACTING:
        return succession.put_acting(
            position, form.who, capacity=said["capacity"], start=said["date"], end=said["until_date"], by=user, **decree
        )
    return succession.hand_over(position, form.who, date=said["date"], capacity=said["capacity"], by=user, **decree)


def rename(request: HttpRequest, pk: int, frame: dict[str, Any]) -> HttpResponse:
    """Give the agency ``pk`` a new name."""
    user = keeper(request)
    agency = get_object_or_404(Agency, pk=pk)
    form, refusal = RenameForm.of(agency, _posted(request), timezone.localdate()), ""
    back = reverse("admin:directory_agency_change", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            succession.rename(agency, by=user, **form.cleaned_data)
        except Refused as refused:
            refusal = str(refused)
        else:
            date = formats.date_format(form.cleaned_data["date"])
            messages.success(
                request,
                _("Renamed from %(date)s. What is released before keeps the name that it has.") % {"date": date},
            )
            return HttpResponseRedirect(back)
    return _form_page(request, form, refusal, {**frame, "title": _("Rename"), "about": agency.name, "back": back})


def succeed(request: HttpRequest, pk: int, frame: dict[str, Any]) -> HttpResponse:
    """Split the agency ``pk`` or merge it with others."""
    user = keeper(request)
    agency = get_object_or_404(Agency, pk=pk)
    form, refusal = SuccessionForm(_posted(request), initial={"date": timezone.localdate()}), ""
    back = reverse("admin:directory_agency_change", args=[pk])
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        ended = list(dict.fromkeys([agency, *said["others"]]))
        try:
            succession.succeed(ended, form.heirs(agency), date=said["date"], by=user)
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(
                request,
                _("Succeeded from %(date)s. Fill in what is new, and let an administrator say who writes for it.")
                % {"date": formats.date_format(said["date"])},
            )
            return HttpResponseRedirect(back)
    return _form_page(
        request, form, refusal, {**frame, "title": _("Split or merge"), "about": agency.name, "back": back}
    )


DECISIONS = {
    "hand_over": gettext_lazy("Handed over"),
    "put_acting": gettext_lazy("Put somebody in charge"),
    "rename": gettext_lazy("Renamed"),
    "succeed": gettext_lazy("Split or merged"),
    "merge": gettext_lazy("Merged"),
}


def undoable(row: Agency | Official | Position) -> dict[str, Any] | None:
    """Return the last decision about ``row`` that can be taken back, as ``directory/undo.html`` shows it."""
    change = undoing.latest(_subject(row))
    if change is None:
        return None
    url = reverse(f"admin:directory_{row._meta.model_name}_undo", args=[row.pk])
    return {"change": change, "what": DECISIONS.get(change.event, change.event), "url": url}


def _subject(row: Agency | Official | Position) -> str:
    return f"{row._meta.model_name}:{row.pk}"


def undo(request: HttpRequest, model: type[Agency] | type[Official] | type[Position], pk: int) -> HttpResponse:
    """Take the decision ``change`` about the row ``pk`` of ``model`` back; posted only."""
    user = keeper(request)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    row: Any = get_object_or_404(model._default_manager, pk=pk)
    key = request.POST.get("change", "")
    number = int(key) if key.isascii() and key.isdigit() and len(key) < 18 else 0
    change = Change.objects.filter(pk=number, subject=_subject(row)).first()
    try:
        if change is None:
            raise Refused(_("This was taken back already, or something was decided after it."))
        undoing.undo(change, by=user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Taken back: all is as it was before."))
    return HttpResponseRedirect(reverse(f"admin:directory_{model._meta.model_name}_change", args=[pk]))


def merge(request: HttpRequest, frame: dict[str, Any]) -> HttpResponse:
    """Show two records of officials, ``?of=<id>&of=<id>``, and make them one."""
    user = keeper(request)
    wanted = {int(text) for text in request.GET.getlist("of") if text.isascii() and text.isdigit() and len(text) < 18}
    back = reverse("admin:directory_official_changelist")
    pair = Official.objects.current().filter(pk__in=wanted).prefetch_related("appointments__position__agency")
    if len(wanted) != 2 or len(pair) != 2:
        messages.error(request, _("Choose two records, neither of which was merged before."))
        return HttpResponseRedirect(back)
    form, refusal = MergeForm(_posted(request)), " ".join(merging.obstacles(*pair))
    form.fields["kept"].queryset = pair  # type: ignore[attr-defined]  # of a ModelChoiceField
    if request.method == "POST" and form.is_valid():
        kept = form.cleaned_data["kept"]
        try:
            merging.merge(kept, next(each for each in pair if each != kept), by=user)
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, _("Merged. The page of the other record leads here from now on."))
            return HttpResponseRedirect(reverse("admin:directory_official_change", args=[kept.pk]))
    context = {
        "title": _("Merge two records"),
        "about": " · ".join(official.name for official in pair),
        "back": back,
        "pair": pair,
    }
    return _form_page(request, form, refusal, frame | context, "directory/merge.html")


def import_file(request: HttpRequest, kind: str, frame: dict[str, Any]) -> HttpResponse:
    """Take a file of ``kind`` in, show what it would do, and do it once that is confirmed."""
    user = keeper(request)
    if request.method == "POST":
        PendingImport.objects.filter(uploaded_at__lt=timezone.now() - PendingImport.KEPT).delete()
    model = Agency if kind == "agencies" else Official
    back = reverse(f"admin:directory_{model._meta.model_name}_changelist")
    context = {
        **frame,
        "title": _("Import agencies") if kind == "agencies" else _("Import officials"),
        "back": back,
        "headings": list(FILES[kind].values()),
    }
    if request.method == "POST" and "pending" in request.POST:
        return _confirm(request, kind, user, context)
    form = ImportForm(_posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        pending = PendingImport(kind=kind, file_name=file.name[:200], content=file.read(), uploaded_by=user)
        return _preview(request, pending, context)
    return _form_page(request, form, "", context, "directory/import.html")


def _preview(request: HttpRequest, pending: PendingImport, context: dict[str, Any], refusal: str = "") -> HttpResponse:
    """Show what the file would do; it is kept only while it may be confirmed."""
    try:
        plan = importing.plan(pending.kind, tables.read(bytes(pending.content)))
    except (tables.Unreadable, Unknown) as error:
        return _form_page(request, ImportForm(), str(error), context, "directory/import.html")
    if plan.is_possible and pending._state.adding:
        pending.save()
    rank = {"error": 0, "changed": 1, "new": 1}
    telling = sorted((line for line in plan.lines if line.outcome != "same"), key=lambda line: rank[line.outcome])
    context |= {
        "plan": plan,
        "pending": pending,
        "digest": plan.digest(),
        "lines": telling[:SHOWN],
        "left_out": max(0, len(telling) - SHOWN),
        "counts": {name: plan.count(name) for name in ("error", "new", "changed", "same")},
    }
    return _form_page(request, ImportForm(), refusal, context, "directory/import.html", bool(plan.count("error")))


def _confirm(request: HttpRequest, kind: str, user: User, context: dict[str, Any]) -> HttpResponse:
    text = request.POST["pending"]
    key = int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
    pending = PendingImport.objects.filter(pk=key, kind=kind, uploaded_by=user).first()
    if pending is None:
        refusal = _("The file is not here any more; choose it again.")
        return _form_page(request, ImportForm(), refusal, context, "directory/import.html")
    try:
        rows = tables.read(bytes(pending.content))
        done = importing.apply(kind, rows, seen=request.POST.get("digest", ""), by=user, file_name=pending.file_name)
    except Refused as refused:
        return _preview(request, pending, context, str(refused))
    pending.delete()
    count = done.count("new") + done.count("changed")
    messages.success(request, ngettext("%(count)s row imported.", "%(count)s rows imported.", count) % {"count": count})
    return HttpResponseRedirect(context["back"])


def export(request: HttpRequest, kind: str, form: str) -> HttpResponse:
    """Send the file of ``kind`` as ``csv`` or ``xlsx``."""
    keeper(request)
    if form not in ("csv", "xlsx"):
        raise Http404
    content, media_type = exporting.export(kind, form)
    name = {"agencies": "instansi", "officials": "pejabat"}[kind]
    disposition = f'attachment; filename="{name}-{timezone.localdate().isoformat()}.{form}"'
    headers = {"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=media_type, headers=headers)


# At hand, where somebody writes


def find(request: HttpRequest, kind: str) -> HttpResponse:
    """Answer with the agencies, officials or offices (``kind``) that the words in ``q`` name, as they were on ``on``.

    With ``id`` instead of ``q``: what that row is called on the day, and what speaks against it. A day that is none
    is today.
    """
    if kind not in finding.KINDS:
        raise Http404
    try:
        on = datetime.date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        on = timezone.localdate()
    written = request.GET.get("id", "")
    if written:
        pk = int(written) if written.isascii() and written.isdigit() and len(written) < 19 else 0
        row = finding.chosen(kind, pk, on)
        found = [row] if row else []
    else:
        found = finding.KINDS[kind](request.GET.get("q", "")[:200].replace("\0", ""), on)
    day = {"on": on.isoformat(), "day": finding.day(on)}
    return JsonResponse({**day, "results": [each.as_json() for each in found], "most": finding.MOST})


def _posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _form_page(
    request: HttpRequest,
    form: Any,
    refusal: str,
    context: dict[str, Any],
    template: str = "directory/decision.html",
    is_faulty: bool = False,
) -> HttpResponse:
    status = 422 if refusal or form.errors or is_faulty else 200
    if request.method == "GET":
        status = 200
    media = context.get("media", "") + form.media if context.get("media") else form.media
    return TemplateResponse(
        request,
        template,
        {**context, "subtitle": None, "form": form, "refusal": refusal, "media": media},
        status=status,
    )
