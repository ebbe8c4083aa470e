"""Turn the bytes of a stranger into pixels that can be trusted: upright, 8 bits, sRGB, without any metadata."""

from __future__ import annotations

import contextvars
import io
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import IO, Any, TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image, ImageCms

from .embedded import Embedded, read

log = logging.getLogger(__name__)

T = TypeVar("T")

FORMATS = ("JPEG", "PNG", "WEBP")
MAX_PIXELS = 60_000_000
MAX_SIDE = 16_000
MASTER_SIDE = 4_000

# Pixels take memory (180 MB at the limit), and the C library keeps for each thread what it once took: 20 uploads in 20
# threads left a process 1 GB larger. So all work on pixels is done by these few threads, in turn.
_workers = ThreadPoolExecutor(2, thread_name_prefix="pixels")

_ORIENTATION_TAG = 0x0112
# What the eight values of EXIF's Orientation ask for (CIPA DC-008, 4.6.4).
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

_KIND_WANTED = gettext_lazy("Please send a JPEG, PNG or WebP.")
_HEIC = gettext_lazy(
    "This is a HEIC photo, as iPhones make them. Please send it as JPEG: on the phone choose"
    " Settings → Camera → Formats → Most Compatible, or share the photo by e-mail and save it from there."
)
_ANIMATED = gettext_lazy("This picture moves. Please send a still one, as JPEG, PNG or WebP.")
_BROKEN = gettext_lazy("This file is broken or cut off: it cannot be read to its end. Please send it again.")
_TOO_MANY_PIXELS = gettext_lazy(
    "This picture has too many pixels (%(width)s × %(height)s). At most 60 megapixels, 16,000 a side."
)


class UploadRefused(ValidationError):
    """The file cannot be taken into the library; the message says why, and what to do instead."""


def in_turn(work: Callable[..., T], *args: Any) -> T:
    """Return ``work(*args)``, done by one of the few threads that work on pixels, once it is free.

    It speaks the language and knows the zone of the caller; it must not ask the database.
    """
    return _workers.submit(contextvars.copy_context().run, work, *args).result()


def open_upright(file: IO[bytes]) -> tuple[Image.Image, Embedded]:
    """Return the picture in ``file`` as pixels of mode RGB or RGBA, and what the file says of itself.

    Upright, in sRGB, without metadata, at most :data:`MASTER_SIDE` a side. The kind is told from the content, whatever
    the name; the pixels are counted before any is decoded.

    :raises UploadRefused: if it is not one whole, still picture of a kind and size that we take.
    """
    file.seek(0)
    if reason := _reason_against(file.read(512)):
        raise UploadRefused(reason)
    file.seek(0)
    try:
        return _decoded(file)
    except UploadRefused:
        raise
    except Image.DecompressionBombError as error:
        raise UploadRefused(_("This picture has too many pixels.")) from error
    except Exception as error:  # a hostile file can make a decoder raise anything
        log.info("A picture could not be read: %r", error)
        raise UploadRefused(_BROKEN) from error


def _reason_against(head: bytes) -> str:
    """Return why a file that begins with ``head`` is refused; empty, if it begins like a kind that we take."""
    if head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return ""
    if not head:
        return _("This file is empty.")
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        if brand in {b"avif", b"avis"}:
            return _("AVIF pictures are not taken yet. Please send a JPEG, PNG or WebP.")
        if brand in {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}:
            return str(_HEIC)
        return _("This is a video, not a photo. Please send a JPEG, PNG or WebP.")
    if head.startswith(b"GIF8"):
        return _("GIF pictures are not taken, whatever the file is called. Please send a JPEG, PNG or WebP.")
    if head.startswith(b"%PDF"):
        return _("This is a PDF, not a photo. Please send the photo itself, as JPEG, PNG or WebP.")
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith((b"<svg", b"<?xml", b"<!doctype svg")):
        return _("SVG drawings are not taken: they can carry scripts. Please send a JPEG, PNG or WebP.")
    if head.startswith((b"II*\x00", b"MM\x00*", b"BM")):
        return _("TIFF, BMP and raw photos are not taken. Please send a JPEG, PNG or WebP.")
    return str(_KIND_WANTED)


def _decoded(file: IO[bytes]) -> tuple[Image.Image, Embedded]:
    with Image.open(file, formats=FORMATS) as image:
        width, height = image.size
        if width > MAX_SIDE or height > MAX_SIDE or width * height > MAX_PIXELS:
            raise UploadRefused(_TOO_MANY_PIXELS, params={"width": width, "height": height})
        # A JPEG with several pictures is a phone's: the first is the photo, the others depth or a preview.
        if image.format in {"PNG", "WEBP"} and getattr(image, "is_animated", False):
            raise UploadRefused(_ANIMATED)
        image.draft(None, (MASTER_SIDE, MASTER_SIDE))  # a large JPEG is decoded at half its size or less
        image.load()
        words, profile, turn = read(image), image.info.get("icc_profile"), _orientation(image)
        plain = _in_srgb(_shrunk(_direct(image)), profile)
    if turn in _UPRIGHT:
        plain = plain.transpose(_UPRIGHT[turn])
    plain.info = {}  # encoders write what they find here
    return plain, words


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(_ORIENTATION_TAG, 1))
    except Exception:  # EXIF that cannot be read does not turn a picture
        log.info("EXIF could not be read.", exc_info=True)
        return 1


def _direct(image: Image.Image) -> Image.Image:
    """Return ``image`` without palette and with 8 bits a channel: in mode L, RGB, RGBA or CMYK."""
    if image.mode.startswith("I"):
        # Pillow cuts 16 bits off at 255 instead of scaling them.
        return image.point(lambda value: value * (1 / 256)).convert("L")
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image if image.mode in {"L", "RGB", "CMYK"} else image.convert("RGB")


def _shrunk(image: Image.Image) -> Image.Image:
    scale = MASTER_SIDE / max(image.size)
    if scale >= 1:
        return image
    return image.resize(tuple(max(1, round(side * scale)) for side in image.size), Image.Resampling.LANCZOS)


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return ``image`` in RGB or RGBA, its colours brought from ``profile`` (ICC) to sRGB."""
    target = "RGBA" if image.mode == "RGBA" else "RGB"
    if profile:
        alpha = image.getchannel("A") if target == "RGBA" else None
        try:
            opaque = image.convert("RGB") if alpha else image
            converted = ImageCms.profileToProfile(
                opaque, io.BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            log.info("A colour profile does not fit its picture; it is ignored.")
        else:
            if alpha and converted:
                converted.putalpha(alpha)
            return converted or image.convert(target)
    return image.convert(target)


def on_white(image: Image.Image) -> Image.Image:
    """Return ``image`` in RGB, what is transparent on white."""
    if image.mode != "RGBA":
        return image if image.mode == "RGB" else image.convert("RGB")  # which would copy all pixels
    white = Image.new("RGB", image.size, "white")
    white.paste(image, mask=image.getchannel("A"))
    return white
