"""Links without log-in to a release: made, listed and revoked; the address is shown once."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from news.accounts.models import User
from news.articles import permissions as of_articles
from news.articles.faults import faults
from news.articles.models import Edition
from news.articles.standing import badge
from news.articles.views.asking import member
from news.newsroom.moments import written

from .. import linking, permissions
from ..forms import PressLinkForm, PreviewLinkForm
from ..linking import Link
from ..models import PressLink, PreviewLink

KINDS: dict[str, type[PreviewLink] | type[PressLink]] = {"preview": PreviewLink, "press": PressLink}


@dataclass(frozen=True)
class Row:
    """A link in the list: what it shows, whether it holds, and from how many places it was opened."""

    link: Link
    shows: str
    standing: str
    holds: bool
    places: int
    may_revoke: bool


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def links(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the links to the release ``pk``, and make some."""
    user, edition = member(request), _edition(request, pk)
    preview_form, press_form, made, refusal = PreviewLinkForm(), PressLinkForm(), [], ""
    try:
        if request.POST.get("make") == "preview":
            preview_form = PreviewLinkForm(request.POST)
            if preview_form.is_valid():
                made = [linking.make_preview(edition, by=user, **preview_form.cleaned_data)]
        elif request.POST.get("make") == "press":
            press_form = PressLinkForm(request.POST)
            if press_form.is_valid():
                made = linking.make_press(edition, by=user, **press_form.cleaned_data)
    except linking.LinkRefused as refused:
        refusal = str(refused)
    if made:
        preview_form, press_form = PreviewLinkForm(), PressLinkForm()
    now = timezone.now()
    may_preview, may_invite = permissions.may_preview(user, edition), permissions.may_invite_press(user, edition)
    may_have_press = linking.may_have_press_links(edition, now)
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Links without log-in"),
        "subtitle": None,
        "here": _("Links"),
        "edition": edition,
        "badge": badge(edition, now),
        "refusal": refusal,
        "faults": faults(preview_form, []) + faults(press_form, []),
        "faults_title": _("No link was made. Mend this; what you typed is still here."),
        "made": made,
        "preview_form": preview_form,
        "press_form": press_form,
        "may_preview": may_preview,
        "may_invite": may_invite,
        "may_have_press": may_have_press,
        "until": written(linking.under_embargo_until(edition)) if may_have_press else "",
        "previews": _rows(PreviewLink.objects.filter(article=edition.article_id), user, may_preview, now),
        "press_links": _rows(PressLink.objects.filter(edition__article=edition.article_id), user, may_invite, now),
        "no_previews": _("No preview link yet."),
        "no_press_links": _("No press link yet."),
    }
    failed = refusal or preview_form.errors or press_form.errors
    response = TemplateResponse(request, "desk/links.html", context, status=422 if failed else 200)
    response.headers["Referrer-Policy"] = "same-origin"
    return response


@require_POST
def revoke_link(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """End the link ``pk`` of a kind at once."""
    model = KINDS.get(kind)
    link = model._default_manager.filter(pk=pk).first() if model and pk < 2**63 else None
    if link is None:
        raise Http404
    edition = _edition(request, linking.article_of(link).editions.order_by("-sequence").values_list("pk", flat=True)[0])
    linking.revoke(link, by=member(request))
    messages.success(request, _("Revoked: it opens nothing any more."))
    return HttpResponseRedirect(reverse("admin:desk:links", args=[edition.pk]))


def _edition(request: HttpRequest, pk: int) -> Edition:
    """Return the release ``pk``, which the user may see.

    :raises Http404: if there is none, or it is none of theirs.
    """
    user = member(request)
    if not user.has_perm("articles.view_edition") or pk >= 2**63:
        raise Http404
    edition = of_articles.visible_to(user).select_related("article").filter(pk=pk).first()
    if edition is None:
        raise Http404
    return edition


def _rows(found: QuerySet[Any], user: User, may_make: bool, now: datetime.datetime) -> list[Row]:
    """Return the links of a release, newest first: two queries, however many there are."""
    listed = found.select_related("made_by", "edition__article").order_by("-pk")[:500]
    places = dict(found.annotate(places=Count("openings__visitor", distinct=True)).values_list("pk", "places"))
    rows = []
    for link in listed:
        holds = link.holds_at(now)
        may_revoke = holds and (may_make or link.made_by_id == user.pk)
        rows.append(Row(link, _shows(link), _standing(link, now), holds, places.get(link.pk, 0), may_revoke))
    return rows


def _shows(link: Link) -> str:
    if link.edition is None:
        return _("always the newest edition")
    return _("edition %(number)d") % {"number": link.edition.sequence}


def _standing(link: Link, now: datetime.datetime) -> str:
    if link.revoked_at:
        return _("revoked %(at)s") % {"at": written(link.revoked_at)}
    if link.holds_at(now):
        return _("until %(at)s") % {"at": written(link.expires_at)}
    return _("expired %(at)s") % {"at": written(link.expires_at)}
