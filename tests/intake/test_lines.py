"""Lines are cleaned without losing where each character stood."""

import pytest

from news.intake.lines import Span, clean, passages, split


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\u2028", "\x85"])
def test_splits_at_every_line_end(end):
    assert split(f"a{end}b") == ["a", "b"]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("  Judul\u00a0Siaran\t", "Judul Siaran"),
        ("*Judul Siaran*", "Judul Siaran"),
        ("Isi *tebal* dan _miring_ juga ~coret~.", "Isi tebal dan miring juga coret."),
        ("surat_dinas_kota dan 2*3*4", "surat_dinas_kota dan 2*3*4"),
        ("ka\u200bta\x00 du\u00ada", "kata dua"),
        ("(***)", "(***)"),
        ("\ufeff", ""),
    ],
)
def test_cleans_a_line(raw, text):
    line = clean(raw, 7)
    assert line.text == text
    assert "".join(raw[column] for column in line.columns).replace("\u00a0", " ") == text


def lines(text: str):
    return [clean(raw, number) for number, raw in enumerate(text.split("\n"), start=1) if raw]


def test_joins_what_was_wrapped_and_leads_back():
    wrapped = lines(
        "Satuan polisi kota menata pedagang\nkaki lima di sepanjang jalan itu tanpa\npembongkaran lapak.\n\nSelesai."
    )
    first, second = passages(wrapped)
    assert first.text == "Satuan polisi kota menata pedagang kaki lima di sepanjang jalan itu tanpa pembongkaran lapak."
    assert second.text == "Selesai."
    start = first.text.index("pedagang kaki")
    assert first.spans(start, start + len("pedagang kaki")) == (Span(1, 26, 34), Span(2, 0, 4))


def test_a_word_broken_at_its_hyphen_is_put_together():
    (passage,) = passages(lines("Warga kota berkumpul sore itu di alun-\nalun kota itu."))
    assert passage.text.endswith("di alun-alun kota itu.")


def test_one_paragraph_a_line_stays_so():
    text = "Kalimat pertama yang cukup panjang.\nKalimat kedua.\nKalimat ketiga yang juga panjang."
    assert [each.text for each in passages(lines(text))] == text.split("\n")
