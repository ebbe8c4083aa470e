"""The one ornament, for what no stylesheet reaches: paper and pictures; its geometry is that of ``tenun.svg``."""

from __future__ import annotations

import functools
import re

from django.conf import settings

WIDTH, HEIGHT = 24, 12
"""Of one repeat of the band, in its own units."""
_RECTANGLE = re.compile(r"M(\d+) (\d+)h(\d+)v(\d+)h-\d+z")


@functools.cache
def rectangles() -> tuple[tuple[int, int, int, int], ...]:
    """Return what one repeat of the band is made of: left, top, width and height of each rectangle."""
    drawing = (settings.BASE_DIR / "static" / "img" / "tenun.svg").read_text(encoding="utf-8")
    return tuple((int(x), int(y), int(width), int(height)) for x, y, width, height in _RECTANGLE.findall(drawing))


def svg(colour: str) -> str:
    """Return one repeat of the band as SVG in ``colour`` (``#rrggbb``)."""
    path = "".join(f"M{x} {y}h{width}v{height}h-{width}z" for x, y, width, height in rectangles())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<path fill="{colour}" d="{path}"/></svg>'
    )
