"""The markup of pictures: complete, escaped, and without a query."""

import re

import pytest

from news.photos.markup import picture, staff_url, url
from news.photos.models import Photo
from news.photos.renditions import names


def test_picture_has_three_formats_and_the_dimensions(photo, django_assert_num_queries):
    with django_assert_num_queries(0):
        markup = picture(photo, sizes="100vw")
    assert markup.startswith('<picture><source type="image/avif" srcset="')
    assert re.findall(r'type="([^"]+)"', markup) == ["image/avif", "image/webp"]
    sets = re.findall(r'srcset="([^"]+)"', markup)
    for suffix, srcset in zip(["avif", "webp", "jpg"], sets, strict=True):
        assert srcset == ", ".join(f"/media/{photo.key}/{width}.{suffix} {width}w" for width in (320, 640, 960, 1200))
    image = markup[markup.index("<img") :]
    assert f'src="/media/{photo.key}/960.jpg"' in image
    assert 'width="1200" height="800" alt="Enam bidang warna" loading="lazy" decoding="async"' in image
    assert markup.count('sizes="(min-resolution: 2.5dppx) 66.7vw, 100vw"') == 3
    assert "class" not in markup


def test_every_address_in_it_is_a_rendition(photo):
    addresses = set(re.findall(r"/media/[^ \"]+", picture(photo, sizes="100vw") + picture(photo, sizes="3rem")))
    named = {address.rsplit("/", 1)[1] for address in addresses}
    assert named == {name for name in names(photo) if name.split(".")[0].isdigit()}


def test_an_eager_picture_is_loaded_at_once_and_first(photo):
    markup = picture(photo, sizes="100vw", eager=True, css="lead wide")
    assert 'fetchpriority="high"' in markup
    assert "lazy" not in markup
    assert '<img class="lead wide" src=' in markup


@pytest.mark.parametrize(
    ("sizes", "bounded"),
    [
        ("100vw", "(min-resolution: 2.5dppx) 66.7vw, 100vw"),
        ("(min-width: 40rem) 45vw, 92vw", "(min-width: 40rem) 45vw, (min-resolution: 2.5dppx) 61.3vw, 92vw"),
        ("(min-width: 40rem) 12rem, 8rem", "(min-width: 40rem) 12rem, (min-resolution: 2.5dppx) 5.3rem, 8rem"),
        ("15rem", "(min-resolution: 2.5dppx) 10.0rem, 15rem"),
        ("min(20rem, 90%)", "min(20rem, 90%)"),
    ],
)
def test_a_screen_of_three_pixels_a_point_gets_no_more_than_is_seen(photo, sizes, bounded):
    markup = picture(photo, sizes=sizes)
    assert markup.count(f'sizes="{bounded}"') == 3
    assert "/144." not in markup


def test_a_small_place_gets_small_files(photo):
    markup = picture(photo, sizes="3.25rem", eager=True)
    assert re.findall(r"(\d+)\.avif (\d+)w", markup) == [("144", "144"), ("320", "320")]
    assert f'src="/media/{photo.key}/320.jpg"' in markup
    assert "lazy" not in markup
    assert "fetchpriority" not in markup  # the photo of the release goes first


def test_a_decorative_picture_says_nothing(photo):
    photo.decorative = True
    assert ' alt="" ' in picture(photo, sizes="100vw")


def test_everything_typed_is_escaped():
    photo = Photo(width=10, height=10, alt="\"><script>alert('1')</script>")
    markup = picture(photo, sizes='"><b>', css='" onload="x')
    assert "<script" not in markup
    assert "<b>" not in markup
    assert 'onload="' not in markup
    assert "&lt;script&gt;" in markup


def test_a_preview_has_the_addresses_of_staff(photo):
    markup = picture(photo, sizes="100vw", address=staff_url)
    assert url(photo, "640.webp") not in markup
    assert f"/admin/photos/photo/{photo.pk}/rendition/640.webp 640w" in markup
