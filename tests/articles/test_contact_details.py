"""Numbers and addresses in a text can be pressed; times, dates and houses cannot, and half a number is told of."""

import pytest

from news.articles.contact_details import details, malformed


def pressed(text: str) -> list[tuple[str, str]]:
    return [(text[detail.start : detail.end], detail.href) for detail in details(text)]


@pytest.mark.parametrize(
    ("written", "href"),
    [
        ("0812-3456-7890", "tel:081234567890"),
        ("0812.3456.7890", "tel:081234567890"),
        ("(021) 555-100", "tel:021555100"),
        ("+62 812 3456 7890", "tel:+6281234567890"),
        ("+62 (21) 555 1000", "tel:+62215551000"),
        ("(+62) 812-3456-789", "tel:+628123456789"),
        ("62812 3456 7890", "tel:+6281234567890"),
        ("112", "tel:112"),
        ("1500-123", "tel:1500123"),
        ("dukcapil+a@kota.go.id", "mailto:dukcapil+a@kota.go.id"),
        ("https://kota.go.id/x?y=1&z=(2)", "https://kota.go.id/x?y=1&z=(2)"),
    ],
)
def test_what_can_be_pressed(written, href):
    assert pressed(f"Hubungi: {written}.") == [(written, href)]
    assert malformed(f"Hubungi: {written}.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Senin–Jumat, 08.00–15.00 WIB", "08.00-15.00 WIB", "pukul 08.00.", "03-04-2026", "01/04/2026",
        "Jalan Merdeka No. 112", "Jl. Merdeka 112", "RT 03/RW 05", "Rp 150.000", "@wartakota", "0 rupiah",
        "ftp://kota.go.id", "javascript:alert(1)", "",
    ],
)  # fmt: skip
def test_what_is_no_number_and_no_address(text):
    assert pressed(text) == []
    assert malformed(text) == []


def test_several_in_a_text_each_lead_to_their_own():
    text = "0812 3456 7890 0813 4567 8901, a@kota.go.id\nJalan Merdeka 112, telepon 112; 08.00-15.00 (0761) 23456/23457"
    assert [href for _written, href in pressed(text)] == [
        "tel:081234567890", "tel:081345678901", "mailto:a@kota.go.id", "tel:112", "tel:076123456",
    ]  # fmt: skip


@pytest.mark.parametrize("written", ["0812-345", "0812-3456-7890-12345", "(0812 3456 7890", "dukcapil@kota", "a@b@c"])
def test_what_lacks_a_digit_or_a_letter_is_told_of(written):
    assert malformed(f"Hubungi: {written} ya") == [written]
    assert pressed(f"Hubungi: {written} ya") == []


def test_a_link_cannot_end_its_attribute():
    (detail,) = details('https://kota.go.id/"onmouseover=alert(1)')
    assert detail.href == "https://kota.go.id/"


@pytest.mark.parametrize("sign", ["a@", "0 ", "0-", "a.", "(", "1.", "62 8", "https://", " @", "+0("])
def test_hostile_text_gives_only_what_stands_in_it(sign):
    text = sign * 1_000
    found = details(text)
    assert all(before.end <= after.start for before, after in zip(found, found[1:], strict=False))
    assert all(text[detail.start : detail.end].strip() for detail in found)
