"""An author's own comment, by its private address: what became of it, and what they may still do."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from .. import erasing, gate, own, receiving, reporting
from ..forms import AppealForm, ChangeForm
from ..models import Comment
from .framing import SeeOther


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own_comment(request: HttpRequest, signed: str) -> HttpResponse:
    """Show an author their comment; with POST and ``step`` change, remove or erase it, or appeal."""
    comment = own.find(signed)
    if comment is None:
        raise Http404
    step = request.POST.get("step")
    as_it_is = {"text": comment.text, "version": comment.version}
    change = ChangeForm(request.POST if step == "change" else None, initial=as_it_is, label_suffix="")
    appeal = AppealForm(request.POST if step == "appeal" else None, label_suffix="")
    if request.method != "POST":
        return _page(request, comment, change, appeal)
    try:
        if step == "change" and change.is_valid():
            receiving.change(comment, **change.cleaned_data, as_sent=request.POST.get("text"))
        elif step == "remove":
            receiving.remove(comment, version=_version(request))
        elif step == "erase":
            erasing.erase(comment)
        elif step == "appeal" and appeal.is_valid():
            reporting.appeal(comment, **appeal.cleaned_data)
        else:
            return _page(request, comment, change, appeal, status=422)
    except (receiving.ChangeRefused, reporting.ReportRefused, gate.Refused) as refused:
        comment = own.find(signed) or comment
        if change.is_bound:  # what was typed stays, on top of what the comment is by now
            change = ChangeForm({"text": request.POST.get("text", ""), "version": comment.version}, label_suffix="")
        return _page(request, comment, change, appeal, problem=str(refused), status=409)
    return SeeOther(own.address(comment))


def _page(
    request: HttpRequest, comment: Comment, change: ChangeForm, appeal: AppealForm, problem: str = "", status: int = 200
) -> HttpResponse:
    context = {"own": own.OwnComment.of(comment), "change": change, "appeal": appeal, "problem": problem}
    response = render(request, "comments/own.html", context, status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    # Whoever has this address has the comment: it goes to no other site, and to none of our pages. With "no-referrer"
    # browsers would say "Origin: null" when the forms are sent, which the check against forged requests refuses.
    response.headers["Referrer-Policy"] = "strict-origin"
    return response


def _version(request: HttpRequest) -> int:
    """Return the version that the author saw; 0, which no comment has, if the form does not say."""
    written = request.POST.get("version", "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else 0
