"""The form on its own address, which no cache keeps, and what happens with what was sent."""

from __future__ import annotations

import datetime
import uuid

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import csrf
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from news.articles.models import Edition

from .. import addresses, following, gate, own, proof, receiving, verifying
from ..forms import CommentForm, mark, published_on
from ..senders import Sender
from .framing import SeeOther, live_edition, page

FORM_LIFE = datetime.timedelta(hours=24)
LOOKED_THROUGH = datetime.timedelta(seconds=10)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the form, or take in what was sent with it."""
    edition, now = live_edition(slug), timezone.now()
    if not edition.article.takes_comments(now):
        return _closed(request, edition)
    if request.method != "POST":
        initial = {"parent": request.GET.get("balas", ""), **_marked(uuid.uuid4(), now)}
        return _form(request, edition, CommentForm(edition.article, initial=initial))
    form = CommentForm(edition.article, request.POST)
    if not form.is_valid():
        return _form(request, edition, form, status=422)
    sent = form.cleaned_data
    if sent["opened"] and sent["opened"] < now - FORM_LIFE:
        reason = _("This form was opened more than a day ago. Please look through your comment and press “Send” again.")
        return _again(request, edition, now, reason)
    try:
        kept = receiving.receive(
            edition.article,
            name=sent["name"],
            text=sent["text"],
            as_sent=request.POST["text"],
            sender=_sender(request, form, now),
            token=sent["token"],
            parent=sent["parent"],
            now=now,
        )
    except receiving.CommentsClosed:
        return _closed(request, edition)
    except gate.Refused as refused:
        return _refused(request, edition, form, refused)
    if (kept.article_id, kept.text) != (edition.article_id, sent["text"]):
        # A second text from a form that was sent already: it may be a comment of its own.
        reason = _("You have already sent another comment with this form. To send this one too, press “Send” again.")
        return _again(request, edition, now, reason)
    if sent["follow"]:
        trusted = kept.email_hash if kept.is_verified else None
        following.ask(edition.article, sent["email"], trusted=trusted, address_hash=kept.address_hash)
    response = SeeOther(own.address(kept))
    verifying.after_sending(request, response, kept)
    return response


@never_cache
@require_safe
def challenge(request: HttpRequest) -> HttpResponse:
    """Give the browser something to work out, as JSON (see :mod:`news.comments.proof`)."""
    return JsonResponse(proof.challenge(timezone.now()))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Show the comment form again with all that was typed, if that is what came without a valid token."""
    match = request.resolver_match
    if not match or match.url_name != "comment":
        return csrf.csrf_failure(request, reason)
    return _refused_for_cookie(request, match.kwargs["slug"])


@never_cache
def _refused_for_cookie(request: HttpRequest, slug: str) -> HttpResponse:
    edition = live_edition(slug)
    if not edition.article.takes_comments(timezone.now()):
        return _closed(request, edition)
    form = CommentForm(edition.article, request.POST)
    form.add_error(
        None,
        _("Your comment was not sent: this form is too old, or your browser refuses its cookie. Please send it again."),
    )
    return _form(request, edition, form, status=403)


def _sender(request: HttpRequest, form: CommentForm, now: datetime.datetime) -> Sender:
    sent, address = form.cleaned_data, addresses.client_address(request)
    email_hash = addresses.email_hash(sent["email"])
    return Sender(
        email=sent["email"],
        is_verified=email_hash is not None and verifying.identity(request) == email_hash,
        address_hash=addresses.address_hash(address, now),
        network_hash=addresses.network_hash(address, now),
        former_hashes=addresses.former_hashes(address, now),
        seconds=(now - sent["opened"]).total_seconds() if sent["opened"] else None,
        is_honeypot_filled=bool(sent["website"]),
        proof=sent["proof"],
    )


def _marked(token: uuid.UUID, at: datetime.datetime) -> dict[str, str]:
    return {"token": str(token), "opened": mark(token, at)}


def _form(request: HttpRequest, edition: Edition, form: CommentForm, status: int = 200) -> HttpResponse:
    parent = published_on(edition.article, str(form["parent"].value() or ""))
    return page(request, "comments/form.html", edition, status=status, form=form, parent=parent)


def _again(request: HttpRequest, edition: Edition, now: datetime.datetime, reason: str) -> HttpResponse:
    """Give back what was typed in a new form, and ask whether it is to be sent, for ``reason``."""
    data = request.POST.copy()
    # Who is asked has read and written before: pressing the button at once makes nobody a program.
    for key, value in {"proof": "", **_marked(uuid.uuid4(), now - LOOKED_THROUGH)}.items():
        data[key] = value
    form = CommentForm(edition.article, data)
    form.add_error(None, reason)
    return _form(request, edition, form, status=409)


def _refused(request: HttpRequest, edition: Edition, form: CommentForm, refused: gate.Refused) -> HttpResponse:
    """Say why a comment is not let in, above what was typed."""
    form.add_error(None, str(refused))
    if not isinstance(refused, gate.TooMany):
        return _form(request, edition, form, status=403)
    response = _form(request, edition, form, status=429)
    response.headers["Retry-After"] = str(refused.seconds)
    return response


def _closed(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Say that comments are closed; what was typed meanwhile is given back."""
    text = request.POST.get("text", "")
    status = 403 if request.method == "POST" else 200
    return page(request, "comments/closed.html", edition, status=status, text=text)
