"""The admin site of Warta: Django's own, with a navigation grouped by what this role does.

Machinery (groups, sessions, counters) is not registered or not listed; each user works in their own language.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.i18n import JavaScriptCatalog

from news.accounts.models import User

from . import dashboard
from .banners import may_set_banner

# What editors do, and the models that they do it with; what is not named here is reached from within another page.
GROUPS: list[tuple[Any, list[str]]] = [
    (gettext_lazy("Releases"), ["articles.Edition"]),
    (gettext_lazy("Photos"), ["photos.Photo"]),
    (gettext_lazy("Comments"), ["comments.Comment", "comments.Referral", "screening.WordRule"]),
    (
        gettext_lazy("Directory"),
        ["directory.Agency", "directory.Official", "directory.Position", "directory.Appointment"],
    ),
    (
        gettext_lazy("Newsroom"),
        ["newsroom.Newsroom", "newsroom.StaticPage", "newsroom.Redirect", "articles.Section", "articles.Tag"],
    ),
    (gettext_lazy("People"), ["accounts.User", "accounts.Deputy", "directory.Membership"]),
    (gettext_lazy("History"), ["ledger.LedgerEntry"]),
    (gettext_lazy("In the background"), ["letters.Letter", "operations.Job", "comments.Purge"]),
]


class DeskSite(AdminSite):
    """The desk."""

    site_title = gettext_lazy("Desk")
    index_title = gettext_lazy("Desk")
    enable_nav_sidebar = False  # our own navigation, in base_site.html: no script, and on phones too

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Name the newsroom on every page of the desk."""
        name = str(request.newsroom)  # type: ignore[attr-defined]  # set by the newsroom's middleware
        return {**super().each_context(request), "site_header": name, "site_title": name}

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Return what this user works with, grouped by :data:`GROUPS`; groups without anything are left out."""
        if app_label:
            return super().get_app_list(request, app_label)
        models = {
            f"{model['model']._meta.label}": model
            for app in self._build_app_dict(request).values()
            for model in app["models"]
        }
        groups = []
        for number, (name, labels) in enumerate(GROUPS):
            found = [models[label] for label in labels if label in models]
            if found and "articles.Edition" in labels:
                found += [self._page(_("Paste a release"), "Paste", "intake:paste")] * found[0]["perms"]["add"]
                found.append(self._page(_("Calendar"), "Calendar", "desk:calendar"))
            if "newsroom.Newsroom" in labels and isinstance(request.user, User) and may_set_banner(request.user):
                found.append(self._page(_("Emergency banner"), "Banner", "desk:banner"))
            if found:
                groups.append(
                    {
                        "name": name,
                        "app_label": f"group-{number}",
                        "app_url": found[0]["admin_url"],
                        "has_module_perms": True,
                        "models": found,
                    }
                )
        return groups

    def _page(self, name: str, object_name: str, view: str) -> dict[str, Any]:
        """Return a page of our own as the navigation has it, beside the lists of models."""
        address = reverse(f"admin:{view}", current_app=self.name)
        entry: dict[str, Any] = {
            "model": None,
            "name": name,
            "object_name": object_name,
            "perms": {},
            "admin_url": address,
        }
        return entry | {"add_url": None, "view_only": False}

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Add our own pages to Django's; every one asks for a log-in."""
        # Their views import admin modules, which register with this site: it has to be there first.
        from news.intake import urls as intake_urls

        from . import urls

        return [
            path("language/", self.admin_view(require_POST(self.language_view)), name="language"),
            self._mounted("tempel/", intake_urls),
            self._mounted("meja/", urls),
            *super().get_urls(),
        ]

    def _mounted(self, prefix: str, room: ModuleType) -> URLResolver:
        """Mount the pages of a room's ``urls`` below ``prefix``, every view of it behind the log-in."""
        patterns = [
            URLPattern(entry.pattern, self.admin_view(entry.callback), entry.default_args, entry.name)
            for entry in room.urlpatterns
        ]
        return path(prefix, include((patterns, room.app_name)))

    def language_view(self, request: HttpRequest) -> HttpResponse:
        """Keep the language that this user works in, and go back to where they were."""
        language, back = request.POST.get("language", ""), request.POST.get("next", "")
        user = request.user
        if isinstance(user, User) and language in dict(settings.LANGUAGES):
            user.language = language
            user.save(update_fields=["language"])
        if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
            back = reverse("admin:index")
        return HttpResponseRedirect(back)

    def i18n_javascript(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Serve the words of every script in use, the text editor's and our own included."""
        return JavaScriptCatalog.as_view()(request)

    def app_index(  # type: ignore[override]  # the stubs know only Django's own page
        self, request: HttpRequest, app_label: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponseRedirect:
        """Lead to the first page: the desk is grouped by what a role does, not by applications."""
        return HttpResponseRedirect(reverse("admin:index"))

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """Show what waits for this user, before the list of what there is."""
        user = request.user
        extra = extra_context or {}
        panels = dashboard.panels(user, timezone.now(), extra.get("refusal")) if isinstance(user, User) else []
        return super().index(request, {"panels": panels, **extra})
