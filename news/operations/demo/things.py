"""Draw the things that scenes are made of: people, trees, boats, houses, lamps, flags, ornaments."""

from __future__ import annotations

from news.operations.demo.drawing import (
    BRICK,
    CLOTHS,
    CREAM,
    INK,
    MOSS,
    OCHRE,
    PAPER,
    SKINS,
    STONE,
    STRAW,
    Ink,
    Sheet,
    mix,
)

HAIRS = ("#2a2320", "#3a2d27", "#241f26")


def person(  # one body: its parts share every measure
    s: Sheet,
    x: float,
    foot: float,
    tall: float,
    cloth: Ink | None = None,
    *,
    head: str = "",
    arm: str = "",
    lower: Ink = "",
) -> None:
    """Draw a standing person; what is left open is chance.

    ``head`` is hair, hijab, peci, helmet, cap or bun; ``arm`` up, out or down.
    """
    cloth = cloth or s.rng.choice(CLOTHS)
    head = head or s.rng.choice(("hair", "hair", "hijab", "hijab", "peci", "bun"))
    arm = arm or s.rng.choice(("down", "down", "out"))
    skin, hair = s.rng.choice(SKINS), s.rng.choice(HAIRS)
    lower = lower or s.rng.choice((INK, "#3b3a45", "#5a463d", mix(cloth, INK, 0.55)))
    r, wide = tall * 0.068, tall * 0.115
    shoulder, hip = foot - tall * 0.81, foot - tall * 0.46
    if head in ("hijab", "bun") and s.rng.random() < 0.75:
        s.poly(
            [(x - wide * 0.8, hip), (x + wide * 0.8, hip), (x + wide * 1.15, foot - 4), (x - wide * 1.15, foot - 4)],
            lower,
        )
        s.box(x - wide * 0.7, foot - 6, wide * 0.55, 7, s.mood.dark, 3)
        s.box(x + wide * 0.15, foot - 6, wide * 0.55, 7, s.mood.dark, 3)
    else:
        stride = tall * s.rng.uniform(0.01, 0.05)
        for side in (-1, 1):
            s.poly(
                [
                    (x - wide * 0.1 * side, hip - 4), (x + wide * 0.82 * side, hip - 4),
                    (x + (wide * 0.6 + stride) * side, foot), (x + (wide * 0.1 + stride) * side, foot),
                ],
                lower,
            )  # fmt: skip
            s.box(
                x + (stride + wide * 0.1 if side > 0 else -stride - wide * 0.8), foot - 5, wide * 0.7, 6, s.mood.dark, 3
            )
    _arms(s, x, shoulder, tall, mix(cloth, s.mood.dark, 0.16), skin, arm)
    s.box(x - r * 0.42, shoulder - r * 0.9, r * 0.84, r * 1.5, mix(skin, "#5d3b28", 0.25))
    s.poly(
        [
            (x - wide * 0.55, shoulder - 2), (x + wide * 0.55, shoulder - 2),
            (x + wide * 1.02, shoulder + tall * 0.045), (x + wide * 0.88, hip + tall * 0.05),
            (x - wide * 0.88, hip + tall * 0.05), (x - wide * 1.02, shoulder + tall * 0.045),
        ],
        cloth,
    )  # fmt: skip
    _head(s, x, shoulder - r * 1.15, r, skin, hair, head, cloth)


def _arms(s: Sheet, x: float, shoulder: float, tall: float, sleeve: Ink, skin: Ink, arm: str) -> None:
    reach, thick, top = tall * 0.2, tall * 0.052, shoulder + tall * 0.05
    side = s.rng.choice((-1, 1))
    for hand in (-1, 1):
        start = (x + tall * 0.1 * hand, top)
        if arm == "up" and hand == side:
            joint, end = (x + tall * 0.17 * hand, top - tall * 0.07), (x + tall * 0.15 * hand, top - tall * 0.24)
        elif arm == "out" and hand == side:
            joint, end = (x + tall * 0.15 * hand, top + reach * 0.75), (x + tall * 0.255 * hand, top + reach * 0.95)
        else:
            joint, end = (x + tall * 0.135 * hand, top + reach * 0.8), (x + tall * 0.115 * hand, top + reach * 1.6)
        s.line([start, joint, end], sleeve, thick)
        s.disc(*joint, thick / 2, sleeve)
        s.disc(*end, thick * 0.55, skin)


def _head(s: Sheet, x: float, y: float, r: float, skin: Ink, hair: Ink, head: str, cloth: Ink) -> None:
    if head == "hijab":
        veil = s.rng.choice((PAPER, CREAM, STRAW, mix(cloth, PAPER, 0.45), BRICK))
        s.disc(x, y, r * 1.2, veil, r * 1.28)
        s.poly(
            [
                (x - r * 1.2, y),
                (x + r * 1.2, y),
                (x + r * 1.75, y + r * 2.4),
                (x, y + r * 3.0),
                (x - r * 1.75, y + r * 2.4),
            ],
            veil,
        )
        s.disc(x, y + r * 0.05, r * 0.78, skin, r * 0.92)
        return
    if head == "bun":
        s.disc(x, y - r * 1.1, r * 0.5, hair)
    s.disc(x, y, r * 0.92, skin, r * 1.12)
    if head == "peci":
        s.box(x - r * 0.95, y - r * 1.5, r * 1.9, r * 0.95, "#1c1a20", r * 0.2)
    elif head == "helmet":
        s.pie(x, y - r * 0.2, r * 1.2, 180, 360, STRAW, r * 1.25)
        s.box(x - r * 1.45, y - r * 0.35, r * 2.9, r * 0.28, OCHRE, 2)
    elif head == "cap":
        s.pie(x, y - r * 0.15, r * 1.05, 180, 360, cloth, r * 1.15)
        s.box(x - r * 0.2, y - r * 0.3, r * 1.7, r * 0.25, mix(cloth, INK, 0.3), 2)
    else:
        s.pie(x, y - r * 0.32, r * 1.0, 172, 368, hair, r * 0.98)


def child(s: Sheet, x: float, foot: float, tall: float, trousers: Ink = "#9b2f2b") -> None:
    """Draw a pupil in a white shirt."""
    person(s, x, foot, tall, PAPER, head=s.rng.choice(("hair", "hijab", "cap", "hair")), lower=trousers)
    s.box(x - tall * 0.012, foot - tall * 0.79, tall * 0.024, tall * 0.17, trousers)


def heads(s: Sheet, base: float, size: float, count: int, *, hands: bool = False) -> None:
    """Draw an audience from behind, as a dark row of heads and shoulders."""
    for place in range(count):
        x = s.w * (place + 0.5 + s.rng.uniform(-0.22, 0.22)) / count
        r, ink = size * s.rng.uniform(0.88, 1.08), mix(s.mood.dark, s.rng.choice(CLOTHS), s.rng.uniform(0.0, 0.25))
        y = base + s.rng.uniform(-0.35, 0.35) * size
        if hands and s.rng.random() < 0.35:
            s.line([(x + r * 1.2, y + r * 2), (x + r * 1.5, y - r * 1.6)], ink, r * 0.55)
            s.disc(x + r * 1.5, y - r * 1.9, r * 0.42, ink)
        s.box(x - r * 1.75, y + r * 1.15, r * 3.5, s.h, ink, r * 1.3)
        kind = s.rng.random()
        s.disc(x, y, r * (1.12 if kind < 0.4 else 0.95), ink, r * 1.15)
        if kind < 0.4:
            s.poly([(x - r * 1.1, y), (x + r * 1.1, y), (x + r * 1.6, y + r * 2), (x - r * 1.6, y + r * 2)], ink)
        elif kind < 0.6:
            s.box(x - r * 0.95, y - r * 1.45, r * 1.9, r * 1.0, ink, 5)


def palm(s: Sheet, x: float, foot: float, tall: float, ink: Ink | None = None) -> None:
    """Draw a coconut palm that leans a little."""
    ink = ink or mix(s.mood.near, s.mood.dark, 0.45)
    lean = tall * s.rng.uniform(-0.16, 0.16)
    trunk = [(x + lean * t * t, foot - tall * t) for t in (0, 0.25, 0.5, 0.75, 1)]
    s.line(trunk, mix(ink, s.mood.ground, 0.25), max(5.0, tall * 0.035))
    top_x, top_y = trunk[-1]
    for angle in (-1.0, -0.72, -0.4, -0.08, 0.28, 0.62, 0.95):
        span, drop = tall * 0.4 * angle, tall * (abs(angle) * 0.36 - 0.2)
        tip, bow = (top_x + span, top_y + drop), (top_x + span * 0.6, top_y + drop * 0.35 - tall * 0.1)
        s.poly(
            [
                (top_x - 3, top_y - tall * 0.03),
                bow,
                tip,
                (bow[0] - span * 0.04, bow[1] + tall * 0.1),
                (top_x + 3, top_y + tall * 0.05),
            ],
            ink,
        )
    for nut in (-1, 0, 1):
        s.disc(top_x + nut * tall * 0.028, top_y + tall * 0.035, tall * 0.022, mix(ink, OCHRE, 0.3))


def tree(s: Sheet, x: float, foot: float, tall: float, ink: Ink | None = None) -> None:
    """Draw a broad tree as a cluster of discs, lighter on the side of the sun."""
    ink = ink or mix(s.mood.near, MOSS, 0.4)
    s.box(x - tall * 0.035, foot - tall * 0.5, tall * 0.07, tall * 0.5, mix(ink, s.mood.dark, 0.6))
    blobs = [(s.rng.uniform(-0.26, 0.26), s.rng.uniform(0.5, 0.86), s.rng.uniform(0.15, 0.23)) for _ in range(9)]
    for dx, dy, r in blobs:
        s.disc(x + dx * tall, foot - dy * tall, r * tall, mix(ink, s.mood.dark, 0.18))
    for dx, dy, r in blobs:
        s.disc(x + dx * tall - r * tall * 0.16, foot - dy * tall - r * tall * 0.18, r * tall * 0.8, ink)
    for dx, dy, r in blobs[:4]:
        s.disc(
            x + dx * tall - r * tall * 0.3,
            foot - dy * tall - r * tall * 0.3,
            r * tall * 0.4,
            mix(ink, s.mood.light, 0.22),
        )


def sapling(s: Sheet, x: float, foot: float, tall: float) -> None:
    """Draw a seedling on its small mound."""
    s.pie(x, foot + 3, tall * 0.26, 180, 360, mix(s.mood.ground, "#5d4434", 0.6), tall * 0.12)
    s.line([(x, foot), (x, foot - tall * 0.9)], mix(MOSS, INK, 0.35), 4)
    for level, side in ((0.45, -1), (0.6, 1), (0.75, -1), (0.9, 1)):
        y = foot - tall * level
        leaf = [
            (x, y),
            (x + side * tall * 0.16, y - tall * 0.14),
            (x + side * tall * 0.3, y - tall * 0.08),
            (x + side * tall * 0.16, y),
        ]
        s.poly(leaf, MOSS if side < 0 else mix(MOSS, STRAW, 0.3))


def boat(s: Sheet, x: float, waterline: float, length: float, *, sail: bool = True, hull: Ink | None = None) -> None:
    """Draw a wooden boat with a striped gunwale; with a lateen sail, or with a low roof."""
    hull = hull or s.rng.choice(CLOTHS)
    deep = length * 0.15
    if sail:
        cloth = s.rng.choice((PAPER, OCHRE, BRICK, STRAW, CREAM))
        mast, tall = x + length * 0.04, length * s.rng.uniform(0.72, 0.95)
        s.line([(mast, waterline - deep), (mast, waterline - tall)], s.mood.dark, max(4.0, length * 0.018))
        peak = (mast + length * 0.02, waterline - tall * 0.98)
        s.poly(
            [peak, (mast + length * 0.42, waterline - deep * 1.5), (mast + length * 0.02, waterline - deep * 1.3)],
            cloth,
        )
        s.poly(
            [peak, (mast - length * 0.3, waterline - deep * 1.6), (mast - length * 0.02, waterline - deep * 1.4)],
            mix(cloth, s.mood.dark, 0.18),
        )
        band = [
            (mast + length * share, waterline - tall + tall * cut)
            for share, cut in ((0.02, 0.56), (0.2, 0.56), (0.235, 0.64), (0.02, 0.64))
        ]
        s.poly(band, mix(cloth, hull, 0.7))
    else:
        s.box(x - length * 0.24, waterline - deep * 2.0, length * 0.42, deep * 1.3, mix(PAPER, s.mood.dark, 0.1))
        for window in range(4):
            s.box(
                x - length * 0.21 + window * length * 0.1,
                waterline - deep * 1.75,
                length * 0.06,
                deep * 0.45,
                STRAW if s.mood.lit else s.mood.dark,
            )
        s.box(x - length * 0.3, waterline - deep * 2.2, length * 0.54, deep * 0.28, hull, 4)
    s.poly(
        [
            (x - length * 0.54, waterline - deep * 1.45), (x - length * 0.3, waterline - deep * 0.85),
            (x + length * 0.3, waterline - deep * 0.85), (x + length * 0.52, waterline - deep * 1.3),
            (x + length * 0.36, waterline + deep * 0.22), (x - length * 0.34, waterline + deep * 0.22),
        ],
        hull,
    )  # fmt: skip
    s.line(
        [
            (x - length * 0.51, waterline - deep * 1.3), (x - length * 0.29, waterline - deep * 0.62),
            (x + length * 0.29, waterline - deep * 0.62), (x + length * 0.49, waterline - deep * 1.1),
        ],
        mix(hull, PAPER, 0.65), max(4.0, length * 0.02),
    )  # fmt: skip
    for row in range(5):
        width = length * s.rng.uniform(0.3, 0.74) * (1 - row * 0.12)
        s.box(x - width / 2, waterline + deep * (0.3 + row * 0.34), width, deep * 0.13, mix(s.mood.water, hull, 0.5), 3)


def ship(s: Sheet, x: float, waterline: float, length: float) -> None:
    """Draw the white floating clinic: two decks, a cross, a mast."""
    deep = length * 0.12
    s.line([(x + length * 0.05, waterline - deep * 4), (x + length * 0.05, waterline - deep * 5.6)], s.mood.dark, 5)
    s.box(x - length * 0.12, waterline - deep * 4.1, length * 0.3, deep * 1.1, mix(PAPER, s.mood.dark, 0.08), 6)
    s.box(x - length * 0.32, waterline - deep * 3.0, length * 0.62, deep * 1.6, PAPER, 6)
    s.box(x - length * 0.35, waterline - deep * 3.1, length * 0.68, deep * 0.26, BRICK, 4)
    for window in range(5):
        s.box(
            x - length * 0.28 + window * length * 0.12,
            waterline - deep * 2.5,
            length * 0.07,
            deep * 0.6,
            mix(INK, s.mood.sky[1], 0.25),
            4,
        )
    s.poly(
        [
            (x - length * 0.5, waterline - deep * 1.6), (x + length * 0.55, waterline - deep * 1.6),
            (x + length * 0.42, waterline + deep * 0.2), (x - length * 0.44, waterline + deep * 0.2),
        ],
        "#f3eee2",
    )  # fmt: skip
    s.box(x - length * 0.46, waterline - deep * 0.35, length * 0.9, deep * 0.55, mix("#3f7a72", INK, 0.2))
    cross(s, x - length * 0.38, waterline - deep * 0.95, deep * 0.42, "#3f7a72")
    for row in range(5):
        width = length * s.rng.uniform(0.4, 0.8)
        s.box(
            x - width / 2, waterline + deep * (0.35 + row * 0.36), width, deep * 0.14, mix(s.mood.water, PAPER, 0.5), 3
        )


def cross(s: Sheet, x: float, y: float, r: float, ink: Ink) -> None:
    """Draw the plus sign of a clinic."""
    s.box(x - r, y - r * 0.34, r * 2, r * 0.68, ink, r * 0.1)
    s.box(x - r * 0.34, y - r, r * 0.68, r * 2, ink, r * 0.1)


def stilt_house(s: Sheet, x: float, foot: float, wide: float, ink: Ink | None = None) -> None:
    """Draw a wooden house on stilts with a steep roof."""
    wall = ink or mix(s.rng.choice((CREAM, STONE, "#c98f6a", "#8fa39a", STRAW)), s.mood.near, 0.22)
    roof, tall = mix(s.rng.choice((BRICK, "#7a4a3a", INK)), s.mood.near, 0.25), wide * 0.5
    for post in range(5):
        s.box(
            x + wide * (0.04 + post * 0.225), foot - wide * 0.22, wide * 0.035, wide * 0.3, mix(s.mood.dark, wall, 0.2)
        )
    s.box(x, foot - wide * 0.2 - tall, wide, tall, wall)
    for plank in range(1, 6):
        s.box(x, foot - wide * 0.2 - tall * plank / 6, wide, 2, mix(wall, s.mood.dark, 0.14))
    glass = STRAW if s.mood.lit else mix(wall, s.mood.dark, 0.65)
    for left in (0.14, 0.66):
        s.box(x + wide * left, foot - wide * 0.55, wide * 0.19, wide * 0.19, glass)
    s.box(x + wide * 0.42, foot - wide * 0.55, wide * 0.16, wide * 0.35, mix(wall, s.mood.dark, 0.5))
    top = foot - wide * 0.2 - tall
    s.poly(
        [
            (x - wide * 0.1, top + 4),
            (x + wide * 0.2, top - wide * 0.36),
            (x + wide * 0.8, top - wide * 0.36),
            (x + wide * 1.1, top + 4),
        ],
        roof,
    )
    s.box(x - wide * 0.1, top, wide * 1.2, 6, mix(roof, s.mood.dark, 0.3))


def shophouse(s: Sheet, x: float, foot: float, wide: float, tall: float) -> None:
    """Draw a two-storey shop house: shuttered windows above, an awning and a door below."""
    wall = mix(s.rng.choice((CREAM, "#d3a585", "#9db3a6", STRAW, "#b8c4c2", "#c98f7c", STONE)), s.mood.sky[0], 0.18)
    shade, glass = (
        mix(wall, s.mood.dark, 0.3),
        STRAW if s.mood.lit or s.rng.random() < 0.25 else mix(wall, s.mood.dark, 0.62),
    )
    s.box(x, foot - tall, wide, tall, wall)
    s.box(x - 5, foot - tall - 16, wide + 10, 22, shade, 3)
    count = max(2, int(wide // 90))
    for window in range(count):
        left = x + wide * (window + 0.5) / count
        top = foot - tall * 0.86
        s.box(left - 24, top, 48, tall * 0.26, glass)
        s.pie(left, top + 1, 24, 180, 360, glass)
        s.box(left - 40, top, 14, tall * 0.26, shade)
        s.box(left + 26, top, 14, tall * 0.26, shade)
    door = tall * 0.36
    s.box(x + wide * 0.1, foot - door, wide * 0.8, door, mix(s.mood.dark, wall, 0.22))
    if s.mood.lit or s.rng.random() < 0.5:
        s.box(x + wide * 0.14, foot - door + 14, wide * 0.34, door * 0.72, mix(STRAW, wall, 0.25))
    awning(s, x + wide * 0.02, foot - door - 34, wide * 0.96, 52, s.rng.choice(CLOTHS))


def awning(s: Sheet, x: float, y: float, wide: float, tall: float, ink: Ink, light: Ink = PAPER) -> None:
    """Hang a striped awning that ends in scallops."""
    count = max(4, round(wide / 44))
    step = wide / count
    for stripe in range(count):
        tone = ink if stripe % 2 == 0 else light
        left, flare = x + stripe * step, tall * 0.16
        bend = (stripe / count - 0.5) * 2 * flare
        after = ((stripe + 1) / count - 0.5) * 2 * flare
        s.poly(
            [(left, y), (left + step, y), (left + step + after, y + tall * 0.8), (left + bend, y + tall * 0.8)], tone
        )
        s.pie(
            left + step / 2 + (bend + after) / 2, y + tall * 0.79, step / 2 + flare / count, 0, 180, tone, tall * 0.22
        )
    s.box(x - 4, y - 8, wide + 8, 10, mix(ink, INK, 0.45), 3)
    s.dots(x - tall * 0.1, y + tall * 0.5, wide, tall * 0.28, mix(ink, INK, 0.35), up=True, step=11)


def flag(s: Sheet, x: float, foot: float, tall: float) -> None:
    """Raise the red and white flag on a pole."""
    s.box(x - 4, foot - tall, 8, tall, mix(s.mood.light, s.mood.dark, 0.35))
    s.disc(x, foot - tall, 9, OCHRE)
    wide, high, top = tall * 0.24, tall * 0.15, foot - tall + 12
    wave = [
        (x + 4 + wide * t, top + high * 0.1 * ((t * 8) % 2 - 1) * (1 if t else 0))
        for t in (0, 0.125, 0.375, 0.625, 0.875, 1)
    ]
    middle = [(px, py + high / 2) for px, py in wave]
    bottom = [(px, py + high) for px, py in wave]
    s.poly([*wave, *reversed(middle)], "#c3362b")
    s.poly([*middle, *reversed(bottom)], "#fbf6ea")


def lamp(s: Sheet, x: float, foot: float, tall: float) -> None:
    """Stand a street lamp; where it is dark it shines in a ring of dots."""
    ink = mix(s.mood.dark, s.mood.near, 0.2)
    s.box(x - 4, foot - tall, 8, tall, ink)
    s.box(x - 12, foot - 14, 24, 14, ink, 3)
    s.arc(x + 26, foot - tall, 26, 180, 350, ink, 7)
    if s.mood.lit:
        glow(s, x + 52, foot - tall + 14, tall * 0.22)
    s.pie(x + 52, foot - tall + 2, 18, 180, 360, ink)
    s.disc(x + 52, foot - tall + 8, 11, STRAW if s.mood.lit else s.mood.light)


def glow(s: Sheet, x: float, y: float, r: float) -> None:
    """Print light around a lamp, in dots that thin out."""
    step = 13.0
    for row in range(int(-r / step), int(r / step) + 1):
        for column in range(int(-r / step) - 1, int(r / step) + 1):
            dx, dy = (column + (row % 2) / 2) * step, row * step * 0.866
            away = (dx * dx + dy * dy) ** 0.5 / r
            if away < 1:
                s.disc(x + dx, y + dy, step * 0.4 * (1 - away) ** 0.6, mix(STRAW, s.mood.sky[0], away * 0.6))


def band(s: Sheet, x: float, y: float, wide: float, tall: float, ink: Ink, ground: Ink) -> None:
    """Weave a songket band: a row of stepped diamonds between two lines."""
    s.box(x, y, wide, tall, ground)
    s.box(x, y + tall * 0.06, wide, tall * 0.06, ink)
    s.box(x, y + tall * 0.88, wide, tall * 0.06, ink)
    count = max(1, round(wide / (tall * 0.9)))
    step, middle = wide / count, y + tall / 2
    for place in range(count):
        diamond(s, x + step * (place + 0.5), middle, step * 0.42, tall * 0.32, ink)
        diamond(s, x + step * (place + 0.5), middle, step * 0.25, tall * 0.19, ground)
        diamond(s, x + step * (place + 0.5), middle, step * 0.12, tall * 0.09, ink)
    for place in range(count + 1):
        s.disc(x + step * place, middle, tall * 0.06, ink)


def diamond(s: Sheet, x: float, y: float, rx: float, ry: float, ink: Ink) -> None:
    """Fill a diamond around a point."""
    s.poly([(x - rx, y), (x, y - ry), (x + rx, y), (x, y + ry)], ink)


def produce(s: Sheet, x: float, y: float, wide: float) -> None:
    """Heap fruit or vegetables in a crate."""
    ink = s.rng.choice((BRICK, OCHRE, MOSS, "#9c3d3d", STRAW, "#6f8a4a", "#d9772f", "#7d5a6e"))
    r = wide / 9
    for row, count in ((0, 7), (1, 5), (2, 3)):
        for place in range(count):
            cx = x + wide / 2 + (place - (count - 1) / 2) * r * 1.25
            cy = y - r * 0.3 - row * r * 1.0
            s.disc(cx, cy, r * 0.86, mix(ink, INK, 0.22))
            s.disc(cx - r * 0.12, cy - r * 0.14, r * 0.68, mix(ink, PAPER, s.rng.uniform(0, 0.16)))
    s.poly([(x, y), (x + wide, y), (x + wide * 0.93, y + wide * 0.27), (x + wide * 0.07, y + wide * 0.27)], "#a9784e")
    s.box(x + wide * 0.03, y + wide * 0.1, wide * 0.94, wide * 0.04, "#84583a")
