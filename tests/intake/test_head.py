"""What stands above a text is told apart: section, kicker, headline, byline, caption, dateline."""

from typing import Any

import pytest

from news.intake.reading import read

HEADLINE = "Seratus Warga Bersihkan Selokan Cempaka"
BODY = (
    " – Warga bergotong royong membersihkan selokan di Kelurahan Cempaka, Minggu (8/3/2026). Kegiatan itu diikuti "
    "seratus orang dari tiga rukun tetangga.\n\n“Airnya lancar lagi,” kata Lurah Cempaka Yani Hutapea.\n"
)
CREDITED = "Warga mengangkat lumpur dari selokan di Cempaka. (Foto: Dok. Kelurahan)"


@pytest.mark.parametrize(
    ("above", "below", "wanted"),
    [
        ("{}\n\nSAGARA, (Kominfo)", "", {"place": "SAGARA", "source": "Kominfo"}),
        ("{}\n\nKota Sagara", "", {"place": "Kota Sagara", "source": None}),
        ("{}\n\nSagara, MC", "", {"place": "Sagara", "source": "MC"}),
        ("{}\n\nSAGARA | KABARSAGARA.ID", "", {"place": "SAGARA", "source": "KABARSAGARA.ID"}),
        ("{}\n\nHumas Kelurahan Cempaka", "", {"place": None, "source": "Humas Kelurahan Cempaka"}),
        ("{}\n\nSAGARA (8/3/2026)", "", {"place": "SAGARA", "source": None}),
        ("{}\n\nSAGARA, 8 Maret 2026", "", {"place": "SAGARA", "source": None}),
        (
            "Home > Warta > Sosial > {0}\n\n{0}\n\nReporter: Dian Wulan | Editor: Rama\n\nSAGARA",
            "",
            {"section": "Sosial", "byline": "Dian Wulan"},
        ),
        ("Beranda » Daerah\n{}\n\nSAGARA", "", {"section": "Daerah"}),
        ("Home / Budaya / Museum Kretek Kecil\n{}\n\nSAGARA", "", {"section": "Budaya"}),
        ("Kategori: Sosial\nDilihat: 120 kali\n{}\n\nSAGARA", "", {"section": "Sosial"}),
        ("SOSIAL\n{}\n\nSAGARA", "", {"section": "SOSIAL", "kicker": None}),
        ("{}\n\nOleh: Dian Wulan\n8 Maret 2026, 14:02\n\nSAGARA", "", {"byline": "Dian Wulan"}),
        ("{}\n\nDitulis oleh: Dian Wulan\n\nSAGARA", "", {"byline": "Dian Wulan"}),
        ("{}\n\nDian Wulan - Minggu, 8 Maret 2026 14:02 WIB\n\nSAGARA", "", {"byline": "Dian Wulan"}),
        ("{}\nBy Dian Wulan On Mar 8, 2026\n\nSAGARA", "", {"byline": "Dian Wulan"}),
        ("{}\n\nSAGARA", "\n(dw/red)", {"byline": "dw/red"}),
        ("{}\n\nSAGARA", "\nPenulis: Dian Wulan\nEditor: Rama", {"byline": "Dian Wulan"}),
        ("Jelang Musim Hujan\n{}\n\nSAGARA", "", {"kicker": "Jelang Musim Hujan"}),
        ("*INFO KEJADIAN*\n_Mohon izin melaporkan_\n\n*{}*\n\n*SAGARA*", "", {"headline": HEADLINE}),
        ("{}\nLurah janjikan gorong-gorong baru\n\nSAGARA", "", {"captions": []}),
        (f"{{}}\n\n{CREDITED}\n\nSAGARA", "", {"captions": [CREDITED]}),
        ("{}\n\nSAGARA", "\nTags : selokan, gotong royong, cempaka", {"tags": ["selokan", "gotong royong", "cempaka"]}),
        (
            "PEMERINTAH KOTA SAGARA\nKELURAHAN CEMPAKA\n\nSIARAN PERS\nNomor: 12/SP/KC/III/2026\n\n{}\n\nSAGARA",
            "",
            {"number": "12/SP/KC/III/2026", "kicker": None},
        ),
        ("[PRESS RELEASE]\n{}\n\nSagara", "", {"kicker": None, "place": "Sagara"}),
        ("DITAHAN SAMPAI PUKUL 10.00 WIB, 9 MARET 2026\n\n{}\n\nSagara", "", {"kicker": None}),
    ],
)
def test_tells_apart_what_stands_around_a_text(above: str, below: str, wanted: dict[str, Any]) -> None:
    reading = read(above.format(HEADLINE) + BODY + below).as_json()
    found = reading | reading["dateline"]
    assert {name: found[name] for name in wanted} == wanted
    assert found["headline"] == HEADLINE
    assert len(found["paragraphs"]) == 2
