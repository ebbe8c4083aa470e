"""Tell by its content, never by its name, what a file is that readers are to download, and refuse what could harm them.

PDF (ISO 32000), Office Open XML without macros (ECMA-376, https://ecma-international.org/publications-and-standards/standards/ecma-376/)
and CSV (RFC 4180) in UTF-8. A file that is two things at once is refused, and so is one that needs a password.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from typing import IO, NoReturn
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]  # it has no types
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]  # it has no types
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MAX_BYTES = 20_000_000
# What a document unpacks to: large tables pack well, but none that a reader can open is larger.
MAX_UNPACKED_BYTES = 300_000_000
MAX_ENTRIES = 5_000
_MAX_CONTENT_TYPES_BYTES = 2_000_000
_MAX_PART_BYTES = 60_000_000

# The content type of the main part of each (ECMA-376, part 1, 11.3 and 12.3).
_MAIN_PARTS = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": "xlsx",
}
_ACTIVE = re.compile(r"vbaproject|vbadata|macrosheet|activex|oleobject|macroenabled", re.IGNORECASE)
_ENCRYPTED_PDF = re.compile(rb"/Encrypt\s*(?:<<|\d+\s+\d+\s+R)")
_ACTIVE_PDF = re.compile(rb"/(?:Launch|JavaScript|RichMedia|EmbeddedFile)(?![A-Za-z0-9])")
_MARKUP = re.compile(r"\s*(?:<|%PDF|\{\\rtf|MZ|#!)")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")

# What reading a package raises that is none.
_DAMAGES = (
    zipfile.BadZipFile, zlib.error, struct.error, ParseError, DefusedXmlException,
    EOFError, LookupError, OSError, RuntimeError, ValueError,
)  # fmt: skip

WRONG = _("This is no PDF, DOCX, XLSX or CSV file. Only these can be attached.")
TOO_LARGE = _("This file is too large. At most 20 MB.")
EMPTY = _("This file is empty.")
DAMAGED = _("This file is damaged: open it, save it anew, and choose the new one.")
PROTECTED = _("This file is protected with a password. Save it without one, so that readers can open it.")
OLD_OFFICE = _("This is an older Office file, or one with a password. Save it as DOCX or XLSX without a password.")
ACTIVE = _("This document has macros, scripts or other files in it. Save it without them, or print it to a PDF.")
TWO_THINGS = _("This file is of two kinds at once. Save it anew, and choose the new one.")
NOT_UTF_8 = _("This table is not in UTF-8. In Excel, save it as “CSV UTF-8”.")

TRACKED = _("This document still shows what was changed in it. Accept all changes, save it, and choose it again.")
REMARKS = _("This document still has comments of colleagues. Delete them, save it, and choose it again.")
HIDDEN = _("This table has hidden sheets, which readers can open. Delete or show them, save it, and choose it again.")
# What was meant for colleagues: the part, what gives it away there, and what is said.
_INTERNAL = {
    "docx": [
        ("word/document.xml", re.compile(rb"<w:(?:ins|del|moveFrom|moveTo)[ />]"), TRACKED),
        ("word/comments.xml", re.compile(rb"<w:comment[ />]"), REMARKS),
    ],
    "xlsx": [("xl/workbook.xml", re.compile(rb"<sheet\s[^>]*\bstate=[\"'](?:hidden|veryHidden)"), HIDDEN)],
}


def kind_of(file: IO[bytes], name: str) -> str:
    """Return what ``file`` is: ``pdf``, ``docx``, ``xlsx`` or ``csv``.

    :param file: can be sought; where it stands afterwards is not said.
    :param name: how it came; asked only of text, which is a table if it says so.
    :raises ValidationError: if it is none of these or not to be handed on; the message says why, in words.
    """
    size = file.seek(0, io.SEEK_END)
    if size > MAX_BYTES:
        _refuse(TOO_LARGE, "too_large")
    if not size:
        _refuse(EMPTY, "empty")
    file.seek(0)
    content = file.read()
    if content.startswith(b"%PDF-"):
        return _pdf(content)
    if content.startswith(b"PK\x03\x04"):
        return _office(content)
    if content.startswith(_OLE):
        _refuse(OLD_OFFICE, "old_office")
    if not name.lower().endswith(".csv"):
        _refuse(WRONG, "wrong")
    return _csv(content)


def _refuse(message: Promise, code: str) -> NoReturn:
    raise ValidationError(str(message), code=code)


def _pdf(content: bytes) -> str:
    if b"%%EOF" not in content[-2048:]:
        _refuse(DAMAGED, "damaged")
    if zipfile.is_zipfile(io.BytesIO(content)):
        _refuse(TWO_THINGS, "two_things")
    if _ENCRYPTED_PDF.search(content):
        _refuse(PROTECTED, "protected")
    if _ACTIVE_PDF.search(content):
        _refuse(ACTIVE, "active")
    return "pdf"


def _office(content: bytes) -> str:
    # Nothing before the first entry, which is_zipfile would pass over, and nothing behind the last.
    if b"%PDF-" in content[:2048] or content[-22:-18] != b"PK\x05\x06":
        _refuse(TWO_THINGS, "two_things")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _package(archive)
    except _DAMAGES as error:
        raise ValidationError(DAMAGED, code="damaged") from error


def _package(archive: zipfile.ZipFile) -> str:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if "[Content_Types].xml" not in names:
        _refuse(WRONG, "wrong")
    if any(entry.flag_bits & 0x1 for entry in entries):
        _refuse(PROTECTED, "protected")
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
        _refuse(TOO_LARGE, "unpacks_too_large")
    # Packed as the standard says (part 2, 7.3), from the first byte on: what one program finds in it, all do.
    packed = all(entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries)
    if not packed or min(entry.header_offset for entry in entries) > 0:
        _refuse(DAMAGED, "damaged")
    if len(names) < len(entries) or any(".." in name.split("/") or name.startswith("/") for name in names):
        _refuse(DAMAGED, "damaged")
    types = _content_types(archive)
    if any(_ACTIVE.search(words) for words in (*names, *types)):
        _refuse(ACTIVE, "active")
    kinds = {_MAIN_PARTS[of_part] for of_part in types if of_part in _MAIN_PARTS}
    if len(kinds) != 1:
        _refuse(WRONG, "wrong")
    kind = kinds.pop()
    for part, trace, refusal in _INTERNAL[kind]:
        if part in names and trace.search(_part(archive, part)):
            _refuse(refusal, "internal")
    return kind


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(_MAX_PART_BYTES)


def _content_types(archive: zipfile.ZipFile) -> list[str]:
    """Return the content types of all parts (ECMA-376, part 2, 7.2.3)."""
    text = _part(archive, "[Content_Types].xml")
    if len(text) > _MAX_CONTENT_TYPES_BYTES:
        _refuse(DAMAGED, "damaged")
    root: Element = fromstring(text, forbid_dtd=True)
    return [element.get("ContentType", "").strip() for element in root.iter()]


def _csv(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValidationError(NOT_UTF_8, code="not_utf_8") from error
    if _CONTROL.search(text) or _MARKUP.match(text) or not text.strip():
        _refuse(WRONG, "wrong")
    if zipfile.is_zipfile(io.BytesIO(content)) or b"%PDF-" in content[:2048]:
        _refuse(TWO_THINGS, "two_things")
    return "csv"
