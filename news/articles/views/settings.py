"""The page of what can be set of a release at any time."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import editing, permissions
from ..forms import SettingsForm
from ..models import Edition
from ..standing import badge
from .asking import member


def settings_page(request: HttpRequest, edition: Edition, frame: dict[str, Any]) -> HttpResponse:
    """Show the settings of the article of ``edition``, and change them.

    :param frame: the context of the admin's pages.
    :raises PermissionDenied: if the user may not change them.
    """
    user, back = member(request), reverse("admin:articles_edition_change", args=[edition.pk])
    if not permissions.may_change_settings(user):
        raise PermissionDenied
    form = SettingsForm(request.POST if request.method == "POST" else None, instance=edition.article)
    if request.method == "POST" and form.is_valid():
        try:
            editing.change_settings(edition.article_id, by=user, **form.cleaned_data)
        except editing.NotEditable as refused:
            messages.warning(request, str(refused))
        else:
            messages.success(request, _("Saved."))
        return HttpResponseRedirect(back)
    context = {
        **frame, "title": _("Settings of this release"), "subtitle": None, "edition": edition, "form": form,
        "badge": badge(edition, timezone.now()), "here": _("Settings"),
    }  # fmt: skip
    return TemplateResponse(request, "articles/settings.html", context, status=422 if form.errors else 200)
