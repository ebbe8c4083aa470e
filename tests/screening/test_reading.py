"""What the words of a comment give away, over the corpora and case by case."""

from collections import Counter
from pathlib import Path

import pytest
from django.utils import translation

from news.screening.normalising import MOST
from news.screening.reading import read_words
from news.screening.scoring import score
from news.screening.weighing import Outcome, weigh

CORPORA = Path(__file__).parent / "corpora"


def codes(text, rules, name="") -> Counter:
    return Counter(signal.code for signal in read_words(text, name, rules))


def outcome(text, rules, name="Rina") -> Outcome:
    return weigh(read_words(text, name, rules), rules).outcome


def test_the_corpora_come_out_as_they_should(rules):
    result = score(CORPORA, rules)
    counts = result.counts
    assert counts["innocent"].total() >= 300
    assert counts["obfuscated"].total() >= 150
    missed = counts["obfuscated"][Outcome.PUBLISH] / counts["obfuscated"].total()
    assert missed <= 0.02, [wrong.text for wrong in result.wrong]
    assert counts["innocent"][Outcome.HOLD] / counts["innocent"].total() <= 0.01
    assert counts["innocent"][Outcome.SPAM] == 0
    assert counts["spam"][Outcome.PUBLISH] / counts["spam"].total() <= 0.05


@pytest.mark.parametrize(
    "text",
    [
        "Pemkot harus tutup situs judi slot",
        "judi",
        "slot",
        "judi slot online",
        "Slot parkir di RSUD kurang",
        "HUT79 SDN01 covid19 APBD2025 RW04 PP25 B40",
    ],
)
def test_neither_judi_nor_slot_alone_are_anything(text, rules):
    assert outcome(text, rules) == Outcome.PUBLISH


def test_a_brand_is_held_and_beside_a_promise_it_is_spam(rules):
    assert outcome("kyt4d", rules) == Outcome.HOLD
    assert outcome("kyt4d maxwin", rules) == Outcome.SPAM
    assert outcome("Tolong blokir kyt4d.example.com, anak saya kecanduan slot gacor", rules) == Outcome.HOLD


def test_the_name_is_read_too(rules):
    assert codes("Bagus sekali", rules, name="RAJAWIN88")["brand"] == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("gac0r", "disguised"),
        ("g*cor", "disguised"),
        ("ga-cor", "disguised"),
        ("g a c o r", "disguised"),
        ("ğâçøř", "disguised"),
        ("danacepatcair", "disguised"),
        ("c-u-a-n", "disguised"),
        ("m@x-w!n", "disguised"),
        ("vis\u202etor", "direction"),
        ("ru\u200bmah", "hidden_characters"),
        ("rumаh", "mixed_alphabets"),
        ("𝐫𝐮𝐦𝐚𝐡 𝐬𝐚𝐲𝐚", "styled_letters"),
        ("lihat contoh.com", "link"),
        ("lihat contoh [titik] com", "disguised_link"),
        ("bit.ly/abc", "shortener"),
        ("wa.me/628123", "messenger_link"),
        ("cek bio", "invitation"),
        ("NIK 3201014505850003", "personal_data"),
        ("dewa77", "suspect_shape"),
    ],
)
def test_each_signal_has_its_cause(text, code, rules):
    assert codes(text, rules)[code] == 1


@pytest.mark.parametrize(
    "text",
    [
        "Keluarga 👨‍👩‍👧 bahagia",  # joiners of an emoji
        "Semoga berkah \u0627\u0644\u0633\u0644\u0627\u0645",
        "µg dan Ω",
        "Lihat https://jdih.kota.go.id/perda",
        "rusak.Ke mana lapor",
        "jalan berlubang.info lebih lanjut di kantor",
        "kelas 4d, harga cor mahal, ga cor ulang saja, warga corona",
        "Maaaaantaaap sekaliiii",
    ],
)
def test_what_only_looks_like_a_trick_is_none(text, rules):
    assert codes(text, rules) == Counter()


def test_padding_hides_nothing(rules):
    for text in ("x " * MOST + "slot gacor", "slot gacor" + " x" * MOST, "a " * MOST + "slot gacor" + " a" * MOST):
        assert outcome(text, rules) != Outcome.PUBLISH
    assert codes("x " * MOST, rules)["too_long"] == 1


def test_many_crossed_out_or_mixed_words_hide_none_behind_them(rules):
    for decoys in ("".join(f"k*{chr(97 + one)}{chr(97 + two)}a " for one in range(26) for two in range(4)),
                   " ".join(f"kode{number}x" for number in range(500))):  # fmt: skip
        assert outcome(f"{decoys} g*cor di sini", rules) == Outcome.HOLD


def test_personal_data_is_not_crowded_out(rules):
    words = " ".join(rule.phrase for rule in rules.rules if rule.kind == "suspect" and "*" not in rule.phrase)
    signals = read_words(f"{words} NIK 3201011402850003", "", rules)
    assert len(signals) == 40
    assert signals[0].code == "personal_data"


@pytest.mark.parametrize(
    "hostile",
    [
        "a" * 10**6,
        "a " * 500_000,
        "a.-" * 330_000,
        "e" + "\u0315\u0300\u05ae\u0327" * 250_000,  # marks to be put in order: quadratic if nobody cares
        "\ufdfa" * 350_000,  # each stands for eighteen characters
        "4d" * 500_000,
        "".join(f"x{number}d4 " for number in range(100_000)),
        "http://" * 140_000,
        "a@" * 500_000,
        "081-" * 250_000,
        "jl no 1 " * 125_000,
        "slot gacor " * 90_000,
        "g*" * 500_000,
        "🎰" * 250_000,
    ],
    ids=lambda text: repr(text[:8]),
)
def test_a_megabyte_of_anything_is_read_and_held(hostile, rules):
    signals = read_words(hostile, "x", rules)
    assert any(signal.code == "too_long" for signal in signals)
    assert len(signals) <= 40


def test_what_is_kept_of_personal_data_is_its_kind_and_not_the_data(rules):
    (signal,) = read_words("Nomor saya 0812-3456-7890", "", rules)
    assert signal.evidence == "phone"
    with translation.override("en"):
        assert signal.words == "Personal data: telephone number"
