"""Readers who all comment at once: how many a server takes in a second, and whether it keeps all of them, once.

Each connection is a proxy's: it is kept alive, and every comment on it comes from an address of its own. A form is
fetched once a connection, for its cookie and its CSRF token; what else a form has of its own (token, mark, proof of
work) is made beforehand, with a proof that is as cheap to find as to check.
"""

from __future__ import annotations

import re
import socket
import statistics
import threading
import time
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from queue import Empty, SimpleQueue
from random import Random
from unittest import mock
from urllib.parse import urlencode

CONNECTIONS = (4, 16)
"""How many are kept: a few, as a proxy keeps them, and so many that threads wait for each other."""
SENT_TWICE = 0.03
WITH_EMAIL = 0.2
_COOKIE = re.compile(rb"set-cookie:\s*csrftoken=([^;]+)", re.I)
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
_LENGTH = re.compile(rb"content-length:\s*(\d+)", re.I)
_LOCATION = re.compile(rb"location:\s*(\S+)", re.I)


@dataclass(frozen=True)
class Post:
    """A comment as a browser sends it, but for the CSRF token."""

    token: uuid.UUID
    path: str
    address: str
    body: str


@dataclass
class Outcome:
    """What came of the posts: answers by status, the addresses that were given for each token, and how long it took."""

    answers: Counter[int] = field(default_factory=Counter)
    kept: dict[uuid.UUID, set[bytes]] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    span: float = 0.0
    failures: list[str] = field(default_factory=list)

    @property
    def a_second(self) -> float:
        """How many comments, each once, were taken in a second."""
        return len(self.kept) / self.span if self.span else 0.0

    @property
    def p95_ms(self) -> float:
        """How long a sender waited for the answer, at most, 95 times of 100."""
        return statistics.quantiles(self.seconds, n=20)[-1] * 1000 if len(self.seconds) > 1 else 0.0


def posts(slugs: Sequence[str], count: int, seed: int) -> list[Post]:
    """Return ``count`` comments, half of them on the first of ``slugs``, and here and there one of them twice."""
    import altcha
    from django.utils import timezone

    from news.comments import proof
    from news.comments.forms import mark
    from news.operations.crowd import sentence

    chance, now, made = Random(f"{seed}/load"), timezone.now(), []
    with mock.patch.multiple(proof, COST=1, MOST_TRIES=1):
        for number in range(count):
            token = uuid.uuid4()
            issued = altcha.Challenge.from_dict(proof.challenge(now)["challenge"])
            solution = altcha.solve_challenge(issued)
            assert solution is not None
            fields = {
                "name": f"Pembaca {chance.randrange(10_000)}",
                "email": f"pembaca{number}@contoh.example" if chance.random() < WITH_EMAIL else "",
                "text": f"{sentence(chance)} {sentence(chance)} {sentence(chance)}",
                "token": str(token),
                "opened": mark(token, now - timedelta(seconds=30)),
                "proof": altcha.Payload(issued, solution).to_base64(),
                "parent": "",
                "website": "",
            }
            slug = slugs[0] if chance.random() < 0.5 else chance.choice(slugs)
            address = f"10.{number >> 8 & 255}.{number & 255}.{1 + (number >> 16)}"
            made.append(Post(token, f"/komentar/{slug}/", address, urlencode(fields)))
            if chance.random() < SENT_TWICE:
                made.append(made[-1])
    return made


def send(port: int, made: Sequence[Post], connections: int) -> Outcome:
    """Send what was ``made`` over so many connections, each as fast as it is answered, and return what came of it."""
    outcome, lock, waiting = Outcome(), threading.Lock(), SimpleQueue[Post]()
    for post in made:
        waiting.put(post)
    browsers = [_Browser(port, made[0].path) for _connection in range(connections)]

    def work(browser: _Browser) -> None:
        while True:
            try:
                post = waiting.get_nowait()
            except Empty:
                return
            began = time.perf_counter()
            try:
                status, location = browser.send(post)
            except (OSError, ValueError) as error:
                with lock:
                    outcome.failures.append(repr(error))
                return
            with lock:
                outcome.seconds.append(time.perf_counter() - began)
                outcome.answers[status] += 1
                if status == 303:
                    outcome.kept.setdefault(post.token, set()).add(location)

    threads = [threading.Thread(target=work, args=[browser]) for browser in browsers]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    outcome.span = time.perf_counter() - began
    for browser in browsers:
        browser.close()
    return outcome


class _Browser:
    """A connection that is kept, with the cookie and the token of a form that was fetched on it."""

    def __init__(self, port: int, path: str) -> None:
        self.host = f"127.0.0.1:{port}"
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        head, body = self._ask(f"GET {path} HTTP/1.1\r\nHost: {self.host}\r\n\r\n".encode())
        cookie, token = _COOKIE.search(head), _TOKEN.search(body)
        if not (cookie and token):
            raise ValueError(f"No form came: {head.splitlines()[0].decode()}")
        self.cookie, self.token = cookie[1].decode(), token[1].decode()

    def send(self, post: Post) -> tuple[int, bytes]:
        """Send a comment; return the status and where it leads."""
        body = f"{post.body}&csrfmiddlewaretoken={self.token}"
        head, _body = self._ask(
            (
                f"POST {post.path} HTTP/1.1\r\nHost: {self.host}\r\nCookie: csrftoken={self.cookie}\r\n"
                f"X-Forwarded-For: {post.address}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                f"Content-Length: {len(body)}\r\n\r\n{body}"
            ).encode()
        )
        location = _LOCATION.search(head)
        return int(head[9:12]), location[1] if location else b""

    def close(self) -> None:
        """Hang up."""
        self.socket.close()

    def _ask(self, request: bytes) -> tuple[bytes, bytes]:
        """Send a request, and return head and body of the answer."""
        self.socket.sendall(request)
        data = b""
        while b"\r\n\r\n" not in data:
            data += self._more()
        head, _gap, body = data.partition(b"\r\n\r\n")
        length = _LENGTH.search(head)
        if length is None:
            raise ValueError("An answer without a length.")
        while len(body) < int(length[1]):
            body += self._more()
        return head, body

    def _more(self) -> bytes:
        if not (data := self.socket.recv(65536)):
            raise ConnectionError("The server hung up.")
        return data
