"""A request that is too large is refused in words before it is read."""

import io

import pytest
from django.test import Client

from news.photos import quota

SEND = "/admin/photos/photo/kirim/"


class Unread(io.BytesIO):
    """A body that must not be read."""

    def read(self, *args):
        raise AssertionError("read")


def answered(client: Client, path: str, length: object, content_type: str = "multipart/form-data; boundary=x"):
    environ = {"CONTENT_LENGTH": length, "CONTENT_TYPE": content_type, "wsgi.input": Unread()}
    return client.generic("POST", path, b"", **environ)


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "length"), [(SEND, quota.MAX_REQUEST_BYTES + 1), ("/komentar/x/", 5_000_001)])
def test_it_is_refused_unread(newsroom, client, path, length):
    response = answered(client, path, str(length))
    assert response.status_code == 413
    assert "MB" in response.content.decode()
    assert response["Content-Type"].startswith("text/plain")


@pytest.mark.django_db
@pytest.mark.parametrize("length", ["", "0", "x", "-1", "٣"])
def test_odd_lengths_are_left_to_django(newsroom, client, length):
    client.raise_request_exception = False
    assert answered(client, "/", length).status_code in {400, 403, 405}
