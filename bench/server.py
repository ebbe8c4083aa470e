"""The server and the worker as ``make run`` starts them: how soon it answers, and what memory they take."""

from __future__ import annotations

import http.client
import os
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
    """A server that answers, and the worker beside it."""

    pids: tuple[int, ...]
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
def serving(environment: dict[str, str], *, with_worker: bool = True) -> Iterator[Running]:
    """Start granian with two workers, and our worker; wait for the home page, and stop both at the end.

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
    environment = environment | {"BASE_URL": f"http://127.0.0.1:{port}"}
    begin = time.monotonic()
    started = [subprocess.Popen([*command, *options, "--log-level", "error"], env=environment)]
    try:
        while status(port, "/") != 200:
            if started[0].poll() is not None or time.monotonic() - begin > 30:
                raise RuntimeError("The server did not serve the home page.")
            time.sleep(0.02)
        start_seconds = time.monotonic() - begin
        # A moment later, as with make run: whoever waits for the page does not wait for the worker.
        if with_worker:
            started.append(subprocess.Popen([sys.executable, "manage.py", "work", "--verbosity", "0"], env=environment))
        yield Running(tuple(process.pid for process in started), port, start_seconds)
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(timeout=30)


def children(pid: int) -> Iterator[int]:
    """Yield ``pid`` and every process below it."""
    yield pid
    for listing in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in listing.read_text().split():
            yield from children(int(child))


def cpu_seconds(pid: int) -> float | None:
    """Return the CPU time of ``pid`` and all that is, and was, below it; None without /proc."""
    ticks = 0
    for process in children(pid):
        try:
            stat = Path(f"/proc/{process}/stat").read_text()
        except OSError:
            return None
        ticks += sum(map(int, stat.rpartition(")")[2].split()[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def wait_for_the_worker() -> None:
    """Wait until the worker has sent the letters and rendered the photos that there are: then it has grown.

    :raises RuntimeError: if it takes more than two minutes.
    """
    from news.letters.models import Letter
    from news.photos.models import Photo

    begin = time.monotonic()
    while Letter.objects.filter(sent_at=None).exists() or Photo.objects.to_render().exists():
        if time.monotonic() - begin > 120:
            raise RuntimeError("The worker did not do its work.")
        time.sleep(0.5)


def pss_mb(*pids: int) -> float | None:
    """Return the memory of ``pids`` and all below them in MB (10⁶ bytes), shared pages by share; None without /proc."""
    total = 0
    for process in (process for pid in pids for process in children(pid)):
        try:
            rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
        except OSError:
            return None
        total += next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return total * 1024 / 1e6
