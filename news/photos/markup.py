"""Write the markup of pictures: in Python, since templates are too slow for lists of them."""

from __future__ import annotations

import functools
from collections.abc import Callable

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from .models import Photo
from .renditions import TYPES, height, small_widths, widths

Address = Callable[[Photo, str], str]

SMALL_REM = 6.0


def url(photo: Photo, name: str) -> str:
    """Return the public address of the rendition ``name``; it answers while the photo is shown to the public."""
    return f"/media/{photo.key}/{name}"


def staff_url(photo: Photo, name: str) -> str:
    """Return the address of the rendition ``name`` for staff, who also see what is not public."""
    return reverse("admin:photos_photo_rendition", args=[photo.pk, name])


def staff_image(photo: Photo, least: int = 0) -> SafeString:
    """Return ``<img>`` of ``photo`` for staff, in the smallest width that is at least ``least`` pixels."""
    ladder = widths(photo)
    made = next((width for width in ladder if width >= least), ladder[-1])
    return format_html(
        '<img src="{}" width="{}" height="{}" alt="{}" loading="lazy">',
        staff_url(photo, f"{made}.webp"), made, height(photo, made), photo.alt,
    )  # fmt: skip


def picture(photo: Photo, *, sizes: str, eager: bool = False, css: str = "", address: Address = url) -> SafeString:
    """Return ``<picture>`` with AVIF, WebP and JPEG in all widths, and the dimensions that keep its place; no query.

    :param sizes: how wide it is shown, as in HTML's ``sizes``, such as ``(min-width: 60rem) 40rem, 100vw``. Of its
        last length a screen of three pixels a point is told two thirds: nobody sees more than two. One length of at
        most :data:`SMALL_REM`, such as ``3rem``: the place is small, and so are the files.
    :param eager: the first large picture of a page: loaded at once and first, not when it comes into view. A small one
        is loaded at once.
    :param css: classes of the ``<img>``.
    :param address: where renditions are found: :func:`url`, or :func:`staff_url` for a preview.
    """
    is_small, sizes = _place(sizes)
    ladder = small_widths(photo) if is_small else widths(photo)
    srcset = {
        suffix: ", ".join(f"{address(photo, f'{width}.{suffix}')} {width}w" for width in ladder) for suffix in TYPES
    }
    return format_html(
        '<picture><source type="image/avif" srcset="{}" sizes="{}"><source type="image/webp" srcset="{}" sizes="{}">'
        '<img{} src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}"{}></picture>',
        srcset["avif"],
        sizes,
        srcset["webp"],
        sizes,
        format_html(' class="{}"', css) if css else "",
        address(photo, f"{_middle(ladder)}.jpg"),
        srcset["jpg"],
        sizes,
        ladder[-1],
        height(photo, ladder[-1]),
        "" if photo.decorative else photo.alt,
        (_AT_ONCE if is_small else _EAGER) if eager else _LAZY,
    )


def portrait(photo: Photo, *, address: Address = url) -> SafeString:
    """Return ``<picture>`` of ``photo`` for a small place beside a name: one width, in each type; no query.

    It says nothing that the name beside it does not say, and so has no text of its own.
    """
    made = small_widths(photo)[0]
    return format_html(
        '<picture><source type="image/avif" srcset="{}"><source type="image/webp" srcset="{}">'
        '<img src="{}" width="{}" height="{}" alt=""{}></picture>',
        *(address(photo, f"{made}.{suffix}") for suffix in TYPES), made, height(photo, made), _LAZY,
    )  # fmt: skip


@functools.cache  # of the few places that templates have
def _place(sizes: str) -> tuple[bool, str]:
    """Return whether a place is small, and its ``sizes`` with a bound of two pixels a point for screens of three."""
    conditional, comma, last = sizes.rpartition(", ")
    unit = next((unit for unit in ("rem", "vw") if last.endswith(unit)), None)
    if unit is None:
        return False, sizes
    length = float(last.removesuffix(unit))
    is_small = unit == "rem" and not conditional and length <= SMALL_REM
    return is_small, f"{conditional}{comma}(min-resolution: 2.5dppx) {length * 2 / 3:.1f}{unit}, {last}"


_AT_ONCE = SafeString(' decoding="async"')
_EAGER = SafeString(' fetchpriority="high" decoding="async"')
_LAZY = SafeString(' loading="lazy" decoding="async"')


def _middle(ladder: list[int]) -> int:
    """Return the width for a browser that knows no ``srcset``."""
    return next((width for width in ladder if width >= 960), ladder[-1])
