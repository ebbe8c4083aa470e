"""What colleagues are told at the desk, and how each of them wants to be told."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import admin, messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from news.accounts.models import User
from news.alerts import recipients, wording
from news.alerts.counting import unread
from news.alerts.models import Kind, Notice, Preference
from news.articles import permissions
from news.articles.views.asking import member

UNREAD, READ = 50, 30
EXPLANATIONS: dict[Kind, str | Promise] = {
    Kind.SUBMITTED: gettext_lazy("A release was submitted, and I may approve or return it."),
    Kind.CONFIRM: gettext_lazy("A release or a minor correction went out without review, and I may confirm it."),
    Kind.RETURNED: gettext_lazy("A release that I wrote came back with a remark, or a draft was handed to me."),
    Kind.APPROVED: gettext_lazy("A release that I wrote, or may release, was approved."),
    Kind.RELEASED: gettext_lazy("Somebody else released, scheduled, unscheduled or withdrew what I wrote."),
    Kind.FAILED: gettext_lazy("Readers do not see what should be live, or work in the background fails."),
}


@dataclass(frozen=True)
class Row:
    """A notice as the list prints it: what it is about, what happened, and the remark; nothing of what is not seen."""

    notice: Notice
    title: str
    sentence: str
    remark: str


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """List what this user was told: unread first, then what was read, the newest first."""
    user, before = member(request), request.GET.get("before", "")
    if before and not (before.isascii() and before.isdigit() and len(before) < 18):
        raise Http404
    found = Notice.objects.at_desk(user).select_related("entry", "edition__article")
    fresh = [] if before else list(found.unread()[: UNREAD + 1])
    old = found.filter(read_at__isnull=False)
    read = list((old.filter(pk__lt=int(before)) if before else old)[: READ + 1])
    rows = _rows(user, [*fresh[:UNREAD], *read[:READ]])
    context = {
        **admin.site.each_context(request), "title": _("Notices"), "is_first": not before,
        "unread": rows[: len(fresh[:UNREAD])], "has_more_unread": len(fresh) > UNREAD,
        "read": rows[len(fresh[:UNREAD]) :], "newest": fresh[0].pk if fresh else 0,
        "older": read[READ - 1].pk if len(read) > READ else 0,
    }  # fmt: skip
    return TemplateResponse(request, "desk/notices.html", context)


def _rows(user: User, found: list[Notice]) -> list[Row]:
    """Return rows that say no more than ``user`` may see; one query, however many."""
    now = timezone.now()
    keys = [notice.edition_id for notice in found if notice.edition_id]
    sees = permissions.visible_to(user).filter(pk__in=keys) if user.has_perm("articles.view_edition") and keys else None
    visible = set(sees.values_list("pk", flat=True)) if sees is not None else set()
    rows = []
    for notice in found:
        edition = notice.edition
        if edition and not (edition.pk in visible or edition.is_live_at(now)):
            rows.append(Row(notice, _("A release that you do not see any more"), "", ""))
            continue
        title = str(edition or notice.get_kind_display())
        rows.append(Row(notice, title, wording.sentence(notice, now), wording.remark(notice)))
    return rows


@require_safe
@never_cache
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to what the notice ``pk`` is about; with that it is read."""
    user = member(request)
    found = get_object_or_404(Notice.objects.at_desk(user).select_related("edition__article"), pk=pk)
    Notice.objects.filter(pk=found.pk, read_at=None).update(read_at=timezone.now())
    return HttpResponseRedirect(wording.place(found, user, timezone.now()))


@require_POST
def mark_read(request: HttpRequest) -> HttpResponse:
    """Mark as read all that the list showed: what came in since then stays unread."""
    until = request.POST.get("until", "")
    if until.isascii() and until.isdigit() and len(until) < 18:
        shown = Notice.objects.at_desk(member(request)).unread().filter(pk__lte=int(until))
        shown.update(read_at=timezone.now())
        messages.success(request, _("All notices are marked as read."))
    return HttpResponseRedirect(reverse("admin:desk:notices"))


@require_safe
@never_cache
def count(request: HttpRequest) -> HttpResponse:
    """Tell a script how many are unread."""
    found = unread(member(request))
    return JsonResponse({"count": found.count, "label": found.label, "words": found.words})


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Show how this user wants to be told of each kind, and change it."""
    user = member(request)
    kinds = recipients.may_be_told(user)
    if request.method == "POST":
        with transaction.atomic():
            for kind in kinds:
                wishes = {name: f"{kind}-{name}" in request.POST for name in ("at_desk", "by_email")}
                Preference.objects.update_or_create(user=user, kind=kind, defaults=wishes)
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("admin:desk:notice_preferences"))
    wished = {row.kind: row for row in Preference.objects.filter(user=user)}
    rows = [(kind, EXPLANATIONS[kind], wished.get(kind) or Preference(kind=kind)) for kind in kinds]
    context = {**admin.site.each_context(request), "title": _("Which notices I get"), "rows": rows}
    return TemplateResponse(request, "desk/notice_preferences.html", context)
