"""What an editor typed becomes safe HTML, and safe HTML plain text."""

import re

import nh3
import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from news import richtext


@pytest.mark.parametrize(
    ("typed", "safe"),
    [
        ("<p>Isi <strong>tebal</strong></p>", "<p>Isi <strong>tebal</strong></p>"),
        ("<p onclick=x()>Isi</p>", "<p>Isi</p>"),
        ("<script>alert(1)</script><p>Isi</p>", "<p>Isi</p>"),
        ('<a href="javascript:alert(1)">tautan</a>', "<a>tautan</a>"),
        ('<a href="https://a.example/">tautan</a>', '<a href="https://a.example/">tautan</a>'),
        ('<a style="display:none" href="https://judi.example">x</a>', '<a href="https://judi.example">x</a>'),
        ("<svg><style><img src=x onerror=x()></style></svg>", ""),
        ("<p>a\x0bb\u200bc\ufffe</p>", "<p>abc</p>"),
        ("<p> &nbsp; </p><p></p>", ""),
        ("a < b & c", "a &lt; b &amp; c"),
    ],
)
def test_clean(typed, safe):
    assert richtext.clean(typed) == safe


def test_plain_keeps_words_and_blocks():
    markup = "<h2>Jadwal</h2><p>Senin &amp; Rabu<br>pagi</p><ul><li>satu</li><li>dua</li></ul>"
    assert richtext.plain(markup) == "Jadwal\nSenin & Rabu\npagi\nsatu\ndua"
    assert richtext.paragraphs(markup)[1] == "Senin & Rabu"


def test_paragraphs_come_back_unchanged():
    texts = ["”Satu,” katanya <tegas> & jelas.", "Dua 'tiga' \"empat\""]
    assert richtext.paragraphs(richtext.from_paragraphs(texts)) == texts


@given(st.text(max_size=200))
def test_cleaning_twice_is_cleaning_once(text):
    once = richtext.clean(text)
    assert richtext.clean(once) == once
    assert "<script" not in once.lower()


@pytest.mark.parametrize(
    "text", ["<" * 1_000_000, "&" * 1_000_000, '"' * 1_000_000, "<p>" * 100_000, "<a href=" * 90_000]
)
def test_hostile_text_is_read_to_its_end(text):
    assert "<a href=" not in richtext.plain(richtext.clean(text))


# Contents


def test_headings_can_be_linked_to():
    text, headings = richtext.anchored(
        "<h2>Jam &amp; tempat</h2><p>Satu.</p><h2>Biaya</h2><h2>Biaya</h2><h3>Kecil</h3>"
    )
    assert headings == [
        ("bagian-jam-tempat", "Jam & tempat"), ("bagian-biaya", "Biaya"), ("bagian-biaya-2", "Biaya"),
    ]  # fmt: skip
    assert '<h2 id="bagian-jam-tempat">Jam &amp; tempat</h2>' in text
    assert "<h3>Kecil</h3>" in text


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ('<h2 id="isi" onclick="x()">Judul</h2>', ["Judul"]),
        ("<h2>" + "x" * 500 + "</h2>", ["x" * 500]),
        ('<h2>"><script>alert(1)</script></h2>', ['">']),
        ("<h2>日本語</h2><h2>???</h2>", ["日本語", "???"]),
        ("<h2> </h2><p>h2</p>", []),
        ("<h2><strong>Tebal</strong> &lt;b&gt;</h2>", ["Tebal <b>"]),
    ],
)
def test_odd_headings_are_no_danger(markup, words):
    text, headings = richtext.anchored(markup)
    assert [heading.words for heading in headings] == words
    assert all(re.fullmatch(r"bagian-[a-z0-9-]{1,63}", heading.anchor) for heading in headings)
    assert richtext.clean(text) == richtext.clean(markup)


# Length


@pytest.mark.parametrize(
    "sign",
    [
        "&",
        "&a",
        "&#",
        "&amp;",
        "<",
        "<div>",
        "<ul><li>",
        "<blockquote>",
        "<b><div></b>",
        "<i></p>",
        "<p><strong>",
        "<!--",
    ],
)
def test_hostile_text_is_cleaned_once_and_for_all(sign):
    cleaned = richtext.clean(sign * 2_000)
    assert richtext.clean(cleaned) == cleaned


@pytest.mark.parametrize("entity", ["&#x202E;", "&#8238;", "&#x1", "&#xAD;", "&#xfeff;"])
def test_what_hides_words_is_taken_out_of_entities_too(entity):
    assert richtext.clean(f"<p>sa{entity}tu</p>") == "<p>satu</p>"


@given(
    st.lists(
        st.sampled_from(["&", "&amp;", "&lt", "&copy", "&foo;", "#", "x1", ";", "<a href='?a=1&b=2&copy=3'>", "</a>"])
    )
)
def test_an_ampersand_means_what_it_always_meant(parts):
    text = "".join(parts)
    assert richtext.clean(text) == richtext.clean(
        nh3.clean(text, tags=richtext.TAGS, attributes=richtext.ATTRIBUTES, link_rel=None)
    )


def test_what_a_release_needs_is_never_too_deep():
    item = "<ul><li><p>satu <strong>dua</strong> <em>tiga</em></p></li></ul>"
    text = f"<blockquote>{item}</blockquote>" * 2_000
    assert richtext.clean(text) == text
    assert richtext.clean("<blockquote>" * 5_000 + "isi").count("<blockquote>") == 200


def test_a_text_is_as_long_as_it_is_kept():
    richtext.check_length("<p>" + "kata " * 39_000 + "</p>")
    richtext.check_length("<p style='color: red'>kata</p>" * 10_000)
    for text in ("x" * 200_001, "&" * 100_000, "x" * 3_000_000):
        with pytest.raises(ValidationError) as refused:
            richtext.check_length(text)
        assert refused.value.code == "too_long"
