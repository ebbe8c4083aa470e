"""Bans: laid from a card or by hand, listed and lifted; and everything by an author, decided alike."""

from __future__ import annotations

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from .. import moderation, sanctions, sweeping
from ..forms import BanForm, DomainForm, SweepForm
from ..models import Comment, Decision, Sanction, Sweep
from ..sanctions import BanRefused
from .framing import SeeOther
from .moderating import Desk, card_or_404, moderator, number

BANS_A_PAGE = 50
SECONDS_AT_ONCE = 1.0  # what a moderator waits for; the worker does the rest


@never_cache
@require_POST
def ban(request: HttpRequest, pk: int) -> HttpResponse:
    """Ban the author of a comment, what it was sent from, or where it leads; its held siblings become spam if asked."""
    desk = Desk.of(request)
    card = card_or_404(pk)
    form = BanForm(card.bannable, request.POST)
    if not form.is_valid():
        return _refused(desk, pk, _("Choose whom to ban, for how long, and say why."))
    wanted = form.cleaned_data
    known, status_before = sanctions.choices(card.comment), card.comment.status
    try:
        for whom in wanted["whom"]:
            kind, _colon, domain = whom.partition(":")
            sanctions.ban(
                kind, domain or known[kind], by=desk.queue.user, days=int(wanted["days"]), reason=wanted["reason"],
                comment=card.comment,
            )  # fmt: skip
    except BanRefused as refused:
        return _refused(desk, pk, str(refused))
    words = _("Banned.")
    if wanted["held_too"]:
        try:
            sweeping.ask(card.comment, Decision.Action.SPAM, by=desk.queue.user, only_held=True)
            sweeping.go_on(SECONDS_AT_ONCE)
            words = _("Banned. Their held comments are being marked as spam.")
        except sweeping.SweepRefused as refused:
            words = f"{words} {refused}"
    if not desk.wants_fragment:
        return desk.back(at=card.comment)
    card = card_or_404(pk)
    card.outcome = words
    return desk.card(card, is_decided=card.comment.status != status_before)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def bans(request: HttpRequest) -> HttpResponse:
    """List the bans, newest first; a domain is banned here by hand."""
    user = moderator(request)
    form = DomainForm(request.POST or None)
    problem = ""
    if request.method == "POST":
        problem = _("Write the domain, for how long, and why.")
        if form.is_valid():
            try:
                sanctions.ban(
                    Sanction.Kind.DOMAIN, form.cleaned_data["domain"], by=user, days=int(form.cleaned_data["days"]),
                    reason=form.cleaned_data["reason"],
                )  # fmt: skip
                return SeeOther(reverse("admin:comments_comment_bans"))
            except BanRefused as refused:
                problem = str(refused)
    rows, next_pk = sanctions.page(BANS_A_PAGE, number(request, "before") or None)
    context = {
        **admin.site.each_context(request),
        "opts": Comment._meta,
        "title": _("Bans"),
        "bans": rows,
        "next_pk": next_pk,
        "now": timezone.now(),
        "durations": sanctions.DURATIONS.items(),
        "sent": form.data if request.method == "POST" else {},
        "problem": problem,
    }
    return TemplateResponse(request, "admin/comments/comment/bans.html", context, status=422 if problem else 200)


@never_cache
@require_POST
def lift(request: HttpRequest, pk: int) -> HttpResponse:
    """Lift a ban."""
    user = moderator(request)
    sanction = Sanction.objects.filter(pk=pk).first()
    if sanction is None:
        raise Http404
    sanctions.lift(sanction, by=user)
    return SeeOther(f"{reverse('admin:comments_comment_bans')}#ban-{pk}")


@never_cache
@require_POST
def sweep(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide alike on everything by the author of a comment: the first of it at once, the rest by the worker."""
    desk = Desk.of(request)
    comment = card_or_404(pk).comment
    form = SweepForm(request.POST)
    if not form.is_valid():
        return desk.page(words=_("Choose a reason."), outcomes=[], status=422)
    try:
        sweeping.ask(comment, by=desk.queue.user, **form.cleaned_data)
    except (sweeping.SweepRefused, moderation.DecisionRefused) as refused:
        return desk.page(words=str(refused), outcomes=[], status=422)
    sweeping.go_on(SECONDS_AT_ONCE)
    return SeeOther(f"{reverse('admin:comments_comment_changelist')}?author={pk}")


@never_cache
@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop a sweep that is under way."""
    user = moderator(request)
    found = Sweep.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    sweeping.stop(found, by=user)
    return SeeOther(f"{reverse('admin:comments_comment_changelist')}?author={found.comment_id}")


@never_cache
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo all that a sweep decided: the first of it at once, the rest by the worker."""
    user = moderator(request)
    found = Sweep.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    try:
        sweeping.take_back(found, by=user)
        sweeping.go_on(SECONDS_AT_ONCE)
    except sweeping.SweepRefused:
        pass  # somebody was faster: the page tells how far it is
    return SeeOther(f"{reverse('admin:comments_comment_changelist')}?author={found.comment_id}")


def _refused(desk: Desk, pk: int, problem: str) -> HttpResponse:
    card = card_or_404(pk)
    card.problem, card.is_open = problem, "ban"
    return desk.card(card, status=422) if desk.wants_fragment else desk.page(refused=card, status=422)
