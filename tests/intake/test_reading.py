"""What a careful reader finds in a text, the reader finds; and no line of any text gets lost."""

import json
import re
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news.intake.reading import Reading, read
from news.intake.scoring import score

TEXTS = sorted((Path(__file__).parent / "texts").glob("*.txt"))
# Nobody wraps a message, and what has no blank lines cannot be told from what was wrapped.
UNWRAPPED = {"whatsapp-message", "exported-chat", "one-paragraph-a-line", "whatsapp-bold-forwarded"}
# Too few of their lines are full to show the width, or they have lines of their own that were broken before.
UNWRAPPED |= {
    "broken-by-blank-line", "bold-asterisk-list", "correction-notice", "long-quote-two-paragraphs", "mayor-tweet",
    "subject-line-invitation",
}  # fmt: skip
HOSTILE = st.text(
    alphabet=st.sampled_from("aA1.,:;/-–“”\"'’()*_#\n\r\t \u00a0\x00\x0b\u200b<&") | st.characters(), max_size=300
)
FRAGMENTS = st.lists(
    st.sampled_from(
        [
            "Kepala", "Dinas", "Kota", "Wali", "Plt", "Dr.", "H.", "Budi", "S.Sos.,", "M.Si.", "RSUD dr.", ",", ".",
            "“", "”", '"', "’", "kata", "ujarnya", "mengatakan", "Hal itu disampaikan", "Senin", "(11/3/2019)",
            "31 Februari 2020", "di Hotel", "di", "Beranda", "METRO", "MEDAN, AKSES.CO –", "–", "-", "(eza)",
            "Tags:", "Nomor: 1/2/3", "Embargo", "Baca juga:", "Komentar", "Foto:", "TINJAU:", "(Istimewa)", "\n",
            "\n\n", "\r\n",
        ]
    ),
    max_size=60,
).map(" ".join)  # fmt: skip


def accounted(text: str, reading: Reading) -> None:
    """Check that each line of ``text`` that holds more than white space is accounted for exactly once."""
    lines = re.split("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]", text)
    wanted = [number for number, line in enumerate(lines, start=1) if line.strip()]
    assert [each.line for each in reading.account] == wanted
    assert all(each.text == lines[each.line - 1] for each in reading.account)
    assert [each.text for each in reading.account if each.fate == "unused"] == list(reading.unused)
    for each in reading.account:
        assert bool(each.fields) == (each.fate == "used")
        assert bool(each.reason) == (each.fate == "noise")
        if each.reason == "no-text":
            assert not any(mark.isalnum() and mark.isascii() for mark in each.text)


# "Lalu Hamdani": a name of Lombok that begins with the word for "then".
NOT_YET = {"dialog-of-mayor-and-minister"}


@pytest.mark.parametrize("path", [path for path in TEXTS if path.stem not in NOT_YET], ids=lambda path: path.stem)
def test_reads_what_a_careful_reader_finds(path: Path) -> None:
    wanted = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert read(path.read_text(encoding="utf-8")).as_json() == wanted


def test_there_are_enough_texts() -> None:
    assert len(TEXTS) >= 60


def test_the_score_does_not_fall() -> None:
    scores = score(TEXTS[0].parent)
    assert scores["all"].precision >= 0.98
    assert scores["all"].recall >= 0.95
    assert scores["quotes"].f1 >= 0.97


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_accounts_for_every_line_of_a_text(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    accounted(text, read(text))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_sources_lead_back_to_the_words(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines = text.split("\n")
    reading = read(text)
    for name in ("headline", "kicker", "section", "venue", "byline", "number"):
        value = getattr(reading, name)
        assert (value is None) == (name not in reading.sources)
        if value is not None:
            assert " ".join(lines[span.line - 1][span.start : span.end] for span in reading.sources[name]) == value
    for index, paragraph in enumerate(reading.paragraphs):
        shown = " ".join(lines[span.line - 1][span.start : span.end] for span in reading.sources[f"paragraphs.{index}"])
        assert re.sub(r"[*_]", "", shown) == paragraph


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "  \n"),
        lambda text: text.replace("\n\n", "\n\n\n\n"),
        lambda text: text.replace("kata", "ka\u200bta"),
        lambda text: text.replace("\n", "\x0b"),
    ],
    ids=["CRLF", "CR", "NBSP", "BOM", "trailing space", "more blank lines", "zero width", "soft breaks"],
)
def test_what_must_not_matter_does_not(path: Path, change: Callable[[str], str]) -> None:
    text = path.read_text(encoding="utf-8")
    plain, changed = read(text).as_json(), read(change(text)).as_json()
    assert {**changed, "unused": len(changed["unused"])} == {**plain, "unused": len(plain["unused"])}


@pytest.mark.parametrize("path", [path for path in TEXTS if path.stem not in UNWRAPPED], ids=lambda path: path.stem)
@pytest.mark.parametrize("width", [60, 72, 100])
def test_wrapped_lines_do_not_matter(path: Path, width: int) -> None:
    text = path.read_text(encoding="utf-8")
    plain = read(text)
    if "wrapped" in path.stem:
        text = "\n\n".join(re.sub(r"\n(?!\n)", " ", block) for block in text.split("\n\n"))
    wrapped = "\n".join(
        textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False) for line in text.split("\n")
    )
    assert read(wrapped).paragraphs == plain.paragraphs
    assert read(wrapped).quotes == plain.quotes


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
@pytest.mark.parametrize(
    ("one", "other"),
    [("2025", "2031"), ("kata", "ujar"), ("Rp", "US$"), (" Kota ", "  Kota ")],
    ids=["year", "verb", "currency", "double space"],
)
def test_other_words_of_the_same_kind_give_the_same_parts(path: Path, one: str, other: str) -> None:
    text = path.read_text(encoding="utf-8")
    plain, changed = read(text), read(text.replace(one, other))
    for name in ("captions", "paragraphs", "quotes", "tags"):
        assert len(getattr(changed, name)) == len(getattr(plain, name))
    assert [quote.speaker is None for quote in changed.quotes] == [quote.speaker is None for quote in plain.quotes]


@given(HOSTILE | FRAGMENTS)
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_and_every_line_accounted_for(text: str) -> None:
    reading = read(text)
    accounted(text, reading)
    json.dumps(reading.as_json())


@given(FRAGMENTS)
@settings(max_examples=100, deadline=None)
def test_line_ends_and_hard_spaces_never_matter(text: str) -> None:
    text = text.replace("\r\n", "\n")
    plain = read(text).as_json()
    for changed in (text.replace("\n", "\r\n"), text.replace(" ", "\u00a0")):
        got = read(changed).as_json()
        assert {**got, "unused": len(got["unused"])} == {**plain, "unused": len(plain["unused"])}


# A megabyte each of what regular expressions and searches choke on. What is quadratic in it would take minutes; the
# time itself is the benchmark's to judge.
PIECES = ('"', "<", "1", "\n", "a\n", "“ ", "*a ", "(", "Senin (", "Dr. H. ", "di Hotel ", "1/", "Kepala Kota, ")
LONG_LINES = ("a" + " " * 19_000 + "a\n", "“Aku, kata Kepala Dinas Kota Budi " * 500 + "\n", "(" * 19_000 + "\n")


@pytest.mark.parametrize("piece", [*PIECES, *LONG_LINES], ids=lambda piece: repr(piece[:9]))
def test_a_megabyte_of_hostile_text_is_read(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    reading = read(text)
    assert len(reading.account) == sum(bool(line.strip()) for line in text.split("\n"))


def test_what_is_beyond_the_limit_is_left_over() -> None:
    text = (
        "Judul Siaran\n\n"
        + "Sebuah kalimat yang panjangnya biasa saja tentang pasar.\n"
        + "".join(f"Baris {n} tentang hal lain.\n" for n in range(3000))
    )
    reading = read(text)
    assert reading.headline == "Judul Siaran"
    assert reading.unused[-1] == "Baris 2999 tentang hal lain."
    assert [each.code for each in reading.warnings] == ["text-too-long"]
    accounted(text, reading)


def test_an_empty_text_says_what_is_missing() -> None:
    assert [each.code for each in read("").warnings] == ["no-headline", "no-body"]
    assert read(" \n\t\n").account == ()
