"""What is personal is found and masked; what belongs to an office is left alone. Every number is invented."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from news.screening.personal_data import Kind, find, mask, words_for


def kinds(text: str) -> list[str]:
    return [found.kind.value for found in find(text)]


@pytest.mark.parametrize(
    "text",
    [
        "3201011402850003",
        "NIK saya 3201 0114 0285 0003",
        "3201.0114.0285.0003",
        "32-01-01-540285-0003",  # a woman's: the day and forty
        "KK ３２０１０１１４０２８５０００３",
    ],
)
def test_identity_cards_are_found(text):
    assert kinds(text) == ["identity"]


@pytest.mark.parametrize(
    "text",
    [
        "0001011402850003",
        "3201013902850003",
        "3201011413850003",
        "3201011402850000",
        "32010114028500031",
        "1234567890123456",
    ],
)
def test_other_long_numbers_are_no_identity_cards(text):
    assert "identity" not in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "081234567890",
        "0812-3456-7890",
        "0812 3456 7890",
        "0812.3456.7890",
        "+6281234567890",
        "+62 812 3456 7890",
        "62812-3456-7890",
        "(+62) 812 3456 7890",
        "+62 (0) 812 3456 7890",
        "O8l2 3456 789O",
        "0 8 1 2 3 4 5 6 7 8 9 0",
        "wa 812 3456 7890",
        "wa.me/6281234567890",
        "nol delapan satu dua tiga empat lima enam tujuh delapan",
        "rumah (061) 4567 890",
        "０８１２３４５６７８９０",
    ],
)
def test_telephones_are_found(text):
    assert kinds(text) == ["phone"]


@pytest.mark.parametrize(
    "text",
    [
        "Telepon 112 atau 110",
        "1500-400 dan 1500400",
        "Rp 081.234.567.890",
        "Rp812.345.678.900 dari APBD",
        "14-02-2025 pukul 08.12",
        "08.00-14.30 WIB",
        "SK 188.45/217/KPTS/2025",
        "Kantor dinas (061) 4567890",
        "tahun 2024-2025",
        "812.345 jiwa",
        "satu dua tiga coba",
        "-6.8123456, 107.123456",
    ],
)
def test_what_is_no_private_telephone_is_not_found(text):
    assert find(text) == []


@pytest.mark.parametrize(
    "text", ["rina@contoh.com", "rina.putri+kota@mail.contoh.co.id", "rina [at] contoh.com", "Rina@Contoh.Com"]
)
def test_email_is_found(text):
    assert kinds(text) == ["email"]


@pytest.mark.parametrize("text", ["dinkes@kota.go.id", "harga @ 5.000", "ikuti @pemkot ya", "a@b"])
def test_an_offices_email_is_none(text):
    assert find(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Jl. Melati No. 12 RT 03 RW 05",
        "Jalan Melati no 12a rt.003/rw.005",
        "Gg. Mawar No 3, RT 1/RW 2",
        "rumah Pak Budi di Jl. Melati No. 12",
        "alamat saya jalan kenanga nomor 7",
        "Perumahan Asri Blok C2 No 4 RT 02 RW 03",
    ],
)
def test_private_addresses_are_found(text):
    assert kinds(text) == ["address"]


def test_an_address_beside_a_telephone_is_private():
    assert kinds("Jl. Melati No. 12, hubungi 081234567890") == ["address", "phone"]


@pytest.mark.parametrize(
    "text",
    [
        "Jl. Melati depan SDN 01 rusak",
        "Kantor baru di Jl. Merdeka No. 30A",
        "Jalan Sultan Agung macet di RT 05",
        "Gorong-gorong Jl Kenanga No. 12 mampet",
        "Lampu di RT 05 RW 02 mati",
        "KM 12 jalan lintas",
    ],
)
def test_a_place_is_no_private_address(text):
    assert find(text) == []


@pytest.mark.parametrize(
    "text",
    ["rek BRI 0123 01 234567 50 8", "norek: 1234567890", "BCA 123-456-7890 a.n. Rina", "bank mandiri no 1234567890123"],
)
def test_accounts_are_found(text):
    assert kinds(text) == ["account"]


def test_an_electronic_wallet_is_a_telephone():
    assert len(find("transfer ke dana 089912345678")) == 1


def test_everything_is_masked_with_a_mark_that_shows():
    text = "Rina, NIK 3201011402850003, 0812-3456-7890, rina@contoh.com, Jl. Melati No. 12 RT 3 RW 5."
    with translation.override("en"):  # the moderator's; the mark is the newsroom's
        masked = mask(text)
    assert masked.startswith("Rina, NIK [")
    assert masked.count("[") == 4
    for secret in ("3201011402850003", "3456", "rina@", "Melati"):
        assert secret not in masked
    assert find(masked) == []
    assert mask(masked) == masked


def test_what_is_not_personal_is_untouched():
    assert mask("Anggaran Rp4.750.000.000 untuk 151 kelurahan.") == "Anggaran Rp4.750.000.000 untuk 151 kelurahan."


def test_kinds_are_told_in_words():
    with translation.override("en"):
        assert [words_for(kind) for kind in Kind][1] == "telephone number"
    assert words_for("of a later version") == "of a later version"


@given(st.text(st.characters(exclude_categories=()), max_size=300))
def test_no_text_breaks_it(text):
    found = find(text)
    assert all(first.end <= second.start for first, second in zip(found, found[1:], strict=False))
    mask(text)


@given(st.text(" 0123456789+()-./oOlIjJnNrRtTwW", max_size=300))
def test_nothing_personal_is_left_after_masking(text):
    assert find(mask(text)) == []
