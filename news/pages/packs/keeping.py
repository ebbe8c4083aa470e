"""Keep PDFs and share cards of releases privately on disk, while the edition that they show is live, and no longer.

Below ``MEDIA_ROOT``, in a folder an article: ``packs/<article>/<edition>-<digest of what is shown>.pdf`` or ``.jpg``.
Whatever changes what is shown (a redaction, an agency's new name) changes the digest, so that what is kept is never
old.
"""

from __future__ import annotations

import datetime
import fcntl
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.utils import timezone

from news.articles.models import Edition
from news.photos import files
from news.photos.leftovers import unknown

PACKS = "packs"
WAIT_SECONDS = 12.0
"""How long somebody waits for the PDF of somebody else to be done."""
WAITING = 4
"""Threads of a process that make a PDF or wait for one, at most: the others go on serving pages."""
_waiting = threading.BoundedSemaphore(WAITING)
_LOCK = f"{PACKS}/.lock"
_NAME = re.compile(rf"{PACKS}/([0-9]+)/([0-9]+)-[0-9a-f]{{32}}\.(?:pdf|jpg)")
_ROUND_SECONDS = 8.0
_HOWEVER_YOUNG = datetime.timedelta(days=3650)


class Busy(Exception):
    """Another PDF is being made, and it takes long."""


def name_of(edition: Edition, digest: str, kind: str = "pdf") -> str:
    """Return the name of the file, relative to ``MEDIA_ROOT``; ``kind`` is ``pdf`` or ``jpg``."""
    return f"{PACKS}/{edition.article_id}/{edition.pk}-{digest[:32]}.{kind}"


@contextmanager
def alone() -> Iterator[None]:
    """Let one at a time in, of all processes: a PDF takes 100 MB while it is made. The lock falls with its process.

    :raises Busy: after :data:`WAIT_SECONDS`, or at once if :data:`WAITING` of this process are here already.
    """
    if not _waiting.acquire(blocking=False):
        raise Busy
    try:
        path = files.path(_LOCK)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a") as file:
            until = time.monotonic() + WAIT_SECONDS
            while not _has(file.fileno()):
                if time.monotonic() >= until:
                    raise Busy
                time.sleep(0.1)
            yield
    finally:
        _waiting.release()


def _has(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def keep(name: str, content: bytes) -> Path:
    """Keep ``content`` as ``name``, in place of what is kept of its kind of the same article, and return its path.

    :raises OSError: if it cannot be written; nothing is left then.
    """
    path = files.write(name, [content])
    for other in path.parent.glob(f"*{path.suffix}"):
        if other != path:
            other.unlink(missing_ok=True)
    return path


def is_still(edition: Edition, redacted_at: datetime.datetime | None) -> bool:
    """Say whether ``edition`` is live at this moment, and its article was not redacted since ``redacted_at``.

    Whoever withdraws or redacts deletes what is there at that moment. What is kept a moment later has to ask this.
    """
    rows = Edition.objects.live(timezone.now()).filter(pk=edition.pk).values_list("article__redacted_at", flat=True)
    return list(rows) == [redacted_at]


def forget(article: int) -> None:
    """Delete what is kept of the article with this primary key."""
    files.delete(f"{PACKS}/{article}")


def forget_ended() -> int:
    """Delete what is kept of editions that are not live any more, and return how many files that were."""
    until = time.monotonic() + _ROUND_SECONDS
    deleted = 0
    for path in unknown(PACKS, in_use, timezone.now() + _HOWEVER_YOUNG):
        if path.suffix in {".pdf", ".jpg"}:  # not what is being written this moment
            path.unlink(missing_ok=True)
            deleted += 1
        if time.monotonic() > until:
            break
    return deleted


def leftovers(now: datetime.datetime) -> Iterator[Path]:
    """Yield each file of the folder that no live edition has; ``now`` as in :func:`news.photos.leftovers.unknown`."""
    return unknown(PACKS, in_use, now)


def in_use(names: set[str]) -> set[str]:
    """Return those of ``names`` that are to stay: of editions that are live, and the lock."""
    editions = {name: int(match[2]) for name in names if (match := _NAME.fullmatch(name))}
    live = set(Edition.objects.live().filter(pk__in=editions.values()).values_list("pk", flat=True))
    return {name for name, pk in editions.items() if pk in live} | ({_LOCK} & names)
