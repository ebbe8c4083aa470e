"""The copy for the press says in its file what the page says, by standards that others read."""

import datetime
import io
import struct

import pytest
from django.utils import timezone
from PIL import Image, IptcImagePlugin

from news.photos import files, renditions
from news.photos.models import Photo
from news.photos.press import press_copy
from news.photos.uploads import receive

from . import pictures

CAPTION = 'Wali kota <menanam> bakau — "bersama" warga & relawan.\nFoto dari barat.'


def described(photo: Photo) -> dict:
    """Return the properties of the file's XMP, as Pillow and defusedxml read it."""
    with Image.open(press_copy(photo, caption=CAPTION, use=7)) as image:
        return image.getxmp()["xmpmeta"]["RDF"]["Description"]


def iptc(path) -> dict:
    with Image.open(path) as image:
        return IptcImagePlugin.getiptcinfo(image)


@pytest.fixture
def full(photo) -> Photo:
    photo.credit = "Dokumentasi Humas Tanjung Selasih/Wira Añez"
    photo.rights = "© Humas Tanjung Selasih, bebas untuk pers"
    photo.place = "Pantai Kemala"
    photo.title = "rahasia redaksi"
    photo.taken_at = datetime.datetime(2026, 3, 11, 2, 30, tzinfo=datetime.UTC)
    photo.save()
    return photo


def test_iptc_says_it(full):
    with timezone.override("Asia/Jakarta"):
        found = iptc(press_copy(full, caption=CAPTION, use=7))
    assert found[2, 120].decode() == CAPTION
    assert found[2, 110].decode() == found[2, 80].decode() == full.credit
    assert found[2, 116].decode() == full.rights
    assert found[2, 90].decode() == "Pantai Kemala"
    assert (found[2, 55], found[2, 60]) == (b"20260311", b"093000+0700")
    assert found[1, 90] == b"\x1b%G", "or readers take it for another character set"


def test_xmp_says_it(full):
    found = described(full)
    assert found["description"]["Alt"]["li"]["text"] == CAPTION
    assert found["creator"]["Seq"]["li"] == full.credit
    assert found["Credit"] == full.credit
    assert found["rights"]["Alt"]["li"]["text"] == full.rights
    assert found["AltTextAccessibility"]["Alt"]["li"]["text"] == "Enam bidang warna"
    assert found["City"] == "Pantai Kemala"


def test_it_is_the_master_and_says_nothing_else(full):
    path = press_copy(full, caption=CAPTION, use=7)
    content = path.read_bytes()
    with Image.open(path) as image, Image.open(files.path(str(full.master))) as master:
        assert image.format == "JPEG"
        assert image.size == (full.width, full.height)
        assert image.tobytes() == master.tobytes(), "packed again, it would lose"
        assert not image.getexif()
    for trace in (b"Exif\0\0", b"Kamera", b"GPS", b"rahasia"):
        assert trace not in content


def test_a_master_that_carries_metadata_all_the_same_is_stripped(full):
    large = pictures.blocks().resize((1200, 800), 0)
    tampered = pictures.encoded(large, exif=pictures.exif_with_position(), comment=b"Rahasia", xmp=pictures.xmp(""))
    files.path(str(full.master)).write_bytes(tampered)
    content = press_copy(full, caption=CAPTION, use=7).read_bytes()
    for trace in (b"Exif\0\0", b"Kamera", b"Rahasia"):
        assert trace in tampered
        assert trace not in content
    assert content.count(b"http://ns.adobe.com/xap/1.0/\0") == 1


def test_it_follows_a_correction_and_the_earlier_one_is_gone(full):
    first, other = press_copy(full, caption="Salah.", use=7), press_copy(full, caption="Salah.", use=8)
    made = first.stat().st_mtime_ns
    assert press_copy(full, caption="Salah.", use=7).stat().st_mtime_ns == made
    second = press_copy(full, caption="Benar.", use=7)
    assert iptc(second)[2, 120] == b"Benar."
    assert not first.exists()
    assert other.exists()
    Photo.objects.filter(pk=full.pk).update(credit="Lain")
    full.refresh_from_db()
    assert iptc(press_copy(full, caption="Benar.", use=7))[2, 110] == b"Lain"


@pytest.mark.parametrize("character", ["x", "&", "'", "ă", "写", "𝒳"])
def test_words_of_any_length_fit(full, character):
    caption = character * 60_000
    full.alt, full.rights, full.credit, full.place = (character * n for n in (400, 300, 200, 200))
    path = press_copy(full, caption=caption, use=7)
    found = iptc(path)[2, 120].decode()
    assert len(found.encode()) in range(1_990, 2_001)
    assert set(found) == {character}
    with Image.open(path) as image:
        image.load()
        words = image.getxmp()["xmpmeta"]["RDF"]["Description"]["description"]["Alt"]["li"]["text"]
    assert words == character * 8_000


def test_nothing_is_said_that_nobody_wrote(photo):
    Photo.objects.filter(pk=photo.pk).update(credit="", alt="", decorative=True)
    photo.refresh_from_db()
    path = press_copy(photo, caption="", use=7)
    assert set(iptc(path)) == {(1, 90), (2, 0)}
    with Image.open(path) as image:
        assert "description" not in str(image.getxmp())


def test_what_is_see_through_is_white(db):
    crest = Image.new("RGBA", (400, 300), (0, 0, 0, 0))
    photo = receive(pictures.upload(pictures.encoded(crest, "PNG"), "lambang.png"), by=None, credit="Humas")
    with Image.open(press_copy(photo, caption="Lambang.", use=1)) as image:
        assert pictures.is_near(image.getpixel((200, 150)), (255, 255, 255), 2)
    assert iptc(press_copy(photo, caption="Lambang.", use=1))[2, 120] == b"Lambang."


@pytest.mark.parametrize("content", [b"", b"\xff\xd8", b"\xff\xd8\xff\xe0\0\x10JFIF", b"RIFF    WEBP", bytes(400)])
def test_a_master_that_is_no_jpeg_is_not_handed_out(photo, content):
    files.path(str(photo.master)).write_bytes(content)
    with pytest.raises(OSError, match="no JPEG"):
        press_copy(photo, caption="", use=1)
    assert not list(files.path(renditions.folder(photo)).glob("*"))


def test_removing_the_photo_removes_it(photo):
    path = press_copy(photo, caption="", use=1)
    renditions.forget(photo)
    assert not path.exists()
    with pytest.raises(FileNotFoundError):
        press_copy(photo, caption="", use=1)


def test_the_segments_are_where_readers_look(photo):
    content = io.BytesIO(press_copy(photo, caption="", use=1).read_bytes())
    assert content.read(2) == b"\xff\xd8"
    markers = []
    while (marker := content.read(2))[1] in {0xE0, 0xE1, 0xED}:
        markers.append(marker[1])
        content.seek(struct.unpack(">H", content.read(2))[0] - 2, 1)
    assert markers == [0xE0, 0xE1, 0xED]
