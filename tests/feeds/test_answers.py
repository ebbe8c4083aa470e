"""Only reading, and the same for everybody."""

import pytest

pytestmark = pytest.mark.django_db
URLS = ["/umpan/rss.xml", "/sitemap.xml", "/sitemap-halaman.xml"]


@pytest.mark.parametrize("url", URLS)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_everything_but_reading_is_405(url, method, pembaca, newsroom):
    response = getattr(pembaca, method)(url)
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("url", URLS)
def test_options_tells_the_methods_and_nothing_else(url, pembaca, newsroom):
    response = pembaca.options(url)
    assert (response.status_code, response["Allow"], response.content) == (204, "GET, HEAD, OPTIONS", b"")


@pytest.mark.parametrize("url", URLS)
def test_head_has_the_headers_of_get(url, pembaca, newsroom):
    head, get = pembaca.head(url), pembaca.get(url)
    assert head.content == b""
    assert head["ETag"] == get["ETag"]
    assert head.get("Last-Modified") == get.get("Last-Modified")
    assert pembaca.head(url, headers={"If-None-Match": get["ETag"]}).status_code == 304
