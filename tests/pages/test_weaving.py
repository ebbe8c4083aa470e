"""The ornament is the same on paper, in pictures and on the site."""

from django.conf import settings

from news.pages import weaving


def test_its_geometry_is_that_of_the_stylesheets_drawing():
    drawn = (settings.BASE_DIR / "static" / "img" / "tenun.svg").read_text()
    path = drawn.split('d="')[1].split('"')[0]
    assert f'fill="#00695c" d="{path}"' in weaving.svg("#00695c")
    assert drawn.count("z") >= len(weaving.rectangles()) > 20
    for x, y, width, height in weaving.rectangles():
        assert 0 <= x < x + width <= weaving.WIDTH
        assert 0 <= y < y + height <= weaving.HEIGHT
