"""Words are found however they are written, and nothing else is."""

import pytest

from news import richtext
from news.articles.phrases import MARK, Phrases

NIK = "1271014505050001"


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        (NIK, "NIK 1271014505050001."),
        (NIK, "NIK 1271 0145 0505 0001."),
        (NIK, "NIK 1271.0145.0505.0001."),
        (NIK, "NIK 127101-450505-0001."),
        ("1271 0145 0505 0001", "NIK 1271014505050001"),
        (NIK, "NIK １２７１０１４５０５０５０００１"),
        ("Budi Santoso", "Korban bernama BUDI  SANTOSO, warga"),
        ("Budi Santoso", "Korban bernama Budi\u00a0Santoso"),
        ("Budi Santoso", "Korban bernama Budi\nSantoso"),
        ("budi santoso", "ibu Budi Santosonya"),
        ("Budi Santoso", "budi-santoso"),
        ("Budi Santoso", "#BudiSantoso"),
        ("Nur'aini", "ananda Nur’aini"),
        ("José", "Jose dan JOSE\u0301"),
        ("Rt 04", "RT.04"),
    ],
)
def test_variants_are_found_and_taken_out(phrase, text):
    phrases = Phrases([phrase])
    assert phrases.hits(text)
    without = phrases.without(text)
    assert MARK in without
    assert not phrases.hits(without)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("Budi", "Kebudayaan dan budidaya"),
        ("Budi Santoso", "Budi dan Santoso"),
        (NIK, "91271014505050001"),
        (NIK, "12710145050500012"),
        ("Ani", "Anita"),
    ],
)
def test_what_is_another_word_or_number_is_left_alone(phrase, text):
    phrases = Phrases([phrase])
    assert phrases.hits(text) == []
    assert phrases.without(text) == text


@pytest.mark.parametrize(
    ("markup", "after"),
    [
        ("<p>Korban, <strong>Bu</strong>di Santoso, selamat.</p>", f"<p>Korban, {MARK}, selamat.</p>"),
        ("<p><em>Budi</em> <strong>Santoso</strong></p>", f"<p>{MARK}</p>"),
        ("<p>Budi&nbsp;Santoso &amp; ibunya</p>", f"<p>{MARK} &amp; ibunya</p>"),
        ("<p>Ini &#66;udi Santoso</p>", f"<p>Ini {MARK}</p>"),
        ("<p>Nama: Budi</p><p>Santoso</p>", f"<p>Nama: {MARK}</p><p></p>"),
        (
            '<p><a href="mailto:budi.santoso@example.org">surel</a></p>',
            "<p><a>surel</a></p>",
        ),
        ('<p><a href="https://x.id/budi%20santoso">di sini</a></p>', "<p><a>di sini</a></p>"),
        ("<ul><li>Budi Santoso</li><li>Ani</li></ul>", f"<ul><li>{MARK}</li><li>Ani</li></ul>"),
    ],
)
def test_words_are_found_across_markup_whose_tags_stay(markup, after):
    phrases = Phrases(["Budi Santoso"])
    assert phrases.hits_in_markup(markup)
    without = phrases.without_in_markup(markup)
    assert "udi" not in without
    assert richtext.plain(without) == richtext.plain(after)
    assert richtext.clean(without).replace("<strong></strong>", "") == without.replace("<strong></strong>", "")
    assert phrases.hits_in_markup(without) == []


def test_a_hit_tells_what_stands_around_it():
    (hit,) = Phrases(["Budi"]).hits_in_markup("<p>Anak itu, <em>Bu</em>di, &amp; ibunya</p>")
    assert (hit.before, hit.found, hit.after) == ("Anak itu, ", "Budi", ", & ibunya")


def test_the_longest_goes_first():
    assert Phrases(["Budi", "Budi Santoso"]).without("Budi Santoso dan Budi") == f"{MARK} dan {MARK}"


@pytest.mark.parametrize("given", [[], ["  "], ["ab"], ["--"], ["x" * 201], ["abc"] * 21])
def test_what_would_stand_everywhere_or_nowhere_is_refused(given):
    with pytest.raises(ValueError):  # noqa: PT011 - the form tells which
        Phrases(given)
