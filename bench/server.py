"""The server as ``make run`` starts it: how soon it answers, and what memory it takes."""

from __future__ import annotations

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Running:
    """A server that answers."""

    pid: int
    port: int
    start_seconds: float


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def status(port: int, path: str) -> int:
    """Return the status of ``path``; 0 if nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        return response.status
    except OSError:
        return 0
    finally:
        connection.close()


@contextmanager
def serving(environment: dict[str, str]) -> Iterator[Running]:
    """Start granian with two workers, wait for the home page, and stop it at the end.

    :raises RuntimeError: if the home page is not there within 30 seconds.
    """
    port = free_port()
    command = [
        str(Path(sys.executable).parent / "granian"),
        "--interface",
        "wsgi",
        "config.wsgi:application",
        "--no-ws",
    ]
    options = ["--host", "127.0.0.1", "--port", str(port), "--workers", "2", "--blocking-threads", "16"]
    begin = time.monotonic()
    process = subprocess.Popen(
        [*command, *options, "--log-level", "error"], env=environment | {"BASE_URL": f"http://127.0.0.1:{port}"}
    )
    try:
        while status(port, "/") != 200:
            if process.poll() is not None or time.monotonic() - begin > 30:
                raise RuntimeError("The server did not serve the home page.")
            time.sleep(0.02)
        yield Running(process.pid, port, time.monotonic() - begin)
    finally:
        process.terminate()
        process.wait(timeout=30)


def children(pid: int) -> Iterator[int]:
    """Yield ``pid`` and every process below it."""
    yield pid
    for listing in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in listing.read_text().split():
            yield from children(int(child))


def pss_mb(pid: int) -> float | None:
    """Return the memory of ``pid`` and all below it in MB (10⁶ bytes), shared pages by share; None without /proc."""
    total = 0
    for process in children(pid):
        try:
            rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
        except OSError:
            return None
        total += next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return total * 1024 / 1e6
