"""Take pictures into the library: whatever a stranger sends ends as a photo that can be trusted, or is refused plainly.

``prepare`` does the work and keeps nothing; ``keep`` writes files and row; ``receive`` does both, ``receive_each`` for
many files of which each has its own fate.
"""

from __future__ import annotations

import hashlib
import io
import logging
import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from PIL import Image

from news.accounts.models import User
from news.richtext import LineField

from . import files, renditions
from .embedded import Embedded
from .models import Photo
from .pixels import UploadRefused, in_turn, open_upright
from .quota import MAX_BYTES, TOO_LARGE
from .signals import people_named

__all__ = [
    "MAX_BYTES", "NO_ROOM", "Outcome", "Prepared", "UploadRefused", "announce_people", "keep", "prepare", "receive",
    "receive_each", "remove", "replace",
]  # fmt: skip

log = logging.getLogger(__name__)

NO_ROOM = _("This photo could not be kept: the server has no room. Please tell your administrator.")
# What is said of a photo, by its sender or by the file itself.
SAID = (
    "title",
    "alt",
    "decorative",
    "credit",
    "caption",
    "taken_at",
    "place",
    "keywords",
    "people",
    "rights",
    "rights_until_date",
)
FIELDS = frozenset({*SAID, "focal_x", "focal_y"})
_SUFFIX = {b"\xff\xd8": ".jpg", b"\x89P": ".png", b"RI": ".webp"}


@dataclass(frozen=True)
class Prepared:
    """A picture that can be kept: the upload as it came, the master made from it, and what the file says of itself."""

    upload: File[bytes]
    content_hash: str
    suffix: str
    master: bytes
    master_suffix: str
    width: int
    height: int
    embedded: Embedded
    name: str


def receive(file: File[bytes], *, by: User | None, **fields: Any) -> Photo:
    """Take ``file`` into the library and return its photo; the photo that is there, if the same bytes came before.

    :param fields: of :data:`FIELDS`; those left empty are filled with what the file says of itself, alt text never.
    :raises UploadRefused: if it is not one whole, still JPEG, PNG or WebP of a size that we take.
    :raises ValidationError: if a field does not fit; keyed by field.
    """
    return keep(prepare(file), by=by, **fields)


@dataclass(frozen=True)
class Outcome:
    """What became of one of many files: a photo, or a refusal in ``words`` with a ``code``."""

    name: str
    photo: Photo | None = None
    is_known: bool = False
    words: str = ""
    code: str = ""


def receive_each(sent: Iterable[File[bytes]], *, by: User | None) -> Iterator[Outcome]:
    """Take each of ``sent`` into the library; none is lost because of another.

    A refusal has the code ``too_large``, ``no_room`` (the disk is full, or cannot be written) or ``refused``.
    """
    for file in sent:
        name = PurePath((file.name or "").replace("\\", "/")).name
        try:
            prepared = prepare(file)
            is_known = Photo.objects.filter(content_hash=prepared.content_hash).exists()
            yield Outcome(name, keep(prepared, by=by), is_known)
        except ValidationError as refusal:
            code = getattr(refusal, "code", None) or "refused"
            yield Outcome(name, words=" ".join(refusal.messages), code=code)
        except OSError:
            log.exception("A photo could not be kept.")
            yield Outcome(name, words=str(NO_ROOM), code="no_room")


def prepare(file: File[bytes]) -> Prepared:
    """Check and decode ``file`` and make its master; nothing is written.

    :raises UploadRefused: if it is not one whole, still JPEG, PNG or WebP of a size that we take.
    """
    digest, head, size = hashlib.sha256(), b"", 0
    for chunk in _chunks(file):
        head = head or chunk[:2]
        digest.update(chunk)
        size += len(chunk)
        if size > MAX_BYTES:
            raise UploadRefused(TOO_LARGE, code="too_large")
    master, master_suffix, dimensions, embedded = in_turn(_master, file)
    return Prepared(
        file, digest.hexdigest(), _SUFFIX[head], master, master_suffix, *dimensions,
        embedded=embedded, name=_readable_name(file.name),
    )  # fmt: skip


def _master(file: File[bytes]) -> tuple[bytes, str, tuple[int, int], Embedded]:
    """Return the master of ``file``, its suffix and dimensions, and what the file says of itself."""
    image, embedded = open_upright(file)
    # JPEG has no transparency: what is see-through, such as a crest, stays so in PNG.
    suffix = ".png" if _is_see_through(image) else ".jpg"
    return _encoded(image, suffix), suffix, image.size, embedded


def keep(prepared: Prepared, *, by: User | None, **fields: Any) -> Photo:
    """Write the files and the row of ``prepared`` and return its photo; see :func:`receive`.

    If anything fails, now or later in the transaction around it, no file is left behind.
    """
    if unknown := fields.keys() - FIELDS:
        raise TypeError(f"Not fields of an upload: {', '.join(sorted(unknown))}")
    if known := Photo.objects.filter(content_hash=prepared.content_hash).first():
        return _completed(known, fields)
    # Not the public key: who knows the address of a rendition does not know the name of the original.
    secret = uuid.uuid4().hex
    photo = Photo(
        original=f"original/{secret}{prepared.suffix}",
        master=f"master/{secret}{prepared.master_suffix}",
        width=prepared.width,
        height=prepared.height,
        content_hash=prepared.content_hash,
        uploaded_by=by,
        **fields,
    )
    _fill(photo, prepared)
    photo.clean_fields()
    names = [str(photo.original), str(photo.master)]
    try:
        files.write(names[0], _chunks(prepared.upload))
        files.write(names[1], [prepared.master])
        with transaction.atomic():
            photo.save()
            files.keep_if_committed(*names)
            announce_people(photo)
    except IntegrityError:
        files.delete(*names)
        # Somebody sent the same bytes this very moment.
        return _completed(Photo.objects.get(content_hash=prepared.content_hash), fields)
    except BaseException:
        files.delete(*names)
        raise
    return photo


def replace(photo: Photo, prepared: Prepared) -> None:
    """Put the picture ``prepared`` in the place of the one that ``photo`` has; what is said of it stays.

    The photo gets another public key, so that no address of the old picture answers any more, and the files of the
    old one are deleted once that is committed. If anything fails, the old one stays as it is.

    :raises UploadRefused: if another photo of the library has these bytes.
    """
    secret = uuid.uuid4().hex
    names = [f"original/{secret}{prepared.suffix}", f"master/{secret}{prepared.master_suffix}"]
    try:
        with transaction.atomic():
            old = Photo.objects.select_for_update().get(pk=photo.pk)
            if Photo.objects.filter(content_hash=prepared.content_hash).exists():
                raise UploadRefused(_("This picture is in the library already."), code="known")
            files.write(names[0], _chunks(prepared.upload))
            files.write(names[1], [prepared.master])
            photo.key, photo.content_hash = uuid.uuid4(), prepared.content_hash
            photo.original, photo.master = names
            photo.width, photo.height = prepared.width, prepared.height
            photo.focal_x = photo.focal_y = 0.5
            photo.save(
                update_fields=[
                    "key",
                    "content_hash",
                    "original",
                    "master",
                    "width",
                    "height",
                    "focal_x",
                    "focal_y",
                    *photo.render_anew(),
                ]  # fmt: skip
            )
            files.keep_if_committed(*names)
            transaction.on_commit(lambda: renditions.forget(old))
    except BaseException:
        files.delete(*names)
        raise


def remove(photo: Photo) -> None:
    """Delete ``photo``, and its files once that is committed.

    :raises ProtectedError: if a release, an official, an agency or the newsroom shows it.
    """
    with transaction.atomic():
        Photo.objects.get(pk=photo.pk).delete()
        transaction.on_commit(lambda: renditions.forget(photo))


def _fill(photo: Photo, prepared: Prepared) -> None:
    """Fill what is empty with what the file says of itself."""
    for name in ("title", "caption", "credit", "place", "keywords", "people", "rights", "taken_at"):
        if not getattr(photo, name):
            setattr(photo, name, _fitting(name, getattr(prepared.embedded, name)))
    photo.title = photo.title or str(_fitting("title", prepared.name))


def _fitting(name: str, value: Any) -> Any:
    field = Photo._meta.get_field(name)
    if isinstance(value, str) and isinstance(field, LineField):
        return " ".join(value.split())[: field.max_length]
    return value


def _completed(photo: Photo, fields: dict[str, Any]) -> Photo:
    """Return the photo that was there, with what it lacked from ``fields``; what it says already stays."""
    lacking = {name: value for name, value in fields.items() if value and not getattr(photo, name)}
    for name, value in lacking.items():
        setattr(photo, name, value)
    if lacking:
        photo.clean_fields()
        photo.save(update_fields=list(lacking))
        if {"people", "keywords"} & lacking.keys():
            announce_people(photo)
    return photo


def announce_people(photo: Photo) -> None:
    """Tell after commit whom ``photo`` shows; to be called where its people or keywords were changed."""
    if photo.people or photo.keywords:
        transaction.on_commit(lambda: people_named.send(Photo, photo=photo))


def _chunks(file: File[bytes]) -> Iterator[bytes]:
    file.seek(0)
    yield from file.chunks()


def _readable_name(name: str | None) -> str:
    stem = PurePath((name or "").replace("\\", "/")).stem
    return re.sub(r"[_\s]+", " ", stem).strip()


def _is_see_through(image: Image.Image) -> bool:
    return image.mode == "RGBA" and image.getchannel("A").getextrema() != (255, 255)


def _encoded(image: Image.Image, suffix: str) -> bytes:
    out = io.BytesIO()
    if suffix == ".png":
        image.save(out, "PNG", compress_level=6)
    else:
        opaque = image if image.mode == "RGB" else image.convert("RGB")  # which would copy all pixels
        opaque.save(out, "JPEG", quality=92, subsampling="4:4:4", optimize=True)
    return out.getvalue()
