"""Answer with a file of the library over HTTP: conditional requests and ranges included (RFC 9110)."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _

from . import renditions
from .models import Photo
from .press import press_copy
from .renditions import TYPES

log = logging.getLogger(__name__)

_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


def show(request: HttpRequest, photo: Photo, name: str, *, cache_control: str) -> HttpResponseBase:
    """Return the rendition ``name`` of ``photo``; what cannot be kept is answered by what is there.

    :raises Http404: if the photo has no such rendition, or its files are gone.
    """
    return _made(
        request, lambda: renditions.rendition(photo, name), lambda: renditions.nearest(photo, name), cache_control
    )


def hand_out(request: HttpRequest, photo: Photo, *, caption: str, use: int, cache_control: str) -> HttpResponseBase:
    """Return the copy of ``photo`` for the press; see :func:`press.press_copy`.

    :raises Http404: if its files are gone.
    """
    return _made(request, lambda: press_copy(photo, caption=caption, use=use), lambda: None, cache_control)


def _made(
    request: HttpRequest, make: Callable[[], Path], find: Callable[[], Path | None], cache_control: str
) -> HttpResponseBase:
    """Return what ``make`` makes, else what ``find`` finds, else 507: a full disk is no reason for a broken page."""
    try:
        return answer(request, make(), cache_control=cache_control)
    except (renditions.NoSuchRendition, FileNotFoundError) as error:
        raise Http404 from error
    except OSError as error:
        if error.errno is None:  # not the disk: the master itself cannot be read
            raise
        log.error("A rendition could not be kept: %s", error)
    if found := find():
        return answer(request, found, cache_control="no-store")
    words = _("This picture cannot be made at the moment: the server has no room. Please try again later.")
    return HttpResponse(
        f"{words}\n", status=507, content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"}
    )


def answer(request: HttpRequest, path: Path, *, cache_control: str) -> HttpResponseBase:
    """Return the rendition at ``path``: whole, a range of it, 304 if the client has it, 416 if the range is outside.

    :raises FileNotFoundError: if it is not there.
    """
    content, changed = path.read_bytes(), path.stat()
    # A file is only ever replaced as a whole, so this names its bytes.
    etag = f'"{path.parent.name[:8]}-{path.stem}-{changed.st_mtime_ns:x}-{len(content):x}"'
    headers = {
        "Accept-Ranges": "bytes",
        "Cache-Control": cache_control,
        "Content-Type": TYPES[path.suffix.removeprefix(".")],
        "ETag": etag,
        "Last-Modified": http_date(changed.st_mtime),
        "X-Content-Type-Options": "nosniff",
    }
    response = HttpResponse(content, headers=headers)
    chosen = get_conditional_response(request, etag=etag, last_modified=int(changed.st_mtime), response=response)
    if chosen is response and request.method == "GET" and request.headers.get("If-Range", etag) == etag:
        _narrow(response, request.headers.get("Range", ""))
    return chosen or response


def _narrow(response: HttpResponse, wanted: str) -> None:
    """Make ``response`` the one range of its bytes that is ``wanted``; several ranges are answered with the whole."""
    size = len(response.content)
    chosen = chosen_range(wanted, size)
    if chosen is None:
        return
    if not chosen:
        response.status_code, response.content = 416, b""
        response.headers["Content-Range"] = f"bytes */{size}"
        del response.headers["Content-Type"]
        return
    response.status_code, response.content = 206, response.content[chosen.start : chosen.stop]
    response.headers["Content-Range"] = f"bytes {chosen.start}-{chosen.stop - 1}/{size}"


def chosen_range(wanted: str, size: int) -> range | None:
    """Return the one range of ``size`` bytes that the header ``Range`` asks for (RFC 9110, 14.1.2).

    Empty if there are no such bytes; None if it is to be ignored: several ranges, or none that can be understood.
    """
    match = _RANGE.fullmatch(wanted.strip())
    if not match or not any(match.groups()):
        return None
    first, last = match.groups()
    if first and last and int(last) < int(first):
        return None  # not a range at all
    start = int(first) if first else max(0, size - int(last))
    end = min(int(last), size - 1) if first and last else size - 1
    if start >= size or (not first and not int(last)):
        return range(0)
    return range(start, end + 1)
