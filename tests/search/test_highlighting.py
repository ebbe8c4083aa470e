"""Words that were looked for are marked, and nothing else is HTML."""

import pytest

from news.search import highlighting


def test_all_forms_of_a_word_are_marked_and_markup_is_escaped():
    stems = highlighting.stems_of(["pelayanan"])
    assert highlighting.marked("Melayani <b> & layanan", stems) == (
        "<mark>Melayani</mark> &lt;b&gt; &amp; <mark>layanan</mark>"
    )


def test_a_fragment_shows_where_most_words_stand():
    text = "Awal cerita. " * 40 + "Pompa banjir dinyalakan petugas. " + "Akhir cerita. " * 40
    fragment = highlighting.fragment(text, highlighting.stems_of(["banjir", "petugas"]))
    assert "<mark>banjir</mark> dinyalakan <mark>petugas</mark>" in fragment
    assert fragment.startswith("… ")
    assert fragment.endswith(" …")
    assert len(fragment) < 320


@pytest.mark.parametrize("text", ["", "Pendek.", "x" * 1_000_000, "<" * 1_000_000, "banjir " * 100_000])
def test_hostile_and_short_texts_have_a_fragment(text):
    assert len(highlighting.fragment(text, highlighting.stems_of(["banjir"]))) < 2_000
