"""Datelines of every outlet are taken off; prose that only looks like one is not."""

import pytest

from news.intake.datelines import is_source, read_dateline

REST = "Pemerintah kota membuka layanan baru."


@pytest.mark.parametrize(
    ("written", "place", "source"),
    [
        ("MEDAN, SUMUTPOS.CO – ", "MEDAN", "SUMUTPOS.CO"),
        ("Medan (ANTARA) - ", "Medan", "ANTARA"),
        ("Medan, 28/7 (LintasMedan) – ", "Medan", "LintasMedan"),
        ("Tubankab - ", None, "Tubankab"),
        ("akses.co – ", None, "akses.co"),
        ("AKSES.CO, MEDAN — ", "MEDAN", "AKSES.CO"),
        ("Tebing Tinggi, Kominfo – ", "Tebing Tinggi", "Kominfo"),
        ("MEDAN – AKSES.CO – ", "MEDAN", "AKSES.CO"),
        ("MEDAN | AKSES.CO – ", "MEDAN", "AKSES.CO"),
        ("MEDAN – ", "MEDAN", None),
        ("Medan, 11 Maret 2019 – ", "Medan", None),
        ("MEDAN, Senin (11/3/2019) – ", "MEDAN", None),
        ("AksesKini.com-", None, "AksesKini.com"),
        ("KOTA MEDAN -- ", "KOTA MEDAN", None),
    ],
)
def test_takes_a_dateline_off(written, place, source):
    text = written + REST
    found = read_dateline(text)
    assert (found.dateline.place, found.dateline.source) == (place, source)
    assert text[found.end :] == REST
    for name, span in ((place, found.place), (source, found.source)):
        assert (text[slice(*span)] if span else None) == name


@pytest.mark.parametrize(
    "text",
    [
        REST,
        "Wali Kota Medan – yang hadir lebih awal – membuka acara.",
        "Alun-alun Kota dipadati warga sejak pagi.",
        "Dinas Kesehatan - melalui puskesmas - membuka layanan.",
        "Anak-anak bermain di taman – sebagian bersepeda.",
        "– Warga datang sejak pagi.",
        "Ratusan guru dari enam kecamatan – dan dua desa – hadir.",
        "",
    ],
)
def test_prose_keeps_its_words(text):
    assert read_dateline(text) is None


def test_the_date_of_a_dateline_is_kept_apart():
    assert read_dateline(f"Medan, 28/7 (LintasMedan) – {REST}").written_date.year is None
    assert read_dateline(f"Medan, 11 Maret 2019 – {REST}").written_date.date.isoformat() == "2019-03-11"


def test_knows_an_outlet_by_its_name():
    assert all(is_source(name) for name in ("akses.co", "ANTARA", "InfoPublik", "MC Kota Medan", "Tubankab"))
    assert not any(is_source(name) for name in ("Medan", "Tebing Tinggi", "KOTA MEDAN"))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Sungai Rumbia, Kentongan kembali terdengar di gardu.", "Sungai Rumbia"),
        ("Muara Kelingi Baru, Perbaikan pompa utama rampung.", "Muara Kelingi Baru"),
        ("Tanjung Sari, Camat baru itu, datang.", None),
        ("Budi Santoso, Warga kampung, datang.", None),
    ],
)
def test_a_town_before_a_comma_is_known_by_its_first_half(text, place):
    found = read_dateline(text)
    assert (found and found.dateline.place) == place
