"""Draw the portraits of officials, and the crest of the city."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

from PIL import Image, ImageDraw

from news.operations.demo import things
from news.operations.demo.drawing import (
    BRICK,
    CREAM,
    INK,
    MOSS,
    OCHRE,
    PAPER,
    PORTRAIT,
    RIVER,
    ROSE,
    RUST,
    SAGE,
    SCALE,
    SKINS,
    SLATE,
    STONE,
    STRAW,
    Ink,
    Sheet,
    mix,
)

GROUNDS = (SAGE, ROSE, STRAW, "#9fb7bd", STONE, "#b9a3ac", "#c6c79a", "#d8a98c")
CLOTH = (RUST, RIVER, INK, "#6d4a5c", BRICK, MOSS, SLATE, "#8a5a2c")
HAIR, GREY = "#26201f", "#8b8a86"


@dataclass(frozen=True)
class Face:
    """Hold what tells one drawn face from another.

    ``skin`` 0–3; ``head`` peci, udeng, hair, grey, hijab, bob, bun or long; ``dress`` batik, jacket, blazer, shirt,
    coat or vest; ``hue`` turns through the inks.
    """

    skin: int
    head: str
    dress: str
    hue: int
    glasses: bool = False
    moustache: bool = False


def draw_portrait(face: Face) -> Image.Image:
    """Return a bust of 800 × 1000 pixels."""
    s = Sheet(PORTRAIT, face.hue, "noon")
    ground, skin = GROUNDS[face.hue % len(GROUNDS)], SKINS[face.skin]
    s.box(0, 0, s.w, s.h, ground)
    s.disc(400, 430, 330, mix(ground, PAPER, 0.45))
    s.dots(0, 0, s.w, 420, mix(ground, INK, 0.16), step=16)
    things.band(s, 0, 22, s.w, 70, mix(ground, INK, 0.55), mix(ground, PAPER, 0.35))
    _behind(s, face)
    _dress(s, face, skin)
    _face(s, face, skin)
    _before(s, face)
    if face.hue % 3 == 1:
        s.image = s.image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    return s.finish()


def _cloth(face: Face) -> Ink:
    return CLOTH[(face.hue * 3 + 1) % len(CLOTH)]


def _veil(face: Face) -> Ink:
    return (CREAM, BRICK, mix(RIVER, PAPER, 0.35), mix(INK, PAPER, 0.2), OCHRE)[face.hue % 5]


def _behind(s: Sheet, face: Face) -> None:
    hair = GREY if face.head == "grey" else HAIR
    if face.head == "hijab":
        veil = _veil(face)
        s.disc(400, 380, 196, mix(veil, INK, 0.28), 218)
        s.poly([(210, 400), (590, 400), (660, 800), (140, 800)], mix(veil, INK, 0.28))
    elif face.head == "long":
        s.disc(400, 370, 182, hair, 200)
        s.poly([(220, 380), (580, 380), (596, 760), (204, 760)], hair)
    elif face.head == "bob":
        s.disc(400, 376, 184, hair, 198)
        s.box(217, 376, 366, 196, hair, 60)
    elif face.head == "bun":
        s.disc(400, 182, 74, hair)


def _dress(s: Sheet, face: Face, skin: Ink) -> None:
    cloth = _cloth(face)
    shade = mix(skin, "#5d3320", 0.28)
    s.box(338, 500, 124, 170, shade, 20)
    chest = [(60, 1010), (84, 800), (150, 708), (322, 636), (400, 700), (478, 636), (650, 708), (716, 800), (740, 1010)]
    base = {"coat": "#f1ede2", "shirt": mix(cloth, PAPER, 0.35), "vest": "#d8743a"}.get(face.dress, cloth)
    s.poly(chest, base)
    if face.dress == "batik":
        s.inside(chest, _batik(s, cloth, face.hue))
    if face.dress in ("jacket", "blazer", "coat"):
        inner = PAPER if face.dress != "coat" else mix(RIVER, PAPER, 0.45)
        s.poly([(322, 640), (478, 640), (430, 1010), (370, 1010)], inner)
        if face.dress == "jacket":
            s.poly(
                [(384, 690), (416, 690), (428, 900), (400, 960), (372, 900)], (BRICK, OCHRE, RIVER, INK)[face.hue % 4]
            )
        s.poly([(316, 634), (250, 690), (300, 770), (276, 800), (380, 1010), (392, 1010)], mix(base, INK, 0.22))
        s.poly([(484, 634), (550, 690), (500, 770), (524, 800), (420, 1010), (408, 1010)], mix(base, INK, 0.3))
    else:
        s.poly([(318, 632), (400, 712), (354, 764), (286, 676)], mix(base, INK, 0.2))
        s.poly([(482, 632), (400, 712), (446, 764), (514, 676)], mix(base, INK, 0.28))
        s.box(396, 740, 8, 280, mix(base, INK, 0.35))
        for button in range(3):
            s.disc(400, 790 + button * 76, 8, PAPER)
    if face.dress == "vest":
        s.box(150, 860, 500, 40, STRAW)
        s.box(150, 872, 500, 14, PAPER)
    plain = s.image.copy()
    s.dots(0, 820, s.w, 190, mix(base, INK, 0.45), up=True, step=15)
    shaded, s.image, s.pen = s.image, plain, ImageDraw.Draw(plain)
    s.inside(chest, shaded)
    s.box(548, 806, 96, 26, PAPER if base != "#f1ede2" else RIVER, 4)
    s.disc(284, 820, 20, OCHRE)
    things.diamond(s, 284, 820, 10, 13, mix(base, INK, 0.4))


def _batik(s: Sheet, ink: Ink, hue: int) -> Image.Image:
    paint = Image.new("RGB", s.image.size, ink)
    pen, light, step = ImageDraw.Draw(paint), mix(ink, STRAW, 0.62), (54, 66, 60)[hue % 3]
    for row in range(int(450 / (step / 2)) + 1):
        for column in range(int(s.w / step) + 2):
            x, y = (column + (row % 2) / 2) * step, 600 + row * step / 2
            for share, tone in (
                (0.44, light),
                (0.34, ink),
                (0.22, mix(light, BRICK if hue % 2 else PAPER, 0.4)),
                (0.08, ink),
            ):
                r = step * share
                if hue % 3 == 0:
                    shape = [(x - r, y), (x, y - r * 0.8), (x + r, y), (x, y + r * 0.8)]
                    pen.polygon([(px * SCALE, py * SCALE) for px, py in shape], fill=tone)
                else:
                    rx, ry = (r, r * 0.56) if (row + column) % 2 or hue % 3 == 1 else (r * 0.56, r)
                    pen.ellipse(((x - rx) * SCALE, (y - ry) * SCALE, (x + rx) * SCALE, (y + ry) * SCALE), fill=tone)
    return paint


def _face(s: Sheet, face: Face, skin: Ink) -> None:
    shade, line = mix(skin, "#6b3b22", 0.24), mix(skin, "#3a1f14", 0.72)
    if face.head not in ("hijab", "bob", "long"):
        for ear in (262, 538):
            s.disc(ear, 408, 26, shade, 40)
    s.disc(400, 396, 136, skin, 168)
    s.poly([(272, 420), (528, 420), (486, 530), (436, 572), (364, 572), (314, 530)], skin)
    cheek = [
        (400, 240),
        (470, 262),
        (520, 330),
        (534, 410),
        (500, 516),
        (440, 572),
        (418, 572),
        (470, 500),
        (478, 400),
        (450, 300),
    ]
    s.poly(cheek, mix(skin, shade, 0.6))
    for side in (-1, 1):
        x = 400 + 58 * side
        s.line(
            [(x - 34, 352 - 3 * side), (x - 4, 340), (x + 34, 352 + 3 * side)], GREY if face.head == "grey" else HAIR, 9
        )
        s.disc(x, 396, 27, "#f7efe2", 14)
        s.disc(x + 2, 396, 13, "#2a1d18")
        s.disc(x + 6, 391, 4, PAPER)
        s.arc(x, 404, 32, 205, 335, HAIR, 6)
    s.line([(404, 400), (420, 462), (388, 468)], shade, 9)
    s.pie(400, 512, 44, 12, 168, mix("#a2483c", skin, 0.3 if face.moustache else 0.15), 22)
    s.line([(354, 514), (400, 522), (446, 514)], line, 6)
    for cheek_x in (314, 474):
        s.dots(cheek_x - 18, 446, 46, 34, mix(skin, BRICK, 0.28), step=11)
    if face.moustache:
        s.poly(
            [(400, 480), (348, 500), (342, 514), (400, 502), (458, 514), (452, 500)],
            GREY if face.head == "grey" else HAIR,
        )


def _before(s: Sheet, face: Face) -> None:
    hair = GREY if face.head == "grey" else HAIR
    if face.head == "peci":
        s.poly([(258, 350), (264, 300), (536, 300), (542, 350), (528, 320), (272, 320)], hair)
        s.poly([(252, 312), (274, 190), (526, 190), (548, 312), (400, 296)], "#1b191f")
        s.poly([(400, 190), (526, 190), (548, 312), (400, 296)], "#2b2830")
        s.line([(276, 196), (524, 196)], "#3a3640", 6)
    elif face.head == "udeng":
        s.poly([(250, 330), (262, 240), (340, 190), (430, 214), (500, 176), (545, 250), (550, 330), (400, 286)], OCHRE)
        s.poly([(250, 330), (400, 262), (550, 330), (550, 300), (400, 226), (252, 300)], BRICK)
        s.poly([(430, 214), (500, 130), (520, 210), (470, 240)], mix(OCHRE, PAPER, 0.3))
    elif face.head in ("hair", "grey"):
        s.poly(
            [
                (256, 396), (250, 290), (290, 222), (372, 196), (470, 206), (536, 268), (546, 396), (526, 330),
                (496, 290), (420, 270), (340, 286), (290, 300), (272, 340),
            ],
            hair,
        )  # fmt: skip
        s.line([(330, 226), (420, 216), (500, 260)], mix(hair, PAPER, 0.18), 8)
    elif face.head == "hijab":
        _hijab(s, _veil(face))
    else:
        fringe = [
            (256, 440),
            (250, 320),
            (300, 226),
            (400, 196),
            (500, 226),
            (550, 320),
            (544, 440),
            (520, 330),
            (450, 262),
            (330, 300),
            (280, 360),
        ]
        s.poly(fringe, hair)
        s.line([(300, 260), (380, 220), (470, 232)], mix(hair, PAPER, 0.2), 8)
        if face.head == "bun":
            s.disc(268, 470, 9, OCHRE)
            s.disc(532, 470, 9, OCHRE)
    if face.glasses:
        for x in (338, 462):
            s.arc(x, 398, 46, 0, 360, INK, 7)
        s.line([(384, 392), (416, 392)], INK, 7)
        s.line([(292, 392), (262, 382)], INK, 7)
        s.line([(508, 392), (538, 382)], INK, 7)


def _hijab(s: Sheet, veil: Ink) -> None:
    shade = mix(veil, INK, 0.2)
    s.poly(
        [
            (400, 176), (300, 196), (226, 280), (212, 420), (236, 560), (180, 690), (330, 770), (470, 800), (626, 690),
            (566, 560), (588, 420), (574, 280), (500, 196), (400, 176), (400, 236), (470, 252), (520, 320), (534, 410),
            (506, 510), (446, 580), (400, 590), (354, 580), (294, 510), (266, 410), (280, 320), (330, 252), (400, 236),
        ],
        veil,
    )  # fmt: skip
    s.poly([(566, 560), (626, 690), (470, 800), (400, 700), (446, 580), (506, 510)], shade)
    for start, end in (((240, 560), (420, 690)), ((226, 620), (430, 740)), ((560, 570), (440, 680))):
        s.line(
            [start, ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2 + 22), end], shade if start[0] < 500 else veil, 7
        )
    s.line([(330, 250), (400, 234), (470, 250)], mix(veil, PAPER, 0.35), 7)
    s.disc(292, 640, 15, OCHRE)


def draw_crest(size: int = 800, ink: Ink = INK) -> Image.Image:
    """Return the city's crest: three sails over the river in a woven ring; square, see-through around it."""
    s = Sheet((size, size), 1, "noon")
    unit, middle = size / 800, size / 2
    s.box(0, 0, size, size, PAPER)
    s.disc(middle, middle, 380 * unit, ink)
    s.disc(middle, middle, 362 * unit, PAPER)
    s.disc(middle, middle, 346 * unit, ink)
    for place in range(36):
        turn = radians(place * 10)
        things.diamond(s, middle + 318 * unit * cos(turn), middle + 318 * unit * sin(turn), 13 * unit, 13 * unit, STRAW)
    s.disc(middle, middle, 292 * unit, PAPER)
    s.pie(middle, middle, 276 * unit, 0, 360, mix(RIVER, PAPER, 0.75))
    for share, tall, sail in ((-0.42, 250, BRICK), (0.42, 250, OCHRE), (0.0, 330, ink)):
        x, base = middle + share * 300 * unit, middle + 90 * unit
        s.poly([(x - 6 * unit, base - tall * unit), (x + 104 * unit, base), (x - 6 * unit, base)], sail)
        s.poly(
            [(x - 16 * unit, base - tall * 0.84 * unit), (x - 16 * unit, base), (x - 74 * unit, base)],
            mix(sail, PAPER, 0.35),
        )
    for row in range(4):
        y, wide = middle + (112 + row * 38) * unit, (262 - row * row * 12) * unit
        points = [(middle - wide + step * wide / 12, y + (10 if step % 2 else -10) * unit) for step in range(25)]
        s.line(points, mix(RIVER, ink, row * 0.22), 15 * unit)
    disc = Image.new("L", s.image.size)
    edge = 19 * unit * SCALE
    ImageDraw.Draw(disc).ellipse((edge, edge, disc.width - edge, disc.height - edge), fill=255)
    crest = s.finish()
    crest.putalpha(disc.reduce(SCALE))
    return crest
