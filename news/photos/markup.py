"""Write the markup of pictures: in Python, since templates are too slow for lists of them."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from .models import Photo
from .renditions import TYPES, height, widths

Address = Callable[[Photo, str], str]


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

    :param sizes: how wide it is shown, as in HTML's ``sizes``, such as ``(min-width: 60rem) 40rem, 100vw``.
    :param eager: the first large picture of a page: loaded at once and first, not when it comes into view.
    :param css: classes of the ``<img>``.
    :param address: where renditions are found: :func:`url`, or :func:`staff_url` for a preview.
    """
    ladder = widths(photo)
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
        _EAGER if eager else _LAZY,
    )


_EAGER = SafeString(' fetchpriority="high" decoding="async"')
_LAZY = SafeString(' loading="lazy" decoding="async"')


def _middle(ladder: list[int]) -> int:
    """Return the width for a browser that knows no ``srcset``."""
    return next((width for width in ladder if width >= 960), ladder[-1])
