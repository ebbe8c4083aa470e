"""Word documents, pages and texts of every encoding give their text; what is hostile or no text is refused in words."""

import contextlib
import io
import zipfile

import pytest
from django.utils import translation

from news.intake.documents import UnreadableDocument, text_of, text_of_html, text_of_paste

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(body: str, name: str = "word/document.xml", before: str = "") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, f'{before}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>')
    return file.getvalue()


def paragraph(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def test_a_word_document_gives_paragraphs_lines_and_list_items() -> None:
    body = (
        paragraph("Judul")
        + "<w:p/>"
        + "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>satu</w:t><w:br/><w:t>dua &amp; tiga</w:t></w:r></w:p>"
        + "<w:p><w:del><w:r><w:t>hapus</w:t></w:r></w:del><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r></w:p>"
    )
    assert text_of(docx(body)) == "Judul\n\n- satu\ndua & tiga\n\na b"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (docx(paragraph("a" * 90) * 200_000), "unpacks to more"),
        (docx("&b;", before='<!DOCTYPE a [<!ENTITY b "c">]>'), "damaged"),
        (docx("", name="mimetype"), "no Word document"),
        (docx(paragraph("a"))[:90], "damaged"),
        (docx("<w:p>")[:-30] + b"x" * 30, "damaged"),
        (b"%PDF-1.7", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", r"\.doc"),
        (b"a\x00b", "no text"),
        (b"a" * 20_000_001, "larger than"),
        (b"<p>" * 20_001 + b"</p>", "too much markup"),
    ],
    ids=range(10),
)
def test_what_is_hostile_or_no_text_is_refused_in_words(data: bytes, words: str) -> None:
    with translation.override("en"), pytest.raises(UnreadableDocument, match=words):
        text_of(data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_plain_text_of_every_encoding(encoding: str) -> None:
    assert (
        text_of("“Kami ikut,” kata Wali Kota – hari ini.".encode(encoding)) == "“Kami ikut,” kata Wali Kota – hari ini."
    )


def test_a_page_gives_what_a_reader_sees() -> None:
    page = (
        "<!DOCTYPE html><html><head><title>x</title><style>p{}</style></head><body><script>alert(1)</script>"
        "<h1>Judul</h1><p>Satu\n &amp; <b>dua</b><br>tiga</p><ul><li>a<li>b</ul><ol><li>c</ol>"
        "<table><tr><td>d<td>e</table><form>cari</form></body></html>"
    )
    assert text_of_paste(page) == "Judul\n\nSatu & dua\ntiga\n\n- a\n\n- b\n\n1. c\n\nd e"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (
            "<figure><img src=a.jpg><figcaption>Warga <b>menanam</b>.</figcaption></figure><p>Isi",
            "Foto: Warga menanam.\n\nIsi",
        ),
        ("<figure><figcaption><p>Warga menanam.</p></figcaption></figure>", "Foto: Warga menanam."),
        ('<div class="wp-caption"><p class="wp-caption-text">TINJAU: Wali Kota.</p></div>', "Foto: TINJAU: Wali Kota."),
        ('<div class="wp-caption"><img src=a.jpg></div><p>Isi', "Isi"),
        ("<figcaption>Foto: Humas</figcaption>", "Foto: Humas"),
        ("<p class=MsoListParagraph><span>·<span>&nbsp;&nbsp; </span></span>Satu hal</p>", "- Satu hal"),
        ("<!--StartFragment--><b style='font-weight:normal'><p dir=ltr>Isi</p><br></b>", "Isi"),
    ],
)
def test_what_word_and_pages_put_on_the_clipboard_keeps_captions_and_lists(markup: str, text: str) -> None:
    assert text_of_html(markup) == text


@pytest.mark.parametrize("text", ["Harga < 5.000 dan > 3.000", "Kami <b>ikut</b> jam pedagang", "a\nb\n\nc  d"])
def test_a_plain_text_stays_as_it_is(text: str) -> None:
    assert text_of_paste(text) == text


# What is quadratic in it would take minutes; the time itself is the benchmark's to judge.
@pytest.mark.parametrize("piece", ["<p></p><!--", "<br>&#", "</p>", "</p><a ", "<br><![CDATA["])
def test_a_megabyte_of_hostile_markup_ends(piece: str) -> None:
    with contextlib.suppress(UnreadableDocument):
        text_of_html(piece * (1_000_000 // len(piece)))
