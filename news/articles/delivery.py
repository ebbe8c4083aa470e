"""Answer with an attachment over HTTP: as a download, in a sandbox, with conditional requests and ranges (RFC 9110)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from news.photos import files
from news.photos.delivery import chosen_range
from news.richtext import without_control_characters

from .models import Attachment

TYPES = {
    Attachment.Kind.PDF: "application/pdf",
    Attachment.Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Attachment.Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Attachment.Kind.CSV: "text/csv; charset=utf-8",
}
# Nothing in it runs, loads or is shown, whatever a browser takes it for.
SANDBOX = "default-src 'none'; sandbox"
_CHUNK = 64 * 1024
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s]+')


def hand_out(request: HttpRequest, attachment: Attachment, *, cache_control: str) -> HttpResponseBase:
    """Return ``attachment`` as a download: whole, a range of it, 304 if the client has it, 416 outside of it.

    :raises Http404: if its file is gone.
    """
    etag = f'"{attachment.content_hash[:32]}"'
    headers = {
        "Accept-Ranges": "bytes",
        "Cache-Control": cache_control,
        "Content-Disposition": content_disposition_header(True, file_name(attachment)) or "attachment",
        "Content-Encoding": "identity",  # or a table would be packed on its way, and its ranges were of something else
        "Content-Security-Policy": SANDBOX,
        "Content-Type": TYPES[Attachment.Kind(attachment.kind)],
        "Cross-Origin-Resource-Policy": "same-origin",
        "ETag": etag,
        "X-Content-Type-Options": "nosniff",
    }
    known = get_conditional_response(request, etag=etag, response=HttpResponse(headers=headers))
    if known and known.status_code != 200:
        return known
    path, size, chosen = files.path(str(attachment.file)), attachment.size, None
    if not path.is_file():
        raise Http404
    if request.method == "GET" and request.headers.get("If-Range", etag) == etag:
        chosen = chosen_range(request.headers.get("Range", ""), size)
    if chosen is not None and not chosen:
        return HttpResponse(status=416, content_type="", headers={"Content-Range": f"bytes */{size}"})
    part = range(size) if chosen is None else chosen
    content = () if request.method == "HEAD" else _read(path, part)
    response = StreamingHttpResponse(content, headers=headers | {"Content-Length": str(len(part))})
    if chosen is not None:
        response.status_code = 206
        response.headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{size}"
    return response


def file_name(attachment: Attachment) -> str:
    """Return the name under which ``attachment`` is saved: its title, safe on every system, with its ending."""
    words = _NOT_IN_NAMES.sub(" ", without_control_characters(attachment.title)).strip(" .")[:120].rstrip(" .")
    return f"{words or 'lampiran'}.{attachment.kind}"


def _read(path: Path, part: range) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(part.start)
        left = len(part)
        while left and (chunk := file.read(min(_CHUNK, left))):
            left -= len(chunk)
            yield chunk
