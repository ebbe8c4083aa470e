"""Tables in and out: every encoding and notation that offices use, and every file that means harm."""

import csv
import datetime
import io
import tracemalloc
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from news.directory import tables
from news.directory.tables import Unreadable, csv_bytes, read, safe, xlsx_bytes
from news.richtext import without_control_characters

pytestmark = pytest.mark.usefixtures("english")


def xlsx(*rows: list) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(content: bytes, **replaced: bytes) -> bytes:
    """Return the archive with the parts whose names end in a key (dots as ``_``) replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            name = part.filename.replace(".", "_")
            new.writestr(
                part.filename, next((text for key, text in replaced.items() if name.endswith(key)), old.read(part))
            )
    return out.getvalue()


ROWS = [(1, ["nama", "alamat"]), (2, ["Puskesmas Muara é", "Jalan Sauh 1"])]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_csv_is_read_however_it_was_written(delimiter, encoding):
    text = f"nama{delimiter}alamat\r\n\r\nPuskesmas Muara é{delimiter} Jalan Sauh 1 \r\n"
    assert read(text.encode(encoding)) == [ROWS[0], (3, ROWS[1][1])]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_hint_that_excel_writes_is_followed(delimiter):
    # In the heading there are more of the other marks.
    text = f'sep={delimiter}\r\nnama{delimiter}"a, b, c; d; e; f\t\tg"\r\n'
    assert read(text.encode()) == [(2, ["nama", "a, b, c; d; e; f\t\tg"])]


def test_what_cannot_be_seen_is_left_out():
    assert read("Pus\u200bkes\u202emas\xad\n".encode()) == [(1, ["Puskesmas"])]


def book(**sheets: list[list]) -> Workbook:
    made = Workbook()
    made.remove(made.active)
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    return made


def saved(made: Workbook) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_an_empty_or_hidden_sheet_does_not_stand_in_the_way():
    made = book(Kosong=[], Daftar=[["nama"]], Catatan=[["x"]])
    made["Catatan"].sheet_state = "hidden"
    assert read(saved(made)) == [(1, ["nama"])]
    assert read(saved(book(Kosong=[], Hampa=[]))) == []


def test_of_several_sheets_none_is_passed_over():
    with pytest.raises(Unreadable, match="several sheets: Satu, Dua"):
        read(saved(book(Satu=[["nama"]], Dua=[["nama"]])))


def test_odd_cells_are_text():
    moment = datetime.datetime(2026, 3, 11, 8)  # noqa: DTZ001 - a spreadsheet has no zones
    made = book(Daftar=[[datetime.time(8), True, moment, 1.5, "biasa"]])
    made["Daftar"].merge_cells("E1:E2")
    assert read(saved(made)) == [(1, ["08:00:00", "True", "2026-03-11T08:00:00", "1.5", "biasa"])]


@pytest.mark.parametrize("text", sorted(tables.FAILED))
def test_a_formula_that_failed_is_named(text):
    failed = book(Daftar=[["nama"], [text]])
    failed["Daftar"]["A2"].data_type = "e"
    for content in (saved(failed), f"nama\n{text}\n".encode()):
        with pytest.raises(Unreadable, match="Row 2 has a formula that failed"):
            read(content)


def test_xlsx_is_read_with_dates_and_numbers():
    content = xlsx(["nama", "mulai", "urutan"], ["A", datetime.date(2026, 3, 11), 10], [], ["B", None, 2.0])
    assert read(content) == [(1, ["nama", "mulai", "urutan"]), (2, ["A", "2026-03-11", "10"]), (4, ["B", "", "2"])]


@pytest.mark.parametrize("make", [csv_bytes, xlsx_bytes])
def test_nothing_written_is_a_formula_and_all_of_it_is_read_back(make):
    row = ["=1+1", "+62 812", "-", "@nama", "'=1", "''+1", "a\nb", '=HYPERLINK("x";"y")', "biasa", "=cmd|' /C calc'!A0"]
    content = make([row])
    if make is csv_bytes:
        cells = next(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    else:
        sheet = load_workbook(io.BytesIO(content)).active
        assert all(cell.data_type == "s" for cell in sheet[1])
        cells = [cell.value for cell in sheet[1]]
    assert not any(str(cell).lstrip().startswith(("=", "+", "-", "@")) for cell in cells)
    assert read(content) == [(1, row)]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40))
def test_any_text_survives(text):
    content = csv_bytes([["x", text, "x"]])
    assert read(content) == [(1, ["x", without_control_characters(text).strip(), "x"])]
    assert safe(text)[:1] not in {"=", "+", "-", "@"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"x" * (tables.MAX_BYTES + 1), "larger than 5 MB"),
        (b"nama\n" + b"x" * 1_000_000, "no CSV"),
        (b"nama\n" + b"x" * 20_000, "more than 10000 characters"),
        (b"nama\n=1+1\n", "has a formula"),
        (b"nama\n\"tak ditutup\n", "no CSV"),
        (b"nama\nA\x00B\n", "control characters|no CSV"),
        (b"nama\nA\x07B\n", "control characters"),
        (b"nama\n" + b"A\n" * (tables.MAX_ROWS + 1), "more than 20000 rows"),
        (b"," * 100 + b"x\n", "more than 60 columns"),
        (b"\x81\x8d\x8f\x90", "neither CSV nor XLSX"),
        (b"PK\x03\x04 and no archive", "damaged"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "neither|control|no CSV"),
    ],
)  # fmt: skip
def test_a_csv_that_means_harm_is_refused_in_words(content, words):
    with pytest.raises(Unreadable, match=words):
        read(content)


def sheet(rows: str) -> bytes:
    start = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return f"{start}{rows}</sheetData></worksheet>".encode()


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
    b'<c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>'
)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (xlsx(["nama"], ["=1+1"]), "has a formula"),
        (xlsx(["nama"], ["x" * 20_000]), "more than 10000 characters"),
        (xlsx(["nama"] * 70), "more than 60 columns"),
        (repacked(xlsx(["nama"]), sheet1_xml=BOMB), "damaged"),
        (repacked(xlsx(["nama"]), sheet1_xml=b"<x"), "damaged"),
        (repacked(xlsx(["nama"]), sheet1_xml=sheet("<row r='900000'><c r='A900000'><v>1</v></c></row>")), "more than"),
        (repacked(xlsx(["nama"]), sheet1_xml=sheet("<row r='1'><c r='A1' t='s'><v>99</v></c></row>")), "damaged"),
        (repacked(xlsx(["nama"]), sheet1_xml=sheet("<row r='x'><c r='??'><v>y</v></c></row>")), "damaged"),
        (repacked(xlsx(["nama"]), workbook_xml=b"<workbook/>"), "damaged|no sheet"),
        (repacked(xlsx(["nama"]), sheet1_xml=b" " * 50_000_000), "unpacks to more"),
        (xlsx(["nama"])[:900], "damaged"),
    ],
)  # fmt: skip
def test_an_xlsx_that_means_harm_is_refused_in_words(content, words):
    with pytest.raises(Unreadable, match=words):
        read(content)


def test_a_far_cell_does_not_widen_the_others():
    rows = "".join(f"<row r='{n}'><c r='A{n}'><v>1</v></c><c r='XFD{n}'><v>1</v></c></row>" for n in range(1, 2000))
    content = repacked(xlsx(["nama"]), sheet1_xml=sheet(rows))
    tracemalloc.start()
    read(content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 50_000_000


def test_a_million_cells_stay_within_bounds():
    content = xlsx_bytes([[f"baris {row}", *["isi"] * 20] for row in range(15_000)])
    tracemalloc.start()
    assert len(read(content)) == 15_000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 100_000_000


def test_what_is_written_piece_by_piece_is_the_same_file(tmp_path):
    rows = [["Judul", "Isi"], *([f"={number}", "ya, “tidak”\nbaris"] for number in range(450))]
    assert b"".join(tables.csv_chunks(iter(rows))) == tables.csv_bytes(rows)
    with (tmp_path / "daftar.xlsx").open("wb") as file:
        tables.write_xlsx(iter(rows), file)
    assert [row for _number, row in tables.read((tmp_path / "daftar.xlsx").read_bytes())] == rows
