"""Renditions are made once, whole, bare, and only those that there are."""

import io
import logging

import pytest
from PIL import Image

from news.photos import files, renditions
from news.photos.models import Photo
from news.photos.renditions import NoSuchRendition, names, rendition
from news.photos.uploads import receive
from tests.at_once import at_once

from . import pictures

KINDS = {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG"}


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (1, [1]),
        (319, [319]),
        (320, [320]),
        (321, [320, 321]),
        (1000, [320, 640, 960, 1000]),
        (1920, [320, 640, 960, 1280, 1920]),
        (4000, [320, 640, 960, 1280, 1920]),
    ],
)
def test_widths_are_never_wider_than_the_master(width, expected):
    photo = Photo(width=width, height=2000)
    assert renditions.widths(photo) == expected
    small = renditions.small_widths(photo)
    assert small == sorted({min(144, expected[0]), expected[0]})
    assert len(set(names(photo))) == 3 * len({*expected, *small}) + 4
    assert all(renditions.height(photo, width) >= 1 for width in expected)


def test_a_very_wide_picture_keeps_a_pixel_of_height():
    assert renditions.height(Photo(width=4000, height=1), 320) == 1


def test_every_rendition_is_the_picture_bare_and_of_its_size(photo):
    for name in names(photo):
        path = rendition(photo, name)
        stem, suffix = name.split(".")
        with Image.open(path) as image:
            assert image.format == KINDS[suffix]
            assert image.size == renditions.CROPS.get(stem, (int(stem) if stem.isdigit() else 0, 0)) or (
                image.size == (int(stem), renditions.height(photo, int(stem)))
            )
            assert not image.getexif()
            assert not {"exif", "xmp", "icc_profile", "comment"} & image.info.keys()
            if stem.isdigit():
                assert pictures.look_upright(image), name
        content = path.read_bytes()
        for trace in (b"Exif\0\0", b"Kamera", b"Rahasia", b"http://ns.adobe", b"Photoshop"):
            assert trace not in content, name


@pytest.mark.parametrize("size", [(1, 1), (2, 700), (3000, 2)])
def test_odd_shapes_have_all_renditions(db, size):
    photo = receive(pictures.upload(pictures.encoded(Image.new("RGB", size, pictures.GREEN), "PNG")), by=None)
    for name in names(photo):
        with Image.open(rendition(photo, name)) as image:
            assert pictures.is_near(image.convert("RGB").getpixel((0, 0)), pictures.GREEN, 20), name


@pytest.mark.parametrize(
    "name",
    [
        "",
        "1920.webp",
        "640.png",
        "640",
        "card.webp",
        "../../original/x.jpg",
        "0640.jpg",
        "640.jpg/",
        "640.JPG",
        "x\0.jpg",
        ".640.part",
        "card@0.500,0.500.jpg",
        "٦٤٠.jpg",
    ],
)
def test_what_is_no_rendition_is_not_made(photo, name):
    with pytest.raises(NoSuchRendition):
        rendition(photo, name)
    assert not files.path("renditions").exists()


@pytest.mark.parametrize(("point", "colour"), [((0, 0.25), pictures.RED), ((1, 0.25), pictures.BLUE)])
def test_crops_follow_the_focal_point(photo, point, colour):
    middle = renditions.rendition(photo, "1x1.jpg").read_bytes()
    Photo.objects.filter(pk=photo.pk).update(focal_x=point[0], focal_y=point[1])
    photo.refresh_from_db()
    path = rendition(photo, "1x1.jpg")
    assert path.read_bytes() != middle, "a crop round the old point must not be served"
    with Image.open(path) as image:
        edge = 10 if point[0] == 0 else image.width - 10
        assert pictures.is_near(image.getpixel((edge, 100)), colour, 20)


def test_the_card_has_its_size_and_is_light(db):
    photo = receive(pictures.upload(pictures.encoded(pictures.noisy(2400, 1300), quality=90)), by=None)
    path = rendition(photo, "card.jpg")
    assert path.stat().st_size < 300_000
    with Image.open(path) as image:
        assert (image.format, image.size) == ("JPEG", (1200, 630))


def test_what_is_see_through_is_white_in_jpeg_and_see_through_elsewhere(db):
    crest = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    photo = receive(pictures.upload(pictures.encoded(crest, "PNG")), by=None)
    for name in names(photo):
        with Image.open(io.BytesIO(rendition(photo, name).read_bytes())) as image:
            if name.endswith("jpg"):
                assert pictures.is_near(image.getpixel((5, 5)), (255, 255, 255), 2)
            else:
                assert image.convert("RGBA").getpixel((5, 5))[3] == 0


def test_many_who_ask_at_once_have_it_made_once(photo, caplog):
    caplog.set_level(logging.DEBUG, "news.photos.renditions")
    found = at_once(20, lambda _number: rendition(photo, "960.avif").read_bytes())
    assert found == [rendition(photo, "960.avif").read_bytes()] * 20
    assert [record.getMessage() for record in caplog.records] == [f"Made 960.avif of photo {photo.key}."]
    rendition(photo, "960.avif")
    assert len(caplog.records) == 1
    assert [path.name for path in files.path(f"renditions/{photo.key}").iterdir()] == ["960.avif"]


def test_a_rendition_that_cannot_be_made_leaves_nothing_and_can_be_made_later(photo):
    master = files.path(str(photo.master))
    whole = master.read_bytes()
    master.write_bytes(whole[:2000])
    with pytest.raises(OSError, match="truncated|broken"):
        rendition(photo, "640.webp")
    assert not any(path.is_file() for path in files.path(f"renditions/{photo.key}").rglob("*"))
    master.write_bytes(whole)
    assert rendition(photo, "640.webp").exists()


def test_forget_leaves_nothing(photo):
    for name in ("640.webp", "card.jpg"):
        rendition(photo, name)
    renditions.forget(photo)
    renditions.forget(photo)
    left = [path for path in files.path("").rglob("*") if path.is_file() and ".locks" not in path.parts]
    assert left == []


def test_a_master_that_carries_metadata_all_the_same_gives_bare_renditions(photo):
    large = pictures.blocks().resize((1200, 800), 0)
    exif, profile = pictures.exif_with_position(), pictures.display_p3()
    files.path(str(photo.master)).write_bytes(
        pictures.encoded(large, exif=exif, icc_profile=profile, comment=b"Rahasia", xmp=pictures.xmp(""))
    )
    for name in names(photo):
        content = rendition(photo, name).read_bytes()
        for trace in (b"Kamera", b"Rahasia", b"P3 for a test", b"adobe"):
            assert trace not in content, name
