"""Find files of the library that no photo has any more: what a killed process, a lost disk or a moved point left."""

from __future__ import annotations

import datetime
import re
import uuid
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from . import files
from .models import Photo
from .renditions import LOCKS, RENDITIONS, kept_as, names

MIN_AGE = datetime.timedelta(hours=1)
"""What changed since may belong to an upload that is not committed yet."""

_PRESS_COPY = re.compile(r"press-[0-9]+-[0-9a-f]{24}\.jpg")
_BATCH = 500


def leftovers(now: datetime.datetime) -> Iterator[Path]:
    """Yield each file of the library's folders that no photo has; the folders of other rooms are not looked at.

    :param now: aware; what changed within :data:`MIN_AGE` before it is left alone.
    """
    for folder in ("original", "master"):
        yield from unknown(folder, partial(_known, folder), now)
    for batch in _batches(_old(files.path(RENDITIONS), now)):
        keys = {key for path in batch if (key := _key(path))}
        photos = {photo.key: photo for photo in Photo.objects.filter(key__in=keys)}
        for path in batch:
            key = _key(path)
            photo = photos.get(key) if key else None
            if not (_is_lock(path) or (photo and _is_of(path, photo))):
                yield path


def unknown(folder: str, known: Callable[[set[str]], set[str]], now: datetime.datetime) -> Iterator[Path]:
    """Yield each file of ``folder`` whose name ``known`` does not return; also for the folders of other rooms.

    :param known: gets names relative to ``MEDIA_ROOT``, some hundreds at a time, and returns those that are in use.
    :param now: aware; what changed within :data:`MIN_AGE` before it is left alone.
    """
    for batch in _batches(_old(files.path(folder), now)):
        names = {str(path.relative_to(files.path(""))): path for path in batch}
        in_use = known(set(names))
        yield from (path for name, path in names.items() if name not in in_use)


def _known(folder: str, names: set[str]) -> set[str]:
    return set(Photo.objects.filter(**{f"{folder}__in": names}).values_list(folder, flat=True))


def _old(folder: Path, now: datetime.datetime) -> Iterator[Path]:
    oldest = (now - MIN_AGE).timestamp()
    for path in sorted(folder.rglob("*")):
        try:
            if (path.is_file() or path.is_symlink()) and path.lstat().st_mtime < oldest:
                yield path
        except FileNotFoundError:
            continue  # somebody else deleted it this moment


def _batches(paths: Iterable[Path]) -> Iterator[list[Path]]:
    remaining = iter(paths)
    while batch := list(islice(remaining, _BATCH)):
        yield batch


def _is_lock(path: Path) -> bool:
    return path.parent == files.path(LOCKS)


def _key(path: Path) -> uuid.UUID | None:
    """Return the key of the photo whose folder ``path`` lies in."""
    try:
        return uuid.UUID(path.parent.name)
    except ValueError:
        return None


def _is_of(path: Path, photo: Photo) -> bool:
    """Say whether ``path`` is made from ``photo`` as it is now; a crop round an earlier focal point is not."""
    if _PRESS_COPY.fullmatch(path.name):
        return True
    return path in {files.path(kept_as(photo, name)) for name in names(photo)}
