import pytest
from PIL import ImageStat

from news.operations.demo.drawing import MOODS, WIDE, Sheet, mix


def test_inks_mix():
    assert mix("#000000", "#ffffff", 0) == "#000000"
    assert mix("#000000", "#ffffff", 0.5) == "#808080"
    assert mix("#102030", "#405060", 1) == "#405060"


@pytest.mark.parametrize("mood", MOODS)
def test_a_sheet_is_reduced_to_its_size(mood):
    sheet = Sheet(WIDE, 1, mood)
    sheet.sky(600)
    sheet.water(600, glint=800)
    assert sheet.finish().size == WIDE


def test_what_lies_outside_the_sheet_is_no_error():
    sheet = Sheet((100, 100), 1)
    sheet.box(-50, -50, 20, 20, "#000000")
    sheet.box(10, 10, -5, 20, "#000000")
    sheet.disc(500, 500, 40, "#000000")
    sheet.poly([(-10, -10), (200, 50), (50, 200)], "#123456")
    assert sheet.finish().size == (100, 100)


def test_a_halftone_fades_downwards():
    sheet = Sheet((200, 200), 1)
    sheet.box(0, 0, 200, 200, "#ffffff")
    sheet.dots(0, 0, 200, 200, "#000000")
    image = sheet.finish().convert("L")
    upper, lower = (ImageStat.Stat(image.crop(area)).mean[0] for area in ((0, 0, 200, 60), (0, 140, 200, 200)))
    assert upper < lower - 50
