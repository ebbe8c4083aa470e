"""A card is the JPEG that chats take, whatever the headline, the fonts and the crest."""

import io

import pytest
from PIL import Image

from news.pages import cards
from news.photos import files
from news.photos.uploads import receive
from tests.photos import pictures

WHATSAPP_TAKES = 300_000  # bytes
HOSTILE = (
    "Banjir surut", "W" * 300, "kata " * 60, "مدينة تانجونغ", "😀" * 200, "<script>alert(1)</script>", "é\u202eü\u200d",
    "\x00\n\t", " ", "x\u0301" * 150,
)  # fmt: skip


def card(headline: str = "Layanan dibuka", **others) -> cards.Card:
    words = {"name": "Humas Kota", "kicker": "Kesehatan", "foot": "001", "accent": "#00695c", "crest": None} | others
    return cards.Card(headline=headline, **words)


@pytest.mark.parametrize("headline", HOSTILE)
def test_it_is_a_jpeg_of_the_right_size_whatever_the_headline(headline):
    content = card(headline, kicker=headline, foot=headline, name=headline or "x").drawn()
    with Image.open(io.BytesIO(content)) as image:
        assert (image.format, image.size, image.mode) == ("JPEG", (1200, 630), "RGB")
        assert not image.getexif()
    assert len(content) < WHATSAPP_TAKES


def test_nothing_is_written_into_the_margin():
    for headline in ("W" * 300, "kata " * 60, "Pertanggungjawaban " * 12):
        with Image.open(io.BytesIO(card(headline).drawn())) as image:
            margin = image.convert("L").crop((1200 - 60, 200, 1200, 610))
            assert min(margin.tobytes()) > 200, headline


def test_a_long_headline_is_cut_at_a_word_and_says_so():
    font = cards._font(cards._SERIF, 48)
    cut = cards._fitting("kata yang panjang " * 30, font, 600)
    assert cut.endswith("…")
    assert font.getlength(cut) <= 600
    assert cut[:-1].split()[-1] in {"kata", "yang", "panjang"}


def test_what_the_font_cannot_write_is_left_out():
    font = cards._font(cards._SERIF, 48)
    assert cards._writable("Vaksin 😀 gratis –  “é”", font) == "Vaksin gratis – “é”"


def test_without_a_font_of_the_machine_it_is_drawn_in_the_one_of_pillow(monkeypatch):
    with_fonts = card().drawn()
    monkeypatch.setattr(cards, "_path", lambda names: "")
    assert cards._font(cards._SERIF, 48).getname()[0] == "Aileron"
    content = card("Sisi timur pasar dibuka – “kios sendiri”").drawn()
    assert len(content) < WHATSAPP_TAKES
    assert content != with_fonts


@pytest.mark.django_db
def test_the_noisiest_crest_keeps_it_small_and_a_lost_one_is_left_out(newsroom):
    noise = Image.effect_noise((900, 900), 200).convert("RGB")
    crest = receive(pictures.upload(pictures.encoded(noise)), by=None, alt="Lambang", credit="Humas")
    content = card(crest=crest).drawn()
    assert len(content) < WHATSAPP_TAKES
    assert content != card().drawn()
    files.path(str(crest.master)).unlink()
    assert card(crest=crest).drawn() == card().drawn()


def test_all_that_is_drawn_is_in_the_digest():
    other = {"headline": "x", "name": "x", "kicker": "x", "foot": "x", "accent": "#123456"}
    digests = {card().digest, *(card(**{name: value}).digest for name, value in other.items())}
    assert len(digests) == 6
