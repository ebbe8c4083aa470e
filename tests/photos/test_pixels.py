"""Whatever a stranger sends is upright, sRGB and bare, or refused in words that help."""

import io
import random

import pytest
from django.utils import translation
from PIL import Image

from news.photos.pixels import MASTER_SIDE, UploadRefused, on_white, open_upright

from . import pictures

# Which visual side the first row and the first column of the stored pixels show (CIPA DC-008, 4.6.4).
ORIENTATIONS = {
    1: ("top", "left"),
    2: ("top", "right"),
    3: ("bottom", "right"),
    4: ("bottom", "left"),
    5: ("left", "top"),
    6: ("right", "top"),
    7: ("right", "bottom"),
    8: ("left", "bottom"),
}


def opened(content: bytes) -> Image.Image:
    return open_upright(io.BytesIO(content))[0]


def refusal(content: bytes) -> str:
    with translation.override("en"):
        with pytest.raises(UploadRefused) as refused:
            opened(content)
        return refused.value.messages[0]


def stored(orientation: int) -> Image.Image:
    """Return the blocks as a camera stores them that was held so that ``orientation`` is right."""
    row_side, column_side = ORIENTATIONS[orientation]
    lies = row_side in {"left", "right"}

    def turned(column: int, row: int) -> tuple[int, int]:
        upright_column, upright_row = (row, column) if lies else (column, row)
        if "right" in (row_side, column_side):
            upright_column = 2 - upright_column
        if "bottom" in (row_side, column_side):
            upright_row = 1 - upright_row
        return upright_column, upright_row

    return pictures.blocks(turned, (2, 3) if lies else (3, 2))


@pytest.mark.parametrize("orientation", ORIENTATIONS)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_every_orientation_ends_upright(orientation, kind):
    exif = pictures.exif_with_position(orientation)
    image = opened(pictures.encoded(stored(orientation), kind, exif=exif, quality=95))
    assert image.size == (120, 80)
    assert pictures.look_upright(image)
    assert not image.info
    assert not image.getexif()


def test_a_nonsense_orientation_does_not_turn():
    assert pictures.look_upright(opened(pictures.encoded(pictures.blocks(), exif=pictures.exif_with_position(77))))


def test_broken_exif_is_no_obstacle():
    jpeg = pictures.encoded(pictures.blocks(), exif=b"Exif\0\0MM\0*\xff\xff\xff\xff" + b"\xff" * 40, quality=95)
    assert pictures.look_upright(opened(jpeg))


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("CMYK", "JPEG"), ("L", "JPEG"), ("P", "PNG"), ("1", "PNG"), ("LA", "PNG"), ("RGBA", "PNG"), ("RGBA", "WEBP")],
)
def test_every_mode_ends_in_eight_bit_colour(mode, kind):
    source = pictures.blocks().convert(mode)
    image = opened(pictures.encoded(source, kind))
    assert image.mode in {"RGB", "RGBA"}
    for seen, meant in zip(pictures.colours(image), pictures.colours(source), strict=True):
        assert all(pictures.is_near(one, other, 20) for one, other in zip(seen, meant, strict=True))


def test_sixteen_bits_are_scaled_not_cut_off():
    source = Image.new("I;16", (2, 1))
    source.putpixel((0, 0), 0x4000)
    source.putpixel((1, 0), 0xC000)
    image = opened(pictures.encoded(source, "PNG"))
    assert [image.getpixel((x, 0))[0] for x in (0, 1)] == [0x40, 0xC0]


@pytest.mark.parametrize("colour", [(200, 100, 50), (40, 180, 90), (128, 128, 128), (255, 255, 255)])
def test_display_p3_becomes_srgb(colour):
    source = Image.new("RGB", (32, 32), colour)
    image = opened(pictures.encoded(source, "PNG", icc_profile=pictures.display_p3()))
    expected = pictures.srgb_of_p3(colour)
    assert pictures.is_near(image.getpixel((9, 9)), expected, 2)
    if len(set(colour)) > 1:
        assert not pictures.is_near(colour, expected, 5), "a test that cannot fail"


def test_display_p3_keeps_what_is_see_through():
    source = Image.new("RGBA", (32, 32), (200, 100, 50, 90))
    image = opened(pictures.encoded(source, "PNG", icc_profile=pictures.display_p3()))
    *colour, alpha = image.getpixel((9, 9))
    assert alpha == 90
    assert pictures.is_near(colour, pictures.srgb_of_p3((200, 100, 50)), 2)


@pytest.mark.parametrize("profile", [b"not a profile", pictures.display_p3()[:200], b""])
def test_a_broken_or_unfit_profile_is_ignored(profile):
    assert pictures.look_upright(opened(pictures.encoded(pictures.blocks(), quality=95, icc_profile=profile)))
    grey = opened(pictures.encoded(Image.new("L", (9, 9), 77), icc_profile=pictures.display_p3()))
    assert pictures.is_near(grey.getpixel((4, 4)), (77, 77, 77), 2)


def test_a_palette_that_is_partly_see_through():
    source = Image.new("P", (4, 4), 1)
    source.putpalette([0, 0, 0, 255, 0, 0])
    source.putpixel((0, 0), 0)
    image = opened(pictures.encoded(source, "PNG", transparency=0))
    assert image.getpixel((0, 0))[3] == 0
    assert image.getpixel((3, 3)) == (255, 0, 0, 255)
    assert on_white(image).getpixel((0, 0)) == (255, 255, 255)


def test_one_pixel_is_a_picture():
    assert opened(pictures.encoded(Image.new("RGB", (1, 1), pictures.RED), "PNG")).size == (1, 1)


@pytest.mark.parametrize("size", [(9000, 3000), (4001, 10), (10, 5000)])
def test_a_large_picture_is_brought_to_the_masters_size(size):
    image = opened(pictures.encoded(Image.new("RGB", size, pictures.GREEN)))
    assert max(image.size) == MASTER_SIDE
    assert abs(image.width / image.height / (size[0] / size[1]) - 1) < 0.05
    assert pictures.is_near(image.getpixel((5, 5)), pictures.GREEN)


@pytest.mark.parametrize("size", [(13_000, 13_000), (16_001, 1), (1, 16_001), (30_000, 30_000)])
def test_too_many_pixels_are_refused(size):
    content = pictures.png_that_claims(*size)
    assert len(content) < 200_000
    assert "pixels" in refusal(content)


def test_pixels_are_counted_before_any_is_decoded():
    whole = pictures.png_that_claims(13_000, 13_000)
    assert "pixels" in refusal(whole[:100] + b"\xff" * 50), "the pixels themselves are garbage, so nobody decoded them"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("part", [0.1, 0.5, 0.95])
def test_what_is_cut_off_is_refused(kind, part):
    whole = pictures.encoded(pictures.noisy(600, 400), kind)
    assert "broken" in refusal(whole[: int(len(whole) * part)])


@pytest.mark.parametrize("head", [b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"RIFF\x10\0\0\0WEBPVP8 "])
def test_only_the_beginning_of_a_picture_is_refused(head):
    assert "broken" in refusal(head + b"<script>alert(1)</script>" * 30)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_moves_is_refused(kind):
    frames = [Image.new("RGB", (20, 20), colour) for colour in (pictures.RED, pictures.BLUE)]
    assert "moves" in refusal(pictures.encoded(frames[0], kind, save_all=True, append_images=frames[1:], duration=100))


def test_a_phones_jpeg_with_several_pictures_is_its_first():
    second = Image.new("RGB", (30, 20), pictures.BLUE)
    content = pictures.encoded(pictures.blocks(), "MPO", save_all=True, append_images=[second], quality=95)
    assert pictures.look_upright(opened(content))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "HEIC"),
        (b"\0\0\0\x1cftypavif\0\0\0\0", "AVIF"),
        (b"\0\0\0\x1cftypisom\0\0\0\0", "video"),
        (b"GIF89a" + b"\0" * 40, "GIF"),
        (b"%PDF-1.7\n%", "PDF"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "SVG"),
        (b"\xef\xbb\xbf\n<?xml version='1.0'?><svg/>", "SVG"),
        (b"II*\0" + b"\0" * 40, "TIFF"),
        (b"<html><script>alert(1)</script>", "JPEG"),
        (b"PK\x03\x04", "JPEG"),
        (b"  \xff\xd8\xff", "JPEG"),
    ],
)
def test_other_kinds_are_refused_in_words_that_help(content, words):
    message = refusal(content)
    assert words in message
    assert "broken" not in message


def test_a_gif_called_jpg_is_still_a_gif():
    assert "GIF" in refusal(pictures.encoded(Image.new("P", (9, 9)), "GIF"))


def test_random_damage_never_raises_anything_else():
    chance = random.Random(7)
    for kind in ("JPEG", "PNG", "WEBP"):
        whole = pictures.encoded(pictures.noisy(64, 48), kind, exif=pictures.exif_with_position())
        for _ in range(60):
            hurt = bytearray(whole)
            for _ in range(chance.randint(1, 12)):
                hurt[chance.randrange(len(hurt))] = chance.randrange(256)
            try:
                image = opened(bytes(hurt))
            except UploadRefused:
                continue
            assert image.mode in {"RGB", "RGBA"}
