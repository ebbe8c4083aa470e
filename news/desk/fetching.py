"""Fetch a page of our own site as a stranger would: no cookie, no log-in, no patience."""

from __future__ import annotations

import html
import http.client
import time
import urllib.error
import urllib.request
from email.message import Message
from typing import IO, Any, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings

TIMEOUT_SECONDS = 5.0
LONGEST_SECONDS = 10.0
LARGEST_BYTES = 8_000_000
_AGENT = "Warta-receipt/1.0"


class Unreachable(Exception):
    """The site gave no answer at all; the message says why."""


class Answer(NamedTuple):
    """What the site answered: the status (HTTP), and the document as text."""

    status: int
    text: str


def fetch(path: str) -> Answer:
    """Return what the site (``BASE_URL``) answers to a GET of ``path``, whatever its status.

    Redirects are followed on the same host only; of an answer no more than :data:`LARGEST_BYTES` is read.

    :raises Unreachable: if there is no answer within :data:`LONGEST_SECONDS`, or one that is no HTTP.
    """
    url = f"{settings.BASE_URL}{path}"
    if urlsplit(url).scheme not in {"http", "https"}:
        raise Unreachable(url)
    request = urllib.request.Request(url, headers={"User-Agent": _AGENT, "Accept": "*/*"})  # noqa: S310  # checked
    deadline = time.monotonic() + LONGEST_SECONDS
    try:
        with _opener().open(request, timeout=TIMEOUT_SECONDS) as response:
            return Answer(response.status, _read(response, deadline))
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, _read(error, deadline))
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", "") or error
        raise Unreachable(str(reason) or type(error).__name__) from error


def unescaped(document: str) -> str:
    """Return ``document`` with entities decoded, twice since a feed carries HTML inside XML, and blanks collapsed."""
    return " ".join(html.unescape(html.unescape(document)).split())


class _SameHost(urllib.request.HTTPRedirectHandler):
    """Follow no redirect to another host."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> urllib.request.Request | None:
        if urlsplit(newurl)[:2] != urlsplit(req.full_url)[:2]:
            return None  # which makes the redirect itself the answer
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]  # the stubs want an HTTPMessage


def _opener() -> urllib.request.OpenerDirector:
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _SameHost(),
    ):
        opener.add_handler(handler)
    return opener


def _read(response: Any, deadline: float) -> str:
    """Return the body as text, as much as there is until the deadline.

    :raises TimeoutError: if it drips in too slowly.
    """
    parts: list[bytes] = []
    size = 0
    while size < LARGEST_BYTES and (part := response.read1(min(65_536, LARGEST_BYTES - size))):
        parts.append(part)
        size += len(part)
        if time.monotonic() > deadline:
            raise TimeoutError("The answer takes too long.")
    return b"".join(parts).decode(errors="replace")
