"""The accent colour: whether it can be read on the grounds of the site, and the nearest colour that can.

Contrast as WCAG 2.2 defines it, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio; 4.5 is asked of text (1.4.3).
"""

from __future__ import annotations

import colorsys
import functools
import re
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _

LEAST = 4.5
# As in static/css/warta.css: what the accent stands on (paper, tint), and what stands on it.
LIGHT, DARK = ("#fdfcf8", "#f4f0e6", "#ffffff"), ("#0e1a2b", "#15243a", "#14202f")
ACCENT, ACCENT_DARK = "#8c1c2e", "#e7b96b"
_HEX = re.compile(r"#[0-9a-f]{6}", re.ASCII)
_STEPS = 1000


@functools.lru_cache(maxsize=256)
def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours (``#rrggbb``), from 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def least_contrast(colour: str, grounds: Sequence[str]) -> float:
    """Return the contrast of ``colour`` on that of ``grounds`` on which it is read worst."""
    return min(contrast(colour, ground) for ground in grounds)


@functools.lru_cache(maxsize=64)
def nearest(colour: str, grounds: tuple[str, ...]) -> str:
    """Return the colour nearest to ``colour``, of the same hue but darker or lighter, that can be read."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*(part / 255 for part in _parts(colour)))
    for step in range(_STEPS + 1):
        for moved in (lightness - step / _STEPS, lightness + step / _STEPS):
            tried = _written(colorsys.hls_to_rgb(hue, min(1.0, max(0.0, moved)), saturation))
            if least_contrast(tried, grounds) >= LEAST:
                return tried
    raise AssertionError("Black or white can be read on any ground that is either dark or light.")


def check_light(colour: str) -> None:
    """Refuse what is no colour, or cannot be read on paper.

    :raises ValidationError: with the nearest colour that can.
    """
    _check(colour, LIGHT, _("on paper"))


def check_dark(colour: str) -> None:
    """Refuse what is no colour, or cannot be read on the dark ground.

    :raises ValidationError: with the nearest colour that can.
    """
    _check(colour, DARK, _("on the dark ground"))


def _check(colour: str, grounds: tuple[str, ...], where: str) -> None:
    colour = colour.strip().lower()
    if not _HEX.fullmatch(colour):
        raise ValidationError(_("Write a colour as # and six digits: #8c1c2e."), code="no_colour")
    found = least_contrast(colour, grounds)
    if found < LEAST:
        words = _(
            "This colour cannot be read %(where)s: its contrast is %(contrast)s to 1, and %(least)s is needed. "
            "The nearest that can be read is %(nearest)s."
        )
        raise ValidationError(
            words,
            code="contrast",
            params={
                "where": where,
                "contrast": number_format(int(found * 10) / 10, 1),  # not rounded up to what is enough
                "least": number_format(LEAST, 1),
                "nearest": nearest(colour, grounds),
            },
        )


def stylesheet(light: str, dark: str) -> str:
    """Return CSS that sets the accents (``#rrggbb``) of the light and the dark site; print is light."""
    return f":root{{--accent:{light}}}@media screen and (prefers-color-scheme:dark){{:root{{--accent:{dark}}}}}\n"


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _written(parts: tuple[float, float, float]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*(round(part * 255) for part in parts))


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
