"""The reader's side of comments: the form on its own address, which no cache keeps, and the longer threads."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import csrf
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from news.answers import public
from news.articles.lists import Place
from news.articles.models import Article, Edition

from . import moderation, threads
from .forms import CommentForm, published_on


class SeeOther(HttpResponseRedirect):
    """Send the browser on with GET (https://www.rfc-editor.org/rfc/rfc9110#name-303-see-other)."""

    status_code = 303


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the form, or take in what was sent with it."""
    edition = _live(slug)
    if edition.article.comments == Article.Comments.CLOSED:
        return _closed(request, edition)
    if request.method != "POST":
        initial = {"token": uuid.uuid4(), "parent": request.GET.get("balas", "")}
        return _form(request, edition, CommentForm(edition.article, initial=initial))
    form = CommentForm(edition.article, request.POST)
    if not form.is_valid():
        return _form(request, edition, form, status=422)
    sent = form.cleaned_data
    try:
        kept = moderation.receive(
            edition.article,
            name=sent["name"],
            email=sent["email"],
            text=sent["text"],
            token=sent["token"],
            parent=sent["parent"],
            hold=bool(sent["website"]),
        )
    except moderation.CommentsClosed:
        return _closed(request, edition)
    if (kept.article_id, kept.text) != (edition.article_id, sent["text"]):
        return _sent_before(request, edition)
    return SeeOther(reverse("comment_sent", args=[slug]))


@never_cache
@require_safe
def comment_sent(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what happens with a comment that was sent."""
    return _page(request, "comments/sent.html", _live(slug))


@public
def comments(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a further page of the comments on a release."""
    edition = _live(slug)
    thread = threads.thread(edition.article, _place(request))
    return _page(request, "comments/list.html", edition, thread=thread)


@public
def comment_replies(request: HttpRequest, slug: str, root: int) -> HttpResponse:
    """Show one comment with all replies to it, a page at a time."""
    edition = _live(slug)
    thread = threads.replies_thread(edition.article, root, _place(request))
    if thread is None:
        raise Http404
    return _page(request, "comments/list.html", edition, thread=thread)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Show the comment form again with all that was typed, if that is what came without a valid token."""
    match = request.resolver_match
    if not match or match.url_name != "comment":
        return csrf.csrf_failure(request, reason)
    return _refused_for_cookie(request, match.kwargs["slug"])


@never_cache
def _refused_for_cookie(request: HttpRequest, slug: str) -> HttpResponse:
    edition = _live(slug)
    if edition.article.comments == Article.Comments.CLOSED:
        return _closed(request, edition)
    form = CommentForm(edition.article, request.POST)
    form.add_error(
        None,
        _("Your comment was not sent: this form is too old, or your browser refuses its cookie. Please send it again."),
    )
    return _form(request, edition, form, status=403)


def _live(slug: str) -> Edition:
    """Return the live edition of the article ``slug``; what is not live is not found, whatever the reason."""
    edition = Edition.objects.live().select_related("article").filter(article__slug=slug).first()
    if edition is None:
        raise Http404
    return edition


def _place(request: HttpRequest) -> Place | None:
    written = request.GET.get("setelah")
    try:
        return Place.parse(written) if written else None
    except ValueError as error:
        raise Http404 from error


def _form(request: HttpRequest, edition: Edition, form: CommentForm, status: int = 200) -> HttpResponse:
    parent = published_on(edition.article, str(form["parent"].value() or ""))
    return _page(request, "comments/form.html", edition, status=status, form=form, parent=parent)


def _sent_before(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Ask whether a second text from a form that was sent already is a comment of its own."""
    data = request.POST.copy()
    data["token"] = str(uuid.uuid4())
    form = CommentForm(edition.article, data)
    form.add_error(
        None, _("You have already sent another comment with this form. To send this one too, press “Send” again.")
    )
    return _form(request, edition, form, status=409)


def _closed(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Say that comments are closed; what was typed meanwhile is given back."""
    text = request.POST.get("text", "")
    status = 403 if request.method == "POST" else 200
    return _page(request, "comments/closed.html", edition, status=status, text=text)


def _page(request: HttpRequest, template: str, edition: Edition, status: int = 200, **context: object) -> HttpResponse:
    context |= {"edition": edition, "article": edition.article}
    response = render(request, template, context, status=status)
    # The comments stand under their release: only that address belongs into search engines.
    response.headers["X-Robots-Tag"] = "noindex"
    return response
