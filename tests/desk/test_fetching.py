"""A stranger is served within bounds, or told why not."""

import socket
import threading

import pytest

from news.desk import fetching


@pytest.fixture
def serve(settings):
    """Return what starts a server that sends ``chunks`` to whoever connects, and makes it the site."""
    sockets = []

    def start(*chunks: bytes, then_close: bool = True) -> None:
        listener = socket.create_server(("127.0.0.1", 0))
        sockets.append(listener)

        def answer() -> None:
            while True:
                try:
                    connection, _address = listener.accept()
                except OSError:
                    return
                connection.recv(65536)
                for chunk in chunks:
                    try:
                        connection.sendall(chunk)
                    except OSError:
                        break
                if then_close:
                    connection.close()
                else:
                    sockets.append(connection)

        threading.Thread(target=answer, daemon=True).start()
        settings.BASE_URL = f"http://127.0.0.1:{listener.getsockname()[1]}"

    yield start
    for listener in sockets:
        listener.close()


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n"


def test_an_answer_is_its_status_and_text(serve):
    serve(HEAD, "Vaksinasi – “gratis”".encode())
    assert fetching.fetch("/") == (200, "Vaksinasi – “gratis”")


def test_bytes_that_are_no_text_are_no_problem(serve):
    serve(HEAD, b"\xff\xfe\x00")
    assert fetching.fetch("/").status == 200


def test_a_large_answer_is_cut_off(serve, monkeypatch):
    monkeypatch.setattr(fetching, "LARGEST_BYTES", 100_000)
    serve(HEAD, b"x" * 1_000_000)
    assert len(fetching.fetch("/").text) == 100_000


@pytest.mark.parametrize("rubbish", [b"", b"SSH-2.0-OpenSSH_9.2\r\n", b"HTTP/1.1 \r\n\r\n"])
def test_what_is_no_http_is_no_answer(serve, rubbish):
    serve(rubbish)
    with pytest.raises(fetching.Unreachable):
        fetching.fetch("/")


def test_who_is_silent_is_not_waited_for(serve, monkeypatch):
    monkeypatch.setattr(fetching, "TIMEOUT_SECONDS", 0.2)
    serve(then_close=False)
    with pytest.raises(fetching.Unreachable, match="timed out"):
        fetching.fetch("/")


def test_who_drips_is_not_waited_for(serve, monkeypatch):
    monkeypatch.setattr(fetching, "LONGEST_SECONDS", 0.0)
    serve(HEAD, b"a", then_close=False)
    with pytest.raises(fetching.Unreachable, match="too long"):
        fetching.fetch("/")


def test_nobody_listens(settings):
    settings.BASE_URL = "http://127.0.0.1:9"
    with pytest.raises(fetching.Unreachable, match="refused"):
        fetching.fetch("/")


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://127.0.0.1", "gopher://127.0.0.1"])
def test_only_the_web_is_asked(settings, address):
    settings.BASE_URL = address
    with pytest.raises(fetching.Unreachable):
        fetching.fetch("/")


def test_a_redirect_on_the_same_host_is_followed(live_server, settings):
    settings.BASE_URL = live_server.url
    assert fetching.fetch("/healthz/").status == 404
    assert fetching.fetch("/admin").status == 200, "by way of /admin/ to the log-in"


def test_a_redirect_to_another_host_is_the_answer(serve):
    serve(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    assert fetching.fetch("/").status == 302


@pytest.mark.parametrize(
    ("document", "text"),
    [
        ("<h1>A &lt; B &amp;  C</h1>", "<h1>A < B & C</h1>"),
        ("<content>&lt;p&gt;KTP &amp;amp; KK&lt;/p&gt;</content>", "<content><p>KTP & KK</p></content>"),
        ("a\n\t b\xa0c", "a b c"),
    ],
)
def test_words_as_they_were_typed(document, text):
    assert fetching.unescaped(document) == text
