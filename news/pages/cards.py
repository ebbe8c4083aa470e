"""Draw share cards, which chats show below a link: of a release without a photo its headline, else the newsroom's name.

A JPEG of 1200 × 630 pixels (https://ogp.me) below 300 kB, which is what WhatsApp takes. It is drawn when it is first
asked for, in the fonts that the machine has; Pillow brings one for a machine that has none. What the font cannot write
is left out, since boxes say nothing.
"""

from __future__ import annotations

import functools
import hashlib
import io
import logging
from dataclasses import dataclass

from django.utils import formats
from PIL import Image, ImageDraw, ImageFont

from news.newsroom.models import Newsroom
from news.photos import files
from news.photos.models import Photo
from news.photos.pixels import in_turn, on_white

from . import weaving
from .packs import keeping
from .releases import Release

log = logging.getLogger(__name__)

WIDTH, HEIGHT = 1200, 630
_DRAWING = 1
"""Goes up with every change of how a card looks, so that those that are kept are drawn anew."""
_MARGIN, _CREST, _UNIT = 64, 88, 3
_PAPER, _INK, _SOFT = "#fdfcf8", "#172033", "#545d6d"
_SIZES, _LINES = (100, 88, 76, 68, 60, 54, 48), 4
_LONGEST = 300  # characters of a headline that are looked at
# By the names of their files, the most like the site's headlines first; then those of other systems.
_SERIF = ("NotoSerif-Bold.ttf", "LiberationSerif-Bold.ttf", "DejaVuSerif-Bold.ttf", "Georgia Bold.ttf")
_SANS = ("NotoSans-Regular.ttf", "LiberationSans-Regular.ttf", "DejaVuSans.ttf", "Arial.ttf")
_NOBODYS = "\uffff"  # which no font has


@dataclass(frozen=True)
class Card:
    """What is drawn: the newsroom's name, below it a headline with what stands above it, and a line at the foot."""

    name: str
    headline: str
    kicker: str
    foot: str
    accent: str
    crest: Photo | None

    @property
    def digest(self) -> str:
        """SHA-256 of all that is drawn, hex: a photo never changes under its key."""
        crest = str(self.crest.key) if self.crest else ""
        parts = (str(_DRAWING), self.name, self.headline, self.kicker, self.foot, self.accent, crest)
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    def drawn(self) -> bytes:
        """Return the card as JPEG."""
        return in_turn(_drawn, self)


def of_release(release: Release, newsroom: Newsroom) -> Card:
    """Return the card of ``release``."""
    edition = release.edition
    day = formats.date_format(newsroom.local(release.published_at), "j F Y")
    return Card(
        name=newsroom.name,
        headline=edition.headline[:_LONGEST],
        kicker=edition.kicker or (edition.section.name if edition.section else ""),
        foot=" · ".join(filter(None, (release.article.number, day))),
        accent=newsroom.colours[0],
        crest=newsroom.crest,
    )


def of_newsroom(newsroom: Newsroom) -> Card:
    """Return the card of every page that is no release."""
    return Card(
        name=newsroom.city,
        headline=newsroom.name,
        kicker="",
        foot=newsroom.tagline,
        accent=newsroom.colours[0],
        crest=newsroom.crest,
    )


def kept(card: Card, release: Release) -> bytes:
    """Return ``card`` of ``release``, drawn if it is not kept; where nothing can be kept it is drawn each time."""
    edition = release.edition
    name = keeping.name_of(edition, card.digest, "jpg")
    try:
        return files.path(name).read_bytes()
    except OSError:
        content = card.drawn()
    try:
        keeping.keep(name, content)
    except OSError as error:
        log.error("A share card could not be kept: %s", error)
    if not keeping.is_still(edition, release.article.redacted_at):
        keeping.forget(edition.article_id)
    return content


def _drawn(card: Card) -> bytes:
    image = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    draw = ImageDraw.Draw(image)
    left = _MARGIN
    if crest := _crest(card.crest):
        image.paste(crest, (left, 44 + (_CREST - crest.height) // 2))
        left += crest.width + 24
    name = _font(_SERIF, 38)
    draw.text((left, 44 + _CREST // 2), _fitting(card.name, name, WIDTH - _MARGIN - left), _INK, name, anchor="lm")
    band = weaving.HEIGHT * _UNIT
    _weave(draw, 156, card.accent)
    small = _font(_SANS, 30)
    top = 156 + band + 36
    if kicker := _fitting(card.kicker, small, WIDTH - 2 * _MARGIN):
        draw.text((_MARGIN, top), kicker, card.accent, small)
        top += 50
    foot = HEIGHT - 62
    # A headline in a script that no font here has would leave the card empty.
    headline = card.headline if _writable(card.headline, name) else card.name
    _headline(draw, headline, top, foot - 30 - top)
    draw.text((_MARGIN, foot), _fitting(card.foot, small, WIDTH - 2 * _MARGIN), _SOFT, small, anchor="ls")
    draw.rectangle((0, HEIGHT - 12, WIDTH, HEIGHT), card.accent)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=88, subsampling="4:4:4", progressive=True, optimize=True)
    return out.getvalue()


def _headline(draw: ImageDraw.ImageDraw, text: str, top: int, height: int) -> None:
    """Write ``text`` as large as it fits; what does not fit in the smallest size is cut at a word."""
    for size in _SIZES:
        font = _font(_SERIF, size)
        lines = _wrapped(_writable(text, font), font, WIDTH - 2 * _MARGIN)
        step = round(size * 1.16)
        most = min(_LINES, height // step)
        if len(lines) <= (most if size < _SIZES[1] else 2):  # the largest for a few words only
            break
    else:
        lines = [*lines[: most - 1], _fitting(" ".join(lines[most - 1 :]), font, WIDTH - 2 * _MARGIN)]
    for number, line in enumerate(lines):
        draw.text((_MARGIN, top + number * step), line, _INK, font)


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """Return ``text`` in lines of at most ``width`` pixels; a word that is longer than a line is broken."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        tried = f"{line} {word}".lstrip()
        if font.getlength(tried) <= width:
            line = tried
            continue
        lines += [line] if line else []
        while font.getlength(word) > width:
            cut = next(cut for cut in range(len(word) - 1, 0, -1) if cut == 1 or font.getlength(word[:cut]) <= width)
            lines.append(word[:cut])
            word = word[cut:]
        line = word
    return [*lines, line] if line else lines


def _fitting(text: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    """Return ``text`` in one line of at most ``width`` pixels, cut at a word and marked if it is longer."""
    text = _writable(text[:_LONGEST], font)
    if font.getlength(text) <= width:
        return text
    first = _wrapped(text, font, width - int(font.getlength("…")))
    return f"{first[0].rstrip(' ,;:–-')}…" if first else ""


def _writable(text: str, font: ImageFont.FreeTypeFont) -> str:
    """Return ``text`` in one line without what ``font`` has no sign for."""
    box = bytes(font.getmask(_NOBODYS))
    known = {char for char in set(text) if char.isspace() or bytes(font.getmask(char)) != box}
    return " ".join("".join(char if char in known else " " for char in text).split())


def _font(names: tuple[str, ...], size: int) -> ImageFont.FreeTypeFont:
    """Return the first font of ``names`` that the machine has, else the one that Pillow brings."""
    path = _path(names)
    font = ImageFont.truetype(path, size) if path else ImageFont.load_default(size)
    if not isinstance(font, ImageFont.FreeTypeFont):
        raise RuntimeError("Pillow was built without FreeType.")
    return font


@functools.cache
def _path(names: tuple[str, ...]) -> str:
    """Return the file of the first font of ``names``; empty if there is none. Pillow walks all folders of fonts."""
    for name in names:
        try:
            return str(ImageFont.truetype(name, 10).path)
        except OSError:
            continue
    return ""


def _weave(draw: ImageDraw.ImageDraw, top: int, colour: str) -> None:
    for left in range(0, WIDTH, weaving.WIDTH * _UNIT):
        for x, y, width, height in weaving.rectangles():
            start = left + x * _UNIT, top + y * _UNIT
            draw.rectangle((*start, start[0] + width * _UNIT - 1, start[1] + height * _UNIT - 1), colour)


def _crest(crest: Photo | None) -> Image.Image | None:
    """Return the newsroom's crest, small; None if there is none or its file is lost."""
    if crest is None:
        return None
    try:
        with Image.open(files.path(str(crest.master)), formats=("JPEG", "PNG")) as master:
            master.draft(None, (2 * _CREST, 2 * _CREST))
            master.load()
            small = on_white(master)
            small.thumbnail((2 * _CREST, _CREST), Image.Resampling.LANCZOS)
            return small
    except OSError as error:
        log.warning("The crest cannot be drawn: %s", error)
        return None
