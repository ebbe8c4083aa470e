"""A release as its editor is typing it, in the dress in which readers will see it; nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol, cast

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from news.articles.manuscript import Manuscript
from news.articles.models import Edition

from .previews import Banner, render_unpublished


class _Typed(Protocol):
    def typed(self, request: HttpRequest, pk: int | None = None) -> Manuscript: ...


def typed(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Show the release ``pk``, or a new one, as the posted form of its editor has it.

    Mounted below the desk, behind its log-in.
    """
    manuscript = cast(_Typed, admin.site.get_model_admin(Edition)).typed(request, pk)
    banner = Banner(_("Preview"), _("This is what is typed now, saved or not. Readers do not see it."))
    leads_first = sorted(manuscript.agencies, key=lambda row: not row.is_lead)
    rows: dict[str, Sequence[Any]] = {
        "agencies": [row.agency for row in leads_first],
        "topics": list(manuscript.topics),
        "captions": sorted(manuscript.captions, key=lambda row: not row.is_lead),
        "quotes": list(manuscript.quotes),
        "mentions": list(manuscript.mentions),
    }
    return render_unpublished(request, manuscript.edition, banner=banner, rows=rows)
