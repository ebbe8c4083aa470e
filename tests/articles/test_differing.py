"""What differs between two texts, word by word: readable, complete, and quick whatever the text."""

from hypothesis import given
from hypothesis import strategies as st

from news.articles.differing import Kind, blocks, tally, words

SAME, REMOVED, ADDED, CHANGED = Kind.SAME, Kind.REMOVED, Kind.ADDED, Kind.CHANGED
TEXTS = st.text(alphabet="ab ,\n.<&", max_size=60) | st.text(max_size=40)


def test_a_word_is_exchanged():
    pieces = words("Vaksinasi gratis mulai Senin, 9 Maret", "Vaksinasi gratis mulai Selasa, 10 Maret")
    assert pieces == [
        (SAME, "Vaksinasi gratis mulai "), (REMOVED, "Senin"), (ADDED, "Selasa"), (SAME, ", "),
        (REMOVED, "9 "), (ADDED, "10 "), (SAME, "Maret"),
    ]  # fmt: skip
    assert tally(pieces) == (2, 2)


def test_the_same_text_is_one_piece_and_no_text_none():
    assert words("Satu dua.\nTiga.", "Satu dua.\nTiga.") == [(SAME, "Satu dua.\nTiga.")]
    assert words("", "") == []
    assert words("", "Baru") == [(ADDED, "Baru")]
    assert words("Lama", "") == [(REMOVED, "Lama")]


def test_numbers_and_compounds_are_whole_words():
    assert (REMOVED, "1.500 ") in words("Ada 1.500 dosis", "Ada 1.600 dosis")
    assert (ADDED, "e-KTP") in words("Bawa KTP", "Bawa e-KTP")


def test_a_word_that_was_removed_does_not_stick_to_the_one_before_it():
    assert words("Bawa KTP asli", "Bawa KTP.") == [(SAME, "Bawa KTP"), (REMOVED, " asli"), (ADDED, ".")]


def test_a_line_that_was_put_in_between_leaves_the_others_alone():
    assert words("Satu.\nTiga.\n", "Satu.\nDua.\nTiga.\n") == [(SAME, "Satu.\n"), (ADDED, "Dua.\n"), (SAME, "Tiga.\n")]


@given(TEXTS, TEXTS)
def test_every_word_of_both_texts_is_there(before, after):
    pieces = words(before, after)
    assert "".join(text for kind, text in pieces if kind != REMOVED) == after
    assert "".join("".join(text for kind, text in pieces if kind != ADDED).split()) == "".join(before.split())
    assert all(text for kind, text in pieces)
    assert all(one[0] != other[0] for one, other in zip(pieces, pieces[1:], strict=False))


# Rich text


def test_a_paragraph_that_changed_is_compared_within():
    found = blocks("<p>Layanan dibuka pukul 08.00.</p><p>Akhir.</p>", "<p>Layanan dibuka pukul 09.00.</p><p>Akhir.</p>")
    assert [(block.kind, block.tag) for block in found] == [(CHANGED, "p"), (SAME, "p")]
    assert found[0].pieces == [
        (SAME, "Layanan dibuka pukul "), (REMOVED, "08.00"), (ADDED, "09.00"), (SAME, "."),
    ]  # fmt: skip


def test_paragraphs_put_in_and_taken_out_find_their_partners():
    found = blocks(
        "<p>Warga cukup membawa KTP asli.</p><p>Posko dibuka di kantor camat.</p><p>Hilang sama sekali.</p>",
        "<h2>Syarat</h2><p>Warga cukup membawa KTP.</p><p>Posko dibuka juga di kantor camat.</p>",
    )
    assert [(block.kind, block.tag) for block in found] == [
        (ADDED, "h2"), (CHANGED, "p"), (CHANGED, "p"), (REMOVED, "p"),
    ]  # fmt: skip


def test_lists_and_quotations_are_blocks():
    found = blocks(
        "", "<ul><li><p>Satu</p></li><li>Dua</li></ul><blockquote><p>Kata</p><p>dia</p></blockquote><p>x</p>"
    )
    assert [(block.tag, block.pieces) for block in found] == [
        ("li", [(ADDED, "Satu")]), ("li", [(ADDED, "Dua")]),
        ("blockquote", [(ADDED, "Kata")]), ("blockquote", [(ADDED, "dia")]), ("p", [(ADDED, "x")]),
    ]  # fmt: skip


def test_where_a_link_leads_is_compared_too():
    [block] = blocks('<p>Lihat <a href="https://a.example/?a=1&amp;b=2">situs</a></p>',
                     '<p>Lihat <a href="https://b.example/">situs</a></p>')  # fmt: skip
    assert (REMOVED, "https://a.example/?a=1&b=2") in block.pieces


def test_bold_words_and_another_kind_of_block_are_said_to_be_that():
    [block] = blocks("<p>Satu dua</p>", "<p>Satu <strong>dua</strong></p>")
    assert (block.kind, block.restyled, block.pieces) == (CHANGED, True, [(SAME, "Satu dua")])
    [block] = blocks("<p>Satu dua</p>", "<h2>Satu dua</h2>")
    assert (block.kind, block.tag, block.restyled) == (CHANGED, "h2", True)


def test_markup_that_no_release_may_have_is_no_text():
    assert blocks("", "<p>a<script>alert(1)</script></p>")[0].pieces == [(ADDED, "a")]


@given(st.lists(st.text(alphabet="ab c", max_size=8), max_size=8), st.lists(st.text(alphabet="ab c", max_size=8)))
def test_every_block_of_both_texts_is_there(before, after):
    found = blocks(*("".join(f"<p>{text}</p>" for text in side) for side in (before, after)))
    new = ["".join(text for kind, text in block.pieces if kind != REMOVED) for block in found if block.kind != REMOVED]
    assert [text.split() for text in new] == [text.split() for text in after if text.strip()]
    old = ["".join(text for kind, text in block.pieces if kind != ADDED) for block in found if block.kind != ADDED]
    assert [text.split() for text in old] == [text.split() for text in before if text.strip()]
