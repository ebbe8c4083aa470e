"""The accent colour: what can be read, what is refused, and the nearest that is offered instead."""

import re

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from news.newsroom import accents
from news.newsroom.models import Newsroom

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def test_contrast_is_that_of_the_standard():
    assert accents.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert accents.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)  # a well-known pair
    assert accents.contrast("#ffffff", "#767676") == accents.contrast("#767676", "#ffffff")


def test_the_grounds_are_those_of_the_stylesheet(settings):
    css = (settings.BASE_DIR / "static/css/warta.css").read_text()
    light, dark = css.split("prefers-color-scheme: dark")[:2]
    for part, (paper, tint, on_accent), accent in (
        (light, accents.LIGHT, accents.ACCENT),
        (dark, accents.DARK, accents.ACCENT_DARK),
    ):
        assert f"--paper: {paper};" in part
        assert f"--tint: {tint};" in part
        assert f"--accent: {accent};" in part
        assert re.search(rf"--on-accent: ({on_accent}|#{on_accent[1:4]});", part)


def test_the_accents_of_the_site_can_be_read():
    accents.check_light(accents.ACCENT)
    accents.check_dark(accents.ACCENT_DARK)


@given(COLOURS, st.sampled_from([accents.LIGHT, accents.DARK]))
def test_what_is_offered_can_be_read_and_what_can_be_read_is_left_alone(colour, grounds):
    offered = accents.nearest(colour, grounds)
    assert accents.least_contrast(offered, grounds) >= accents.LEAST
    if accents.least_contrast(colour, grounds) >= accents.LEAST:
        assert offered == colour


@pytest.mark.parametrize(("colour", "check"), [("#ffcc00", accents.check_light), ("#8c1c2e", accents.check_dark)])
def test_what_cannot_be_read_is_refused_with_the_nearest(colour, check):
    with pytest.raises(ValidationError) as refused:
        check(colour)
    offered = re.findall(r"#[0-9a-f]{6}", refused.value.messages[0])
    assert len(offered) == 1
    check(offered[0])


@pytest.mark.parametrize(
    "text", ["", "red", "#fff", "#12345g", "#1234567", "8c1c2e", "#8c1c2e;}", "#８c1c2e", "url(x)"]
)
def test_what_is_no_colour_is_refused(text):
    with pytest.raises(ValidationError):
        accents.check_light(text)


def test_the_tone_for_the_dark_is_made_from_the_accent():
    light, dark = Newsroom(accent="#00695c").colours
    assert light == "#00695c"
    assert dark == accents.nearest("#00695c", accents.DARK)


def test_what_got_into_the_database_unread_is_not_used():
    assert Newsroom(accent="#ffcc00", accent_dark="#000000").colours == (accents.ACCENT, accents.ACCENT_DARK)
    assert Newsroom(accent="}body{display:none", accent_dark="x").colours == (accents.ACCENT, accents.ACCENT_DARK)


def test_the_form_says_why(client, administrator):
    client.force_login(administrator)
    address = "/admin/newsroom/newsroom/1/change/"
    newsroom = Newsroom.objects.get()
    fields = {
        "name": newsroom.name, "zone": newsroom.zone, "number_template": newsroom.number_template,
        "accent": "#FFCC00", "accent_dark": "",
    }  # fmt: skip
    page = client.post(address, fields)
    assert accents.nearest("#ffcc00", accents.LIGHT) in page.content.decode()
    assert client.post(address, {**fields, "accent": "#00695C"}).status_code == 302
    newsroom.refresh_from_db()
    assert newsroom.accent == "#00695c"
