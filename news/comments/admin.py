"""The moderator's side of the desk: the queue in place of a change list, and one comment with its history."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path

from news.accounts.models import User

from .models import Comment, Referral
from .permissions import may_moderate, may_see_referrals
from .views import answering, banning, deciding, figures
from .views.moderating import Desk, number_of

_Row = TypeVar("_Row", bound=Model)


class Pages(admin.ModelAdmin[_Row]):
    """Pages of our own in place of Django's forms: rows are shown, and change by what is done on those pages alone."""

    pages: dict[str, tuple[str, Callable[..., HttpResponse]]]
    """What is below the list: the name of its address, and the view, by route."""

    def may_see(self, user: User | AnonymousUser) -> bool:
        """Say who is shown this."""
        raise NotImplementedError

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.may_see(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_see(request.user)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show nothing: Django's own form would show any row to whoever sees some."""
        raise Http404

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show nothing: what was decided is on the page of the thing itself, and not in Django's own log."""
        raise Http404

    def get_urls(self) -> list[URLPattern]:
        own = [
            path(route, self.admin_site.admin_view(view), name=f"comments_{self.opts.model_name}_{name}")
            for route, (name, view) in self.pages.items()
        ]
        return [*own, *super().get_urls()]


@admin.register(Comment)
class CommentAdmin(Pages[Comment]):
    """Lets moderators look and decide, and nobody add, change or delete: statuses change by decisions alone."""

    pages = {
        "decide/": ("decide_many", deciding.decide_many),
        "counts/": ("counts", deciding.counts),
        "keys/": ("keys", deciding.keys),
        "figures/": ("figures", figures.show),
        "bans/": ("bans", banning.bans),
        "bans/<int:pk>/lift/": ("lift", banning.lift),
        "sweeps/<int:pk>/stop/": ("stop", banning.stop),
        "sweeps/<int:pk>/undo/": ("take_back", banning.take_back),
        "<int:pk>/decide/": ("decide", deciding.decide),
        "<int:pk>/remark/": ("remark", deciding.remark),
        "<int:pk>/refer/": ("refer", answering.refer),
        "<int:pk>/ban/": ("ban", banning.ban),
        "<int:pk>/sweep/": ("sweep", banning.sweep),
    }

    def may_see(self, user: User | AnonymousUser) -> bool:
        return may_moderate(user)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the queue: ``?tab=`` (held by default) or ``?author=``, from the place ``&after=`` on.

        ``&at=`` names the comment to go on with, ``&done=`` the one that was just decided.
        """
        return Desk.of(request).page()

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show one comment with all that happened to it."""
        if request.method not in ("GET", "HEAD"):
            raise PermissionDenied
        return deciding.show(request, number_of(object_id))


@admin.register(Referral)
class ReferralAdmin(Pages[Referral]):
    """Shows agencies' staff what is handed to them, in place of a change list; they answer, and change nothing else."""

    pages = {
        "answer/<int:pk>/": ("answer", answering.answer),
        "reply/<int:pk>/": ("reply", answering.reply),
        "<int:pk>/take-back/": ("take_back", answering.take_back),
    }

    def may_see(self, user: User | AnonymousUser) -> bool:
        return may_see_referrals(user)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the questions that wait for an agency's answer."""
        return answering.referrals(request)
