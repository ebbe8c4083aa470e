"""Show staff the photos of the library, also those that are not public; take many at once and have them described."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from news.accounts.models import User

from . import delivery, quota, renditions, uploads
from .forms import CommonForm, DescribeForm, ReplaceForm, SendForm
from .markup import staff_image, staff_url
from .models import Photo

DESCRIBED_AT_ONCE = 60
"""Photos on one page of words: with eight fields each it stays below DATA_UPLOAD_MAX_NUMBER_FIELDS."""
MOST_AT_ONCE = 600
"""Photos that one address can name."""
_STATUS = {"too_large": 413, "no_room": 507, "refused": 422, "": 200}


@require_safe
@permission_required("photos.view_photo", raise_exception=True)
def rendition(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """Answer with the rendition ``name`` of a photo, to staff (as the admin site sees to) who may see photos."""
    photo = get_object_or_404(Photo, pk=pk)
    return delivery.show(request, photo, name, cache_control="private, no-store")


def describe_url(photos: Iterable[int]) -> str:
    """Return the address of the page that asks for the words of ``photos`` (ids)."""
    return f"{reverse('admin:photos_photo_describe')}?{urlencode({'photo': list(photos)}, doseq=True)}"


# Many at once


def send(request: HttpRequest, by: User, frame: dict[str, Any]) -> HttpResponse:
    """Ask for files and take each of them: from a script one by one with JSON as the answer, from a form all at once.

    :param frame: the context of every page of the admin.
    """
    if request.method != "POST":
        return _send_page(request, SendForm(), frame)
    outcomes = list(uploads.receive_each(request.FILES.getlist("photos"), by=by))
    if request.accepts("text/html"):
        return _told(request, outcomes) if outcomes else _send_page(request, SendForm(request.POST), frame)
    if not outcomes:
        return JsonResponse({"words": _("No file came.")}, status=400)
    return JsonResponse(_as_json(outcomes[0]), status=_STATUS.get(outcomes[0].code, 422))


def _send_page(request: HttpRequest, form: SendForm, frame: dict[str, Any]) -> HttpResponse:
    limit = {"max_bytes": quota.MAX_BYTES, "too_large": quota.TOO_LARGE}
    context = {**frame, **limit, "form": form, "title": _("Send photos")}
    return TemplateResponse(request, "admin/photos/photo/send.html", context)


def _as_json(outcome: uploads.Outcome) -> dict[str, Any]:
    photo = outcome.photo
    if photo is None:
        return {"words": outcome.words}
    return {
        "photo": photo.pk,
        "words": _("This photo was in the library already.") if outcome.is_known else _("Kept."),
        "thumbnail": staff_url(photo, f"{renditions.widths(photo)[0]}.webp"),
    }


def _told(request: HttpRequest, outcomes: Sequence[uploads.Outcome]) -> HttpResponse:
    """Tell what became of each file, and go on to the words of those that are photos."""
    for outcome in outcomes:
        if outcome.photo is None:
            messages.error(request, f"“{outcome.name}”: {outcome.words}")
        elif outcome.is_known:
            messages.warning(request, f"“{outcome.name}”: {_('This photo was in the library already.')}")
    photos = list(dict.fromkeys(outcome.photo.pk for outcome in outcomes if outcome.photo))
    if not photos:
        return HttpResponseRedirect(reverse("admin:photos_photo_send"))
    kept = ngettext("%(number)d photo was kept.", "%(number)d photos were kept.", len(photos))
    messages.success(request, kept % {"number": len(photos)})
    return HttpResponseRedirect(describe_url(photos))


# Their words


def describe(request: HttpRequest, by: User, frame: dict[str, Any]) -> HttpResponse:
    """Ask for the words of the photos that the address names, by default of this user's newest that lack some.

    What was changed in one photo is kept together with all others, or nothing is.

    :param frame: the context of every page of the admin.
    """
    wanted = _numbers(request.GET.getlist("photo")) or _lacking(by)
    found = Photo.objects.in_bulk(wanted)
    photos = [found[pk] for pk in wanted if pk in found]
    now, later = photos[:DESCRIBED_AT_ONCE], photos[DESCRIBED_AT_ONCE:]
    data = request.POST if request.method == "POST" else None
    common = CommonForm(data, prefix="all")
    rows = [DescribeForm(data, instance=photo, prefix=f"photo-{photo.pk}") for photo in now]
    # A photo that came to the page in another way has nothing in the form, which must not empty its words.
    rows = [row for row in rows if data is None or row.add_prefix("alt") in data]
    if data is not None and all(form.is_valid() for form in (common, *rows)):
        _keep(rows, common.cleaned_data)
        kept = ngettext("%(number)d photo was saved.", "%(number)d photos were saved.", len(rows))
        messages.success(request, kept % {"number": len(rows)})
        following = describe_url(photo.pk for photo in later) if later else reverse("admin:photos_photo_changelist")
        return HttpResponseRedirect(following)
    context = {
        **frame, "title": _("Describe photos"), "common": common, "rows": rows, "later": len(later),
        "address": describe_url(photo.pk for photo in photos), "has_errors": any(row.errors for row in (common, *rows)),
    }  # fmt: skip
    return TemplateResponse(request, "admin/photos/photo/describe.html", context)


@transaction.atomic
def _keep(rows: Iterable[DescribeForm], common: dict[str, str]) -> None:
    for row in rows:
        if {"people", "keywords"} & row.keep(common):
            uploads.announce_people(row.instance)


def _numbers(written: Iterable[str]) -> list[int]:
    """Return the ids among ``written``, each once, in their order."""
    numbers = [int(text) for text in written if text.isascii() and text.isdigit() and len(text) < 19]
    return list(dict.fromkeys(numbers))[:MOST_AT_ONCE]


def _lacking(by: User) -> list[int]:
    newest = Photo.objects.filter(uploaded_by=by).lacking_words()
    return list(newest.values_list("pk", flat=True)[:DESCRIBED_AT_ONCE])


# Another picture


def replace(request: HttpRequest, photo: Photo, frame: dict[str, Any]) -> HttpResponse:
    """Ask for another picture in the place of ``photo``, and put it there.

    :param frame: the context of every page of the admin.
    """
    form = ReplaceForm(request.POST or None, request.FILES or None, photo=photo)
    if request.method == "POST" and form.is_valid():
        messages.success(request, _("The picture was replaced; nothing of the old one is left."))
        return HttpResponseRedirect(reverse("admin:photos_photo_change", args=[photo.pk]))
    context = {**frame, "title": _("Replace the picture"), "form": form, "photo": photo, "image": staff_image(photo)}
    return TemplateResponse(request, "admin/photos/photo/replace.html", context)
