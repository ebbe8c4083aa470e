"""The page of a colleague who leaves."""

from __future__ import annotations

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from news.accounts.models import User
from news.articles.views.asking import member

from .. import leaving


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what the colleague ``pk`` leaves, and let them go when it is posted."""
    by, user = member(request), get_object_or_404(User, pk=pk)
    if not leaving.may_let_go(by, user):
        raise PermissionDenied
    heirs, chosen, refusal = leaving.heirs(user), request.POST.get("to", ""), ""
    if request.method == "POST":
        to = heirs.filter(pk=int(chosen)).first() if chosen.isascii() and chosen.isdigit() else None
        try:
            leaving.leave(user, by=by, to=to)
        except leaving.CannotLeave as refused:
            refusal = str(refused)
        else:
            messages.success(
                request, _("%(name)s has left: the log-in is closed, the sessions are ended.") % {"name": user}
            )
            return HttpResponseRedirect(reverse("admin:accounts_user_change", args=[user.pk]))
    context = {
        **admin.site.each_context(request), "title": _("%(name)s leaves") % {"name": user}, "leaver": user,
        "left": leaving.left_by(user, by), "heirs": heirs, "chosen": chosen, "refusal": refusal,
        "is_self": by.pk == user.pk,
    }  # fmt: skip
    return TemplateResponse(request, "desk/leaving.html", context, status=409 if refusal else 200)
