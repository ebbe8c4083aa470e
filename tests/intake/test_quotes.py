"""Quoted speech is found in every kind of marks; mottos and titles in marks are none."""

import pytest

from news.intake.quotes import find_quoted, is_speech


def speech(text: str) -> list[str]:
    return [text[each.start : each.end] for each in find_quoted(text) if is_speech(text, each)]


@pytest.mark.parametrize(
    "text",
    [
        "“Kami siap,” kata Budi.",
        "”Kami siap,” kata Budi.",
        '"Kami siap," kata Budi.',
        "“ Kami siap, “ kata Budi.",
        "„Kami siap“, kata Budi.",
        "''Kami siap,'' kata Budi.",
        "‘Kami siap,’ kata Budi.",
        "'Kami siap,' kata Budi.",
        "«Kami siap,» kata Budi.",
        "“Kami siap, kata Budi.",
        "Kami siap,” kata Budi.",
        "“Kami siap,”kata Budi.",
        "Budi mengatakan, “Kami siap”.",
        'Budi berkata: "Kami siap"',
        "Drs. Budi, M.Si., mengatakan, “Kami siap.”",
    ],
)
def test_finds_the_words(text):
    assert [words.rstrip(".") for words in speech(text)] == ["Kami siap"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“Satu hal,” kata Budi. “Dua hal lagi,” tambahnya.", ["Satu hal", "Dua hal lagi"]),
        ("“Program “Kota Hijau” ini gratis,” kata Budi.", ["Program “Kota Hijau” ini gratis"]),
        ("“Satu hal, kata Budi. “Dua hal lagi,” tambahnya.", ["Satu hal", "Dua hal lagi"]),
        ("Hal itu transparan.” Jangan percaya calo,”katanya.", ["Jangan percaya calo"]),
        ("“Warga Jum’at lalu datang,” kata Budi.", ["Warga Jum’at lalu datang"]),
        ("“Kapan lagi?” tanya Budi. “Sekarang!” seru Siti.", ["Sekarang!"]),
        ("“Harga stabil. Stok cukup.”", ["Harga stabil. Stok cukup."]),
    ],
)
def test_finds_each_of_several(text, words):
    assert speech(text)[-len(words) :] == words


@pytest.mark.parametrize(
    "text",
    [
        "Lomba bertema “Kota Bersih untuk Semua Warga.” itu ramai.",
        "Program “Kota Hijau” dimulai.",
        'Film berjudul "Muara" diputar.',
        "Warga menyebutnya “pasar apung” sejak lama.",
        "Jum’at lalu, warga Qur'an Center datang.",
        "“”",
        '"',
        "",
    ],
)
def test_what_is_no_speech_is_none(text):
    assert speech(text) == []


def test_tells_where_a_mark_is_missing():
    (unclosed,) = find_quoted("“Kami siap, kata Budi.")
    (unopened,) = find_quoted("Kami siap,” kata Budi.")
    assert (unclosed.opened, unclosed.closed) == (True, False)
    assert (unopened.opened, unopened.closed) == (False, True)
