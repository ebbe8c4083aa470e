"""Quotes are set off where they stand; none is lost, none is told twice, and not a letter of the text changes."""

import re
import time

import pytest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from news import richtext
from news.articles.models import Quote
from news.pages import voices

PLAIN = "<p>Pemerintah kota menata jalur pejalan kaki di tepian sungai.</p>"


def quote(words: str, speaker: str = "Ibu Rukmini") -> Quote:
    return Quote(words=words, speaker=speaker)


def told(markup: str, *quotes: Quote) -> voices.Told:
    def caption(each: Quote) -> SafeString:
        return format_html("<figcaption>{}</figcaption>", each.said_by)

    return voices.told(richtext.safe(markup), quotes, caption)


def without_figures(text: SafeString) -> str:
    return re.sub(r"</?figure[^>]*>|<figcaption>.*?</figcaption>", "", text)


def test_the_paragraph_stays_as_it_was_written_in_a_figure_with_who_says_it():
    said = "<p>“Cukup <em>bawa</em> KTP,” kata Ibu Rukmini.</p>"
    shown = told(f"{PLAIN}\n{said}\n{PLAIN}", quote("Cukup bawa KTP"))
    assert shown.apart == []
    assert f'<figure class="said">{said}<figcaption>Ibu Rukmini</figcaption></figure>' in shown.text
    assert without_figures(shown.text).replace("\n", "") == f"{PLAIN}{said}{PLAIN}"


@pytest.mark.parametrize(
    "body",
    [
        "<p>“Kami mulai pagi, “ ujar Rukmini. “Semua boleh datang.”</p>",
        "<p>“Kami mulai pagi,” ujarnya.</p><p>“Semua boleh datang.”</p>",
        '<p>"Kami mulai pagi" - begitu katanya - "semua boleh datang"</p>',
        "<p>‘Kami mulai pagi,’ katanya hari Jum’at. ‘Semua boleh datang.’</p>",
        "<blockquote><p>Kami mulai pagi. Semua boleh datang.</p></blockquote>",
    ],
    ids=["interrupted", "over two paragraphs", "straight marks", "single marks", "block quote"],
)
def test_it_stands_in_the_text_whatever_is_between_its_words(body):
    shown = told(PLAIN + body, quote("Kami mulai pagi. Semua boleh datang."))
    assert shown.apart == []
    assert shown.text.count("<figure") == 1
    assert shown.text.startswith(PLAIN)


def test_what_is_not_quoted_in_the_text_stands_apart():
    named, only_told = quote("Ya", "Pak Umar"), quote("Jalur pejalan kaki di tepian sungai")
    shown = told(PLAIN + "<p>“Saya karyawan,” katanya.</p>", named, only_told)
    assert shown.apart == [named, only_told]
    assert "<figure" not in shown.text


def test_words_in_passing_and_of_two_speakers_are_left_as_they_are():
    passing = "<p>Rapat yang berlangsung sejak pagi di balai kota, menurut Rukmini, “berjalan baik”, dan berlanjut.</p>"
    both = "<p>“Setuju sekali,” kata Rukmini. “Saya juga setuju,” sahut Umar.</p>"
    shown = told(passing + both, quote("berjalan baik"), quote("Setuju sekali"), quote("Saya juga setuju", "Umar"))
    assert shown == (passing + both, [])


def test_one_speaker_after_the_other():
    body = "".join(f"<p>“Kalimat nomor {number} panjang,” katanya.</p>" for number in range(4))
    shown = told(body, *(quote(f"Kalimat nomor {number} panjang", "AABA"[number]) for number in range(4)))
    assert re.findall(r"<figcaption>(\w)</figcaption>", shown.text) == ["A", "B", "A"]
    assert without_figures(shown.text) == body


def test_nothing_of_a_quote_becomes_markup():
    hostile = quote("Halo <script>alert(1)</script> dunia", "<img src=x onerror=alert(2)>")
    shown = told("<p>“Halo &lt;script&gt;alert(1)&lt;/script&gt; dunia,” katanya.</p>", hostile)
    assert shown.apart == []
    assert "<script" not in shown.text
    assert "<img" not in shown.text


@pytest.mark.parametrize(
    "markup", ["", "<ul><li><p>“Satu dua tiga,” katanya.</p></li><li>Dua</li></ul>", "<h2>“Satu”</h2>"]
)
def test_lists_and_headings_stay_whole(markup):
    shown = told(markup, quote("Satu dua tiga"))
    assert without_figures(shown.text) == markup


@pytest.mark.parametrize("unit", ["“a ", '"a, kata ', "<p>“a”</p>", "'a, ", "<blockquote>a", "“"])
def test_hostile_text_takes_no_time(unit):
    safe = richtext.safe(f"<p>{unit * (200_000 // len(unit))}</p>")
    begin = time.process_time()
    voices.told(safe, [quote("a " * 1000)] * 30, lambda each: SafeString(""))
    assert time.process_time() - begin < 2
