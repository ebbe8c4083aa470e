"""Tables as files: CSV (https://www.rfc-editor.org/rfc/rfc4180) and XLSX, read and written row by row.

What is read may be hostile: sizes are capped before anything is unpacked, formulas are refused, and whatever is wrong
is said in words. What is written is safe to open in a spreadsheet: text that a program might take for a formula gets an
apostrophe before it, which reading takes away again (https://owasp.org/www-community/attacks/CSV_Injection).
openpyxl is fetched when a spreadsheet is: no page of a reader needs it.
"""

from __future__ import annotations

import codecs
import csv
import datetime
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import IO, Any
from xml.etree.ElementTree import ParseError  # the exception only: openpyxl parses with defusedxml

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]  # it has no types
from django.utils.translation import gettext as _

from news.richtext import without_control_characters

MAX_BYTES = 5_000_000
MAX_ROWS = 20_000
MAX_COLUMNS = 60
MAX_CELL = 10_000  # characters
MAX_UNPACKED = 40_000_000  # bytes of an XLSX file, which is a ZIP archive
MAX_BLANK_ROWS = 100_000  # that a gap in an XLSX file stands for

FORMULA = re.compile(r"'*\s*[=+\-@\t\r\n＝＋－＠]")
FAILED = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})
CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# What openpyxl raises on a damaged file depends on where the damage is.
_DAMAGE = (
    DefusedXmlException, ParseError, zipfile.BadZipFile, zlib.error, ArithmeticError,
    AttributeError, EOFError, LookupError, NotImplementedError, OSError, RuntimeError, TypeError, ValueError,
)  # fmt: skip

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # what a cell of an XLSX file cannot have
_SEPARATOR = re.compile(r"sep=([,;\t])", re.IGNORECASE)

Row = tuple[int, list[str]]  # the number that a spreadsheet shows, and the cells


class Unreadable(Exception):
    """A file that is no table, or too large a one; its text says why, in words for people."""


def read(content: bytes) -> list[Row]:
    """Return the rows of a CSV or XLSX file (of its only sheet with any) that are not blank, without outer spaces.

    Which of the two it is, is seen from the content. CSV may be UTF-8, UTF-16 or Windows-1252, with commas, semicolons
    or tabs. Dates become ``2026-03-11``; characters that cannot be seen are left out.

    :raises Unreadable: if it is neither, larger than the caps of this module, damaged, or has formulas, failed formulas
        or several sheets with rows.
    """
    if len(content) > MAX_BYTES:
        raise Unreadable(_("The file is larger than %(size)s MB.") % {"size": MAX_BYTES // 1_000_000})
    found: list[Row] = []
    for number, cells in _xlsx(content) if content.startswith(b"PK") else _csv(content):
        row = [_text(cell, number) for cell in cells]
        while row and not row[-1]:
            row.pop()
        if len(row) > MAX_COLUMNS:
            raise Unreadable(_("Row %(row)s has more than %(most)s columns.") % {"row": number, "most": MAX_COLUMNS})
        if row:
            found.append((number, row))
        if len(found) > MAX_ROWS:
            raise Unreadable(_("The file has more than %(most)s rows; split it.") % {"most": MAX_ROWS})
    return found


def _text(cell: Any, number: int) -> str:
    """Return a cell as text; what an export made safe is as it was."""
    if cell is None:
        return ""
    if isinstance(cell, datetime.datetime):
        cell = cell.date() if cell.time() == datetime.time() else cell
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    if isinstance(cell, bool | datetime.time):
        cell = str(cell)
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if not isinstance(cell, str | int | float):
        raise Unreadable(_("Row %(row)s has a formula; save the file with values only.") % {"row": number})
    text = str(cell)
    if len(text) > MAX_CELL:
        raise Unreadable(
            _("A cell in row %(row)s has more than %(most)s characters.") % {"row": number, "most": MAX_CELL}
        )
    if text.startswith("="):
        raise Unreadable(_("Row %(row)s has a formula; save the file with values only.") % {"row": number})
    if text in FAILED:
        raise Unreadable(
            _("Row %(row)s has a formula that failed: %(text)s. Mend it first.") % {"row": number, "text": text}
        )
    if _CONTROL.search(text):
        raise Unreadable(_("Row %(row)s has control characters.") % {"row": number})
    if text.startswith("'") and FORMULA.match(text):
        text = text[1:]
    return without_control_characters(text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _csv(content: bytes) -> Iterator[tuple[int, list[str]]]:
    text = _decoded(content)
    head, _newline, rest = text.lstrip().partition("\n")
    first = 1
    if hint := _SEPARATOR.fullmatch(head.strip("\r ")):  # as Excel writes it
        delimiter, text, first = hint[1], rest, 2
    else:
        delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = first - 1
    try:
        for number, cells in enumerate(reader, start=first):
            yield number, list(cells)
    except csv.Error as error:
        message = _("Row %(row)s is no CSV: a quotation mark is not closed, or it is too long.") % {"row": number + 1}
        raise Unreadable(message) from error


def _decoded(content: bytes) -> str:
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return content.decode("utf-16")
        if content[:2].count(0) == 1:  # no mark, and every other byte of plain letters is zero
            return content.decode("utf-16-be" if content[0] == 0 else "utf-16-le")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise Unreadable(_("This is neither CSV nor XLSX.")) from error
    if "\0" in text:
        raise Unreadable(_("This is neither CSV nor XLSX."))
    return text


def _xlsx(content: bytes) -> Iterator[tuple[int, tuple[Any, ...]]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    _check_archive(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        try:
            visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            if not visible:
                raise Unreadable(_("The file has no sheet."))
            filled = [sheet for sheet in visible if next(_filled(sheet), None)]
            if len(filled) > 1:
                titles = ", ".join(sheet.title for sheet in filled[:5])
                raise Unreadable(
                    _("The file has several sheets: %(sheets)s. Keep the one to import.") % {"sheets": titles}
                )
            for sheet in filled:
                yield from _filled(sheet)
        finally:
            book.close()
    except Unreadable:
        raise
    except (InvalidFileException, *_DAMAGE) as error:
        raise Unreadable(_("The file is damaged, or it is no XLSX.")) from error


def _filled(sheet: Any) -> Iterator[tuple[int, tuple[Any, ...]]]:
    sheet.reset_dimensions()  # what the file says of its size may be false
    blank = 0
    for number, cells in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS + 1, values_only=True), start=1):
        if any(cell is not None for cell in cells):
            yield number, cells
            continue
        blank += 1
        if blank > MAX_BLANK_ROWS:
            raise Unreadable(_("The file has more than %(most)s rows; split it.") % {"most": MAX_ROWS})


def _check_archive(content: bytes) -> None:
    """Refuse an archive that unpacks to more than it should; a header that lies about it is cut off by zipfile."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Unreadable(_("The file is damaged, or it is no XLSX.")) from error
    if len(parts) > 1000 or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise Unreadable(_("The file unpacks to more than it should."))


def safe(text: str) -> str:
    """Return ``text`` so that no spreadsheet takes it for a formula; :func:`read` undoes it."""
    text = _CONTROL.sub("", text)
    return f"'{text}" if FORMULA.match(text) else text


def csv_bytes(rows: Iterable[Iterable[str]]) -> bytes:
    """Return ``rows`` as CSV in UTF-8, with the byte order mark by which spreadsheets know it."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([safe(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def csv_chunks(rows: Iterable[Iterable[str]], size: int = 200) -> Iterator[bytes]:
    """Yield ``rows`` as :func:`csv_bytes` has them, ``size`` rows at a time."""
    rest = iter(rows)
    yield codecs.BOM_UTF8
    while chunk := list(islice(rest, size)):
        yield csv_bytes(chunk).removeprefix(codecs.BOM_UTF8)


def xlsx_bytes(rows: Iterable[Iterable[str]]) -> bytes:
    """Return ``rows`` as an XLSX file with one sheet, all cells text."""
    out = io.BytesIO()
    write_xlsx(rows, out)
    return out.getvalue()


def write_xlsx(rows: Iterable[Iterable[str]], file: IO[bytes]) -> None:
    """Write ``rows`` into ``file`` as XLSX, row by row, with one sheet, all cells text."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append([safe(cell) for cell in row])
    book.save(file)
