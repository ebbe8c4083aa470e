"""Photos of the library for the release that somebody writes: chosen, described and cropped without leaving it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from news.accounts.models import User
from news.directory import depicting
from news.directory.models import Official
from news.photos.forms import WORDS, words_form
from news.photos.models import Photo

from .. import captioning, choosing
from ..choosing import Wish, as_json

MOST_CHOSEN = 60
MOST_IN_A_CAPTION = 12


@require_safe
@permission_required("photos.view_photo", raise_exception=True)
def library(request: HttpRequest) -> HttpResponse:
    """Answer with a page of the library; ``q``, ``people``, ``since``, ``until``, ``mine`` and ``behind`` narrow it."""
    ask = request.GET
    user = request.user
    wish = Wish(
        words=_plain(ask.get("q", "")),
        people=_plain(ask.get("people", "")),
        since=_day(ask.get("since", "")),
        until=_day(ask.get("until", "")),
        by=user if ask.get("mine") and isinstance(user, User) else None,
    )
    page = choosing.page(wish, ask.get("behind", ""))
    return JsonResponse({"photos": [as_json(each) for each in page.photos], "behind": page.place})


@require_safe
@permission_required("photos.view_photo", raise_exception=True)
def described(request: HttpRequest) -> HttpResponse:
    """Answer with what is said of the photos named by ``id``, at most :data:`MOST_CHOSEN`."""
    found = Photo.objects.in_bulk(_numbers(request.GET.getlist("id")))
    return JsonResponse({"photos": [as_json(each, may_change=_may_change(request, each)) for each in found.values()]})


@require_POST
def describe(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the words and the focal point of a photo that are posted, each by its name; 422 if one does not fit."""
    photo = get_object_or_404(Photo, pk=pk)
    if not _may_change(request, photo):
        raise PermissionDenied
    form = words_form(request.POST, photo, [name for name in WORDS if name in request.POST])
    if not form.is_valid():
        errors = {name: " ".join(map(str, found)) for name, found in form.errors.items()}
        return JsonResponse({"errors": errors}, status=422)
    form.keep()
    return JsonResponse(as_json(photo, may_change=True))


@require_POST
def depict(request: HttpRequest, pk: int) -> HttpResponse:
    """Note the officials named by ``official`` as people in a photo; whom somebody noted already stays noted."""
    photo = get_object_or_404(Photo, pk=pk)
    if not _may_change(request, photo):
        raise PermissionDenied
    people = Official.objects.current().in_bulk(_numbers(request.POST.getlist("official")))
    depicting.note(photo, people.values())
    return JsonResponse({"officials": sorted(people)})


@require_safe
@permission_required("photos.view_photo", raise_exception=True)
def caption(request: HttpRequest) -> HttpResponse:
    """Answer with a caption put together from ``who`` (an appointment's id, or a name), ``side`` and the event.

    Each ``who`` has its ``side``; ``doing``, ``venue`` and ``on`` say the rest, ``titles`` asks for titles and degrees.
    """
    ask = request.GET
    on = _day(ask.get("on", ""))
    who, sides = ask.getlist("who")[:MOST_IN_A_CAPTION], [*ask.getlist("side"), *[""] * MOST_IN_A_CAPTION]
    held = captioning.held(_numbers(who))
    people = [
        captioning.shown(held.get(int(each)) if each.isascii() and each.isdigit() else None, each, side, on,
                         titles=bool(ask.get("titles")))
        for each, side in zip(who, sides, strict=False)
    ]  # fmt: skip
    doing = _plain(ask.get("doing", ""))
    text = captioning.caption([each for each in people if each], doing, _plain(ask.get("venue", "")), on)
    slips = [{"written": slip.written, "weekday": slip.weekday} for slip in captioning.slips(doing)]
    officials = [
        {"official": each.official_id, "appointment": each.pk, "name": each.official.full_name, "text": str(each)}
        for each in held.values()
    ]
    return JsonResponse({"caption": text, "slips": slips, "officials": officials})


def _may_change(request: HttpRequest, photo: Photo) -> bool:
    library: Any = admin.site.get_model_admin(Photo)
    return bool(library.has_change_permission(request, photo))


def _plain(text: str) -> str:
    return text[:400].replace("\0", "")


def _day(text: str) -> datetime.date | None:
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1900 <= day.year <= 2200 else None


def _numbers(written: Iterable[str]) -> list[int]:
    numbers = [int(text) for text in written if text.isascii() and text.isdigit() and len(text) < 19]
    return list(dict.fromkeys(numbers))[:MOST_CHOSEN]
