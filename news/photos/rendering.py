"""Make the renditions of photos before anybody asks for them: the worker's part; see ``renditions`` for the rest."""

from __future__ import annotations

import errno
import logging
import time

from django.utils import timezone
from django.utils.text import Truncator

from . import renditions
from .models import RENDER_ATTEMPTS, Photo, PhotoQuerySet

log = logging.getLogger(__name__)


def render(photos: PhotoQuerySet, seconds: float) -> int:
    """Make what is missing of ``photos`` that wait for it, the newest first, and return how many are complete now.

    The round ends with the first rendition that is done after ``seconds``; the next one goes on from there. Whatever a
    reader asked for meanwhile was made then, and is not made again. A photo that cannot be rendered is noted, and left
    alone after :data:`RENDER_ATTEMPTS` rounds.

    :raises OSError: if the disk is full or cannot be written, which is no fault of the photo.
    """
    deadline = time.monotonic() + seconds
    complete = 0
    for photo in photos.to_render().order_by("-uploaded_at", "-pk").iterator(chunk_size=20):
        try:
            if not _render(photo, deadline):
                break
        except Exception as error:  # a damaged master can make a decoder raise anything
            if isinstance(error, OSError) and error.errno not in {None, errno.ENOENT}:
                raise
            _note(photo, error)
        else:
            # Nothing is written if the picture or its focal point changed meanwhile.
            as_it_was = Photo.objects.filter(pk=photo.pk, key=photo.key, focal_x=photo.focal_x, focal_y=photo.focal_y)
            complete += as_it_was.update(rendered_at=timezone.now(), render_failures=0, render_problem="")
        if time.monotonic() > deadline:
            break
    return complete


def _render(photo: Photo, deadline: float) -> bool:
    """Make what is missing of ``photo``; return False if the time was up before all was there."""
    missing = renditions.missing(photo)
    while missing:
        renditions.rendition(photo, missing.pop(0))
        if time.monotonic() > deadline:
            break
    return not missing


def _note(photo: Photo, error: Exception) -> None:
    failures = photo.render_failures + 1
    problem = Truncator(f"{type(error).__name__}: {error}").chars(300)
    Photo.objects.filter(pk=photo.pk, key=photo.key).update(render_failures=failures, render_problem=problem)
    log.warning("Photo %d cannot be rendered (%d of %d): %s", photo.pk, failures, RENDER_ATTEMPTS, problem)
