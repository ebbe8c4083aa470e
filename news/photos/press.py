"""Make the copy for the press: the photo at its largest, with its words written into the file.

The words stand twice, as every reader of metadata expects: as XMP (ISO 16684-1) and as IIM 4.2, both by the IPTC Photo
Metadata Standard (https://iptc.org/std/photometadata/specification/). Nothing else is in the file: no position, no
camera, no title or keyword that was written for the library only.
"""

from __future__ import annotations

import hashlib
import io
import struct
from collections.abc import Iterator
from pathlib import Path

from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from PIL import Image

from news.richtext import without_control_characters

from . import files
from .models import Photo
from .pixels import in_turn, on_white
from .renditions import folder, lock

# Fits a JPEG segment (65,533 bytes) with all the rest, whatever the script.
MAX_CAPTION_CHARACTERS = 8_000
# IIM 4.2, 2:120.
MAX_IIM_CAPTION_BYTES = 2_000

# Markers of JPEG (ITU-T T.81, table B.1).
_SOI, _APP0, _APP1, _APP13, _APP15, _COMMENT = (
    b"\xff\xd8", b"\xff\xe0", b"\xff\xe1", b"\xff\xed", b"\xff\xef", b"\xff\xfe",
)  # fmt: skip
_UTF_8 = b"\x1b%G"


def press_copy(photo: Photo, *, caption: str, use: int) -> Path:
    """Return the file of ``photo`` for the press: JPEG, at most 4,000 px a side, with its words in it.

    It is made when it is first asked for. As soon as caption, credit, rights or alt text differ it is made anew, and
    the earlier copy of the same ``use`` is deleted.

    :param caption: the caption that the public is shown now.
    :param use: the number of what shows the photo, such as an article's.
    :raises FileNotFoundError: if the master is gone.
    :raises OSError: if it cannot be written.
    """
    xmp, iim = _xmp(photo, caption), _iim(photo, caption)
    name = f"{folder(photo)}/press-{use}-{hashlib.sha256(xmp + iim).hexdigest()[:24]}.jpg"
    final = files.path(name)
    if not final.exists():
        with lock(photo):
            if not final.exists():
                files.write(name, _with_words(_jpeg(photo), xmp, iim))
                for earlier in final.parent.glob(f"press-{use}-*.jpg"):
                    if earlier != final:
                        earlier.unlink(missing_ok=True)
    return final


def forget(photo: Photo, use: int) -> None:
    """Delete the copies of ``photo`` that were made for ``use``; they are made anew if they are asked for again."""
    for copy in files.path(folder(photo)).glob(f"press-{use}-*.jpg"):
        copy.unlink(missing_ok=True)


def _jpeg(photo: Photo) -> bytes:
    """Return the master, as it is where it is JPEG: nothing is lost by packing it again."""
    path = files.path(str(photo.master))
    if path.suffix == ".jpg":
        return path.read_bytes()
    return in_turn(_packed, path)


def _packed(path: Path) -> bytes:
    """Return the PNG at ``path`` as JPEG."""
    out = io.BytesIO()
    with Image.open(path, formats=("PNG",)) as master:
        opaque = on_white(master)
        opaque.info = {}
        opaque.save(out, "JPEG", quality=92, subsampling="4:4:4", optimize=True)
    return out.getvalue()


def _with_words(jpeg: bytes, xmp: bytes, iim: bytes) -> Iterator[bytes]:
    """Yield ``jpeg`` with the two packets and no other, after the header of JFIF, which has to come first."""
    head, tail = _parts(jpeg)
    yield _SOI + head
    yield _segment(_APP1, b"http://ns.adobe.com/xap/1.0/\0" + xmp)
    # An image resource block of Photoshop, number 0x0404, without a name.
    padded = iim + bytes(len(iim) % 2)
    yield _segment(_APP13, b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">I", len(iim)) + padded)
    yield tail


def _parts(jpeg: bytes) -> tuple[bytes, bytes]:
    """Return the header of JFIF in ``jpeg``, and what comes after all metadata: tables and picture.

    :raises OSError: if it is no JPEG.
    """
    head, start = b"", 2
    while jpeg[:2] == _SOI and jpeg[start : start + 1] == b"\xff" and start + 4 <= len(jpeg):
        marker = jpeg[start : start + 2]
        if not (_APP0 <= marker <= _APP15 or marker == _COMMENT):
            return head, jpeg[start:]
        end = start + 2 + int.from_bytes(jpeg[start + 2 : start + 4], "big")
        if marker == _APP0:
            head = jpeg[start:end]
        start = end
    raise OSError("The master is no JPEG.")


def _segment(marker: bytes, content: bytes) -> bytes:
    return marker + struct.pack(">H", len(content) + 2) + content


def _iim(photo: Photo, caption: str) -> bytes:
    # By-line and credit are not cut at the 32 octets of IIM 4.2: readers take more, and half a name thanks nobody.
    records = {
        80: photo.credit,
        90: photo.place,
        110: photo.credit,
        116: photo.rights,
        120: _cut(_plain(caption), MAX_IIM_CAPTION_BYTES),
    }
    if photo.taken_at:
        taken = timezone.localtime(photo.taken_at)
        records |= {55: f"{taken:%Y%m%d}", 60: f"{taken:%H%M%S%z}"}
    known = [(1, 90, _UTF_8), (2, 0, struct.pack(">H", 4))]
    told = [(2, number, _plain(text).encode()) for number, text in sorted(records.items()) if text]
    return b"".join(
        struct.pack(">BBBH", 0x1C, record, number, len(content)) + content for record, number, content in known + told
    )


def _xmp(photo: Photo, caption: str) -> bytes:
    taken = timezone.localtime(photo.taken_at).isoformat() if photo.taken_at else ""
    properties = [
        ("dc:description", _in_one_language(caption[:MAX_CAPTION_CHARACTERS])),
        ("dc:creator", format_html("<rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq>", photo.credit) if photo.credit else ""),
        ("dc:rights", _in_one_language(photo.rights)),
        ("photoshop:Credit", format_html("{}", photo.credit)),
        ("photoshop:City", format_html("{}", photo.place)),
        ("photoshop:DateCreated", format_html("{}", taken)),
        ("Iptc4xmpCore:AltTextAccessibility", _in_one_language("" if photo.decorative else photo.alt)),
    ]
    inside = format_html_join("\n", "<{0}>{1}</{0}>", ((name, value) for name, value in properties if value))
    packet = format_html(
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
        ' xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/">\n'
        '{}\n</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>',
        inside,
    )
    return packet.encode()


def _in_one_language(text: str) -> SafeString:
    text = _plain(text)
    return format_html('<rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt>', text) if text else SafeString("")


def _plain(text: str) -> str:
    return without_control_characters(text).strip()


def _cut(text: str, most: int) -> str:
    """Return ``text`` in at most ``most`` bytes of UTF-8, whole characters only."""
    return text.encode()[:most].decode(errors="ignore")
