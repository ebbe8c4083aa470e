import pytest

from news.operations.demo.drawing import TALL, WIDE
from news.operations.demo.scenes import SCENES, draw_scene


@pytest.mark.parametrize("motif", SCENES)
def test_every_motif_is_drawn_wide_and_upright(motif):
    wide = draw_scene(motif, 3, "dusk")
    assert wide.size == WIDE
    assert draw_scene(motif, 3, "noon", tall=True).size == TALL
    assert len(wide.getcolors(WIDE[0] * WIDE[1])) > 1000  # ink, halftone and grain: not an empty sheet


def test_the_same_seed_draws_the_same_picture():
    first, second = draw_scene("market", 5, "morning"), draw_scene("market", 5, "morning")
    assert first.tobytes() == second.tobytes()


def test_another_seed_or_mood_draws_another():
    pictures = [draw_scene("river", 1, "dawn"), draw_scene("river", 2, "dawn"), draw_scene("river", 1, "storm")]
    assert len({picture.tobytes() for picture in pictures}) == 3


def test_an_unknown_motif_is_refused():
    with pytest.raises(KeyError):
        draw_scene("volcano", 1, "noon")
