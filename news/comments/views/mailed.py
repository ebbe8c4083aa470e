"""Where mailed links lead. Opening one shows what it is for; only the button does it, for mail scanners open links."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from news.articles.models import Edition

from .. import following, links, own, verifying

View = Callable[..., HttpResponse]


def answer(request: HttpRequest, template: str, status: int = 200, **context: Any) -> HttpResponse:
    """Answer with ``comments/mail/<template>``: kept by no search engine, and its address told to no other site."""
    response = render(request, f"comments/mail/{template}", context, status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def mailed(view: View) -> View:
    """Answer in plain words where a link is too old (410), or none of ours (400); neither tells anything else."""

    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    @functools.wraps(view)
    def shown(request: HttpRequest, token: str) -> HttpResponse:
        try:
            return view(request, token)
        except links.Expired:
            return answer(request, "problem.html", status=410, is_expired=True)
        except links.Invalid:
            return answer(request, "problem.html", status=400)

    return shown


@mailed
def verify(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether a comment came from the owner of its address, and take their word for it."""
    comment = verifying.opened(token)
    edition = Edition.objects.live().filter(article=comment.article_id).first()
    context: dict[str, Any] = {"comment": comment, "edition": edition}
    if request.method != "POST":
        return answer(request, "verify.html", **context)
    if "disown" in request.POST:
        verifying.disown(comment)
        return answer(request, "disowned.html", **context)
    verifying.verify(comment, set(verifying.sent_here(request)))
    comment.refresh_from_db(fields=["status", "version", "is_verified"])
    response = answer(request, "verified.html", own_url=own.address(comment), **context)
    verifying.trust(response, comment.email_hash or "", timezone.now())
    return response


@mailed
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether a reader wants to follow a release, and let them."""
    follower = following.opened(token)
    edition = Edition.objects.live().filter(article=follower.article_id).first()
    if request.method != "POST" or edition is None:
        return answer(request, "follow_confirm.html", edition=edition, follower=follower)
    following.confirm(follower)
    verifying.verify_sent(follower.email_hash, set(verifying.sent_here(request)))
    response = answer(request, "following.html", edition=edition)
    verifying.trust(response, follower.email_hash, timezone.now())
    return response


@csrf_exempt  # a mail program posts without a form (RFC 8058); the link itself is the proof
@mailed
def unfollow(request: HttpRequest, token: str) -> HttpResponse:
    """Tell a reader no more of a release."""
    follower = following.followed(token)
    if request.method == "POST":
        following.unfollow(token)
    edition = Edition.objects.live().filter(article=follower.article_id).first() if follower else None
    is_over = follower is None or request.method == "POST"
    return answer(request, "unfollow.html", edition=edition, is_over=is_over)
