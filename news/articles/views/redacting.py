"""The page on which a publisher takes personal data out of a release: first every place, then the decision."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from news import richtext
from news.screening import personal_data

from .. import permissions, redacting
from ..forms import RedactionForm
from ..models import Article, Edition
from ..standing import badge
from .asking import member

MOST_SUGGESTED = 10


def redact_page(request: HttpRequest, edition: Edition, frame: dict[str, Any]) -> HttpResponse:
    """Ask what is to be taken out of the article of ``edition``, show every place, and take it out when confirmed.

    :param frame: the context of the admin's pages.
    :raises PermissionDenied: if the user may not.
    """
    user = member(request)
    if not permissions.may_redact(user):
        raise PermissionDenied
    article = edition.article
    choices = {
        "found": [(each, each) for each in suggestions(article)],
        "photos": [(str(photo.pk), str(photo)) for photo in redacting.photos_of(article)],
        "attachments": [(row.content_hash, str(row)) for row in redacting.files_of(article)],
    }
    form = RedactionForm(choices, request.POST or None)
    pen, refusal, status = None, "", 200
    if request.method == "POST" and not form.is_valid():
        status = 422
    elif request.method == "POST":
        given = form.cleaned_data
        chosen = redacting.Chosen(
            [int(photo) for photo in given.get("photos", [])], given.get("attachments", []), given["in_comments"]
        )
        if "_redact" in request.POST and given["expected"] is not None:
            try:
                done = redacting.redact(
                    article, given["phrases"], chosen, by=user, reason=given["reason"], expected=given["expected"]
                )
            except redacting.RedactionRefused as refused:
                refusal, status = str(refused), 409
            else:
                told = _("Taken out in %(count)s places. Readers are told why.") % {"count": done.places}
                messages.success(request, told)
                return HttpResponseRedirect(reverse("admin:articles_edition_history", args=[edition.pk]))
        pen = redacting.find(article, given["phrases"], chosen)
        form.data = {**form.data.dict(), "expected": str(pen.count)}  # type: ignore[attr-defined]  # it was posted
        for name in choices:
            if name in form.fields:
                form.data[name] = request.POST.getlist(name)
    edition = Edition.objects.select_related("article").get(pk=edition.pk)
    context = {
        **frame, "title": _("Remove personal data"), "subtitle": None, "edition": edition,
        "here": _("Remove personal data"), "badge": badge(edition, timezone.now()), "form": form, "pen": pen,
        "refusal": refusal,
    }  # fmt: skip
    return TemplateResponse(request, "articles/redact.html", context, status=status)


def suggestions(article: Article) -> list[str]:
    """Return what looks like personal data in the newest edition of ``article``."""
    newest = article.editions.order_by("-sequence").first()
    if newest is None:
        return []
    texts = [newest.headline, newest.lead, richtext.plain(newest.body)]
    texts += [getattr(newest, name) for name in Edition.CITIZEN_FIELDS]
    texts += [row.caption for row in newest.captions.all()] + [row.words for row in newest.quotes.all()]
    text = "\n".join(texts)
    found = dict.fromkeys(text[each.start : each.end] for each in personal_data.find(text))
    return list(found)[:MOST_SUGGESTED]
