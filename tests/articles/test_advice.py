"""Small questions to a text: for each one that it answers with yes, and one with no."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.articles import advice

DIRECTORY = [
    "Rahmat Simbolang", "Budi Lubis", "Dinas Kesehatan", "Dinas Kesehatan Kota Tanjung Selasih", "Dinas Perhubungan",
]  # fmt: skip


@pytest.mark.parametrize(
    ("headline", "shouts"),
    [
        ("PUSKESMAS MUARA BUKA LAYANAN MALAM", True),
        ("PUSKESMAS MUARA BUKA LAYANAN 24 jam", True),
        ("Puskesmas Muara buka layanan malam", False),
        ("RSUD dan PDAM buka layanan malam", False),
        ("HUT RI", False),  # too short to shout
    ],
)
def test_a_headline_in_capitals_shouts(headline, shouts):
    assert advice.is_all_capitals(headline) is shouts


def test_a_headline_is_long_from_its_111th_character():
    assert not advice.is_too_long("a" * 110)
    assert advice.is_too_long("a" * 111)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Layanan dibuka. Warga datang!", ["Layanan dibuka.", "Warga datang!"]),
        ("Kata dr. Rahmat Simbolang, M.Kes. di Jl. Merdeka No. 5. Warga datang.", 2),
        ("Dibuka pukul 08.00. Biaya Rp1.500.000 saja.", 2),
        ("“Silakan datang.” Warga pun datang.", ["“Silakan datang.”", "Warga pun datang."]),
        ("Baris tanpa titik\nBaris kedua", ["Baris tanpa titik", "Baris kedua"]),
        ("", []),
    ],
)
def test_titles_and_abbreviations_end_no_sentence(text, found):
    sentences = list(advice.sentences(text))
    assert sentences == found if isinstance(found, list) else len(sentences) == found


def test_a_sentence_is_long_from_its_31st_word():
    assert advice.long_sentences("kata " * 29 + "akhir.") == []
    text = f"Pendek. {'kata ' * 30}akhir."
    assert [(len(sentence.split()), count) for sentence, count in advice.long_sentences(text)] == [(31, 31)]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("“Warga cukup membawa KTP,” kata Rahmat.", True),
        ('"Warga cukup membawa KTP," kata Rahmat.', True),
        ("Program “Selasih Sehat” dibuka.", False),
        ("Layanan dibuka.", False),
    ],
)
def test_words_in_quotation_marks_are_a_quote_when_they_say_something(text, quotes):
    assert advice.quotes_somebody(text) is quotes


def test_an_alternative_text_that_says_the_same_as_the_caption():
    assert advice.repeats_caption("Warga  antre.", "warga antre")
    assert not advice.repeats_caption("Tiga warga duduk", "Warga antre.")
    assert not advice.repeats_caption("", "")


@pytest.mark.parametrize(
    ("alt", "is_file"),
    [
        ("IMG_2041", True), ("dsc00012.JPG", True), ("foto kegiatan.jpeg", True),
        ("WhatsApp Image 2026-03-11 at 10.00.00", True),
        ("Wali kota menanam pohon", False), ("Video call dengan 2 warga", False), ("", False),
    ],
)  # fmt: skip
def test_an_alternative_text_that_is_the_name_of_a_file(alt, is_file):
    assert advice.is_file_name(alt) is is_file


# Names


@pytest.mark.parametrize(
    ("text", "slips"),
    [
        ("kata Rahmad Simbolang di sana", [("Rahmad Simbolang", "Rahmat Simbolang")]),
        ("kata Rahamt Simbolang.", [("Rahamt Simbolang", "Rahmat Simbolang")]),  # two letters swapped
        ("kata dr. Rahmad Simbolong, M.Kes.", [("Rahmad Simbolong", "Rahmat Simbolang")]),
        ("RAHMAD SIMBOLANG HADIR", [("RAHMAD SIMBOLANG", "Rahmat Simbolang")]),
        ("Dinas Kesahatan Kota Tanjung Selasih", [
            ("Dinas Kesahatan Kota Tanjung Selasih", "Dinas Kesehatan Kota Tanjung Selasih")
        ]),
        ("kepala Dinas Kesahatan mengatakan", [("Dinas Kesahatan", "Dinas Kesehatan")]),
        ("kata Rahmat Simbolang di sana", []),
        ("RAHMAT SIMBOLANG HADIR", []),
        ("Dinas Kebersihan mengangkut sampah", []),
        ("kata Beni Lubis", []),  # short words have to be as they are
        ("rahmad simbolang ditulis kecil", []),
        ("Rahmad\nSimbolang", []),
    ],
)  # fmt: skip
def test_a_name_that_is_nearly_one_of_the_directory(text, slips):
    assert [(slip.written, slip.meant) for slip in advice.Names(DIRECTORY).slips(text)] == slips


def test_a_name_that_is_itself_in_the_directory_is_no_slip_of_another():
    assert advice.Names([*DIRECTORY, "Rahmad Simbolang"]).slips("kata Rahmad Simbolang") == []


@pytest.mark.parametrize(
    ("first", "second", "distance"),
    [("", "", 0), ("kesehatan", "kesahatan", 1), ("rahmat", "rahamt", 1), ("lubis", "lobes", 2), ("abc", "xyz", 3)],
)
def test_the_distance_is_of_letters_put_in_left_out_changed_or_swapped(first, second, distance):
    assert advice.edit_distance(first, second, 2) == distance


@given(st.text("abc", max_size=8), st.text("abc", max_size=8))
def test_the_distance_is_the_same_both_ways(first, second):
    assert advice.edit_distance(first, second, 3) == advice.edit_distance(second, first, 3)


# Links


def test_links_are_read_with_their_words():
    markup = (
        '<p>Lihat <a href="/a/?x=1&amp;y=2">daftar <strong>ini</strong></a> dan <a href="mailto:a@b.id">surat</a>.</p>'
    )
    assert advice.links(markup) == [("/a/?x=1&y=2", "daftar ini"), ("mailto:a@b.id", "surat")]


@pytest.mark.parametrize(
    "address",
    [
        "https://contoh.id/a", "http://127.0.0.1:8000/", "/2026/03/11/judul/", "#isi", "mailto:humas@contoh.id",
        "tel:112", "tel:+62-561-123", "https://contoh.id/a%20b", "https://kota.contoh.id",
    ],
)  # fmt: skip
def test_an_address_that_can_lead_somewhere(address):
    assert not advice.is_malformed(address)


@pytest.mark.parametrize(
    "address",
    [
        "", "www.contoh.id", "contoh.id/a", "http:/contoh.id", "https://contoh", "https://con toh.id/", "https://-a.id",
        "mailto:humas", "tel:+", "https://[::1", "https://contoh.id:99999/", "https://contoh..id", " https://contoh.id",
    ],
)  # fmt: skip
def test_an_address_that_leads_nowhere(address):
    assert advice.is_malformed(address)
