"""What a file says of itself is read from XMP, IPTC and EXIF; hostile words are no obstacle."""

import datetime
import io
import zoneinfo

import pytest
from django.utils import timezone
from PIL import Image

from news.photos.embedded import MAX_CHARACTERS, Embedded, read

from . import pictures

NAMES = """
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">Wali kota menanam bakau.</rdf:li>
<rdf:li xml:lang="en">The mayor plants mangroves.</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>Rani Siregar</rdf:li><rdf:li>Budi Tampubolon</rdf:li></rdf:Seq></dc:creator>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© Pemko</rdf:li></rdf:Alt></dc:rights>
<photoshop:Headline>Tanam bakau</photoshop:Headline><photoshop:City>Tanjung Selasih</photoshop:City>
<core:Location>Pantai Kemala</core:Location><photoshop:DateCreated>2026-03-11T09:30:00+07:00</photoshop:DateCreated>
<core:AltTextAccessibility>never read</core:AltTextAccessibility><exif:GPSLatitude>3,35.0S</exif:GPSLatitude>
"""


@pytest.fixture(autouse=True)
def newsrooms_zone():
    with timezone.override(zoneinfo.ZoneInfo("Asia/Jakarta")):
        yield


def said(content: bytes) -> Embedded:
    with Image.open(io.BytesIO(content)) as image:
        image.load()
        return read(image)


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
def test_xmp(kind):
    found = said(pictures.encoded(pictures.blocks(), kind, xmp=pictures.xmp(NAMES)))
    assert found == Embedded(
        title="Tanam bakau",
        caption="Wali kota menanam bakau.",
        credit="Rani Siregar, Budi Tampubolon",
        place="Pantai Kemala, Tanjung Selasih",
        rights="© Pemko",
        taken_at=datetime.datetime(2026, 3, 11, 2, 30, tzinfo=datetime.UTC),
    )


def test_xmp_in_attributes_and_a_credit_line_before_the_creator():
    packet = pictures.xmp("").replace(
        b'rdf:about=""', b'rdf:about="" photoshop:Credit="Humas/Rani" photoshop:City="Selasih" dc:creator="Rani"'
    )
    found = said(pictures.encoded(pictures.blocks(), xmp=packet))
    assert (found.credit, found.place) == ("Humas/Rani", "Selasih")


@pytest.mark.parametrize("text", ["Sêmakin hijau — kota", "plain"])
@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_iim_in_utf8_and_in_what_older_programs_wrote(text, encoding):
    text = text if encoding == "utf-8" else text.replace("—", "-")
    jpeg = pictures.with_iim(
        pictures.encoded(pictures.blocks()),
        (120, text.encode(encoding)),
        (110, b"Humas"),
        (90, b"Selasih"),
        (116, b"Pemko"),
        (55, b"20260311"),
        (60, b"093000+0700"),
        (5, b"IMG 7"),
    )
    found = said(jpeg)
    assert (found.caption, found.credit, found.place, found.rights, found.title) == (
        text,
        "Humas",
        "Selasih",
        "Pemko",
        "IMG 7",
    )
    assert found.taken_at == datetime.datetime(2026, 3, 11, 2, 30, tzinfo=datetime.UTC)


def test_exif_in_the_newsrooms_zone_and_no_camera_slogan():
    exif = pictures.exif_with_position()
    exif[0x010E], exif[0x013B], exif[0x8298] = "OLYMPUS DIGITAL CAMERA  ", "Rani", "Pemko"
    exif[0x8769] = {0x9003: "2026:03:11 09:30:05"}
    found = said(pictures.encoded(pictures.blocks(), exif=exif))
    assert found == Embedded(
        credit="Rani", rights="Pemko", taken_at=datetime.datetime(2026, 3, 11, 2, 30, 5, tzinfo=datetime.UTC)
    )


def test_exif_with_an_offset_of_its_own():
    exif = pictures.exif_with_position()
    exif[0x8769] = {0x9003: "2026:03:11 09:30:05", 0x9011: "+09:00"}
    found = said(pictures.encoded(pictures.blocks(), exif=exif))
    assert found.taken_at == datetime.datetime(2026, 3, 11, 0, 30, 5, tzinfo=datetime.UTC)


def test_a_date_with_time_wins_over_a_date_alone():
    exif = pictures.exif_with_position()
    exif[0x8769] = {0x9003: "2026:03:11 09:30:05"}
    packet = pictures.xmp("<photoshop:DateCreated>2026-03-11</photoshop:DateCreated>")
    both = said(pictures.encoded(pictures.blocks(), exif=exif, xmp=packet))
    alone = said(pictures.encoded(pictures.blocks(), xmp=packet))
    assert timezone.localtime(both.taken_at).time() == datetime.time(9, 30, 5)
    assert alone.taken_at == datetime.datetime(2026, 3, 10, 17, 0, tzinfo=datetime.UTC)  # midnight in Jakarta


@pytest.mark.parametrize(
    "date",
    ["0000:00:00 00:00:00", "9999:99:99 99:99:99", "9999:12:31 23:59:59", "2026:02:30 10:00:00", "kemarin", "x" * 9999],
)
def test_a_date_that_is_none_is_none(date):
    exif = pictures.exif_with_position()
    exif[0x8769] = {0x9003: date}
    assert said(pictures.encoded(pictures.blocks(), exif=exif)).taken_at is None


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">&b;</rdf:RDF>'
)


@pytest.mark.parametrize("packet", [LAUGHS, b"<x", b"\xff\xfe\0", b"<a/>" * 20_000, b"\0" * 60])
def test_hostile_xmp_says_nothing(packet):
    assert said(pictures.encoded(pictures.blocks(), "WEBP", xmp=packet)) == Embedded()


def test_xmp_beyond_all_measure_is_not_parsed():
    packet = pictures.xmp("<photoshop:City>Selasih</photoshop:City>" + "<dc:x/>" * 200_000)
    assert said(pictures.encoded(pictures.blocks(), "WEBP", xmp=packet)) == Embedded()


def test_words_are_cut_and_cleaned():
    words = b"a\x00b\x0bc\r\nd \xe2\x80\xae" + b"e" * 20_000
    caption = said(pictures.with_iim(pictures.encoded(pictures.blocks()), (120, words))).caption
    assert caption.startswith("abc\nd ee")
    assert len(caption) == MAX_CHARACTERS


def test_keywords_and_people_of_xmp():
    words = (
        "<dc:subject><rdf:Bag><rdf:li>bakau</rdf:li><rdf:li>pesisir</rdf:li></rdf:Bag></dc:subject>"
        '<ext:PersonInImage xmlns:ext="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"><rdf:Bag>'
        "<rdf:li>dr. Rahmat Simbolang, M.Kes.</rdf:li><rdf:li>Rani Siregar</rdf:li></rdf:Bag></ext:PersonInImage>"
    )
    found = said(pictures.encoded(pictures.blocks(), xmp=pictures.xmp(words)))
    assert found.keywords == "bakau, pesisir"
    assert found.people == "dr. Rahmat Simbolang, M.Kes.; Rani Siregar"


def test_keywords_of_iim():
    jpeg = pictures.with_iim(pictures.encoded(pictures.blocks()), (25, b"bakau"), (25, "pesisir élok".encode()))
    assert said(jpeg).keywords == "bakau, pesisir élok"
