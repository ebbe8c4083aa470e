"""Two editors' forms of one release brought together: who changed what, and no word of either lost."""

import json
import random

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from news.articles.merging import (
    Side,
    base_of,
    compared,
    compared_rows,
    joined,
    joined_row,
    posted,
    proposed,
    resolved,
    rows,
    same,
)

BASE = {"headline": ["Judul"], "lead": ["Teras satu dua tiga."], "byline": ["rsi"], "section": ["1"]}


def form(prefix: str, *found: dict[str, str], initial: int | None = None) -> dict[str, list[str]]:
    """Return the boxes of a formset with the rows ``found``."""
    values = {f"{prefix}-TOTAL_FORMS": [str(len(found))], f"{prefix}-INITIAL_FORMS": [str(initial or 0)]}
    return values | {f"{prefix}-{n}-{name}": [text] for n, row in enumerate(found) for name, text in row.items()}


def post(values: dict[str, list[str]], **own: object) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, texts in values.items():
        data.setlist(name, texts)
    for name, value in own.items():
        data[name] = value if isinstance(value, str) else json.dumps(value)
    return data


# Who changed what


def test_each_field_is_whose_who_changed_it():
    mine = BASE | {"headline": ["Judul saya"], "lead": ["Teras saya."]}
    theirs = BASE | {"byline": ["abc"], "lead": ["Teras mereka."]}
    assert compared(BASE, mine, theirs) == {
        "headline": Side.MINE, "lead": Side.BOTH, "byline": Side.THEIRS, "section": Side.SAME,
    }  # fmt: skip


def test_without_a_base_what_differs_is_of_both():
    assert compared(None, BASE | {"byline": ["x"]}, BASE)["byline"] == Side.BOTH
    assert compared(None, BASE | {"byline": ["x"]}, BASE)["lead"] == Side.SAME


def test_line_ends_order_of_topics_and_markup_of_editors_make_no_difference():
    assert same("lead", ["satu\r\ndua"], ["satu\ndua"])
    assert same("tags", ["Imunisasi, Banjir"], ['Banjir,"Imunisasi"'])
    assert same("body", ["<ul><li>a</li></ul>"], ["<ul><li><p>a</p></li></ul>"])
    assert not same("body", ["<p>a</p>"], ["<p><strong>a</strong></p>"])
    assert same("venue", None, [""])


def test_the_base_is_what_was_posted_but_for_what_changed():
    mine = BASE | {"captions-0-caption": ["baru"]}
    assert base_of(mine, json.dumps({"headline": ["Dulu"], "captions-0-caption": None})) == BASE | {
        "headline": ["Dulu"]
    }


@pytest.mark.parametrize("written", ["", "[]", "x", '{"lead": "x"}', '{"lead": [1]}', "[" * 100_000, "null"])
def test_a_base_that_no_page_sends_is_none(written):
    assert base_of(BASE, written) is None


# Rows


def test_rows_are_known_by_their_id_and_empty_new_ones_are_none():
    values = form("quotes", {"id": "7", "words": "a"}, {"id": "", "words": "b"}, {"id": "", "words": " ", "order": "0"})
    assert list(rows(values, "quotes")) == ["7", "new1"]
    assert rows(values | {"quotes-0-DELETE": ["on"]}, "quotes")["7"] is None


@pytest.mark.parametrize("total", ["", "x", "-1", "²", "99999999999"])
def test_a_hostile_number_of_rows_is_none_or_an_honest_few(total):
    assert len(rows({"q-TOTAL_FORMS": [total], "q-0-words": ["a"]}, "q")) <= 1


def test_a_row_deleted_by_one_and_changed_by_the_other_stays():
    base = form("quotes", {"id": "7", "words": "a"}, {"id": "8", "words": "b"}, initial=2)
    mine = base | {"quotes-0-words": ["a dari saya"], "quotes-1-DELETE": ["on"]}
    theirs = form("quotes", {"id": "8", "words": "b dari mereka"}, initial=1)
    found = {row.key: row for row in compared_rows(base, mine, theirs, "quotes")}
    assert {key: (row.side, proposed(row)) for key, row in found.items()} == {
        "8": (Side.BOTH, Side.THEIRS), "7": (Side.BOTH, Side.MINE),
    }  # fmt: skip


def test_the_same_photo_chosen_by_both_is_one_row_with_both_captions():
    base = form("captions")
    mine = form("captions", {"id": "", "photo": "5", "caption": "Warga antre.", "order": "0"})
    theirs = form("captions", {"id": "9", "photo": "5", "caption": "Petugas bekerja.", "order": "0"}, initial=1)
    [row] = compared_rows(base, mine, theirs, "captions")
    assert (row.key, row.side) == ("9", Side.BOTH)
    text = joined_row(row)["caption"][0]
    assert all(word in text for word in ("Warga", "antre", "Petugas", "bekerja"))


def test_different_boxes_of_one_row_are_joined():
    base = form("quotes", {"id": "7", "words": "a", "speaker": "x"}, initial=1)
    [row] = compared_rows(base, base | {"quotes-0-words": ["b"]}, base | {"quotes-0-speaker": ["y"]}, "quotes")
    assert (row.side, joined_row(row)["words"], joined_row(row)["speaker"]) == (Side.BOTH, ["b"], ["y"])


# Joining


def test_changes_in_different_places_are_both_there():
    text = joined("lead", ["Layanan dibuka pagi di balai kota."], ["Layanan malam dibuka pagi di balai kota."],
                  ["Layanan dibuka pagi di balai desa."])  # fmt: skip
    assert text == "Layanan malam dibuka pagi di balai desa."


def test_the_same_words_changed_by_both_are_there_twice():
    assert joined("headline", ["Judul lama"], ["Judul saya"], ["Judul mereka"]) == "Judul saya mereka"
    text = joined("headline", ["Sama sekali lain"], ["Vaksinasi dimulai besok pagi"], ["Vaksinasi dimulai besok sore"])
    assert text == "Vaksinasi dimulai besok pagi sore"


def test_rich_text_is_joined_by_paragraphs_and_within_them():
    base = "<p>Satu dua tiga.</p><p>Akhir.</p>"
    text = joined("body", [base], ["<p>Satu dua empat tiga.</p><p>Akhir.</p><ul><li>x</li></ul>"],
                  ["<h2>Baru</h2><p>Satu <strong>dua</strong> tiga.</p><p>Akhir.</p>"])  # fmt: skip
    assert text == "<h2>Baru</h2><p>Satu <strong>dua</strong> empat tiga.</p><p>Akhir.</p><ul><li>x</li></ul>"


def test_topics_of_both_are_there_and_what_one_took_away_is_not():
    assert joined("tags", ["A, B"], ["A, C"], ["A, B, D"]) == "A, D, C"


WORDS = st.lists(st.sampled_from(["satu", "dua", "tiga", "empat", "lima", "enam"]), max_size=12)


@given(WORDS, WORDS, WORDS, st.booleans())
def test_every_word_that_either_wrote_is_in_the_joined_text(base, mine, theirs, knows_base):
    own, saved = [f"saya{n}" if n % 3 else word for n, word in enumerate(mine)], [*theirs, "mereka"]
    before = [" ".join(base)] if knows_base else None
    text = joined("lead", before, [" ".join(own)], [" ".join(saved)])
    assert {word for word in own if word.startswith("saya")} | {"mereka"} <= set(text.split())
    markup = joined(
        "body", before and [f"<p>{before[0]}</p>"], [f"<p>{' '.join(own)}</p>"], [f"<p>{' '.join(saved)}</p>"]
    )
    found = set(markup.replace("<p>", " ").replace("</p>", " ").split())
    assert {word for word in own if word.startswith("saya")} | {"mereka"} <= found


def test_a_hostile_text_is_joined_in_time():
    chance = random.Random(3)
    sides = [" ".join(chance.choices("ab", k=100_000)) for _ in range(3)]
    assert len(joined("lead", *([side] for side in sides))) > 200_000
    markup = ["<p>" + "<em>".join(chance.choices("ab", k=20_000)) for _ in range(3)]
    assert joined("body", *([side] for side in markup))


# What was chosen


def test_choices_are_carried_out():
    mine = BASE | {"headline": ["Saya"], "byline": ["aku"], "lead": ["Teras saya."], "seen_version": ["2"]}
    theirs = BASE | {"headline": ["Mereka"], "byline": ["dia"], "section": ["2"], "lead": ["Teras mereka."]}
    own = {"choice-headline": "both", "joined-headline": "Kami", "choice-byline": "theirs", "choice-lead": "mine",
           "csrfmiddlewaretoken": "t", "_save": "1"}  # fmt: skip
    result = resolved(post(mine, _before=BASE, _theirs=theirs, **own))
    assert [result[name] for name in ("headline", "byline", "lead", "section")] == ["Kami", "dia", "Teras saya.", "2"]
    assert (result["csrfmiddlewaretoken"], result["_save"], result["seen_version"]) == ("t", "1", "2")
    assert not [name for name in result if name.startswith(("choice-", "joined-", "_theirs", "_before"))]
    # Should somebody be faster again, what was saved is what this editor began from.
    assert base_of(posted(result), result["_base"]) == theirs


def test_a_choice_that_is_none_is_as_proposed():
    result = resolved(
        post(BASE | {"byline": ["aku"]}, _before=BASE, _theirs=BASE | {"lead": ["Baru"]}, **{"choice-byline": "x"})
    )
    assert (result["byline"], result["lead"]) == ("aku", "Baru")


def test_chosen_rows_are_a_formset_that_fits_the_database():
    base = form("quotes", {"id": "7", "words": "a"}, {"id": "8", "words": "b"}, initial=2)
    mine = form(
        "quotes", {"id": "7", "words": "a saya"}, {"id": "8", "words": "b"}, {"id": "", "words": "c"}, initial=2
    )
    theirs = form("quotes", {"id": "8", "words": "b"}, {"id": "9", "words": "d"}, initial=2)
    result = resolved(post(mine, _before=base, _theirs=theirs, **{"choice-quotes-9": "mine"}))
    assert {name: result[name] for name in result if name.startswith("quotes-")} == {
        "quotes-TOTAL_FORMS": "4", "quotes-INITIAL_FORMS": "2",
        "quotes-0-id": "8", "quotes-0-words": "b",
        "quotes-1-id": "9", "quotes-1-words": "d", "quotes-1-DELETE": "on",
        "quotes-2-id": "", "quotes-2-words": "a saya", "quotes-3-id": "", "quotes-3-words": "c",
    }  # fmt: skip


def test_a_post_of_nothing_resolves_to_nothing():
    assert resolved(QueryDict("_merge=1")).dict() == {"_merge": "1", "_base": "{}"}
