"""Slips of spelling are advised on outside quoted words, and changed only where chosen."""

from pathlib import Path

import pytest

from news.intake.slips import MOST, SLIPS, advise, corrected
from news.intake.typing_slips import better_typed


def test_there_are_enough_pairs_and_each_changes_something() -> None:
    assert len(SLIPS) >= 250
    assert all(wrong != right.lower() for wrong, right in SLIPS.items())
    assert not set(SLIPS) & {right.lower() for right in SLIPS.values()}


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Cara berfikir dan prgram itu.", ["berfikir", "prgram"]),
        ("Ijin usaha diurus di apotik.", ["Ijin", "apotik"]),
        ("“Kami tahu resiko ini,” kata Budi soal resiko itu.", ["resiko"]),
        ("Toko bernama Apotik Sehat.", []),
        ("AKTIFITAS WARGA", []),
        ("Kegiatan dan program itu.", []),
        ("Resikonya kecil, praktiknya mudah.", ["Resikonya"]),
        ("Kami pemerintha kota, masyarkat dan kegistan itu.", ["pemerintha", "masyarkat", "kegistan"]),
        ("“Kami tahu\nada resiko,\nkata orang” lalu\nresiko itu.", ["resiko"]),
        ("Warga desa Prgram di Masyarkat Raya.", []),
        ("Rizki Ramadhan, siswa kelas lima. Masyarkat senang.", ["Masyarkat"]),
        ("Lihat resiko.example.com, @resiko, #masyarkat atau humas@masyarkat.example", []),
        ("Festival booster, streaming dan screening di bandros pesawahan.", []),
    ],
)
def test_advises(text: str, written: list[str]) -> None:
    found = advise(text)
    assert [each.written for each in found] == written
    lines = text.split("\n")
    assert all(lines[each.line - 1][each.start : each.end] == each.written for each in found)


TEXTS = sorted((Path(__file__).parent / "texts").glob("*.txt"))
SLIPS_IN_TEXTS = set(
    """
    Jum'at Nopember dihimbau dikelurahan disela-sela gladi himbau ijin Ijin katagori masing2 memproleh
    mengantri terlanjur disepanjang sertipikat
    """.split()
)


def test_no_text_of_ours_has_a_word_that_is_advised_on_wrongly() -> None:
    found = {each.written for path in TEXTS for each in advise(path.read_text(encoding="utf-8"))}
    assert found <= SLIPS_IN_TEXTS


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("prgram", "program"),
        ("pelaksanan", "pelaksanaan"),
        ("mennyampaikan", "menyampaikan"),
        ("masyrakatnya", "masyarakatnya"),
        ("kegistan", "kegiatan"),
        ("pemukiman", None),  # words, though a letter away from frequent ones
        ("pengawalan", None),
        ("memadu", None),
        ("pasir", None),
        ("training", None),
        ("zzzzzzzz", None),
    ],
)
def test_a_slip_of_typing_has_one_word_that_was_meant(typed: str, meant: str | None) -> None:
    assert better_typed(typed) == meant


def test_only_what_is_chosen_is_changed() -> None:
    text = "Judul\r\n\r\nIjin dan resiko,\nlalu aktifitas."
    assert corrected(text, {0, 2, 49}) == "Judul\r\n\r\nIzin dan resiko,\nlalu aktivitas."
    assert corrected(text, set()) == text


def test_there_is_an_end_to_advice() -> None:
    assert len(advise("resiko " * 1000)) == MOST
