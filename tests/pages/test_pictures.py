"""Pictures of a page."""

import pytest
from django.template import Context, Template

from news.pages.templatetags.pictures import MASTHEAD_REM
from news.photos.models import Photo


@pytest.mark.parametrize(
    ("width", "height", "wide"),
    [(800, 800, "3.25rem"), (600, 800, "2.44rem"), (1200, 800, "4.88rem"), (800, 100, "7.00rem")],
)
def test_a_crest_is_as_wide_as_its_height_makes_it(width, height, wide):
    crest = Photo(width=width, height=height, alt="Lambang kota")
    markup = Template("{% load pictures %}{% crest photo %}").render(Context({"photo": crest}))
    assert f', {wide}"' in markup
    assert ("/144.avif" in markup) == (wide != f"{MASTHEAD_REM[0]:.2f}rem")
    assert "lazy" not in markup
