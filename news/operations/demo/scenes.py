"""Compose the demo's pictures: one function a motif, all of it from the things of this city."""

from __future__ import annotations

from collections.abc import Callable

from PIL import Image

from news.operations.demo import things
from news.operations.demo.drawing import (
    BRICK,
    CLOTHS,
    CREAM,
    INK,
    MOSS,
    OCHRE,
    PAPER,
    RIVER,
    ROSE,
    RUST,
    SAGE,
    SLATE,
    STONE,
    STRAW,
    TALL,
    WIDE,
    Ink,
    Sheet,
    mix,
)


def draw_scene(motif: str, seed: int, mood: str, *, tall: bool = False) -> Image.Image:
    """Return the picture of a motif, 1600 × 1067 pixels, or upright 1067 × 1600.

    :raises KeyError: if there is no such motif or mood.
    """
    sheet = Sheet(TALL if tall else WIDE, seed, mood)
    SCENES[motif](sheet)
    sheet.step_closer()
    return sheet.finish()


def river(s: Sheet) -> None:
    """The river mouth: a far bank of houses and palms, boats, the posts of a jetty."""
    horizon = s.h * s.rng.uniform(0.46, 0.56)
    s.sky(horizon)
    at = s.w * s.rng.uniform(0.2, 0.8)
    s.sun(at, horizon - s.rng.uniform(40, 240), s.rng.uniform(70, 105))
    s.clouds(3, horizon)
    s.hills(horizon, 130, s.mood.far)
    s.hills(horizon + 8, 62, mix(s.mood.far, s.mood.near, 0.6), 5)
    s.water(horizon, glint=at)
    left = s.rng.uniform(-40, 120)
    for _ in range(s.rng.randint(4, 7)):
        things.palm(s, left + s.rng.uniform(0, 120), horizon + 6, s.rng.uniform(120, 200))
        things.stilt_house(s, left, horizon + 16, s.rng.uniform(90, 130))
        left += s.rng.uniform(150, 330)
    fleet = sorted((s.rng.uniform(0.12, 0.8), s.rng.uniform(0.1, 0.9)) for _ in range(s.rng.randint(3, 5)))
    for share, across in fleet:
        things.boat(
            s, s.w * across, horizon + (s.h - horizon) * share * 0.72, 110 + 330 * share, sail=s.rng.random() < 0.6
        )
    _jetty(s)
    s.flip()


def clinic_ship(s: Sheet) -> None:
    """The floating clinic leaving its jetty, small boats around it."""
    horizon = s.h * s.rng.uniform(0.5, 0.56)
    s.sky(horizon)
    at = s.w * s.rng.uniform(0.62, 0.85)
    s.sun(at, horizon - s.rng.uniform(60, 170), 96)
    s.clouds(3, horizon)
    s.hills(horizon, 120, s.mood.far)
    s.hills(horizon + 8, 70, mix(s.mood.far, s.mood.near, 0.6), 5)
    s.water(horizon, glint=at)
    for place in range(7):
        things.palm(s, s.w * (place + s.rng.random()) / 7, horizon + 8, s.rng.uniform(110, 170))
    things.boat(s, s.w * 0.82, horizon + 90, 150, sail=False)
    things.ship(s, s.w * s.rng.uniform(0.4, 0.5), s.h * 0.76, 760)
    _jetty(s)
    s.flip()


def _jetty(s: Sheet) -> None:
    deck, end = s.h * 0.93, s.w * s.rng.uniform(0.3, 0.48)
    wood = mix(s.mood.ground, s.mood.dark, 0.45)
    for post in range(6):
        s.box(end * post / 5 - 14, deck - 60, 20, s.h, mix(wood, s.mood.dark, 0.4), 4)
    s.box(-20, deck - 18, end + 50, 34, wood)
    for plank in range(int(end // 44) + 2):
        s.box(plank * 44, deck - 18, 4, 34, mix(wood, s.mood.dark, 0.4))
    for _ in range(s.rng.randint(1, 3)):
        things.person(s, s.rng.uniform(60, end - 20), deck - 16, s.rng.uniform(185, 215))


def bridge(s: Sheet) -> None:
    """The Three Sails Bridge, whose towers stand like sails."""
    horizon, deck = s.h * 0.66, s.h * s.rng.uniform(0.52, 0.57)
    s.sky(horizon)
    at = s.w * s.rng.uniform(0.12, 0.88)
    s.sun(at, s.rng.uniform(150, 330), s.rng.uniform(60, 95))
    s.clouds(0 if s.mood.lit else 3, deck)
    s.hills(horizon, 190, s.mood.far)
    _skyline(s, horizon, 60, 150, mix(s.mood.far, s.mood.near, 0.55))
    s.water(horizon, glint=at)
    steel, sail = mix(s.mood.dark, s.mood.near, 0.15), s.rng.choice((BRICK, PAPER, OCHRE))
    towers, high = [s.w * share for share in (0.2, 0.5, 0.8)], [s.h * 0.33, s.h * 0.43, s.h * 0.33]
    stops = [
        (-120.0, deck - 30),
        *[(x, deck - tall) for x, tall in zip(towers, high, strict=True)],
        (s.w + 120.0, deck - 30),
    ]
    for (x1, y1), (x2, y2) in zip(stops, stops[1:], strict=False):
        curve = [(x1 + (x2 - x1) * t / 24, _sag(y1, y2, t / 24, deck)) for t in range(25)]
        s.line(curve, steel, 7)
        for x, y in curve[1:-1]:
            s.line([(x, y), (x, deck)], mix(steel, s.mood.sky[2], 0.25), 3)
    for x, tall in zip(towers, high, strict=True):
        _sail_tower(s, x, deck, tall, sail, horizon)
    s.box(0, deck, s.w, 26, steel)
    s.box(0, deck, s.w, 7, mix(steel, s.mood.light, 0.5))
    if s.mood.lit:
        for lamp in range(13):
            things.glow(s, s.w * (lamp + 0.5) / 13, deck - 34, 40)
            s.disc(s.w * (lamp + 0.5) / 13, deck - 34, 7, STRAW)
            s.box(
                s.w * (lamp + 0.5) / 13 - 5, horizon + 20, 10, s.rng.uniform(60, 220), mix(s.mood.water, STRAW, 0.5), 5
            )
    else:
        for _ in range(4):
            _car(s, s.rng.uniform(60, s.w - 120), deck, 74)
    for share in (0.28, 0.66):
        things.boat(
            s, s.w * (share + s.rng.uniform(-0.12, 0.12)), s.h * s.rng.uniform(0.78, 0.92), s.rng.uniform(190, 300)
        )
    s.flip()


def _sag(y1: float, y2: float, share: float, deck: float) -> float:
    straight = y1 + (y2 - y1) * share
    return min(deck - 12, straight + (deck - 40 - (y1 + y2) / 2) * 4 * share * (1 - share) * 0.72)


def _sail_tower(s: Sheet, x: float, deck: float, tall: float, sail: Ink, foot: float) -> None:
    dark = mix(sail, s.mood.dark, 0.42 if s.mood.lit else 0.25)
    s.poly([(x - 26, foot + 34), (x + 26, foot + 34), (x + 18, deck - tall), (x - 18, deck - tall)], dark)
    curve = [
        (x + 16 + 86 * (1 - (1 - t / 12) ** 2) * (1 - 0.12 * t / 12), deck - tall + tall * t / 12) for t in range(13)
    ]
    s.poly([(x - 14, deck - tall), *curve, (x - 14, deck)], mix(sail, s.mood.sky[0], 0.3 if s.mood.lit else 0))
    for rib in range(1, 5):
        y = deck - tall + tall * rib / 5
        s.box(x - 14, y, 70 * (rib / 5) ** 0.6, 4, dark)
    s.box(x - 44, foot + 20, 88, 44, mix(s.mood.dark, STONE, 0.35), 8)


def _car(s: Sheet, x: float, road: float, length: float) -> None:
    ink = s.rng.choice(CLOTHS)
    s.box(x, road - length * 0.3, length, length * 0.24, ink, 8)
    s.box(x + length * 0.2, road - length * 0.5, length * 0.55, length * 0.28, mix(ink, PAPER, 0.3), 10)
    for wheel in (0.22, 0.78):
        s.disc(x + length * wheel, road - length * 0.05, length * 0.1, "#1b1b22")


def _skyline(s: Sheet, base: float, low: float, high: float, ink: Ink) -> None:
    left = -20.0
    while left < s.w:
        wide, tall = s.rng.uniform(50, 130), s.rng.uniform(low, high)
        s.box(left, base - tall, wide, tall, ink)
        if s.rng.random() < 0.4:
            s.poly(
                [(left - 6, base - tall), (left + wide / 2, base - tall - wide * 0.4), (left + wide + 6, base - tall)],
                ink,
            )
        if s.mood.lit:
            for _ in range(int(wide * tall / 1800)):
                s.box(
                    left + s.rng.uniform(8, wide - 18),
                    base - s.rng.uniform(14, tall - 8),
                    9,
                    12,
                    mix(STRAW, ink, s.rng.uniform(0, 0.4)),
                )
        left += wide + s.rng.uniform(-6, 18)


def market(s: Sheet) -> None:
    """A row of stalls under striped awnings, heaped crates, buyers in front."""
    s.sky(s.h * 0.5)
    if not s.mood.lit:
        s.clouds(2, s.h * 0.3)
    ridge, back = s.h * s.rng.uniform(0.17, 0.24), mix(s.mood.near, s.mood.dark, 0.25)
    for tier, drop in enumerate((0, 74, 150)):
        wide = s.w * (0.42 + tier * 0.24)
        roof = mix(RUST, s.mood.near, 0.2 + 0.12 * tier)
        x, y = s.w / 2 - wide / 2, ridge + drop
        s.poly([(x, y + 70), (x + 110, y), (x + wide - 110, y), (x + wide, y + 70)], roof)
        s.box(x, y + 66, wide, 9, mix(roof, s.mood.dark, 0.4))
    s.box(0, ridge + 224, s.w, s.h, back)
    s.dots(0, ridge + 224, s.w, 150, mix(back, s.mood.dark, 0.5), step=14)
    floor = s.h * 0.8
    s.box(0, floor, s.w, s.h - floor, s.mood.ground)
    s.dots(0, floor, s.w, 120, mix(s.mood.ground, s.mood.dark, 0.35), step=16)
    count = s.rng.randint(3, 4)
    wide = s.w / count
    for _ in range(9):
        things.person(s, s.rng.uniform(0, s.w), floor - 40, s.rng.uniform(260, 300))
    inks = s.rng.sample(CLOTHS[:7], count)
    for stall in range(count):
        _stall(s, stall * wide + 14, floor, wide - 28, inks[stall], ridge + 210 + s.rng.uniform(-14, 26))
    for place in range(s.rng.randint(4, 6)):
        things.person(
            s, s.w * (place + s.rng.uniform(0.15, 0.85)) / 5, s.h * s.rng.uniform(0.93, 1.0), s.rng.uniform(330, 390)
        )
    s.flip()


def _stall(s: Sheet, x: float, floor: float, wide: float, ink: Ink, top: float) -> None:
    for post in (0.02, 0.95):
        s.box(x + wide * post, top, 14, floor - top + 40, mix(s.mood.dark, OCHRE, 0.25))
    if s.mood.lit or s.rng.random() < 0.6:
        for lamp in (0.3, 0.7):
            s.line([(x + wide * lamp, top + 80), (x + wide * lamp, top + 150)], s.mood.dark, 3)
            things.glow(s, x + wide * lamp, top + 160, 56)
            s.disc(x + wide * lamp, top + 160, 14, STRAW)
    table = floor - 64
    for level, shift in ((0, 0), (1, wide * 0.03)):
        crates = 4 - level
        for crate in range(crates):
            things.produce(
                s, x + wide * 0.06 + shift + crate * wide * 0.9 / crates, table - 62 * level, wide * 0.78 / crates
            )
    s.box(x + wide * 0.02, table + 38, wide * 0.96, 16, "#7c5236", 3)
    things.band(s, x + wide * 0.04, table + 54, wide * 0.92, 74, mix(ink, PAPER, 0.7), ink)
    things.awning(s, x - 10, top - 10, wide + 20, 112, ink)


def clinic(s: Sheet) -> None:
    """A neighbourhood health centre: low roof, porch, a garden, people waiting."""
    ground = s.h * 0.74
    s.sky(ground)
    s.sun(s.w * s.rng.uniform(0.1, 0.9), s.rng.uniform(140, 260), 70)
    s.clouds(3, s.h * 0.5)
    s.hills(ground, 230, s.mood.far)
    for _ in range(5):
        things.tree(s, s.rng.uniform(0, s.w), ground + 4, s.rng.uniform(240, 400))
    things.palm(s, s.w * s.rng.uniform(0.04, 0.1), ground + 8, 470)
    things.palm(s, s.w * s.rng.uniform(0.9, 0.96), ground + 8, 420)
    s.box(0, ground, s.w, s.h, mix(s.mood.ground, MOSS, 0.3))
    s.poly(
        [(s.w * 0.42, ground), (s.w * 0.58, ground), (s.w * 0.78, s.h), (s.w * 0.22, s.h)],
        mix(s.mood.ground, PAPER, 0.4),
    )
    wall, roof = mix(PAPER, s.mood.sky[1], 0.15), s.rng.choice((BRICK, RIVER, SLATE, RUST))
    left, wide, tall = s.w * 0.14, s.w * 0.72, s.h * 0.27
    s.box(left, ground - tall, wide, tall, wall)
    for window in range(6):
        x = left + 40 + window * (wide - 80) / 5.35
        if window in (2, 3):
            continue
        s.box(x, ground - tall * 0.72, 96, tall * 0.42, mix(RIVER, s.mood.dark, 0.45) if not s.mood.lit else STRAW, 4)
        s.box(x + 44, ground - tall * 0.72, 7, tall * 0.42, wall)
        s.box(x - 8, ground - tall * 0.3, 112, 9, mix(wall, s.mood.dark, 0.3))
    s.box(left, ground - 44, wide, 44, mix(roof, wall, 0.55))
    s.poly(
        [
            (left - 60, ground - tall + 6),
            (left + 70, ground - tall - 140),
            (left + wide - 70, ground - tall - 140),
            (left + wide + 60, ground - tall + 6),
        ],
        roof,
    )
    for row in range(1, 5):
        y = ground - tall - 140 + row * 29
        s.line([(left + 70 - row * 26, y), (left + wide - 70 + row * 26, y)], mix(roof, s.mood.dark, 0.25), 3)
    s.dots(left, ground - tall + 6, wide, 50, mix(wall, s.mood.dark, 0.3), step=13)
    _porch(s, s.w / 2, ground, roof, wall)
    for place in range(s.rng.randint(5, 8)):
        x = s.w * (0.12 + 0.1 * place + s.rng.uniform(0, 0.07))
        size = s.rng.uniform(215, 255)
        if s.rng.random() < 0.25:
            things.child(s, x, ground + 90, size * 0.72)
        else:
            things.person(s, x, ground + s.rng.uniform(50, 130), size)
    _shrubs(s, s.h * 0.985)
    s.flip()


def _porch(s: Sheet, x: float, ground: float, roof: Ink, wall: Ink) -> None:
    s.box(x - 130, ground - 250, 260, 250, mix(wall, s.mood.dark, 0.55))
    s.box(x - 70, ground - 190, 66, 190, mix(STRAW, wall, 0.4))
    s.box(x + 6, ground - 190, 66, 190, mix(STRAW, wall, 0.4))
    for post in (-150, 124):
        s.box(x + post, ground - 260, 26, 262, PAPER)
    s.poly([(x - 220, ground - 250), (x, ground - 420), (x + 220, ground - 250)], mix(roof, s.mood.dark, 0.3))
    s.poly([(x - 170, ground - 250), (x, ground - 382), (x + 170, ground - 250)], wall)
    s.disc(x, ground - 304, 42, RIVER)
    things.cross(s, x, ground - 304, 27, PAPER)
    s.box(x - 190, ground - 6, 380, 16, STONE)
    s.box(x - 230, ground + 8, 460, 16, mix(STONE, s.mood.dark, 0.2))


def _shrubs(s: Sheet, base: float) -> None:
    for place in range(26):
        x = s.w * (place + s.rng.random()) / 26
        if abs(x - s.w / 2) < s.w * 0.2:
            continue
        r = s.rng.uniform(26, 56)
        s.disc(x, base, r, mix(MOSS, s.mood.dark, s.rng.uniform(0.15, 0.45)))
        if s.rng.random() < 0.6:
            s.disc(x + s.rng.uniform(-20, 20), base - r * 0.6, 8, s.rng.choice((BRICK, STRAW, PAPER, ROSE)))


def hospital(s: Sheet) -> None:
    """The city hospital, three storeys of windows, an ambulance before its door."""
    ground = s.h * 0.8
    s.sky(ground)
    s.clouds(4, s.h * 0.5)
    s.hills(ground, 300, s.mood.far)
    wall, edge = mix(PAPER, s.mood.sky[1], 0.12), s.rng.choice((RIVER, BRICK, SLATE))
    left, wide, top = s.w * 0.08, s.w * 0.84, s.h * 0.24
    s.box(left, top + 90, wide, ground - top - 90, wall)
    s.box(s.w * 0.36, top - 30, s.w * 0.28, ground - top + 30, mix(wall, PAPER, 0.5))
    s.box(left - 10, top + 80, wide + 20, 20, edge)
    s.box(s.w * 0.35, top - 44, s.w * 0.3, 24, edge)
    for floor in range(3):
        y = top + 140 + floor * 130
        for window in range(12):
            x = left + 34 + window * (wide - 68) / 11.6
            if s.w * 0.34 < x + 30 < s.w * 0.66:
                continue
            lit = s.mood.lit or s.rng.random() < 0.14
            s.box(x, y, 62, 78, STRAW if lit else mix(SLATE, s.mood.dark, 0.35), 3)
            s.box(x, y + 78, 62, 8, mix(wall, s.mood.dark, 0.35))
            s.box(x, y, 62, 18, mix(edge, s.mood.dark, 0.15))
    s.disc(s.w / 2, top + 78, 74, edge)
    things.cross(s, s.w / 2, top + 78, 48, PAPER)
    for pane in range(8):
        s.box(
            s.w * 0.375 + pane * s.w * 0.0315,
            top + 190,
            s.w * 0.026,
            ground - top - 330,
            mix(s.mood.sky[0], PAPER, 0.2 + 0.1 * (pane % 3)),
        )
    s.box(s.w * 0.4, ground - 130, s.w * 0.2, 130, mix(s.mood.dark, SLATE, 0.3))
    s.box(s.w * 0.34, ground - 150, s.w * 0.32, 26, edge, 5)
    s.box(0, ground, s.w, s.h, mix(s.mood.ground, SLATE, 0.3))
    s.box(0, ground, s.w, 22, STONE)
    for stripe in range(8):
        s.box(s.w * stripe / 8 + 40, s.h * 0.93, 110, 9, mix(PAPER, s.mood.ground, 0.3))
    for x in (0.03, 0.26, 0.71, 0.95):
        things.tree(s, s.w * x, ground + 14, s.rng.uniform(210, 290))
    for _ in range(5):
        things.person(s, s.rng.uniform(s.w * 0.36, s.w * 0.9), ground + s.rng.uniform(20, 60), s.rng.uniform(165, 190))
    _ambulance(s, s.w * s.rng.uniform(0.1, 0.2), s.h * 0.945)
    s.flip()


def _ambulance(s: Sheet, x: float, road: float) -> None:
    s.box(x, road - 190, 300, 160, "#f7f3ea", 14)
    s.poly(
        [
            (x + 290, road - 150),
            (x + 350, road - 146),
            (x + 400, road - 88),
            (x + 404, road - 30),
            (x + 290, road - 30),
        ],
        "#f7f3ea",
    )
    s.poly(
        [(x + 306, road - 136), (x + 344, road - 134), (x + 378, road - 90), (x + 306, road - 90)], mix(INK, SAGE, 0.3)
    )
    s.box(x, road - 92, 404, 20, BRICK)
    s.box(x + 40, road - 206, 70, 18, BRICK, 6)
    things.cross(s, x + 150, road - 142, 30, RIVER)
    s.dots(x, road - 60, 400, 30, mix(PAPER, INK, 0.3), up=True, step=11)
    for wheel in (72, 326):
        s.disc(x + wheel, road - 28, 38, "#1d1d24")
        s.disc(x + wheel, road - 28, 17, STONE)


def school(s: Sheet) -> None:
    """A low schoolhouse, the flag, pupils in the yard."""
    ground = s.h * 0.68
    s.sky(ground)
    s.sun(s.w * s.rng.uniform(0.12, 0.88), s.rng.uniform(130, 240), 74)
    s.clouds(3, s.h * 0.46)
    s.hills(ground, 260, s.mood.far)
    s.hills(ground + 10, 130, mix(s.mood.far, s.mood.near, 0.6), 4)
    wall, roof = (
        s.rng.choice((CREAM, mix(SAGE, PAPER, 0.4), STRAW, mix(ROSE, PAPER, 0.3))),
        s.rng.choice((BRICK, RUST, SLATE)),
    )
    wall = mix(wall, s.mood.sky[1], 0.12)
    left, wide, tall = s.w * 0.05, s.w * 0.7, 210
    for x in (0.02, 0.78, 0.9, 0.99):
        things.tree(s, s.w * x, ground + 6, s.rng.uniform(300, 430))
    s.box(left, ground - tall, wide, tall, wall)
    s.poly(
        [
            (left - 50, ground - tall + 8),
            (left + 60, ground - tall - 150),
            (left + wide - 60, ground - tall - 150),
            (left + wide + 50, ground - tall + 8),
        ],
        roof,
    )
    for row in range(1, 6):
        y = ground - tall - 150 + row * 26
        s.line([(left + 60 - row * 18, y), (left + wide - 60 + row * 18, y)], mix(roof, s.mood.dark, 0.22), 3)
    rooms = 4
    for room in range(rooms):
        x = left + 30 + room * (wide - 40) / rooms
        s.box(x, ground - 160, 62, 160, mix(roof, s.mood.dark, 0.45), 3)
        for pane in range(2):
            s.box(x + 84 + pane * 68, ground - 150, 58, 74, STRAW if s.mood.lit else mix(RIVER, s.mood.dark, 0.4), 3)
    for post in range(9):
        s.box(left + post * (wide - 16) / 8, ground - tall, 16, tall + 6, PAPER)
    s.dots(left, ground - tall + 8, wide, 46, mix(wall, s.mood.dark, 0.35), step=13)
    s.box(left, ground - 30, wide, 30, mix(roof, wall, 0.35))
    yard = mix(s.mood.ground, CREAM, 0.35)
    s.box(0, ground, s.w, s.h, yard)
    s.dots(0, ground, s.w, 110, mix(yard, s.mood.dark, 0.22), step=17)
    pole = s.w * s.rng.uniform(0.78, 0.86)
    s.box(pole - 70, ground + 66, 140, 24, STONE, 4)
    s.box(pole - 44, ground + 46, 88, 24, mix(STONE, PAPER, 0.4), 4)
    things.flag(s, pole, ground + 50, s.h * 0.56)
    trousers = s.rng.choice(("#9b2f2b", "#26406b", "#7a6a58"))
    for row in range(2):
        for place in range(7):
            x = s.w * (0.06 + place * 0.098) + s.rng.uniform(-22, 22) + row * 36
            things.child(s, x, ground + 130 + row * 130 + s.rng.uniform(-10, 10), 172 + 46 * row, trousers)
    things.person(s, s.w * 0.9, ground + 250, 290, head="hijab")
    s.flip()


def cityhall(s: Sheet) -> None:
    """The city hall: pediment, columns, a broad stair, palms on both sides."""
    ground = s.h * 0.76
    s.sky(ground)
    s.sun(s.w * s.rng.uniform(0.08, 0.92), s.rng.uniform(130, 260), 78)
    s.clouds(3, s.h * 0.5)
    s.hills(ground, 270, s.mood.far)
    wall = mix(s.rng.choice((PAPER, CREAM, "#eadfca")), s.mood.sky[1], 0.16)
    shade, roof = mix(wall, s.mood.dark, 0.32), s.rng.choice((BRICK, RUST, RIVER, SLATE))
    for place in (0.03, 0.12, 0.88, 0.97):
        things.palm(s, s.w * place, ground + 10, s.rng.uniform(380, 520))
    for side, left in (("west", 0.12), ("east", 0.66)):
        x, wide = s.w * left, s.w * 0.22
        s.box(x, ground - 300, wide, 300, mix(wall, s.mood.dark, 0.1 if side == "west" else 0.18))
        s.poly(
            [
                (x - 24, ground - 296),
                (x + 40, ground - 380),
                (x + wide - 40, ground - 380),
                (x + wide + 24, ground - 296),
            ],
            roof,
        )
        for floor in range(2):
            for window in range(4):
                wx, wy = x + 34 + window * (wide - 40) / 4, ground - 260 + floor * 132
                glass = STRAW if s.mood.lit and s.rng.random() < 0.7 else mix(SLATE, s.mood.dark, 0.4)
                s.box(wx, wy, 46, 84, glass)
                s.pie(wx + 23, wy + 1, 23, 180, 360, glass)
                s.box(wx - 5, wy + 84, 56, 8, shade)
    _portico(s, ground, wall, shade, roof)
    s.box(0, ground, s.w, s.h, mix(s.mood.ground, STONE, 0.4))
    _stairs(s, ground)
    things.flag(s, s.w * 0.17, s.h * 0.9, s.h * 0.62)
    for x in (0.1, 0.86):
        things.lamp(s, s.w * x, s.h * 0.93, 300)
    for _ in range(s.rng.randint(5, 9)):
        share = s.rng.random()
        things.person(s, s.w * s.rng.uniform(0.3, 0.74), ground + 30 + 200 * share, 150 + 90 * share)
    s.flip()


def _portico(s: Sheet, ground: float, wall: Ink, shade: Ink, roof: Ink) -> None:
    left, wide, top = s.w * 0.31, s.w * 0.38, ground - 360
    s.box(left, top, wide, 360, mix(wall, s.mood.dark, 0.42))
    for door in (0.2, 0.44, 0.68):
        glass = STRAW if s.mood.lit else mix(s.mood.dark, RIVER, 0.25)
        s.box(left + wide * door, ground - 240, wide * 0.12, 240, glass)
        s.pie(left + wide * (door + 0.06), ground - 239, wide * 0.06, 180, 360, glass)
    for column in range(6):
        x = left + 8 + column * (wide - 56) / 5
        s.box(x, top + 14, 40, 346, wall)
        s.box(x + 27, top + 14, 13, 346, shade)
        s.box(x - 8, top + 6, 56, 18, wall)
        s.box(x - 8, ground - 16, 56, 18, wall)
    s.box(left - 22, top - 34, wide + 44, 42, wall)
    things.band(s, left - 14, top - 32, wide + 28, 36, mix(roof, wall, 0.2), wall)
    s.poly([(left - 40, top - 34), (s.w / 2, top - 180), (left + wide + 40, top - 34)], roof)
    s.poly([(left + 40, top - 44), (s.w / 2, top - 146), (left + wide - 40, top - 44)], wall)
    s.disc(s.w / 2, top - 78, 30, roof)
    things.diamond(s, s.w / 2, top - 78, 18, 22, STRAW)


def _stairs(s: Sheet, ground: float) -> None:
    for step in range(9):
        y, spread = ground + step * 25, 30 * step
        s.box(s.w * 0.29 - spread, y, s.w * 0.42 + 2 * spread, 26, mix(PAPER, s.mood.ground, 0.22))
        s.box(s.w * 0.29 - spread, y + 17, s.w * 0.42 + 2 * spread, 9, mix(STONE, s.mood.dark, 0.22))


def rain(s: Sheet) -> None:
    """A street of shop houses in the rain, umbrellas, the wet road."""
    ground = s.h * 0.7
    s.sky(s.h * 0.6)
    s.hills(ground, 420, mix(s.mood.sky[1], s.mood.far, 0.6))
    left = -30.0
    while left < s.w:
        wide = s.rng.uniform(190, 290)
        things.shophouse(s, left, ground, wide, s.rng.uniform(370, 500))
        left += wide
    road = mix(s.mood.water, s.mood.dark, 0.3)
    s.box(0, ground, s.w, s.h, road)
    s.box(0, ground, s.w, 24, mix(STONE, s.mood.dark, 0.2))
    for _ in range(120):
        y = ground + 30 + (s.h - ground) * s.rng.random()
        tone = mix(road, s.rng.choice((s.mood.light, STRAW, BRICK, s.mood.dark)), s.rng.uniform(0.1, 0.42))
        s.box(s.rng.uniform(-80, s.w), y, s.rng.uniform(30, 180), s.rng.uniform(3, 7), tone, 3)
    for lamp in (0.18, 0.8):
        things.lamp(s, s.w * lamp, ground + 20, 420)
    walkers = sorted(s.rng.uniform(0.1, 0.95) for _ in range(s.rng.randint(5, 7)))
    for place, share in enumerate(walkers):
        _umbrella(
            s,
            s.w * (place + 0.5 + s.rng.uniform(-0.25, 0.25)) / len(walkers),
            ground + 60 + 260 * share,
            230 + 130 * share,
        )
    for _ in range(240):
        x, y, length = s.rng.uniform(-60, s.w), s.rng.uniform(-40, s.h), s.rng.uniform(26, 74)
        s.line([(x, y), (x - length * 0.24, y + length)], mix(s.mood.light, s.mood.sky[1], s.rng.uniform(0.1, 0.7)), 2)
    s.flip()


def _umbrella(s: Sheet, x: float, foot: float, tall: float) -> None:
    for row in range(5):
        s.box(
            x - tall * 0.12 + s.rng.uniform(-6, 6),
            foot + 6 + row * 11,
            tall * 0.26 - row * 6,
            5,
            mix(s.mood.water, s.mood.dark, 0.55),
            3,
        )
    things.person(s, x, foot, tall, arm="up")
    ink, r, y = s.rng.choice((BRICK, OCHRE, RIVER, PAPER, RUST, STRAW, SLATE)), tall * 0.42, foot - tall * 1.02
    s.line([(x, y - r * 0.75), (x, foot - tall * 0.6)], s.mood.dark, 4)
    s.pie(x, y, r, 180, 360, ink, r * 0.72)
    for panel in range(4):
        s.pie(
            x - r * 0.75 + panel * r * 0.5,
            y,
            r * 0.25,
            180,
            360,
            s.mood.dark if s.mood.lit else mix(ink, INK, 0.5),
            r * 0.14,
        )
    s.pie(x, y - 2, r * 0.34, 180, 360, mix(ink, PAPER, 0.28), r * 0.7)
    s.disc(x, y - r * 0.74, 5, s.mood.dark)


def podium(s: Sheet) -> None:
    """A stage: curtain, banner with a woven band, a speaker, the audience from behind."""
    curtain, stage = s.rng.choice((BRICK, RIVER, "#8a6a48", "#7d5a6e", SLATE, RUST)), s.h * 0.72
    s.box(0, 0, s.w, s.h, curtain)
    for fold in range(24):
        x, wide = s.w * fold / 24, s.w / 24
        s.box(x, 0, wide * 0.4, stage, mix(curtain, INK, 0.22))
        s.box(x + wide * 0.62, 0, wide * 0.14, stage, mix(curtain, PAPER, 0.12))
    s.dots(0, 0, s.w, stage * 0.5, mix(curtain, INK, 0.45), step=17)
    left, wide = s.w * s.rng.uniform(0.24, 0.34), s.w * s.rng.uniform(0.4, 0.5)
    top, tall = s.h * 0.09, s.h * 0.34
    s.box(left + 8, top + 12, wide, tall, mix(curtain, INK, 0.5))
    s.box(left, top, wide, tall, PAPER)
    accent = s.rng.choice([ink for ink in (BRICK, RIVER, INK, OCHRE) if ink != curtain])
    things.band(s, left, top + tall - 84, wide, 84, PAPER, accent)
    _banner_print(s, left, top, wide, tall - 84, accent)
    s.box(0, stage, s.w, s.h, mix("#7c5236", s.mood.dark, 0.2))
    s.box(0, stage, s.w, 14, mix("#a9784e", PAPER, 0.2))
    for flag in (0.1, 0.16):
        things.flag(s, s.w * flag, stage + 20, s.h * 0.5)
    for pot in (0.02, 0.95):
        things.tree(s, s.w * pot, stage + 30, 230, mix(MOSS, INK, 0.15))
    speaker = s.w * s.rng.choice((0.3, 0.66, 0.72))
    for place in range(s.rng.randint(0, 4)):
        things.person(s, s.w * (0.4 + place * 0.085) + s.rng.uniform(-10, 10), stage + 26, s.rng.uniform(320, 350))
    things.person(s, speaker, stage + 20, 372, arm="out", head=s.rng.choice(("peci", "hijab", "hair")))
    _lectern(s, speaker, stage + 60)
    things.heads(s, s.h * 0.83, 40, 15, hands=s.rng.random() < 0.5)
    things.heads(s, s.h * 0.93, 56, 10)
    s.flip()


def _banner_print(s: Sheet, x: float, y: float, wide: float, tall: float, ink: Ink) -> None:
    design = s.rng.randrange(3)
    if design == 0:
        for bar in range(7):
            high = tall * s.rng.uniform(0.2, 0.72)
            s.box(
                x + wide * (0.12 + bar * 0.115),
                y + tall * 0.86 - high,
                wide * 0.07,
                high,
                mix(ink, PAPER, 0.12 * (bar % 3)),
            )
    elif design == 1:
        for sail, (share, size) in enumerate(((0.34, 0.5), (0.5, 0.7), (0.66, 0.5))):
            cx, base = x + wide * share, y + tall * 0.84
            s.poly([(cx, base - tall * size), (cx + wide * 0.1, base), (cx, base)], ink if sail != 1 else OCHRE)
            s.poly([(cx - 6, base - tall * size * 0.8), (cx - wide * 0.06, base), (cx - 6, base)], mix(ink, PAPER, 0.4))
        s.box(x + wide * 0.2, y + tall * 0.88, wide * 0.6, 8, ink, 4)
    else:
        for row, share in enumerate((0.7, 0.52, 0.6)):
            s.box(
                x + wide * (1 - share) / 2,
                y + tall * (0.22 + row * 0.22),
                wide * share,
                tall * (0.13 if row == 0 else 0.07),
                ink if row == 0 else mix(ink, PAPER, 0.45),
                6,
            )


def _lectern(s: Sheet, x: float, foot: float) -> None:
    wood = "#8a5a3a"
    s.poly([(x - 84, foot - 210), (x + 84, foot - 210), (x + 64, foot), (x - 64, foot)], wood)
    s.poly([(x + 30, foot - 210), (x + 84, foot - 210), (x + 64, foot), (x + 24, foot)], mix(wood, INK, 0.25))
    s.box(x - 96, foot - 226, 192, 22, mix(wood, PAPER, 0.2), 5)
    s.disc(x, foot - 120, 38, OCHRE)
    things.diamond(s, x, foot - 120, 20, 26, wood)
    s.line([(x + 20, foot - 226), (x + 34, foot - 290)], "#20242c", 5)
    s.disc(x + 35, foot - 294, 9, "#20242c")


def planting(s: Sheet) -> None:
    """Rows of seedlings by the water, people with hoes and watering cans."""
    horizon = s.h * s.rng.uniform(0.36, 0.44)
    s.sky(horizon)
    at = s.w * s.rng.uniform(0.15, 0.85)
    s.sun(at, horizon - s.rng.uniform(60, 150), 88)
    s.clouds(3, horizon)
    s.hills(horizon, 130, s.mood.far)
    s.water(horizon, glint=at)
    bank = s.h * 0.52
    soil = mix(s.mood.ground, "#7a5a44", 0.45)
    s.hills(bank + 20, 40, mix(soil, MOSS, 0.55), 2)
    for place in range(6):
        things.tree(s, s.w * (place + s.rng.random() * 0.6) / 6, bank + 10, s.rng.uniform(130, 260))
    s.box(0, bank + 10, s.w, s.h, soil)
    for row in range(6):
        share = row / 5
        y = bank + 46 + (s.h - bank - 60) * share**1.25
        s.dots(0, y + 4, s.w, 12 + 22 * share, mix(soil, s.mood.dark, 0.32), step=13)
        if row % 2 == 0 or row == 5:
            for plant in range(15 - row):
                x = s.w * (plant + 0.5) / (15 - row) + s.rng.uniform(-16, 16)
                things.sapling(s, x, y + 2, 62 + 74 * share)
        else:
            for _ in range(s.rng.randint(2, 3)):
                _gardener(s, s.rng.uniform(s.w * 0.06, s.w * 0.94), y + 18, 210 + 130 * share)
    s.flip()


def _gardener(s: Sheet, x: float, foot: float, tall: float) -> None:
    things.person(s, x, foot, tall, arm="out", head=s.rng.choice(("hijab", "cap", "helmet", "hair")))
    if s.rng.random() < 0.5:
        s.line([(x + tall * 0.24, foot - tall * 0.72), (x + tall * 0.2, foot)], "#84583a", 8)
        s.poly([(x + tall * 0.18, foot), (x + tall * 0.3, foot - 6), (x + tall * 0.22, foot - 26)], s.mood.dark)
    else:
        s.box(x + tall * 0.2, foot - tall * 0.48, tall * 0.16, tall * 0.15, RIVER, 5)
        s.line([(x + tall * 0.35, foot - tall * 0.38), (x + tall * 0.46, foot - tall * 0.46)], RIVER, 8)
        for drop in range(5):
            s.disc(x + tall * (0.47 + 0.012 * drop), foot - tall * 0.42 + drop * tall * 0.06, 4, PAPER)


def bus(s: Sheet) -> None:
    """A city bus drawing up to its stop, shop houses behind."""
    ground = s.h * 0.72
    s.sky(ground)
    s.sun(s.w * s.rng.uniform(0.3, 0.9), s.rng.uniform(120, 240), 72)
    s.clouds(3, s.h * 0.4)
    s.hills(ground, 330, s.mood.far)
    left = -20.0
    while left < s.w:
        wide = s.rng.uniform(180, 260)
        if s.rng.random() < 0.75:
            things.shophouse(s, left, ground, wide, s.rng.uniform(300, 420))
        else:
            things.tree(s, left + wide / 2, ground, s.rng.uniform(320, 420))
        left += wide
    s.dots(0, ground - 180, s.w, 180, s.mood.sky[2], up=True, step=19)
    road = mix(s.mood.ground, SLATE, 0.55)
    s.box(0, ground, s.w, s.h, road)
    s.box(0, ground, s.w, 60, mix(STONE, s.mood.sky[1], 0.2))
    s.box(0, ground + 56, s.w, 10, mix(STONE, s.mood.dark, 0.4))
    for dash in range(7):
        s.box(s.w * dash / 6 - 40, s.h * 0.955, 150, 11, mix(PAPER, road, 0.2), 3)
    stop = s.w * s.rng.uniform(0.05, 0.09)
    _shelter(s, stop, ground + 50)
    ink = s.rng.choice((BRICK, RIVER, OCHRE, MOSS, SLATE))
    _bus(s, s.w * s.rng.uniform(0.36, 0.42), s.h * 0.9, 880, ink)
    s.flip()


def _shelter(s: Sheet, x: float, foot: float) -> None:
    roof = s.rng.choice((MOSS, RUST, INK, RIVER))
    s.box(x + 20, foot - 300, 470, 250, mix(PAPER, s.mood.sky[0], 0.35))
    for slat in range(16):
        s.box(x + 26 + slat * 29, foot - 296, 6, 240, mix("#a9784e", s.mood.sky[0], 0.25))
    for place in range(s.rng.randint(3, 4)):
        things.person(
            s, x + 80 + place * 110 + s.rng.uniform(-16, 16), foot + s.rng.uniform(-4, 12), s.rng.uniform(225, 260)
        )
    for post in (10, 480):
        s.box(x + post, foot - 330, 16, 340, INK)
    s.poly([(x - 40, foot - 318), (x + 10, foot - 372), (x + 540, foot - 372), (x + 550, foot - 318)], roof)
    things.band(s, x - 40, foot - 320, 590, 34, STRAW, mix(roof, INK, 0.35))


def _bus(s: Sheet, x: float, road: float, long: float, ink: Ink) -> None:
    tall = 330
    s.box(x, road - tall, long, tall - 34, ink, 34)
    s.box(x + 4, road - tall + 62, long - 8, 128, mix(INK, s.mood.sky[0], 0.18), 16)
    for window in range(6):
        wx = x + 24 + window * (long - 190) / 6
        glass = mix(STRAW if s.mood.lit else s.mood.sky[1], INK, 0.12 if s.mood.lit else 0.25)
        s.box(wx, road - tall + 72, (long - 190) / 6 - 14, 108, glass, 8)
        if s.rng.random() < 0.75:
            cx = wx + s.rng.uniform(34, 62)
            s.disc(cx, road - tall + 138, 19, mix(s.rng.choice(CLOTHS), INK, 0.35), 23)
            s.box(cx - 33, road - tall + 156, 66, 24, mix(s.rng.choice(CLOTHS), INK, 0.3), 10)
    s.poly(
        [
            (x + long - 150, road - tall + 72),
            (x + long - 26, road - tall + 72),
            (x + long - 10, road - tall + 180),
            (x + long - 150, road - tall + 180),
        ],
        mix(s.mood.sky[2], INK, 0.15),
    )
    s.box(x + long - 330, road - tall + 70, 84, 226, mix(ink, PAPER, 0.25), 8)
    s.box(x + long - 320, road - tall + 82, 64, 120, mix(s.mood.sky[1], INK, 0.3), 6)
    things.band(s, x + 10, road - 128, long - 20, 46, mix(ink, PAPER, 0.78), mix(ink, INK, 0.2))
    s.box(x + 40, road - tall + 18, long * 0.34, 34, "#1d1d24", 8)
    s.box(x + 56, road - tall + 29, long * 0.22, 11, STRAW, 4)
    s.box(x, road - 54, long, 20, mix(ink, INK, 0.5), 8)
    s.disc(x + long - 12, road - 84, 17, STRAW)
    for wheel in (0.17, 0.8):
        s.disc(x + long * wheel, road - 36, 54, mix(ink, INK, 0.55))
        s.disc(x + long * wheel, road - 30, 44, "#1d1d24")
        s.disc(x + long * wheel, road - 30, 19, STONE)


def library(s: Sheet) -> None:
    """A reading room: shelves to the ceiling, an arched window, lamps, readers at a long table."""
    wall = s.rng.choice(("#7a4a3a", "#2f4a52", "#5c4a3a", "#4a5a48", "#553f4c"))
    s.box(0, 0, s.w, s.h, wall)
    floor, x = s.h * 0.8, 0.0
    arch = s.w * s.rng.uniform(0.38, 0.5)
    for left, wide in ((0.0, arch - 190), (arch + 190, s.w - arch - 190)):
        _shelves(s, left, wide, floor, mix(wall, "#2b1d18", 0.45))
    _arched_window(s, arch, s.h * 0.12, 300, floor - s.h * 0.26)
    s.box(0, floor, s.w, s.h, mix("#8a5f43", wall, 0.25))
    for plank in range(14):
        s.box(s.w * plank / 14, floor, 4, s.h, mix(wall, INK, 0.4))
    while x < s.w:
        x += s.w / 4.4
        drop = s.h * s.rng.uniform(0.2, 0.3)
        s.line([(x - 120, 0), (x - 120, drop)], INK, 4)
        things.glow(s, x - 120, drop + 46, 120)
        s.pie(x - 120, drop + 36, 58, 180, 360, OCHRE)
        s.disc(x - 120, drop + 38, 20, "#fff3cd", 13)
    _table_of_readers(s, floor)
    s.flip()


def _shelves(s: Sheet, left: float, wide: float, floor: float, wood: Ink) -> None:
    s.box(left, s.h * 0.04, wide, floor - s.h * 0.04, mix(wood, INK, 0.3))
    rows, inks = 6, (BRICK, RIVER, OCHRE, INK, CREAM, MOSS, RUST, SLATE, STRAW, "#7d5a6e", PAPER)
    high = (floor - s.h * 0.05) / rows
    for row in range(rows):
        bottom, x = s.h * 0.05 + (row + 1) * high, left + 12
        while x < left + wide - 30:
            thick, tall = s.rng.uniform(12, 34), high * s.rng.uniform(0.55, 0.82)
            if s.rng.random() < 0.1:
                x += s.rng.uniform(20, 60)
                continue
            ink = s.rng.choice(inks)
            s.box(x, bottom - tall, thick, tall, ink, 2)
            s.box(x, bottom - tall * 0.82, thick, 5, mix(ink, PAPER if ink != PAPER else INK, 0.5))
            s.box(x + thick - 4, bottom - tall, 4, tall, mix(ink, INK, 0.25))
            x += thick + 2
        s.box(left, bottom - 2, wide, 13, wood)
    for side in (left, left + wide - 14):
        s.box(side, s.h * 0.04, 14, floor - s.h * 0.04, wood)
    s.box(left - 6, s.h * 0.03, wide + 12, 20, mix(wood, STRAW, 0.2), 3)


def _arched_window(s: Sheet, x: float, top: float, wide: float, tall: float) -> None:
    s.box(x - wide / 2 - 16, top + wide / 2, wide + 32, tall - wide / 2 + 16, CREAM)
    s.pie(x, top + wide / 2 + 1, wide / 2 + 16, 180, 360, CREAM)
    s.box(x - wide / 2, top + wide / 2, wide, tall - wide / 2, s.mood.sky[1])
    s.pie(x, top + wide / 2 + 1, wide / 2, 180, 360, s.mood.sky[1])
    s.disc(x + wide * 0.12, top + wide * 0.55, 44, s.mood.sun)
    base = top + tall
    s.box(x - wide / 2, base - 120, wide, 120, s.mood.far)
    for place in range(5):
        things.palm(s, x - wide * 0.42 + place * wide * 0.21, base, s.rng.uniform(110, 190), s.mood.near)
    for bar in (-0.25, 0, 0.25):
        s.box(x + wide * bar - 5, top + 10, 10, tall - 10, CREAM)
    for bar in (0.42, 0.72):
        s.box(x - wide / 2, top + tall * bar, wide, 10, CREAM)


def _table_of_readers(s: Sheet, floor: float) -> None:
    y = floor + 112
    for place in range(4):
        x = s.w * (0.2 + place * 0.2) + s.rng.uniform(-26, 26)
        things.person(s, x, y + 120, s.rng.uniform(300, 350), arm="down")
    s.box(s.w * 0.08, y - 66, s.w * 0.84, 26, "#a9784e", 6)
    s.box(s.w * 0.09, y - 42, s.w * 0.82, 200, mix("#84583a", INK, 0.25))
    things.band(s, s.w * 0.12, y - 14, s.w * 0.76, 74, mix("#a9784e", STRAW, 0.4), mix("#84583a", INK, 0.4))
    for place in range(5):
        x = s.w * (0.14 + place * 0.17) + s.rng.uniform(-20, 20)
        s.poly([(x - 58, y - 66), (x, y - 80), (x + 58, y - 66), (x, y - 58)], PAPER)
        s.line([(x, y - 79), (x, y - 59)], STONE, 3)
    for pile in (0.3, 0.64):
        for book, ink in enumerate(s.rng.sample(CLOTHS, 3)):
            s.box(s.w * pile + s.rng.uniform(-8, 8), y - 84 - book * 19, 96, 18, ink, 3)


def roadworks(s: Sheet) -> None:
    """A trench with a blue pipe, workers in helmets, an excavator, cones and a barrier."""
    ground = s.h * 0.6
    s.sky(ground)
    s.sun(s.w * s.rng.uniform(0.15, 0.85), s.rng.uniform(130, 230), 72)
    s.clouds(3, s.h * 0.4)
    s.hills(ground, 280, s.mood.far)
    left = s.rng.uniform(-40, 60)
    while left < s.w:
        if s.rng.random() < 0.6:
            things.stilt_house(s, left, ground + 12, s.rng.uniform(170, 230))
        else:
            things.tree(s, left + 110, ground + 8, s.rng.uniform(220, 320))
        left += s.rng.uniform(230, 330)
    soil = mix(s.mood.ground, "#8a6242", 0.4)
    s.box(0, ground, s.w, s.h, mix(s.mood.ground, STONE, 0.35))
    s.dots(0, ground, s.w, 90, mix(s.mood.ground, s.mood.dark, 0.3), step=16)
    _excavator(s, s.w * s.rng.uniform(0.56, 0.66), ground + 150)
    trench = s.h * 0.8
    s.poly([(0, trench), (s.w, trench - 14), (s.w, s.h * 0.94), (0, s.h * 0.96)], mix(soil, s.mood.dark, 0.55))
    s.poly([(0, trench), (s.w, trench - 14), (s.w, trench + 20), (0, trench + 34)], mix(soil, s.mood.dark, 0.25))
    pipe = s.rng.choice(("#3f6f9a", RIVER, SLATE))
    s.box(-20, trench + 52, s.w * 0.72, 66, pipe, 30)
    s.box(-20, trench + 62, s.w * 0.7, 12, mix(pipe, PAPER, 0.45), 6)
    for joint in range(4):
        s.box(s.w * (0.12 + joint * 0.17), trench + 46, 30, 78, mix(pipe, INK, 0.3), 8)
    for heap in range(3):
        x = s.w * s.rng.uniform(0.02, 0.5)
        s.pie(
            x + heap * 90,
            trench + 6,
            s.rng.uniform(80, 150),
            180,
            360,
            mix(soil, s.mood.dark, 0.12 * heap),
            s.rng.uniform(50, 90),
        )
    for _ in range(s.rng.randint(3, 4)):
        things.person(
            s,
            s.w * s.rng.uniform(0.06, 0.58),
            trench + s.rng.uniform(-12, 14),
            s.rng.uniform(250, 285),
            s.rng.choice(("#dd7b2f", OCHRE, "#d9772f")),
            head="helmet",
        )
    s.box(0, s.h * 0.95, s.w, s.h, mix(s.mood.ground, STONE, 0.25))
    _barrier(s, s.w * s.rng.uniform(0.42, 0.54), s.h * 0.985)
    for cone in (0.06, 0.2, 0.33, 0.93):
        _cone(s, s.w * cone + s.rng.uniform(-20, 20), s.h * 0.99)
    s.flip()


def _excavator(s: Sheet, x: float, foot: float) -> None:
    body = "#e0a52e"
    s.box(x - 20, foot - 60, 330, 66, "#23252c", 33)
    for wheel in range(5):
        s.disc(x + 18 + wheel * 63, foot - 27, 20, STONE)
    s.box(x, foot - 160, 290, 104, body, 12)
    s.box(x + 20, foot - 270, 136, 126, mix(body, INK, 0.1), 10)
    s.box(x + 34, foot - 258, 106, 80, mix(s.mood.sky[1], INK, 0.2), 6)
    s.box(x + 190, foot - 190, 92, 40, mix(body, INK, 0.35), 8)
    arm = [(x + 10, foot - 130), (x - 110, foot - 380), (x - 280, foot - 250), (x - 290, foot - 110)]
    for first, last, thick in ((arm[0], arm[1], 46), (arm[1], arm[2], 38), (arm[2], arm[3], 26)):
        s.line([first, last], mix(body, INK, 0.12), thick)
        s.disc(*last, thick * 0.6, mix(body, INK, 0.35))
    s.poly(
        [
            (x - 330, foot - 116),
            (x - 250, foot - 116),
            (x - 240, foot - 40),
            (x - 300, foot - 26),
            (x - 346, foot - 66),
        ],
        "#3a3d46",
    )
    s.dots(x, foot - 110, 290, 50, mix(body, INK, 0.35), up=True, step=12)


def _barrier(s: Sheet, x: float, foot: float) -> None:
    for leg in (20, 300):
        s.box(x + leg, foot - 130, 16, 134, INK)
    s.box(x, foot - 130, 340, 50, PAPER, 4)
    for stripe in range(5):
        s.poly(
            [
                (x + 14 + stripe * 66, foot - 130),
                (x + 50 + stripe * 66, foot - 130),
                (x + 28 + stripe * 66, foot - 80),
                (x - 6 + stripe * 66, foot - 80),
            ],
            BRICK,
        )
    s.disc(x + 170, foot - 148, 18, STRAW if s.mood.lit else OCHRE)


def _cone(s: Sheet, x: float, foot: float) -> None:
    s.poly([(x - 44, foot), (x - 12, foot - 120), (x + 12, foot - 120), (x + 44, foot)], "#d9622f")
    s.poly([(x - 29, foot - 56), (x - 21, foot - 86), (x + 21, foot - 86), (x + 29, foot - 56)], PAPER)
    s.box(x - 58, foot - 10, 116, 16, mix("#d9622f", INK, 0.4), 4)


def skyline(s: Sheet) -> None:
    """The city at night from the hill: moon, lit windows, a street of lamps, the river."""
    base = s.h * 0.66
    s.sky(base)
    at = s.w * s.rng.uniform(0.15, 0.8)
    s.sun(at, s.rng.uniform(150, 260), 66)
    for _ in range(70):
        s.disc(
            s.rng.uniform(0, s.w),
            s.rng.uniform(0, base * 0.6),
            s.rng.uniform(1.2, 2.8),
            mix(PAPER, s.mood.sky[0], s.rng.uniform(0, 0.6)),
        )
    s.hills(base, 250, s.mood.far)
    _skyline(s, base, 90, 220, mix(s.mood.far, s.mood.near, 0.5))
    _skyline(s, base + 40, 50, 150, mix(s.mood.near, s.mood.dark, 0.35))
    s.water(base + 40, glint=at)
    quay = s.h * 0.84
    for lamp in range(9):
        x = s.w * (lamp + 0.3) / 9
        s.box(x + 44, base + 60, 14, s.rng.uniform(80, 150), mix(s.mood.water, STRAW, 0.42), 6)
    s.box(0, quay, s.w, s.h, mix(s.mood.ground, s.mood.dark, 0.3))
    s.box(0, quay, s.w, 12, mix(s.mood.ground, STONE, 0.4))
    for dash in range(10):
        s.box(s.w * dash / 10, s.h * 0.93, 90, 7, mix(s.mood.ground, STRAW, 0.35), 3)
    for lamp in range(6):
        things.lamp(s, s.w * (lamp + 0.2) / 6, quay + 30, 300)
    for _ in range(5):
        things.person(s, s.rng.uniform(60, s.w - 60), quay + s.rng.uniform(50, 120), s.rng.uniform(170, 210))
    for _ in range(2):
        _car(s, s.rng.uniform(0, s.w - 200), s.h * 0.99, 190)
    s.flip()


def weaving(s: Sheet) -> None:
    """Woven cloth, close: bands of stepped diamonds, and the bars of the loom."""
    ground = s.rng.choice((BRICK, INK, RIVER, RUST))
    inks = [ink for ink in (STRAW, PAPER, OCHRE, ROSE, SAGE) if ink != ground]
    s.box(0, 0, s.w, s.h, ground)
    y = 0.0
    while y < s.h:
        tall = s.rng.choice((70, 110, 170, 230))
        field = mix(ground, s.rng.choice((INK, PAPER, ground, OCHRE)), s.rng.uniform(0, 0.2))
        if tall >= 170:
            _lattice(s, y, tall, s.rng.choice(inks), field)
        else:
            things.band(s, -30, y, s.w + 60, tall, s.rng.choice(inks), field)
        y += tall
    for thread in range(int(s.w // 16)):
        s.box(thread * 16, 0, 2, s.h, mix(ground, INK, 0.3))
    for bar in (0.3, 0.36):
        s.box(-20, s.h * bar, s.w + 40, 34, "#8a5a3a", 14)
        s.box(-20, s.h * bar + 4, s.w + 40, 7, mix("#8a5a3a", PAPER, 0.4))
        s.box(-20, s.h * bar + 34, s.w + 40, 12, mix(ground, INK, 0.55))
    sleeve = s.rng.choice((SLATE, MOSS, "#7d5a6e", INK))
    for x, y2 in ((0.24, 0.42), (0.7, 0.45)):
        _hand(s, s.w * x, s.h * y2, sleeve)


def _lattice(s: Sheet, y: float, tall: float, ink: Ink, field: Ink) -> None:
    s.box(0, y, s.w, tall, field)
    step = tall * 0.62
    for place in range(int(s.w / step) + 2):
        for share, tone in ((0.5, ink), (0.4, field), (0.3, mix(ink, BRICK, 0.4)), (0.17, field), (0.08, ink)):
            things.diamond(s, place * step, y + tall / 2, step * share, tall * share * 0.92, tone)


def _hand(s: Sheet, x: float, y: float, sleeve: Ink) -> None:
    skin = "#b57f57"
    s.line([(x + 60, s.h + 80), (x + 14, y + 110)], sleeve, 120)
    s.line([(x + 18, y + 140), (x, y + 20)], skin, 66)
    s.disc(x, y + 8, 52, skin, 44)
    for finger in range(4):
        s.line([(x - 34 + finger * 23, y + 6), (x - 44 + finger * 24, y - 58 - 8 * (finger % 2))], skin, 21)
        s.disc(x - 44 + finger * 24, y - 60 - 8 * (finger % 2), 10.5, skin)
    s.line([(x + 40, y + 26), (x + 76, y - 18)], skin, 22)


SCENES: dict[str, Callable[[Sheet], None]] = {
    "river": river,
    "ship": clinic_ship,
    "bridge": bridge,
    "market": market,
    "clinic": clinic,
    "hospital": hospital,
    "school": school,
    "cityhall": cityhall,
    "rain": rain,
    "podium": podium,
    "planting": planting,
    "bus": bus,
    "library": library,
    "roadworks": roadworks,
    "skyline": skyline,
    "weaving": weaving,
}
