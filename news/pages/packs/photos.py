"""Pack the photos of a release for the press: one archive that is read as it is sent, and is never held whole."""

from __future__ import annotations

import datetime
import io
import logging
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from news.newsroom.models import Newsroom
from news.photos import files
from news.photos.press import press_copy

from ..releases import Release
from . import texts

log = logging.getLogger(__name__)

LIST = "keterangan.txt"
TERMS = "ketentuan.txt"
_CHUNK = 256 * 1024
_LONGEST = 60  # characters of a slug in the name of a file
# What an entry of a ZIP archive takes beside its content and twice its name, and the archive beside its entries
# (PKWARE's APPNOTE 6.3.10, 4.3.7, 4.3.12, 4.3.16).
_PER_ENTRY, _PER_ARCHIVE = 30 + 46, 22
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # that an entry can have


@dataclass(frozen=True)
class Archive:
    """What is packed: the words beside the photos and the files, each by the name that it has inside."""

    words: dict[str, bytes]
    photos: dict[str, Path]
    dated: datetime.datetime | None = None
    """The date of each entry, local: the release's, so that the same archive is the same bytes."""

    @property
    def size(self) -> int:
        """Bytes of the whole archive: nothing in it is compressed, for a photo is already."""
        sizes = {name: len(words) for name, words in self.words.items()}
        sizes |= {name: path.stat().st_size for name, path in self.photos.items()}
        return _PER_ARCHIVE + sum(_PER_ENTRY + 2 * len(name) + size for name, size in sizes.items())

    def chunks(self) -> Iterator[bytes]:
        """Yield the archive; what is held of it is one photo at most.

        :raises FileNotFoundError: if a photo was deleted since: an archive that ends early is known to be broken.
        """
        window = _Window()
        with zipfile.ZipFile(window, "w", zipfile.ZIP_STORED) as archive:
            for name, words in self.words.items():
                archive.writestr(self._entry(name), words)
            yield from window.taken()
            for name, path in self.photos.items():
                with path.open("rb") as file, archive.open(self._entry(name), "w") as inside:
                    shutil.copyfileobj(file, inside, _CHUNK)
                yield from window.taken()
        yield from window.taken()

    def _entry(self, name: str) -> zipfile.ZipInfo:
        entry = zipfile.ZipInfo(name, max(_EARLIEST, self.dated.timetuple()[:6]) if self.dated else _EARLIEST)
        entry.external_attr = 0o644 << 16
        return entry


def names(release: Release) -> dict[int, str]:
    """Return the name of each photo's file, by the photo's primary key, in the order of the page."""
    slug = texts.short_slug(release.article, _LONGEST)
    return {row.photo_id: f"{slug}-{number:02}.jpg" for number, row in enumerate(release.captions, start=1)}


def archive(release: Release, newsroom: Newsroom) -> Archive | None:
    """Return what is packed, once every copy for the press is made; None without a photo whose file is there.

    :raises OSError: if a copy cannot be kept, on a full disk.
    """
    called, copies = names(release), {}
    for row in release.captions:
        try:
            copies[row.photo_id] = press_copy(row.photo, caption=row.caption, use=release.article.pk)
        except FileNotFoundError:
            log.error("The file of photo %s is gone.", row.photo.key)
    there = {pk: name for pk, name in called.items() if pk in copies}
    if not there:
        return None
    words = {LIST: texts.captions(release, newsroom, there), TERMS: texts.terms_file(release, newsroom)}
    return Archive(
        {name: text.encode() for name, text in words.items()},
        {name: copies[pk] for pk, name in there.items()},
        newsroom.local(release.edition.live_from or release.published_at),
    )


def rough_size(release: Release) -> int:
    """Return about how many bytes the archive has, without making anything: a copy for the press is like its master."""
    masters = (files.path(str(row.photo.master)) for row in release.captions)
    return sum(path.stat().st_size for path in masters if path.is_file())


class _Window(io.RawIOBase):
    """A file that is written from front to back but for the entry that is under way, whose head is written last.

    So sizes and sums stand before each content, as phones and old programs need, and what is done can be sent.
    """

    def __init__(self) -> None:
        super().__init__()
        self._sent, self._held = 0, io.BytesIO()

    def taken(self) -> Iterator[bytes]:
        """Yield and let go of all that was written."""
        content, self._held = self._held.getbuffer(), io.BytesIO()
        self._sent += len(content)
        for start in range(0, len(content), _CHUNK):
            yield bytes(content[start : start + _CHUNK])

    def write(self, content: object) -> int:
        return self._held.write(content)  # type: ignore[arg-type]

    def tell(self) -> int:
        return self._sent + self._held.tell()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._sent + self._held.seek(offset - self._sent if whence == io.SEEK_SET else offset, whence)

    def seekable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True
