"""The sheet says all that the release says, with its number and the address where it can be checked."""

import pypdf
import pytest
from django.utils import timezone

from news.articles import workflow
from news.newsroom.models import Newsroom
from news.pages.packs import keeping, letterhead
from news.pages.releases import find
from news.photos import files
from news.photos.uploads import receive
from tests.conftest import NOON
from tests.pages.conftest import ADDRESS, HOUR, MINUTE
from tests.photos import pictures

from .conftest import needs_pango

SLUG = ADDRESS.rstrip("/").rsplit("/", 1)[1]


def sheet() -> letterhead.Sheet:
    with timezone.override("Asia/Jakarta"):
        return letterhead.Sheet(find(SLUG, timezone.now()), Newsroom.current())


def tags(node: pypdf.generic.PdfObject) -> list[tuple[str, str | None]]:
    """Return the structure of a PDF: each tag with its alternative text, in order."""
    node = node.get_object()
    if not isinstance(node, dict):
        return []
    kids = node.get("/K", [])
    kids = kids.get_object() if isinstance(kids, pypdf.generic.IndirectObject) else kids
    kids = kids if isinstance(kids, list) else [kids]
    own = [(str(node["/S"]), node.get("/Alt"))] if "/S" in node else []
    return own + [tag for kid in kids for tag in tags(kid)]


@needs_pango
def test_words_and_structure_are_read_by_another_reader(live, newsroom):
    content = pictures.encoded(pictures.blocks().resize((300, 300)))
    newsroom.crest = receive(pictures.upload(content), by=None, alt="Lambang kota", credit="Humas")
    newsroom.address, newsroom.contact_phone = "Jalan Merdeka 1\nTanjung Selasih", "(0000) 111"
    newsroom.save()
    reader = pypdf.PdfReader(letterhead.kept(sheet()))
    words = " ".join(" ".join(page.extract_text().split()) for page in reader.pages)
    for said in (
        "Humas Tanjung Selasih", "Jalan Merdeka 1", "Nomor: 001/SP/III/2026", "Rabu, 11 Maret 2026, 12.00 WIB",
        live.headline, "Tanpa mendaftar lebih dulu", "Tanjung Selasih, HUMAS – Dinas Kesehatan membuka",
        "Warga cukup membawa KTP.", "“Cukup bawa KTP.”", "dr. Rahmat Simbolang, M.Kes., Kepala Dinas Kesehatan",
        "Warga mengantre sejak pagi. (Foto: Humas/Wira)", "Melayani warga.", "Seksi Informasi", "1 / ",
        "/periksa/?teks=001/SP/III/2026",
    ):  # fmt: skip
        assert said in words, said
    found = tags(reader.trailer["/Root"]["/StructTreeRoot"])
    assert [alt for name, alt in found if name == "/Figure"][:2] == ["Lambang kota", "Antrean warga di teras"]
    names = [name for name, _ in found]
    assert names.count("/H1") == 1
    assert names.count("/BlockQuote") == 2
    links = [
        note.get_object()["/A"]["/URI"]
        for page in reader.pages
        for note in page.get("/Annots", [])
        if note.get_object()["/Subtype"] == "/Link"
    ]
    assert any(link.endswith("/periksa/?teks=001/SP/III/2026") for link in links)


def contents(page: pypdf.PageObject) -> list[tuple[bytes, bool]]:
    """Return what draws on ``page``, and whether it is told to readers or marked as ornament."""
    found, depth = [], 0
    for _operands, operator in page.get_contents().operations:
        depth += {b"BMC": 1, b"BDC": 1, b"EMC": -1}.get(operator, 0)
        if operator in {b"Tj", b"TJ", b"'", b'"', b"Do", b"f", b"f*", b"S", b"s", b"B", b"sh", b"INLINE IMAGE"}:
            found.append((operator, depth > 0))
    return found


@needs_pango
def test_the_pages_are_as_pdf_ua_asks_and_the_qr_code_is_read_by_another_reader(live, newsroom, appointment):
    """What can be checked of ISO 14289-1 without a validator of its own: each clause that a sheet can break."""
    import pypdfium2
    import zxingcpp

    content = pictures.encoded(pictures.blocks().resize((300, 300)))
    newsroom.crest = receive(pictures.upload(content), by=None, alt="Lambang kota", credit="Humas")
    newsroom.save()
    path = letterhead.kept(sheet())
    reader = pypdf.PdfReader(path)
    root = reader.trailer["/Root"]
    # 5, 7.1, 7.2: it says what it is, in which language, and by what name; it is tagged, and no tag is suspect.
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_object().get_data()
    assert root["/MarkInfo"]["/Marked"]
    assert not root["/MarkInfo"].get("/Suspects")
    assert root["/Lang"] == "id"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == live.headline
    assert live.headline.encode() in root["/Metadata"].get_object().get_data()
    for page in reader.pages:
        # 7.1: all that is drawn is told or an ornament. 7.18.3: the tab key goes the way of the text.
        drawn = contents(page)
        assert drawn
        assert [operator for operator, is_marked in drawn if not is_marked] == []
        assert page["/Tabs"] == "/S"
        # 7.21.4, 7.21.7: every font is inside, with what its signs mean.
        for font in page["/Resources"]["/Font"].get_object().values():
            font = font.get_object()
            inner = font["/DescendantFonts"][0].get_object()
            assert any(name.startswith("/FontFile") for name in inner["/FontDescriptor"].get_object())
            assert "/ToUnicode" in font
        # 7.18.5: a link says where it leads.
        for note in (note.get_object() for note in page.get("/Annots", [])):
            assert note.get("/Contents")
            assert "/StructParent" in note
    found = tags(root["/StructTreeRoot"])
    # 7.3: every figure has words. 7.4.2: headings begin with the first level, and none is left out.
    assert all(alt for name, alt in found if name == "/Figure")
    levels = [int(name[2]) for name, _ in found if name in {"/H1", "/H2", "/H3", "/H4"}]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))

    address = sheet()._check_address
    assert address.endswith("/periksa/?teks=001/SP/III/2026")
    with pypdfium2.PdfDocument(path) as document:
        read = [code.text for page in document for code in zxingcpp.read_barcodes(page.render(scale=2).to_pil())]
    assert read == [address]


def test_the_digest_follows_what_is_printed(live, agency):
    before = sheet().digest
    assert sheet().digest == before
    agency.name = "Dinas Kesehatan dan Gizi"
    agency.contact_phone = "(0000) 999"
    agency.save()
    assert sheet().digest != before


def test_a_correction_stands_on_the_sheet(live, correct, clock):
    clock.move_to(NOON + HOUR)
    correct(live, "ralat", "Jam dibetulkan.")
    assert "Jam dibetulkan." in sheet().html


@needs_pango
def test_a_release_that_is_withdrawn_meanwhile_leaves_nothing(live, penerbit, clock):
    """The file appears a moment after the withdrawal deleted what there was."""
    begun = sheet()
    clock.move_to(NOON + MINUTE)
    workflow.take("withdraw", live, by=penerbit, note="Keliru.")
    with pytest.raises(letterhead.Changed):
        letterhead.kept(begun)
    assert list(files.path(keeping.PACKS).rglob("*.pdf")) == []


def test_it_has_the_accent_of_the_newsroom(live, newsroom):
    newsroom.accent = "#00695c"
    newsroom.save()
    assert "2pt solid #00695c" in sheet().html
    assert 'fill="#00695c"' in sheet()._drawings()["tenun.svg"]


def test_a_lost_photo_leaves_the_rest(live, photo):
    files.path(str(photo.master)).unlink()
    assert str(photo.key) not in sheet().html
