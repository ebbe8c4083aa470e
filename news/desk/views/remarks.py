"""Remarks between colleagues, beside the text that they are about; with a script the page stays where it is."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from news.articles import permissions
from news.articles.models import Edition
from news.articles.views.asking import member

from .. import remarking
from ..models import Remark


@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a remark on the release ``pk``."""
    edition, post = _edition(request, pk), request.POST
    try:
        made = remarking.remark(
            edition.article, post.get("text", ""), by=member(request),
            field=post.get("field", ""), quoted=post.get("quoted", ""),
        )  # fmt: skip
    except remarking.RemarkRefused as refused:
        return _answer(request, edition, str(refused), refused="new")
    return _answer(request, edition, _("Your remark is there."), made=made)


@require_POST
def answer(request: HttpRequest, pk: int, remark: int) -> HttpResponse:
    """Answer a remark on the release ``pk``."""
    edition = _edition(request, pk)
    to = _remark(edition, remark)
    try:
        remarking.answer(to, request.POST.get("text", ""), by=member(request))
    except remarking.RemarkRefused as refused:
        return _answer(request, edition, str(refused), refused=str(to.pk))
    return _answer(request, edition, _("Your answer is there."), made=to)


@require_POST
def settle(request: HttpRequest, pk: int, remark: int) -> HttpResponse:
    """Settle a remark on the release ``pk``, or open it again."""
    edition, settled = _edition(request, pk), request.POST.get("settled") == "1"
    to = _remark(edition, remark)
    remarking.settle(to, by=member(request), settled=settled)
    return _answer(request, edition, _("Settled.") if settled else _("Open again."), made=to)


def _edition(request: HttpRequest, pk: int) -> Edition:
    user = member(request)
    edition = permissions.visible_to(user).select_related("article").filter(pk=pk).first()
    if edition is None or not user.has_perm("articles.view_edition"):
        raise Http404
    return edition


def _remark(edition: Edition, pk: int) -> Remark:
    found = Remark.objects.select_related("article", "parent").filter(pk=pk, article=edition.article_id).first()
    if found is None:
        raise Http404
    return found


def _answer(
    request: HttpRequest, edition: Edition, told: str, *, made: Remark | None = None, refused: str = ""
) -> HttpResponse:
    """Return the remarks as they are now, or lead back to them where no script asked."""
    if request.headers.get("X-Requested-With") == "fragment":
        context = remarking.listed(edition) | {"told": told, "made": made, "refused": refused, "typed": request.POST}
        return render(request, "desk/remarks.html", context, status=422 if refused else 200)
    (messages.warning if refused else messages.success)(request, told)
    return HttpResponseRedirect(reverse("admin:articles_edition_change", args=[edition.pk]) + "#remarks")
