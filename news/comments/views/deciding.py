"""Take a moderator's decisions: one or many, with their reasons; remarks; and what is done for them live."""

from __future__ import annotations

import datetime

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from news.articles.lists import Place

from .. import moderation, queue, sweeping
from ..forms import DecisionForm, ManyForm, RemarkForm
from ..models import Comment, Decision, Preference, Remark, Sweep
from ..queue import Card
from .framing import SeeOther
from .moderating import Desk, card_or_404, moderator, number, outcome_of, wants_fragment

Action = Decision.Action


@never_cache
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a decision and go on to the next comment; if that is not possible, show this one with the reason why."""
    desk = Desk.of(request)
    if request.method != "POST":  # a reload of the page that said why a decision was not taken
        return HttpResponseRedirect(f"{reverse('admin:comments_comment_changelist')}?{request.GET.urlencode()}")
    comment = card_or_404(pk).comment
    following = None if desk.wants_fragment else desk.queue.following(comment)  # before it leaves the list
    form = DecisionForm(request.POST)
    status, problem = 422, _("This decision is not complete.")
    if form.is_valid():
        try:
            return _decided(desk, _take(comment, desk, **form.cleaned_data), form.cleaned_data["action"], following)
        except moderation.Outrun as refused:
            status, problem = 409, str(refused)
        except moderation.DecisionRefused as refused:
            problem = str(refused)
    card = card_or_404(pk)
    card.problem, card.note = problem, request.POST.get("note", "")
    card.is_open = Action.REJECT if request.POST.get("action") == Action.REJECT and status == 422 else ""
    return desk.card(card, status=status) if desk.wants_fragment else desk.page(refused=card, status=status)


@never_cache
def decide_many(request: HttpRequest) -> HttpResponse:
    """Decide alike on all that was chosen, and say what came of each."""
    desk = Desk.of(request)
    if request.method != "POST":
        return HttpResponseRedirect(f"{reverse('admin:comments_comment_changelist')}?{request.GET.urlencode()}")
    form = ManyForm(request.POST)
    if not form.is_valid():
        return desk.page(words=_("Choose comments, and what to decide on them."), outcomes=[], status=422)
    chosen, action = form.cleaned_data["chosen"], form.cleaned_data["action"]
    reason, note = form.cleaned_data["reason"], form.cleaned_data["note"]
    try:
        outcomes = moderation.decide_many(chosen, action, by=desk.queue.user, reason=reason, note=note)
    except moderation.DecisionRefused as refused:
        return desk.page(words=str(refused), outcomes=[], status=422)
    done = [row for row in outcomes if not row.problem]
    if action == Action.UNDO:
        words = ngettext("%(count)s decision undone.", "%(count)s decisions undone.", len(done)) % {"count": len(done)}
        outcomes = [row for row in outcomes if row.problem]  # there is no undoing of the undoing
    else:
        words = ngettext(
            "%(count)s comment is now: %(status)s.", "%(count)s comments are now: %(status)s.", len(done)
        ) % {"count": len(done), "status": moderation.STATUS_AFTER[Action(action)].label}
    return desk.page(words=words, outcomes=outcomes)


@never_cache
@require_POST
def remark(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a remark for the colleagues."""
    desk = Desk.of(request)
    card = card_or_404(pk)
    form = RemarkForm(request.POST)
    if form.is_valid():
        Remark.objects.create(comment=card.comment, by=desk.queue.user, text=form.cleaned_data["text"])
        if not desk.wants_fragment:
            return desk.back(at=card.comment)
        card = card_or_404(pk)
        card.outcome = _("Remark kept.")
        return desk.card(card)
    card.problem, card.is_open = _("Write the remark."), "remark"
    return desk.card(card, status=422) if desk.wants_fragment else desk.page(refused=card, status=422)


@never_cache
@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one comment with all that happened to it, in its order; read only."""
    moderator(request)
    card = card_or_404(pk)
    comment = card.comment
    context = {
        **admin.site.each_context(request),
        "opts": Comment._meta,
        "title": _("Comment by %(name)s") % {"name": comment.name},
        "card": card,
        "comment": comment,
        "history": queue.history(card),
        "queue_query": queue.query(comment),
        "original_text": queue.opened(comment, "original_text"),
        "unmasked_text": queue.opened(comment, "unmasked_text") if comment.is_masked else "",
        "is_read_only": True,
    }
    return TemplateResponse(request, "admin/comments/comment/history.html", context)


@never_cache
@require_safe
def counts(request: HttpRequest) -> JsonResponse:
    """Tell how many comments wait, how many came ``since`` a place in time, and how far the ``sweep`` is."""
    moderator(request)
    found = {**queue.counts(), "new": "0"}
    try:
        since: datetime.datetime | None = Place.parse(request.GET.get("since", "")).list_at
    except ValueError:
        since = None
    if since:
        count = queue.held_since(since)
        found["new"] = count
        if count != "0":
            found["words"] = ngettext(
                "%(count)s new comment waits.", "%(count)s new comments wait.", int(count.rstrip("+"))
            ) % {"count": count}
    if sweep := Sweep.objects.filter(pk=number(request, "sweep")).select_related("by").first():
        found["sweep"] = sweeping.words(sweep)
    return JsonResponse(found)


@never_cache
@require_POST
def keys(request: HttpRequest) -> HttpResponse:
    """Switch the keys on or off for this moderator."""
    user = moderator(request)
    Preference.objects.update_or_create(user=user, defaults={"has_keys": request.POST.get("keys") == "on"})
    if wants_fragment(request):
        return HttpResponse(status=204)
    return SeeOther(reverse("admin:comments_comment_changelist"))


def _take(comment: Comment, desk: Desk, *, action: str, version: int, reason: str, note: str) -> Comment:
    by = desk.queue.user
    if action == Action.UNDO:
        return moderation.undo(comment, by=by, version=version)
    if action == Action.MASK:
        return moderation.mask(comment, by=by, version=version)
    return moderation.decide(comment, action, by=by, version=version, reason=reason, note=note)


def _decided(desk: Desk, decided: Comment, action: str, following: Comment | None) -> HttpResponse:
    """Lead on to the next comment; after masking or undoing, stay with this one."""
    stays = action in (Action.UNDO, Action.MASK)
    if not desk.wants_fragment:
        return desk.back(done=decided, at=decided if stays else following)
    card = card_or_404(decided.pk)
    card.outcome = _outcome(card, action)
    return desk.card(card, is_decided=not stays)


def _outcome(card: Card, action: str) -> str:
    if action == Action.MASK:
        return _("Personal data masked in the comment by %(name)s.") % {"name": card.comment.name}
    if action == Action.UNDO:
        return _("Undone. %(outcome)s") % {"outcome": outcome_of(card.comment)}
    return outcome_of(card.comment)
