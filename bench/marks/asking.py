"""Ask the server as a phone does, and say what came over the wire."""

from __future__ import annotations

import gzip
import http.client
from typing import NamedTuple
from urllib.parse import urlencode

from .content import Page


class Answer(NamedTuple):
    """What came: content type, the body (unpacked, if it was packed with gzip), and its bytes on the wire."""

    kind: str
    body: bytes
    wire_bytes: int


def ask(port: int, page: Page, encoding: str = "gzip") -> Answer:
    """Return the answer to ``page``.

    :raises RuntimeError: if its status is another than expected.
    """
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Accept-Encoding": encoding}
    if page.data is None:
        connection.request("GET", page.path, headers=headers)
    else:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request("POST", page.path, urlencode(page.data), headers)
    try:
        response = connection.getresponse()
        sent = response.read()
    finally:
        connection.close()
    if response.status != page.status:
        raise RuntimeError(f"{page.path} answered {response.status}, not {page.status}.")
    body = gzip.decompress(sent) if response.headers.get("Content-Encoding") == "gzip" else sent
    return Answer(response.headers.get("Content-Type", ""), body, len(sent))
