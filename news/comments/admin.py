"""The moderator's side: the queue in place of a change list, and one comment with its decisions, read only."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news.accounts.models import User
from news.articles.lists import Place
from news.newsroom.models import Newsroom

from . import moderation, queue
from .forms import DecisionForm
from .models import Comment, Decision
from .permissions import may_moderate
from .queue import Card


class ReadOnly:
    """Let moderators look, and nobody add, change or delete: statuses change by decisions, and nothing else does."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may_moderate(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_moderate(request.user)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class DecisionInline(ReadOnly, admin.StackedInline[Decision, Comment]):
    """What was decided on a comment, oldest first."""

    model = Decision
    template = "admin/comments/comment/decisions.html"
    fields = ["at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Decision]:
        return super().get_queryset(request).select_related("by").order_by("pk")


@admin.register(Comment)
class CommentAdmin(ReadOnly, admin.ModelAdmin[Comment]):
    """The queue and its decisions."""

    fields = ["release", "parent", "name", "text", "status", "sent"]
    readonly_fields = ["release", "sent"]
    inlines = [DecisionInline]

    @admin.display(description=gettext_lazy("release"))
    def release(self, comment: Comment) -> str:
        (card,) = queue.cards([comment])
        return format_html('<a href="{}">{}</a>', card.url, card.headline) if card.url else card.headline

    @admin.display(description=gettext_lazy("sent"))
    def sent(self, comment: Comment) -> str:
        return f"{date_format(timezone.localtime(comment.created_at), 'j F Y, H.i')} {Newsroom.current().zone_label}"

    def get_urls(self) -> list[URLPattern]:
        decide = self.admin_site.admin_view(self.decide_view)
        return [path("<int:pk>/decide/", decide, name="comments_comment_decide"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the queue: ``?tab=`` (held by default) from the place ``&after=`` on.

        ``&at=`` names the comment to go on with, ``&done=`` the one that was just decided.
        """
        return self._queue(request, _moderator(request))

    def decide_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take a decision and go on to the next comment; if that is not possible, show this one with the reason why."""
        moderator, tab = _moderator(request), _tab(request)
        if request.method != "POST":  # a reload of the page that said why a decision was not taken
            return HttpResponseRedirect(f"{reverse('admin:comments_comment_changelist')}?{request.GET.urlencode()}")
        card = queue.card(pk)
        if card is None:
            raise Http404
        form = DecisionForm(request.POST)
        status, problem = 422, _("This decision is not complete.")
        if form.is_valid():
            try:
                return self._go_on(request, _take(card.comment, moderator, **form.cleaned_data), tab)
            except moderation.AlreadyDecided as refused:
                status, problem = 409, str(refused)
            except moderation.DecisionRefused as refused:
                problem = str(refused)
        now = queue.card(pk) or card
        now.problem, now.reason, now.note = problem, request.POST.get("reason", ""), request.POST.get("note", "")
        return self._queue(request, moderator, refused=now, status=status)

    def _go_on(self, request: HttpRequest, decided: Comment, tab: str) -> HttpResponse:
        """Lead on to the next comment, or to the one that an undoing brought back."""
        following = decided if decided.status == tab else queue.following(decided, tab)
        query = {key: request.GET[key] for key in ("tab", "after") if key in request.GET} | {"done": str(decided.pk)}
        fragment = ""
        if following:
            query["at"] = str(following.pk)
            fragment = f"#comment-{following.pk}"
        response = HttpResponseRedirect(f"{reverse('admin:comments_comment_changelist')}?{urlencode(query)}{fragment}")
        response.status_code = 303
        return response

    def _queue(
        self, request: HttpRequest, moderator: User, refused: Card | None = None, status: int = 200
    ) -> HttpResponse:
        tab = _tab(request)
        page = queue.page(tab, moderator, _after(request))
        done = queue.card(_number(request, "done")) if refused is None and "done" in request.GET else None
        outcome = refused.problem if refused else _outcome(done) if done else ""
        context = {
            **self.admin_site.each_context(request),
            "opts": self.model._meta,
            "title": _("Comments"),
            "subtitle": outcome,
            "outcome": outcome,
            "tab": tab,
            "tabs": queue.TABS,
            "held_count": queue.held_count(),
            "cards": [card for card in page.cards if not refused or card.comment.pk != refused.comment.pk],
            "refused": refused,
            "done": done,
            "at": _number(request, "at"),
            "state": urlencode({key: request.GET[key] for key in ("tab", "after") if key in request.GET}),
            "next_place": page.next_place,
            "reasons": Decision.Reason.choices,
        }
        return TemplateResponse(request, "admin/comments/comment/queue.html", context, status=status)


def _moderator(request: HttpRequest) -> User:
    """Return the user, who may decide on comments.

    :raises PermissionDenied: if they may not.
    """
    user = request.user
    if isinstance(user, User) and may_moderate(user):
        return user
    raise PermissionDenied


def _take(comment: Comment, by: User, *, action: str, version: int, reason: str, note: str) -> Comment:
    if action == Decision.Action.UNDO:
        return moderation.undo(comment, by=by, version=version)
    return moderation.decide(comment, action, by=by, version=version, reason=reason, note=note)


def _outcome(card: Card) -> str:
    """Return what became of a comment, in words."""
    comment = card.comment
    return _("The comment by %(name)s is now: %(status)s.") % {
        "name": comment.name,
        "status": comment.get_status_display(),
    }


def _tab(request: HttpRequest) -> str:
    tab = request.GET.get("tab", queue.HELD)
    if tab not in queue.TABS:
        raise Http404
    return tab


def _after(request: HttpRequest) -> Place | None:
    written = request.GET.get("after")
    try:
        return Place.parse(written) if written else None
    except ValueError as error:
        raise Http404 from error


def _number(request: HttpRequest, key: str) -> int:
    """Return the id that the address gives for ``key``; 0, which no row has, if it gives none."""
    written = request.GET.get(key, "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 19 else 0
