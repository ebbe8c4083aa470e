"""Picture files that the tests make: honest ones, odd ones and hostile ones."""

import io
import struct
import zlib
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

RED, GREEN, BLUE, WHITE, YELLOW, BLACK = (
    (220, 30, 30),
    (30, 200, 60),
    (40, 60, 220),
    (250, 250, 250),
    (240, 220, 40),
    (10, 10, 10),
)
# Three columns, two rows: no turn and no mirror of it looks like another.
BLOCKS = [[RED, GREEN, BLUE], [WHITE, YELLOW, BLACK]]
BLOCK = 40


def encoded(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    """Return ``image`` as a file of ``kind``."""
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def upload(content: bytes, name: str = "foto.jpg") -> SimpleUploadedFile:
    """Return ``content`` as a browser sends it."""
    return SimpleUploadedFile(name, content)


def blocks(turned: Callable[[int, int], tuple[int, int]] | None = None, size: tuple[int, int] = (3, 2)) -> Image.Image:
    """Return the blocks as a picture; ``turned`` gives the column and row of the upright picture for one of this."""
    image = Image.new("RGB", (size[0] * BLOCK, size[1] * BLOCK))
    for column in range(size[0]):
        for row in range(size[1]):
            upright_column, upright_row = turned(column, row) if turned else (column, row)
            box = (column * BLOCK, row * BLOCK, (column + 1) * BLOCK, (row + 1) * BLOCK)
            image.paste(BLOCKS[upright_row][upright_column], box)
    return image


def colours(image: Image.Image) -> list[list[tuple[int, ...]]]:
    """Return the colours in the middle of each block of ``image``, at whatever size it is."""
    image = image.convert("RGB")
    width, height = image.size
    return [
        [image.getpixel((int((column + 0.5) * width / 3), int((row + 0.5) * height / 2))) for column in range(3)]
        for row in range(2)
    ]


def is_near(one: Any, other: Any, tolerance: int = 14) -> bool:
    """Say whether two colours look the same."""
    return all(abs(a - b) <= tolerance for a, b in zip(one, other, strict=True))


def look_upright(image: Image.Image) -> bool:
    """Say whether ``image`` shows the blocks as they are upright."""
    return image.width > image.height and all(
        is_near(seen, meant)
        for seen_row, meant_row in zip(colours(image), BLOCKS, strict=True)
        for seen, meant in zip(seen_row, meant_row, strict=True)
    )


def exif_with_position(orientation: int = 1) -> Image.Exif:
    """Return EXIF with an orientation, a camera's serial number, and a position at 3° 35' south, 98° 40' east."""
    exif = Image.Exif()
    exif.endian = ">"
    exif[0x0112] = orientation
    exif[0x010F] = "Kamera Rahasia"
    exif[0x8825] = {1: "S", 2: (3.0, 35.0, 0.0), 3: "E", 4: (98.0, 40.0, 0.0)}
    return exif


def noisy(width: int, height: int) -> Image.Image:
    """Return a picture that compresses badly, the same one each time."""
    tile = Image.effect_noise((256, 256), 90).convert("RGB")
    image = Image.new("RGB", (width, height))
    for left in range(0, width, 256):
        for top in range(0, height, 256):
            image.paste(tile, (left, top))
    return image


def png_that_claims(width: int, height: int) -> bytes:
    """Return a PNG of black pixels, 1 bit each, made without ever holding them: a bomb of a few kB."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    packer = zlib.compressobj(9)
    row = bytes(1 + (width + 7) // 8)
    packed = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


# Colour profiles, by hand (ICC.1:2001-04): what the test expects must not come from the library that is tested

P3_TO_XYZ = [[0.51512, 0.29198, 0.15710], [0.24120, 0.69225, 0.06657], [-0.00105, 0.04189, 0.78407]]
XYZ_TO_SRGB = [
    [3.1338561, -1.6168667, -0.4906146],
    [-0.9787684, 1.9161415, 0.0334540],
    [0.0719453, -0.2289914, 1.4052427],
]
_GAMMA = 563 / 256


def display_p3() -> bytes:
    """Return an ICC profile with the primaries of Display P3 and a plain gamma."""

    def fixed(value: float) -> bytes:
        return struct.pack(">i", round(value * 65536))

    def xyz(*values: float) -> bytes:
        return b"XYZ \0\0\0\0" + b"".join(map(fixed, values))

    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, 563) + b"\0\0"
    name = b"P3 for a test\0"
    tags = {
        b"desc": b"desc\0\0\0\0" + struct.pack(">I", len(name)) + name + bytes(78),
        b"cprt": b"text\0\0\0\0none\0\0\0\0",
        b"wtpt": xyz(0.9642, 1.0, 0.8249),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
        **{letter + b"XYZ": xyz(*(row[n] for row in P3_TO_XYZ)) for n, letter in enumerate((b"r", b"g", b"b"))},
    }
    table, body, offset = struct.pack(">I", len(tags)), b"", 128 + 4 + 12 * len(tags)
    for tag, data in tags.items():
        data += bytes(-len(data) % 4)
        table += tag + struct.pack(">II", offset + len(body), len(data))
        body += data
    header = struct.pack(
        ">I4sI4s4s4s12s4sIIIIQI12sI",
        offset + len(body),
        b"none",
        0x02400000,
        b"mntr",
        b"RGB ",
        b"XYZ ",
        struct.pack(">6H", 2026, 1, 1, 0, 0, 0),
        b"acsp",
        0,
        0,
        0,
        0,
        0,
        0,
        fixed(0.9642) + fixed(1.0) + fixed(0.8249),
        0,
    )
    return header + bytes(128 - len(header)) + table + body


def srgb_of_p3(colour: tuple[int, int, int]) -> list[int]:
    """Return what a colour in the profile of :func:`display_p3` is in sRGB (IEC 61966-2-1), by arithmetic."""
    linear = [(value / 255) ** _GAMMA for value in colour]
    xyz = [sum(a * b for a, b in zip(row, linear, strict=True)) for row in P3_TO_XYZ]
    srgb = [min(1, max(0, sum(a * b for a, b in zip(row, xyz, strict=True)))) for row in XYZ_TO_SRGB]
    return [round(255 * (12.92 * v if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055)) for v in srgb]


# What files say of themselves


def with_iim(jpeg: bytes, *records: tuple[int, bytes]) -> bytes:
    """Return ``jpeg`` with IPTC-IIM records of the second kind, as newsroom programs write them."""
    data = b"".join(b"\x1c\x02" + bytes([number]) + struct.pack(">H", len(text)) + text for number, text in records)
    resource = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(data)) + data + bytes(len(data) % 2)
    segment = b"Photoshop 3.0\0" + resource
    return jpeg[:2] + b"\xff\xed" + struct.pack(">H", len(segment) + 2) + segment + jpeg[2:]


def xmp(inner: str) -> bytes:
    """Return an XMP packet with the properties ``inner``."""
    return (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
        ' xmlns:core="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"'
        ' xmlns:exif="http://ns.adobe.com/exif/1.0/">' + inner + "</rdf:Description></rdf:RDF></x:xmpmeta>"
        '<?xpacket end="w"?>'
    ).encode()
