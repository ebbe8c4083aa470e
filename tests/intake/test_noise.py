"""What a page or a letterhead adds is known by its reason; what a release says is not taken for it."""

import pytest

from news.intake.noise import noise_reason


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("BERBAGI", "share"),
        ("Share on Facebook", "share"),
        ("WhatsApp", "share"),
        ("Comments", "comments"),
        ("Komentar (3)", "comments"),
        ("ADVERTISEMENT", "advertisement"),
        ("Baca juga: Pasar Murah Digelar", "related"),
        ("Berita Terkait", "related"),
        ("Editor: Wening Asri", "credits"),
        ("Copyright © KOTA 2025", "copyright"),
        ("Dibaca 1.204 kali", "counter"),
        ("Beranda", "navigation"),
        ("SIARAN PERS", "letterhead"),
        ("UNTUK SEGERA DISIARKAN", "letterhead"),
        ("Jalan Merpati Nomor 4, Sagara 45123, Telp. (0299) 555123", "address"),
        ("------", "end-mark"),
        ("Senin, 11 Maret 2019 | 14:05 WIB", "publication-date"),
        ("Redaksi - 11 Maret 2019", "publication-date"),
    ],
)
def test_gives_the_reason(line, reason):
    assert noise_reason(line) == reason


@pytest.mark.parametrize(
    "line",
    [
        "Komentar warga beragam soal rencana itu.",
        "Bagikan sembako, Pemko gandeng relawan",
        "Jalan Merpati ditutup dua hari.",
        "Acara digelar Senin, 11 Maret 2019.",
        "Iklan rokok dilarang di sekitar sekolah",
        "Siaran pers ini disampaikan untuk diketahui masyarakat.",
        "Terkait banjir, Wali Kota turun langsung",
    ],
)
def test_what_is_said_is_no_noise(line):
    assert noise_reason(line) is None
