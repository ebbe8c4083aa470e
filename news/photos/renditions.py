"""Make the public renditions of a photo from its master: when they are first asked for, once, whole.

Widths in AVIF, WebP and JPEG for ``srcset``, and crops round the focal point in JPEG, for cards and search engines.
No rendition carries metadata.
"""

from __future__ import annotations

import fcntl
import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image

from . import files
from .models import Photo
from .pixels import in_turn, on_white

log = logging.getLogger(__name__)

RENDITIONS = "renditions"
LOCKS = f"{RENDITIONS}/.locks"
WIDTHS = (320, 640, 960, 1280, 1920)
SMALL, SMALL_QUALITY = 144, 45  # for a crest in a masthead, which is loaded with every page, and portraits by a name
# What a browser takes, best first: the suffix of the name, and its media type.
TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
# Width and height in pixels: the share card of Open Graph, and the shapes that schema.org's NewsArticle asks for.
CROPS = {"card": (1200, 630), "1x1": (1200, 1200), "4x3": (1200, 900), "16x9": (1200, 675)}
CROP_MAX_BYTES = 300_000
_CROP_QUALITIES = (82, 72, 60, 45, 30, 15, 5)


class NoSuchRendition(LookupError):
    """The photo has no rendition of that name."""


def widths(photo: Photo) -> list[int]:
    """Return the widths in pixels, ascending; none is wider than the master, and there is at least one."""
    widest = min(photo.width, WIDTHS[-1])
    return [*(width for width in WIDTHS if width < widest), widest]


def small_widths(photo: Photo) -> list[int]:
    """Return the widths in pixels, ascending, for a place of a few letters' size: two, or one of a tiny photo."""
    least = widths(photo)[0]
    return [SMALL, least] if least > SMALL else [least]


def height(photo: Photo, width: int) -> int:
    """Return the height in pixels of the rendition that is ``width`` pixels wide."""
    return max(1, round(photo.height * width / photo.width))


def names(photo: Photo) -> list[str]:
    """Return the names of all renditions of ``photo``, such as ``640.webp`` and ``card.jpg``."""
    made = sorted({*small_widths(photo), *widths(photo)})
    return [f"{width}.{suffix}" for width in made for suffix in TYPES] + [f"{crop}.jpg" for crop in CROPS]


def missing(photo: Photo) -> list[str]:
    """Return the names of the renditions of ``photo`` that are not made yet."""
    return [name for name in names(photo) if not files.path(kept_as(photo, name)).exists()]


def rendition(photo: Photo, name: str) -> Path:
    """Return the file of the rendition ``name`` of ``photo``; it is made if it is not there.

    However many ask at one time, in however many processes, it is made once.

    :raises NoSuchRendition: if ``name`` is none of :func:`names`.
    :raises FileNotFoundError: if the master is gone.
    """
    if name not in names(photo):
        raise NoSuchRendition(name)
    kept = kept_as(photo, name)
    if not files.path(kept).exists():
        with lock(photo):
            if not files.path(kept).exists():
                files.write(kept, [in_turn(_made, photo, name)])
                log.debug("Made %s of photo %s.", name, photo.key)
    return files.path(kept)


def nearest(photo: Photo, name: str) -> Path | None:
    """Return the file that may stand in for the rendition ``name``: of its kind and nearest in width, if one is there.

    A wider one is nearer than a narrower one; nothing stands in for a crop.
    """
    stem, _, suffix = name.partition(".")
    if not stem.isdigit():
        return None
    order = sorted(widths(photo), key=lambda width: (width < int(stem), abs(width - int(stem))))
    paths = (files.path(kept_as(photo, f"{width}.{suffix}")) for width in order)
    return next((path for path in paths if path.exists()), None)


def forget(photo: Photo) -> None:
    """Delete all files of ``photo``: original, master and renditions."""
    with lock(photo):  # whoever waits behind it finds no master
        files.delete(str(photo.original), str(photo.master), folder(photo))


def folder(photo: Photo) -> str:
    """Return the name of the folder of all that is made from ``photo``."""
    return f"{RENDITIONS}/{photo.key}"


def kept_as(photo: Photo, name: str) -> str:
    """Return the name of the file; a crop's says round which point, so that it is made anew when the point moves."""
    stem, _, suffix = name.partition(".")
    point = f"@{photo.focal_x:.3f},{photo.focal_y:.3f}" if stem in CROPS else ""
    return f"{folder(photo)}/{stem}{point}.{suffix}"


@contextmanager
def lock(photo: Photo) -> Iterator[None]:
    """Hold the lock of this photo's files; it falls with the process that holds it."""
    path = files.path(f"{LOCKS}/{photo.key.hex[:2]}")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _made(photo: Photo, name: str) -> bytes:
    stem, _, suffix = name.partition(".")
    with Image.open(files.path(str(photo.master)), formats=("JPEG", "PNG")) as master:
        if stem in CROPS:
            return _cropped(photo, master, CROPS[stem])
        width = int(stem)
        size = (width, height(photo, width))
        master.draft(None, size)
        image = master.resize(size, Image.Resampling.LANCZOS, reducing_gap=3)
        image.info = {}
        return _encoded(image, suffix, avif_quality=SMALL_QUALITY if width <= SMALL else 62)


def _cropped(photo: Photo, master: Image.Image, size: tuple[int, int]) -> bytes:
    """Return ``master`` in JPEG, cut to the shape of ``size`` round the focal point and brought to that size."""
    scale = min(master.width / size[0], master.height / size[1])
    width, height = size[0] * scale, size[1] * scale
    left = min(max(photo.focal_x * master.width - width / 2, 0), master.width - width)
    top = min(max(photo.focal_y * master.height - height / 2, 0), master.height - height)
    box = (left, top, left + width, top + height)
    image = on_white(master.resize(size, Image.Resampling.LANCZOS, box=box, reducing_gap=3))
    image.info = {}
    tries = (_encoded(image, "jpg", quality) for quality in _CROP_QUALITIES)
    return next(made for made in tries if len(made) < CROP_MAX_BYTES)


def _encoded(image: Image.Image, suffix: str, quality: int = 80, avif_quality: int = 62) -> bytes:
    out = io.BytesIO()
    if suffix == "avif":
        image.save(out, "AVIF", quality=avif_quality, speed=8)
    elif suffix == "webp":
        image.save(out, "WEBP", quality=78, method=4)
    else:
        on_white(image).save(out, "JPEG", quality=quality, progressive=True, optimize=True)
    return out.getvalue()
