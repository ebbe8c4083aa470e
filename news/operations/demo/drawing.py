"""Draw flat, gazette-like illustrations: a sheet of paper, a few inks, halftone dots and grain.

Everything is our own code on top of Pillow's polygons. A sheet is drawn at twice its size and reduced once, so edges
are smooth; the same seed draws the same picture, byte for byte. Lengths are pixels of the finished sheet.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Point = tuple[float, float]
Ink = str

SCALE = 2
WIDE, TALL, PORTRAIT = (1600, 1067), (1067, 1600), (800, 1000)

INK, NIGHT, SLATE = "#1f3347", "#142233", "#4a6175"
RIVER, MOSS, SAGE = "#3f7a72", "#5f7f4e", "#a9bda0"
BRICK, RUST, ROSE = "#b4533a", "#8c3b2a", "#dc9c7c"
OCHRE, STRAW = "#d79a33", "#ecc878"
PAPER, CREAM, STONE = "#f6ecdb", "#ead9bd", "#c9b899"
SKINS = ("#e3b48b", "#cf9a70", "#b57f57", "#94623f")
CLOTHS = (BRICK, RIVER, INK, OCHRE, SLATE, MOSS, RUST, "#7d5a6e")


@dataclass(frozen=True)
class Mood:
    """Hold the inks of one time of day; ``sky`` from the top, ``lit`` if lamps are on."""

    sky: tuple[Ink, Ink, Ink]
    sun: Ink
    far: Ink
    near: Ink
    water: Ink
    ground: Ink
    dark: Ink
    light: Ink
    lit: bool = False


MOODS = {
    "dawn": Mood(
        ("#e8a37d", "#f0bf95", "#f7dcb4"), "#fbf0cf", "#c98f7c", "#7f6e76", "#d9a78b", "#8d6a5c", "#33404f", PAPER
    ),
    "morning": Mood(
        ("#bcd3cd", "#d8e0d0", "#f3e6c9"), "#f0c463", "#a8bfae", "#6f9785", "#8fb3ac", "#d8bf92", INK, PAPER
    ),
    "noon": Mood(("#8fb9bf", "#b4d0ce", "#d9e3d6"), "#f6ecdb", "#8eb0a4", "#4f8577", "#5f9a98", "#cfae7d", INK, PAPER),
    "dusk": Mood(
        ("#7c4b58", "#c2684d", "#eaa871"),
        "#f8dca0",
        "#93515a",
        "#5a3f55",
        "#a45d57",
        "#6b4550",
        "#2a2a40",
        "#f7dfb4",
        True,
    ),
    "storm": Mood(
        ("#5d7180", "#8496a0", "#b3bdbd"), "#cbd0c9", "#6c828b", "#4a6270", "#637f86", "#7b7d76", "#223344", "#e5e4da"
    ),
    "night": Mood(
        ("#132236", "#1d344c", "#2f5064"), "#f2e3b6", "#203a50", "#172b3f", "#1b3a4d", "#26374a", "#0d1826", STRAW, True
    ),
}


def mix(first: Ink, second: Ink, share: float) -> Ink:
    """Return the ink between two, ``share`` of the second (0–1)."""
    pairs = zip(_parts(first), _parts(second), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _parts(ink: Ink) -> tuple[int, int, int]:
    return int(ink[1:3], 16), int(ink[3:5], 16), int(ink[5:7], 16)


class Sheet:
    """Draw on a sheet of ``size`` (width, height) with the inks of a mood; all chance comes from the seed."""

    def __init__(self, size: tuple[int, int], seed: int, mood: str = "noon") -> None:
        self.w, self.h = size
        self.mood = MOODS[mood]
        self.rng = Random(f"{seed}/{mood}")  # noqa: S311 - the same picture for the same seed, nothing secret
        self.image = Image.new("RGB", (self.w * SCALE, self.h * SCALE), self.mood.sky[2])
        self.pen = ImageDraw.Draw(self.image)

    # Marks

    def poly(self, points: Iterable[Point], ink: Ink) -> None:
        """Fill a polygon."""
        self.pen.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=ink)

    def box(self, x: float, y: float, w: float, h: float, ink: Ink, radius: float = 0) -> None:
        """Fill a rectangle from its top left corner, with rounded corners if asked."""
        if w <= 0 or h <= 0:
            return
        area = (x * SCALE, y * SCALE, (x + w) * SCALE, (y + h) * SCALE)
        if radius:
            self.pen.rounded_rectangle(area, radius * SCALE, fill=ink)
        else:
            self.pen.rectangle(area, fill=ink)

    def disc(self, x: float, y: float, r: float, ink: Ink, ry: float | None = None) -> None:
        """Fill a disc around a point, an ellipse if ``ry`` is given."""
        ry = r if ry is None else ry
        self.pen.ellipse(((x - r) * SCALE, (y - ry) * SCALE, (x + r) * SCALE, (y + ry) * SCALE), fill=ink)

    def line(self, points: Sequence[Point], ink: Ink, width: float = 3) -> None:
        """Draw a line through points."""
        self.pen.line([(x * SCALE, y * SCALE) for x, y in points], fill=ink, width=round(width * SCALE), joint="curve")

    def arc(self, x: float, y: float, r: float, start: float, end: float, ink: Ink, width: float = 3) -> None:
        """Draw an arc around a point, in degrees clockwise from three o'clock."""
        self.line([(x + r * math.cos(a), y + r * math.sin(a)) for a in _angles(start, end)], ink, width)

    def pie(self, x: float, y: float, r: float, start: float, end: float, ink: Ink, ry: float | None = None) -> None:
        """Fill the part of a disc between two angles, cut straight from end to end."""
        ry = r if ry is None else ry
        self.poly([(x + r * math.cos(a), y + ry * math.sin(a)) for a in _angles(start, end)], ink)

    def inside(self, points: Iterable[Point], paint: Image.Image) -> None:
        """Paste a picture of the sheet's own drawing size inside a polygon."""
        mask = Image.new("1", self.image.size)
        ImageDraw.Draw(mask).polygon([(x * SCALE, y * SCALE) for x, y in points], fill=1)
        self.image.paste(paint, mask=mask)

    # Tone

    def dots(self, x: float, y: float, w: float, h: float, ink: Ink, *, up: bool = False, step: float = 15) -> None:
        """Print a halftone that fades downwards, or upwards."""
        rows = max(2, round(h / (step * 0.866)))
        for row in range(rows):
            tone = 1 - (row + 0.5) / rows
            r = step * 0.58 * (tone if not up else 1 - tone) ** 0.7
            cy = y + (row + 0.5) * h / rows
            for column in range(int(w / step) + 2):
                self.disc(x + (column + (row % 2) / 2) * step, cy, r, ink)

    def sky(self, horizon: float) -> None:
        """Fill the sky down to the horizon in three inks, each fading into the next by halftone."""
        top, middle, low = self.mood.sky
        self.box(0, 0, self.w, self.h, low)
        cut = horizon * self.rng.uniform(0.2, 0.34)
        step = horizon * 0.36
        self.box(0, 0, self.w, cut + step, middle)
        self.box(0, 0, self.w, cut, top)
        self.dots(0, cut, self.w, step * 0.6, top)
        self.dots(0, cut + step, self.w, step * 0.6, middle)

    def sun(self, x: float, y: float, r: float) -> None:
        """Set the sun, or the moon, with a ring of light."""
        self.disc(x, y, r * 1.45, mix(self.mood.sky[1], self.mood.sun, 0.35))
        self.disc(x, y, r, self.mood.sun)

    def cloud(self, x: float, y: float, size: float, ink: Ink | None = None) -> None:
        """Lay a flat cloud of stacked bars."""
        ink = ink or mix(self.mood.sky[1], self.mood.light, 0.55)
        for level, share in enumerate((0.5, 0.86, 1.0, 0.62)):
            width = size * share * self.rng.uniform(0.85, 1.1)
            left = x - width / 2 + size * self.rng.uniform(-0.14, 0.14)
            self.box(left, y + level * size * 0.085, width, size * 0.1, ink, size * 0.05)

    def clouds(self, count: int, low: float) -> None:
        """Spread clouds over the sky above ``low``."""
        for place in range(count):
            x = self.w * (place + self.rng.uniform(0.2, 0.8)) / count
            self.cloud(x, self.rng.uniform(low * 0.12, low * 0.72), self.rng.uniform(150, 300))

    def hills(self, base: float, height: float, ink: Ink, waves: int = 3) -> None:
        """Draw a ridge that rolls up to ``height`` above ``base``."""
        phases = [(self.rng.uniform(0, math.tau), self.rng.uniform(0.6, 1.4)) for _ in range(3)]
        ridge = []
        for step in range(81):
            x = step / 80
            lift = sum(math.sin(x * waves * (n + 1) * rate + phase) / (n + 1) for n, (phase, rate) in enumerate(phases))
            ridge.append((x * self.w, base - height * (0.55 + lift * 0.28)))
        self.poly([*ridge, (self.w, self.h), (0, self.h)], ink)

    def water(self, top: float, ink: Ink | None = None, glint: float | None = None) -> None:
        """Fill with water below ``top`` and draw its strokes, wider the nearer; under ``glint`` they shine."""
        ink = ink or self.mood.water
        self.box(0, top, self.w, self.h - top, ink)
        self.dots(0, top, self.w, (self.h - top) * 0.35, mix(ink, self.mood.sky[2], 0.5))
        depth = self.h - top
        for _ in range(90):
            share = self.rng.random() ** 1.3
            length = self.rng.uniform(30, 90) + 260 * share * self.rng.random()
            tone = mix(
                ink, self.mood.dark if self.rng.random() < 0.55 else self.mood.light, self.rng.uniform(0.12, 0.3)
            )
            y = top + 8 + depth * share
            self.box(self.rng.uniform(-100, self.w), y, length, 2 + 5 * share, tone, 2)
        if glint is not None:
            self._glint(glint, top, depth)

    def _glint(self, x: float, top: float, depth: float) -> None:
        for row in range(16):
            share = row / 16
            width = (70 + 190 * share) * self.rng.uniform(0.35, 1)
            shift = self.rng.uniform(-40, 40) * (0.3 + share)
            self.box(x - width / 2 + shift, top + 6 + depth * share * 0.92, width, 4 + 7 * share, self.mood.sun, 4)

    def flip(self) -> None:
        """Turn the sheet left to right, on half of the seeds."""
        if self.rng.random() < 0.5:
            self.image = self.image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
            self.pen = ImageDraw.Draw(self.image)

    def step_closer(self) -> None:
        """Look at a part of the sheet from nearer, on half of the seeds; the ground stays where it is."""
        near = self.rng.choice((1.0, 1.0, 1.14, 1.26))
        wide, high = self.image.width / near, self.image.height / near
        left = (self.image.width - wide) * self.rng.uniform(0.15, 0.85)
        cut = (left, self.image.height - high, left + wide, self.image.height)
        if near > 1:
            self.image = self.image.resize(self.image.size, Image.Resampling.BILINEAR, box=cut)

    def finish(self) -> Image.Image:
        """Reduce the sheet to its size and give it the grain of print on paper."""
        small = self.image.reduce(SCALE)
        speckle = Image.frombytes("L", small.size, self.rng.randbytes(small.width * small.height))
        blotch = Image.frombytes("L", (64, 64), self.rng.randbytes(4096)).filter(ImageFilter.GaussianBlur(1))
        speckle = speckle.filter(ImageFilter.GaussianBlur(0.6)).point(
            [round(128 + (v - 128) * 0.32) for v in range(256)]
        )
        blotch = blotch.resize(small.size, Image.Resampling.BICUBIC).point(
            [round(128 + (v - 128) * 0.4) for v in range(256)]
        )
        grain = ImageChops.add(speckle, blotch, scale=2)
        return ImageChops.overlay(small, Image.merge("RGB", (grain, grain, grain)))


def _angles(start: float, end: float) -> list[float]:
    steps = max(4, round(abs(end - start) / 5))
    return [math.radians(start + (end - start) * step / steps) for step in range(steps + 1)]
