"""The page on which the emergency banner is set, previewed and ended."""

from __future__ import annotations

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from news.articles.views.asking import member

from ..banners import end_banner, may_set_banner, set_banner
from ..forms import BannerForm


def banner(request: HttpRequest) -> HttpResponse:
    """Show the banner that stands, and set another or end it.

    :raises PermissionDenied: if the user may not set it.
    """
    user = member(request)
    if not may_set_banner(user):
        raise PermissionDenied
    newsroom = request.newsroom  # type: ignore[attr-defined]  # by the newsroom's middleware
    if request.method == "POST" and "end" in request.POST:
        end_banner(by=user)
        messages.success(request, _("The banner is off every page."))
        return HttpResponseRedirect(reverse("admin:desk:banner"))
    initial = {"level": newsroom.banner_level, "text": newsroom.banner_text, "url": newsroom.banner_url}
    form = BannerForm(request.POST or None, initial={**initial, "until": newsroom.banner_until})
    if request.method == "POST" and form.is_valid():
        try:
            set_banner(by=user, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("The banner stands on every page."))
            return HttpResponseRedirect(reverse("admin:desk:banner"))
    context = {
        **admin.site.each_context(request), "title": _("Emergency banner"), "form": form, "here": _("Emergency banner"),
        "newsroom": newsroom,
    }  # fmt: skip
    return TemplateResponse(request, "desk/banner.html", context, status=422 if form.errors else 200)
