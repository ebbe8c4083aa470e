"""Two jobs that note that they were done, and fail when they are told to."""

import os
import signal
import threading

from django.utils import timezone, translation

done: list[str] = []
broken: set[str] = set()
settings_seen: list[tuple[str, str | None]] = []
at_work = threading.Semaphore(1)
overlaps: list[str] = []


def sweep() -> int:
    if not at_work.acquire(blocking=False):
        overlaps.append("sweep")
        return 0
    try:
        return _do("sweep")
    finally:
        at_work.release()


def wash() -> str:
    _do("wash")
    return "two shirts"


def _do(name: str) -> int:
    if name in broken:
        raise OSError("no water")
    settings_seen.append((timezone.get_current_timezone_name(), translation.get_language()))
    done.append(name)
    return done.count(name)


def process() -> int:
    """Return the number of the process that this is done in."""
    done.append("process")
    return os.getpid()


def die() -> None:
    """Be killed, as by a system without memory."""
    os.kill(os.getpid(), signal.SIGKILL)


def fail() -> None:
    """Fail."""
    raise OSError("no water")
