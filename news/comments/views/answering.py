"""What agencies' staff see and press: the questions handed to them and their answers; and the handing over."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from news.accounts.models import User
from news.directory.models import Agency
from news.newsroom.models import Newsroom

from .. import answering, conversations
from ..conversations import Question
from ..forms import ReferralForm, ReplyForm
from ..models import Referral
from ..permissions import may_moderate, may_see_referrals
from .framing import SeeOther
from .moderating import Desk, card_or_404, number


def staff(request: HttpRequest) -> User:
    """Return the user, who may see what is handed to agencies.

    :raises PermissionDenied: if they may not.
    """
    user = request.user
    if isinstance(user, User) and may_see_referrals(user):
        return user
    raise PermissionDenied


@never_cache
@require_safe
def referrals(request: HttpRequest) -> HttpResponse:
    """Show what waits for an answer, the most urgent first, and what readers ask below the agency's releases."""
    return _page(request, staff(request))


@never_cache
@require_safe
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one comment with the form for an answer."""
    user = staff(request)
    question = conversations.question(pk, user)
    if question is None:
        raise Http404
    return _page(request, user, only=question)


@never_cache
@require_POST
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish an answer in the name of an agency."""
    user = staff(request)
    question = conversations.question(pk, user)
    if question is None:
        raise Http404
    form = ReplyForm(request.POST)
    if not form.is_valid():
        question.problem = _first_error(form)
    else:
        sent = form.cleaned_data
        agency = Agency.objects.filter(pk=sent["agency"]).first()
        text = answering.channel_words(Newsroom.current()) if request.POST.get("with") == "channel" else sent["text"]
        try:
            if agency is None:
                raise answering.AnswerRefused(_("Choose an agency."))
            answer = answering.reply(question.comment, agency=agency, by=user, text=text, token=sent["token"])
            return SeeOther(f"{reverse('admin:comments_referral_changelist')}?done={answer.pk}")
        except answering.AnswerRefused as refused:
            question.problem = str(refused)
    question.text = request.POST.get("text", "")
    return _page(request, user, refused=question, status=422)


@never_cache
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """End a referral without an answer."""
    user = staff(request)
    referral = Referral.objects.filter(pk=pk).first()
    if referral is None:
        raise Http404
    answering.take_back(referral, by=user)
    return SeeOther(reverse("admin:comments_referral_changelist"))


@never_cache
@require_POST
def refer(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand a comment of the queue to an agency."""
    desk = Desk.of(request)
    card = card_or_404(pk)
    form = ReferralForm(request.POST)
    problem = _("Choose an agency and the last day for its answer.")
    if form.is_valid():
        try:
            answering.refer(
                card.comment,
                agency=form.cleaned_data["agency"],
                by=desk.queue.user,
                due_date=form.cleaned_data["due_date"],
                note=form.cleaned_data["note"],
            )
        except answering.AnswerRefused as refused:
            problem = str(refused)
        else:
            card = card_or_404(pk)
            card.outcome = _("Handed to %(agency)s.") % {"agency": form.cleaned_data["agency"].name}
            return desk.card(card) if desk.wants_fragment else desk.back(at=card.comment)
    card.problem, card.is_open, card.note = problem, "agency", request.POST.get("note", "")
    return desk.card(card, status=422) if desk.wants_fragment else desk.page(refused=card, status=422)


def _page(
    request: HttpRequest,
    user: User,
    *,
    refused: Question | None = None,
    only: Question | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show the questions; ``refused`` stands first, with the reason why; ``only`` stands alone."""
    waiting, has_more = ([only], False) if only else conversations.waiting(user)
    asked = [] if only else conversations.asked(user)
    shown = {refused.comment.pk} if refused else set()
    handed = shown | {row.comment.pk for row in waiting}
    done = conversations.question(number(request, "done"), user) if "done" in request.GET else None
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "opts": Referral._meta,
        "title": _("Answer a reader") if only else _("Questions to agencies"),
        "only": only,
        "questions": [row for row in waiting if row.comment.pk not in shown],
        "asked": [row for row in asked if row.comment.pk not in handed],
        "refused": refused,
        "done": done,
        "has_more": has_more,
        "agencies": conversations.agencies(user),
        "channel_words": answering.channel_words(Newsroom.current()),
        "may_moderate": may_moderate(user),
        "token": uuid.uuid4,
    }
    return TemplateResponse(request, "admin/comments/referral/questions.html", context, status=status)


def _first_error(form: ReplyForm) -> str:
    return next(str(error) for errors in form.errors.values() for error in errors)
