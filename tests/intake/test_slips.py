"""Slips of spelling are advised on outside quoted words, and changed only where chosen."""

import pytest

from news.intake.slips import MOST, SLIPS, advise, corrected


def test_there_are_enough_pairs_and_each_changes_something() -> None:
    assert len(SLIPS) >= 120
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
    ],
)
def test_advises(text: str, written: list[str]) -> None:
    found = advise(text)
    assert [each.written for each in found] == written
    assert all(text[each.start : each.end] == each.written for each in found)


def test_only_what_is_chosen_is_changed() -> None:
    text = "Judul\r\n\r\nIjin dan resiko,\nlalu aktifitas."
    assert corrected(text, {0, 2, 49}) == "Judul\r\n\r\nIzin dan resiko,\nlalu aktivitas."
    assert corrected(text, set()) == text


def test_there_is_an_end_to_advice() -> None:
    assert len(advise("resiko " * 1000)) == MOST
