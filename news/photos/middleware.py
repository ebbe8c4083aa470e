"""Refuse a request that is too large before any of it is read."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from .quota import MAX_REQUEST_BYTES


def upload_limit(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Answer 413 in words to a form with files that is too large; only the desk takes files at all."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if request.content_type != "multipart/form-data":
            return get_response(request)  # Django reads no more of it than DATA_UPLOAD_MAX_MEMORY_SIZE
        is_for_desk = request.path_info.startswith(reverse("admin:index"))
        limit = MAX_REQUEST_BYTES if is_for_desk else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        # Under WSGI nothing is read beyond this length, so the header tells the truth or less.
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isascii() or not length.isdigit() or int(length) <= limit:
            return get_response(request)
        words = _("These files are too large together. At most %(limit)d MB at a time; please send fewer.")
        return HttpResponse(
            f"{words % {'limit': limit // 1_000_000}}\n",
            status=413,
            content_type="text/plain; charset=utf-8",
            headers={"Cache-Control": "no-store"},
        )

    return answer
