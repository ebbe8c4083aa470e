"""Files are answered as RFC 9110 has it: whole, in part, or not again."""

import pytest
from django.test import RequestFactory

from news.photos.delivery import answer


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
        ("bytes=0-9", 0, 9), ("bytes=90-", 90, 99), ("bytes=-10", 90, 99), ("bytes=50-5000", 50, 99),
        ("bytes=-5000", 0, 99), ("bytes=99-99", 99, 99), ("bytes=0-0", 0, 0),
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
