"""What journalists take along from a release: the page that offers it, two texts, a PDF, and the photos."""

import hashlib
import logging
import os
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import gettext as _

from news.answers import keep, public
from news.newsroom.models import Newsroom
from news.photos.delivery import chosen_range

from ..packs import keeping, letterhead, photos, printing, texts
from ..releases import Gone, Release, find

log = logging.getLogger(__name__)

RETRY_SECONDS = 15
_FAILED_SECONDS = 300
_CHUNK = 256 * 1024
_Say = Callable[[HttpRequest, Release, Newsroom], HttpResponseBase]
_TEXT = "text/plain; charset=utf-8"


def of_live(request: HttpRequest, parts: tuple[int, int, int, str], say: _Say) -> HttpResponseBase:
    """Return what is to ``say`` of the release if it is live, else the answer of its own page: 404, 410, or the way.

    What is said may be kept as long as the page, which is never beyond the edition's end.
    """
    year, month, day, slug = parts
    now = timezone.now()
    found = find(slug, now)
    if found is None or found.article.url_date is None:
        raise Http404
    date = found.article.url_date
    if (date.year, date.month, date.day) != (year, month, day):
        match = request.resolver_match
        right = [date.year, date.month, date.day, slug]
        return HttpResponsePermanentRedirect(reverse(match.view_name if match else "pack", args=right))
    if isinstance(found, Gone):
        return render(request, "pages/gone.html", {"gone": found}, status=410)
    newsroom: Newsroom = request.newsroom  # type: ignore[attr-defined]  # by the newsroom's middleware
    response = say(request, found, newsroom)
    if (ends := found.edition.live_until) and not response.has_header("Cache-Control"):
        keep(response, (ends - now).total_seconds())
    return response


@public
def pack(request: HttpRequest, year: int, month: int, day: int, slug: str) -> HttpResponseBase:
    """Show what can be taken along of a release."""
    return of_live(request, (year, month, day, slug), _pack)


@public
def whatsapp(request: HttpRequest, year: int, month: int, day: int, slug: str) -> HttpResponseBase:
    """Answer with the short text for WhatsApp."""
    return of_live(request, (year, month, day, slug), _whatsapp)


@public
def text(request: HttpRequest, year: int, month: int, day: int, slug: str) -> HttpResponseBase:
    """Answer with the whole release as plain text."""
    return of_live(request, (year, month, day, slug), _text)


@public
def pdf(request: HttpRequest, year: int, month: int, day: int, slug: str) -> HttpResponseBase:
    """Answer with the release on the letterhead; 501 where none can be made, 503 while another is being made."""
    return of_live(request, (year, month, day, slug), _pdf)


@public
def photo_archive(request: HttpRequest, year: int, month: int, day: int, slug: str) -> HttpResponseBase:
    """Answer with all photos for the press in one archive; 404 for a release without any."""
    return of_live(request, (year, month, day, slug), _photos)


def _pack(request: HttpRequest, release: Release, newsroom: Newsroom) -> HttpResponse:
    short, whole = _in_its_language(release, newsroom)
    context = {
        "release": release,
        "article": release.article,
        "edition": release.edition,
        "short": short,
        "whole": whole,
        "whatsapp_url": f"https://wa.me/?{urlencode({'text': short})}",
        "contact": texts.contact(release, newsroom),
        "terms": texts.terms(newsroom),
        "can_print": printing.can_print(),
        "photos_bytes": photos.rough_size(release),
        "check_address": texts.check_address(release.article),
    }
    return render(request, "pages/packs/pack.html", context)


def _whatsapp(request: HttpRequest, release: Release, newsroom: Newsroom) -> HttpResponse:
    short, _whole = _in_its_language(release, newsroom)
    return HttpResponse(short, content_type=_TEXT, headers=_named(release, "-whatsapp.txt"))


def _text(request: HttpRequest, release: Release, newsroom: Newsroom) -> HttpResponse:
    _short, whole = _in_its_language(release, newsroom)
    return HttpResponse(whole, content_type=_TEXT, headers=_named(release, ".txt"))


def _in_its_language(release: Release, newsroom: Newsroom) -> tuple[str, str]:
    """Return the short and the whole text, with headings in the language of the release."""
    with translation.override(release.article.language):
        return texts.whatsapp(release, newsroom), texts.whole(release, newsroom)


def _pdf(request: HttpRequest, release: Release, newsroom: Newsroom) -> HttpResponseBase:
    if not printing.can_print():
        return _sorry(_("This server cannot make PDFs: the libraries of Pango, or fonts, are missing on it."), 501)
    with translation.override(release.article.language):
        sheet = letterhead.Sheet(release, newsroom)
    etag = f'"{sheet.digest[:32]}"'
    headers = _named(release, ".pdf") | {"ETag": etag, "Content-Type": "application/pdf"}
    known = get_conditional_response(request, etag=etag, response=HttpResponse(headers=headers))
    if known and known.status_code != 200:
        return known
    failed = f"pack-failed:{sheet.digest}"
    try:
        if cache.get(failed):  # it would only fail again, after a minute of work
            raise keeping.Busy
        file = letterhead.kept(sheet).open("rb")
    except printing.NotPrinted as error:
        log.error("The PDF of %s was not made: %s", release.article, error)
        cache.set(failed, True, _FAILED_SECONDS)
    except OSError as error:
        log.error("The PDF of %s could not be kept: %s", release.article, error)
    except (keeping.Busy, letterhead.Changed):
        pass
    else:
        return _sent(request, _read(file), os.fstat(file.fileno()).st_size, headers)
    response = _sorry(_("The PDF cannot be made at the moment. Please try again shortly."), 503)
    response["Retry-After"] = str(RETRY_SECONDS)
    return response


def _read(file: BinaryIO) -> Iterator[bytes]:
    """Yield what is in ``file``, which may be deleted meanwhile."""
    with file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _sent(request: HttpRequest, content: Iterable[bytes], size: int, headers: dict[str, str]) -> HttpResponseBase:
    """Return ``content`` of ``size`` bytes as it comes: whole, or the one range of it that is asked for (RFC 9110, 14).

    So a download that broke off goes on where it was. What stands before the range is made and let go of. HEAD is told
    of the whole, and ``content`` is not begun.
    """
    headers = headers | {"Accept-Ranges": "bytes"}
    is_get = request.method == "GET"
    is_same = request.headers.get("If-Range", headers["ETag"]) == headers["ETag"]
    chosen = chosen_range(request.headers.get("Range", ""), size) if is_get and is_same else None
    if chosen is None:
        return StreamingHttpResponse(content if is_get else (), headers=headers | {"Content-Length": str(size)})
    if not chosen:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}", "Accept-Ranges": "bytes"})
    headers |= {"Content-Range": f"bytes {chosen.start}-{chosen.stop - 1}/{size}", "Content-Length": str(len(chosen))}
    return StreamingHttpResponse(_part(content, chosen), status=206, headers=headers)


def _part(content: Iterable[bytes], chosen: range) -> Iterator[bytes]:
    at = 0
    for chunk in content:
        if part := chunk[max(0, chosen.start - at) : max(0, chosen.stop - at)]:
            yield part
        at += len(chunk)
        if at >= chosen.stop:
            break


def _photos(request: HttpRequest, release: Release, newsroom: Newsroom) -> HttpResponseBase:
    if not release.captions:
        raise Http404
    with translation.override(release.article.language):
        words = texts.captions(release, newsroom, photos.names(release)) + texts.terms_file(release, newsroom)
    keys = [str(row.photo.key) for row in release.captions]
    etag = f'"{hashlib.sha256("".join((words, *keys)).encode()).hexdigest()[:32]}"'
    headers = _named(release, "-foto.zip", is_download=True) | {"ETag": etag, "Content-Type": "application/zip"}
    known = get_conditional_response(request, etag=etag, response=HttpResponse(headers=headers))
    if known and known.status_code != 200:
        return known
    try:
        with translation.override(release.article.language):
            archive = photos.archive(release, newsroom)
    except OSError as error:
        log.error("The photos of %s could not be packed: %s", release.article, error)
        return _sorry(_("The photos cannot be packed at the moment: the server has no room. Please try later."), 507)
    if archive is None:
        raise Http404
    return _sent(request, archive.chunks(), archive.size, headers)


def _named(release: Release, end: str, *, is_download: bool = False) -> dict[str, str]:
    """Return the headers that name a file: what can be shown is shown, and saved under its name."""
    name = texts.file_name(release.article, end)
    return {
        "Content-Disposition": content_disposition_header(is_download, name) or f'inline; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex",  # what is to be found is the page
    }


def _sorry(words: str, status: int) -> HttpResponse:
    return HttpResponse(f"{words}\n", status=status, content_type=_TEXT, headers={"Cache-Control": "no-store"})
