"""Releases that are not live, as their readers will see them: for the desk, and for who has a link."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from news.articles.models import Attachment, Edition
from news.photos import markup
from news.photos.models import Photo

from ..releases import unpublished

_Response = TypeVar("_Response", bound=HttpResponseBase)


@dataclass(frozen=True)
class Banner:
    """What stands above a release that is not live: what this is, and what who reads it must know."""

    title: str
    text: str = ""
    terms: Sequence[str] = ()


@dataclass(frozen=True)
class Addresses:
    """Where the photos and files of a release are found by who may see them; an empty address: nowhere."""

    photo: Callable[[Photo, str], str]
    press: Callable[[Photo], str]
    attachment: Callable[[Attachment], str]


def _of_staff(attachment: Attachment) -> str:
    return reverse("admin:articles_edition_attachment", args=[attachment.pk]) if attachment.pk else ""


STAFF = Addresses(photo=markup.staff_url, press=lambda photo: "", attachment=_of_staff)
"""For staff, who see every photo of the library, and the files of the releases that they see."""


def render_unpublished(
    request: HttpRequest,
    edition: Edition,
    *,
    banner: Banner,
    rows: Mapping[str, Sequence[Any]] | None = None,
    addresses: Addresses = STAFF,
    framed: bool = False,
) -> HttpResponse:
    """Show ``edition`` as readers will see it: with a banner, kept by no cache and found by no search engine.

    Canonical address, cards, feeds, ways to share and comments are left out.

    :param edition: in any state, however incomplete; what its fields say in memory is shown, saved or not.
    :param rows: rows to show instead of those in the database, see :func:`news.pages.releases.unpublished`.
    :param addresses: where its photos and files are found.
    :param framed: let a page of our own show it in a frame.
    """
    release = unpublished(edition, timezone.now(), rows)
    context = {
        "release": release,
        "article": release.article,
        "edition": release.edition,
        "banner": banner,
        "addresses": addresses,
    }
    response = render(request, "pages/unpublished.html", context)
    if framed:
        response.xframe_options_exempt = True  # read by Django's middleware
        response._csp_replace = {"frame-ancestors": ["'self'"]}  # type: ignore[attr-defined]  # by that of the CSP
    return private(response)


def private(response: _Response) -> _Response:
    """Keep ``response`` out of caches, search engines and the records of sites that it links to; return it."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
