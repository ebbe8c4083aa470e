"""Make the release as a document: on the newsroom's letterhead, with number and the address where it can be checked."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

from django.template.loader import render_to_string
from django.utils import timezone

from news.newsroom.models import Newsroom
from news.photos import files, renditions
from news.photos.models import Photo

from .. import weaving
from ..releases import Release
from . import keeping, printing, texts

_WIDTH = 1280  # pixels: 190 to the inch across a page of A4


class Changed(Exception):
    """The release changed while its PDF was made."""


class Sheet:
    """A release as it is printed: HTML, and the pictures that it shows."""

    def __init__(self, release: Release, newsroom: Newsroom) -> None:
        self.release, self.newsroom = release, newsroom
        shown = [row.photo for row in release.captions if _has_file(row.photo)]
        crest = newsroom.crest if newsroom.crest and _has_file(newsroom.crest) else None
        self._photos = {f"{photo.key}.jpg": photo for photo in (*shown, *filter(None, [crest]))}
        self._check_address = texts.check_address(release.article)
        self._accent = newsroom.colours[0]
        self.html = render_to_string(
            "pages/packs/letterhead.html",
            {
                "release": release,
                "article": release.article,
                "edition": release.edition,
                "newsroom": newsroom,
                "accent": self._accent,
                "crest": crest,
                "captions": [row for row in release.captions if row.photo in shown],
                "corrections": [
                    {"label": told.label, "day": texts.day(timezone.localtime(told.at)), "note": told.note}
                    for told in release.corrections
                ],
                "address": texts.address_of(release.article),
                "published": texts.moment(release.published_at),
                "event_day": texts.day(release.edition.event_date),
                "check_address": self._check_address,
                "contact": texts.contact(release, newsroom),
                "terms": texts.terms(newsroom),
                "scheme": printing.SCHEME,
            },
        )

    @property
    def digest(self) -> str:
        """SHA-256 of what is printed, hex: photos never change under their key, so their names stand for them."""
        return hashlib.sha256(self.html.encode()).hexdigest()

    def printed(self) -> bytes:
        """Return the PDF; renditions that are missing are made for it.

        :raises printing.NotPrinted: if it cannot be made.
        """
        pictures = {name: _rendition(photo) for name, photo in self._photos.items()}
        return printing.printed(self.html, pictures, self._drawings())

    def _drawings(self) -> dict[str, str]:
        return {"qr.svg": _qr(self._check_address), "tenun.svg": weaving.svg(self._accent)}


def kept(sheet: Sheet) -> Path:
    """Return the file of the PDF of ``sheet``; it is made if it is not there, by one process at a time.

    :raises keeping.Busy: if another one is being made and takes long.
    :raises Changed: if the release ended, or was redacted, meanwhile.
    :raises printing.NotPrinted: if it cannot be made.
    :raises OSError: if it cannot be kept.
    """
    edition = sheet.release.edition
    name = keeping.name_of(edition, sheet.digest)
    path = files.path(name)
    if path.exists():
        return path
    with keeping.alone():
        if not path.exists():
            keeping.keep(name, sheet.printed())
    if not keeping.is_still(edition, sheet.release.article.redacted_at):
        keeping.forget(edition.article_id)
        raise Changed
    return path


def _has_file(photo: Photo) -> bool:
    return files.path(str(photo.master)).is_file()


def _rendition(photo: Photo) -> Path:
    """Return the largest rendition that is not wider than it need be."""
    narrowest, *others = renditions.widths(photo)
    width = max((width for width in others if width <= _WIDTH), default=narrowest)
    return renditions.rendition(photo, f"{width}.jpg")


def _qr(address: str) -> str:
    import segno  # only where a PDF is made

    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=2, xmldecl=False, svgclass=None)
    return out.getvalue().decode()
