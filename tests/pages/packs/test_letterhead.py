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


def test_the_qr_code_leads_to_the_check(live):
    import segno

    address = sheet()._check_address
    drawn = letterhead._qr(address)
    assert drawn.startswith("<svg")
    assert segno.make(address, error="m", micro=False).symbol_size(border=2)[0] == int(
        drawn.split('width="')[1].split('"')[0]
    )


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


def test_a_lost_photo_leaves_the_rest(live, photo):
    files.path(str(photo.master)).unlink()
    assert str(photo.key) not in sheet().html
