"""A photo says whether it can be shown."""

import pytest
from django.db import IntegrityError

from news.photos.models import Photo


@pytest.mark.parametrize(
    ("fields", "described"),
    [
        ({}, False),
        ({"credit": "Humas"}, False),
        ({"alt": "Bakau"}, False),
        ({"credit": " ", "alt": "Bakau"}, False),
        ({"credit": "Humas", "alt": " "}, False),
        ({"credit": "Humas", "alt": "Bakau"}, True),
        ({"credit": "Humas", "decorative": True}, True),
    ],
)
def test_is_described(fields, described):
    assert Photo(**fields).is_described is described


@pytest.mark.parametrize("fields", [{"focal_x": 1.1}, {"focal_y": -0.1}, {"width": 0}])
def test_the_database_refuses_what_cannot_be(photo, fields):
    with pytest.raises(IntegrityError):
        Photo.objects.filter(pk=photo.pk).update(**fields)


def test_control_characters_never_reach_the_database(photo):
    Photo.objects.filter(pk=photo.pk).update(alt="a\x0bb\x00c", caption="d\x0ce", credit="f\n g")
    photo.refresh_from_db()
    assert (photo.alt, photo.caption, photo.credit) == ("abc", "de", "f g")
