"""Files are answered as RFC 9110 has it: whole, in part, or not again."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.http import Http404
from django.test import RequestFactory

from news.photos import files, renditions
from news.photos.delivery import answer, hand_out, show


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "640.webp"
    path.write_bytes(bytes(range(100)))
    return path


def asked(path, method="get", **headers):
    request = getattr(RequestFactory(), method)("/", headers=headers)
    return answer(request, path, cache_control="public, max-age=300")


def test_the_whole(path):
    response = asked(path)
    assert response.status_code == 200
    assert response.content == bytes(range(100))
    assert response["Content-Type"] == "image/webp"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "public, max-age=300"
    assert response["Accept-Ranges"] == "bytes"
    assert response["ETag"].startswith('"')


@pytest.mark.parametrize(
    ("wanted", "first", "last"),
    [
        ("bytes=0-9", 0, 9),
        ("bytes=90-", 90, 99),
        ("bytes=-10", 90, 99),
        ("bytes=50-5000", 50, 99),
        ("bytes=-5000", 0, 99),
        ("bytes=99-99", 99, 99),
        ("bytes=0-0", 0, 0),
    ],
)
def test_a_range(path, wanted, first, last):
    response = asked(path, Range=wanted)
    assert response.status_code == 206
    assert response.content == bytes(range(first, last + 1))
    assert response["Content-Range"] == f"bytes {first}-{last}/100"


@pytest.mark.parametrize("wanted", ["bytes=100-", "bytes=5000-6000", "bytes=-0"])
def test_a_range_outside(path, wanted):
    response = asked(path, Range=wanted)
    assert response.status_code == 416
    assert response["Content-Range"] == "bytes */100"
    assert response.content == b""


@pytest.mark.parametrize(
    "wanted",
    ["", "bytes=", "bytes=-", "bytes=9-3", "bytes=0-1,5-9", "bytes=a-b", "bytes=٣-٤", f"bytes={'9' * 40}-"],
)
def test_what_is_no_single_range_is_answered_with_the_whole(path, wanted):
    assert asked(path, Range=wanted).status_code == 200


def test_who_has_it_is_told_so(path):
    first = asked(path)
    for headers in ({"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}):
        response = asked(path, **headers)
        assert response.status_code == 304
        assert response.content == b""
        assert response["ETag"] == first["ETag"]
    assert asked(path, **{"If-None-Match": '"other"', "If-Modified-Since": first["Last-Modified"]}).status_code == 200
    assert asked(path, **{"If-None-Match": first["ETag"], "Range": "bytes=0-1"}).status_code == 304


def test_a_range_only_of_the_same_bytes(path):
    etag = asked(path)["ETag"]
    assert asked(path, **{"Range": "bytes=0-1", "If-Range": etag}).status_code == 206
    path.write_bytes(b"changed, and so of another length")
    assert asked(path)["ETag"] != etag
    assert asked(path, **{"Range": "bytes=0-1", "If-Range": etag}).status_code == 200


def test_a_head_has_no_range(path):
    assert asked(path, "head", Range="bytes=0-1").status_code == 200


# A disk that is full


@contextmanager
def no_room(limit: int = 512) -> Iterator[None]:
    """Let no file of this process grow beyond ``limit`` bytes, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def shown(photo, name: str):
    return show(RequestFactory().get("/"), photo, name, cache_control="public, max-age=300")


@pytest.mark.parametrize(
    ("there", "wanted", "expected"),
    [
        (["320.webp"], "640.webp", "320.webp"),
        (["320.webp", "960.webp", "1200.webp"], "640.webp", "960.webp"),
        (["320.webp", "640.webp"], "1200.webp", "640.webp"),
    ],
)
def test_the_nearest_stands_in_where_there_is_no_room(photo, there, wanted, expected):
    made = {name: renditions.rendition(photo, name).read_bytes() for name in there}
    with no_room():
        response = shown(photo, wanted)
    assert response.status_code == 200
    assert response.content == made[expected]
    assert response["Cache-Control"] == "no-store", "the right one may be made a minute later"
    left = {path.name for path in files.path(renditions.folder(photo)).iterdir()}
    assert left == set(there), "no half is left"
    assert shown(photo, wanted)["Cache-Control"] == "public, max-age=300"


@pytest.mark.parametrize("wanted", ["640.webp", "card.jpg"])
def test_507_in_words_where_nothing_can_stand_in(photo, wanted):
    renditions.rendition(photo, "640.jpg")
    with no_room():
        response = shown(photo, wanted)
        handed = hand_out(RequestFactory().get("/"), photo, caption="", use=1, cache_control="public")
    for answered in (response, handed):
        assert answered.status_code == 507
        assert answered["Content-Type"].startswith("text/plain")
        assert answered["Cache-Control"] == "no-store"
        assert answered.content.strip()


def test_a_folder_that_cannot_be_made_is_507(photo):
    files.write(renditions.folder(photo), [b"a file where the folder should be"])
    assert shown(photo, "640.webp").status_code == 507


def test_a_master_that_is_broken_is_an_error_that_somebody_is_told(photo):
    files.path(str(photo.master)).write_bytes(b"\xff\xd8 no")
    with pytest.raises(OSError, match="identify"):
        shown(photo, "640.webp")


@pytest.mark.parametrize("gone", ["master", "name"])
def test_what_is_not_there_is_404(photo, gone):
    if gone == "master":
        files.delete(str(photo.master))
    with pytest.raises(Http404):
        shown(photo, "640.webp" if gone == "master" else "641.webp")
