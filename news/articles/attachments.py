"""Take in, keep and let go the files that readers download: each is kept once, however many editions have it."""

from __future__ import annotations

import datetime
import hashlib
import re
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from news.photos import files
from news.photos.leftovers import unknown
from news.photos.quota import TooLargeFile

from .file_kinds import MAX_BYTES, TOO_LARGE, kind_of
from .models import Attachment, Edition

FOLDER = "attachment"


def inspect(file: UploadedFile[Any]) -> str:
    """Return the kind of an uploaded file, a value of ``Attachment.Kind``.

    :raises ValidationError: if it cannot be attached; the message says why.
    """
    if isinstance(file, TooLargeFile) or (file.size or 0) > MAX_BYTES:
        raise ValidationError(TOO_LARGE, code="too_large")
    return kind_of(file, file.name or "")


def put(attachment: Attachment, file: File[bytes], kind: str) -> Attachment:
    """Keep ``file`` as that of ``attachment``, new or not, and return the attachment; the caller saves it,
    in the transaction that it opened.

    The file goes when the transaction is rolled back; one that is replaced goes once it is committed.

    :param kind: what :func:`inspect` said.
    :raises OSError: if it cannot be written; nothing is left then.
    """
    former = str(attachment.file)
    key, hashed, size = uuid.uuid4(), hashlib.sha256(), 0

    def chunks() -> Iterator[bytes]:
        nonlocal size
        file.seek(0)
        for chunk in file.chunks():
            hashed.update(chunk)
            size += len(chunk)
            yield chunk

    name = f"{FOLDER}/{key}.{kind}"
    files.write(name, chunks())
    files.keep_if_committed(name)
    attachment.key, attachment.kind, attachment.size = key, Attachment.Kind(kind), size
    attachment.file, attachment.content_hash = name, hashed.hexdigest()
    attachment.title = attachment.title or readable(file.name or "")
    if former:
        _delete_unused_after_commit([former])
    return attachment


def remove(attachments: Iterable[Attachment]) -> None:
    """Delete ``attachments``, and after commit the files that no other edition has."""
    with transaction.atomic():
        names = []
        for attachment in attachments:
            names.append(str(attachment.file))
            attachment.delete()
        _delete_unused_after_commit(names)


def copy_to(edition: Edition, of: Edition) -> None:
    """Give ``edition`` the attachments that ``of`` has; the files are shared."""
    Attachment.objects.bulk_create(
        Attachment(
            edition=edition, key=row.key, file=row.file, title=row.title, order=row.order,
            kind=row.kind, size=row.size, content_hash=row.content_hash,
        )
        for row in of.attachments.all()
    )  # fmt: skip


def readable(name: str) -> str:
    """Return a title made of the name of a file: without its ending, blanks for underscores, at most 160 characters."""
    stem = PurePath(name.replace("\\", "/")).stem
    return re.sub(r"[_\s]+", " ", stem).strip()[:160]


def leftovers(now: datetime.datetime) -> Iterator[Path]:
    """Yield each file that no attachment has; what is younger than an hour at ``now`` (aware) is left alone."""

    def known(names: set[str]) -> set[str]:
        return set(Attachment.objects.filter(file__in=names).values_list("file", flat=True))

    return unknown(FOLDER, known, now)


def _delete_unused_after_commit(names: list[str]) -> None:
    def delete() -> None:
        used = set(Attachment.objects.filter(file__in=names).values_list("file", flat=True))
        files.delete(*(name for name in names if name not in used))

    transaction.on_commit(delete)
