"""What a file is, by its content; and what is not handed on to readers."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from news.articles import file_kinds
from news.articles.file_kinds import kind_of

from .documents import CSV, DOCX, DOCX_TYPE, PDF, XLSX, XLSX_TYPE, office

MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
VBA = "application/vnd.ms-office.vbaProject"


def kind(content: bytes, name: str = "berkas") -> str:
    return kind_of(io.BytesIO(content), name)


def refusal(content: bytes, name: str = "berkas.pdf") -> str:
    with pytest.raises(ValidationError) as refused:
        kind(content, name)
    return refused.value.code


@pytest.mark.parametrize(("content", "expected"), [(PDF, "pdf"), (DOCX, "docx"), (XLSX, "xlsx")])
def test_the_content_says_what_it_is_and_not_the_name(content, expected):
    assert kind(content, "palsu.csv") == expected
    assert kind(content, "") == expected


def test_a_table_is_text_that_says_so():
    assert kind(CSV, "Jadwal.CSV") == "csv"
    assert kind(b"\xef\xbb\xbf" + CSV, "jadwal.csv") == "csv"
    assert refusal(CSV, "jadwal.txt") == "wrong"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("Siang; 30 °C\n".encode("cp1252"), "not_utf_8"),
        (b"<html><script>alert(1)</script>", "wrong"),
        (b"  <!DOCTYPE html>", "wrong"),
        (b"a,b\x00c", "wrong"),
        (b"   \n", "wrong"),
        (b"{\\rtf1}", "wrong"),
        (b"a,b\n" + DOCX, "not_utf_8"),
        (b"a,b\n%PDF-1.4", "two_things"),
    ],
)
def test_what_is_no_table_is_refused(content, code):
    assert refusal(content, "tabel.csv") == code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"GIF89a", "wrong"),
        (b"MZ\x90\x00", "wrong"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "old_office"),
        (PDF[:-8], "damaged"),
        (b"\n" + PDF, "wrong"),
        (PDF.replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt 9 0 R"), "protected"),
        (PDF.replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt<</V 4>>"), "protected"),
        (PDF.replace(b"/Type/Catalog", b"/Type/Catalog/OpenAction<</S/JavaScript/JS(x)>>"), "active"),
        (PDF.replace(b"/Type/Catalog", b"/Type/Catalog/OpenAction<</S/Launch/F(x)>>"), "active"),
        (
            PDF.replace(b"/Type/Catalog", b"/Type/Catalog/Names<</EmbeddedFiles 9 0 R>>") + b"/Type/EmbeddedFile %%EOF",
            "active",
        ),
        (PDF + DOCX, "two_things"),
    ],
)
def test_what_is_no_plain_pdf_is_refused(content, code):
    assert refusal(content) == code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (office("text/plain"), "wrong"),
        (office(MACROS), "active"),
        (office(DOCX_TYPE, VBA), "active"),
        (office(DOCX_TYPE, **{"word/vbaProject.bin": b"x"}), "active"),
        (office(DOCX_TYPE, **{"word/embeddings/oleObject1.bin": b"x"}), "active"),
        (office(XLSX_TYPE, **{"xl/macrosheets/sheet1.xml": b"x"}), "active"),
        (office(DOCX_TYPE, XLSX_TYPE), "wrong"),
        (office(DOCX_TYPE, **{"../../etc/passwd": b"x"}), "damaged"),
        (office(DOCX_TYPE, **{"/etc/passwd": b"x"}), "damaged"),
        (office(DOCX_TYPE, **{"word/document.xml": b"x"}), "damaged"),  # twice
        (DOCX + b"behind", "two_things"),
        (DOCX[:-30] + DOCX[-22:], "damaged"),
        (DOCX + DOCX, "damaged"),  # one before the other
        (b"PK\x03\x04%PDF-1.4" + DOCX, "two_things"),
    ],
)
def test_what_is_no_plain_document_is_refused(content, code):
    assert refusal(content, "surat.docx") == code


def packed(method: int = zipfile.ZIP_DEFLATED, **entries: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def rewritten(main: str, **entries: str) -> bytes:
    """Return a package with its own document in place of the empty one."""
    types = f'<Types><Override ContentType="{main}"/></Types>'
    return packed(**{"[Content_Types].xml": types.encode()}, **{name: text.encode() for name, text in entries.items()})


@pytest.mark.parametrize(
    ("content", "refused"),
    [
        (rewritten(DOCX_TYPE, **{"word/document.xml": '<w:p><w:ins w:author="Budi"><w:r/></w:ins></w:p>'}), True),
        (rewritten(DOCX_TYPE, **{"word/document.xml": "<w:p><w:del/></w:p>"}), True),
        (rewritten(DOCX_TYPE, **{"word/document.xml": "<w:insideH/><w:delText/><w:p>Selesai</w:p>"}), False),
        (rewritten(DOCX_TYPE, **{"word/document.xml": "<w/>", "word/comments.xml": '<w:comment w:id="1"/>'}), True),
        (
            rewritten(DOCX_TYPE, **{"word/document.xml": "<w/>", "word/comments.xml": "<w:comments></w:comments>"}),
            False,
        ),
        (
            rewritten(XLSX_TYPE, **{"xl/workbook.xml": '<sheet name="Gaji" state="veryHidden" r:id="r"/>'}),
            True,
        ),
        (rewritten(XLSX_TYPE, **{"xl/workbook.xml": '<sheet name="Jadwal" r:id="r"/>'}), False),
    ],
)
def test_what_was_meant_for_colleagues_does_not_go_out(content, refused):
    if refused:
        assert refusal(content) == "internal"
    else:
        assert kind(content) in {"docx", "xlsx"}


def test_a_package_without_a_list_of_types_is_no_document():
    assert refusal(packed(isi=b"x")) == "wrong"


def test_a_bomb_is_refused_without_being_unpacked(monkeypatch):
    monkeypatch.setattr(file_kinds, "MAX_UNPACKED_BYTES", 5_000_000)
    assert refusal(office(DOCX_TYPE, bom=bytes(6_000_000))) == "unpacks_too_large"
    monkeypatch.setattr(file_kinds, "MAX_ENTRIES", 3)
    assert refusal(office(DOCX_TYPE, a=b"", b=b"")) == "unpacks_too_large"


def test_a_packing_that_the_standard_does_not_know_is_refused():
    assert refusal(packed(zipfile.ZIP_LZMA, **{"[Content_Types].xml": b"<Types/>"})) == "damaged"


def test_an_encrypted_entry_is_refused():
    locked = bytearray(DOCX)
    central = locked.index(b"PK\x01\x02")
    locked[central + 8] |= 1
    assert refusal(bytes(locked)) == "protected"


def test_xml_that_expands_is_refused():
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><Types>&b;</Types>'
    assert refusal(packed(**{"[Content_Types].xml": bomb})) == "damaged"
    assert refusal(packed(**{"[Content_Types].xml": b"<Types>"})) == "damaged"
    assert refusal(packed(**{"[Content_Types].xml": bytes(3_000_000)})) == "damaged"


def test_what_is_too_large_is_refused_unread(monkeypatch):
    monkeypatch.setattr(file_kinds, "MAX_BYTES", len(PDF) - 1)
    assert refusal(PDF) == "too_large"


@given(st.sampled_from([PDF, DOCX, XLSX, CSV]), st.data())
def test_whatever_it_is_it_is_taken_or_refused_in_words(content, data):
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, len(content)))
    changed = content[:start] + data.draw(st.binary(max_size=40)) + content[end:]
    try:
        found = kind(changed, "berkas.csv")
    except ValidationError as refused:
        found = refused.messages[0]
    assert found in {"pdf", "docx", "xlsx", "csv"} or found.endswith(".")
