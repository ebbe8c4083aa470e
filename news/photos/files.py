"""Keep the files of the photo library: each is there whole or not at all, and goes when its transaction does.

Names are relative to ``MEDIA_ROOT``, which no server may publish as it stands: originals carry where they were taken.
"""

from __future__ import annotations

import os
import shutil
import uuid
import weakref
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.db import transaction


def path(name: str) -> Path:
    """Return where the file ``name`` is kept."""
    return Path(settings.MEDIA_ROOT) / name


def write(name: str, chunks: Iterable[bytes]) -> Path:
    """Write ``chunks`` to ``name`` and return its path: to a temporary name first, then renamed, so never by halves.

    :raises OSError: if it cannot be written, on a full disk for one; nothing is left then.
    """
    final = path(name)
    final.parent.mkdir(parents=True, exist_ok=True)
    temporary = final.with_name(f".{uuid.uuid4().hex}.part")
    try:
        with temporary.open("xb") as file:
            for chunk in chunks:
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(settings.FILE_UPLOAD_PERMISSIONS or 0o640)
        temporary.replace(final)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return final


def delete(*names: str) -> None:
    """Delete files, or folders with all that is in them; what is not there is no error."""
    for name in names:
        target = path(name)
        if target.is_dir():
            shutil.rmtree(target, ignore_errors=True)
        else:
            target.unlink(missing_ok=True)


class _Pending:
    """The wait of new files for the commit of the transaction that they belong to."""

    def __init__(self, names: Iterable[str]) -> None:
        self._delete = weakref.finalize(self, delete, *(str(path(name)) for name in names))
        self._delete.atexit = False  # a forked process that ends has no say in its parent's transaction

    def keep(self) -> None:
        self._delete.detach()


def keep_if_committed(*names: str) -> None:
    """Let the files ``names`` share the fate of the current transaction: they are deleted if it is rolled back.

    Django has no hook for a rollback, but it then drops what waits for the commit; the deletion hangs on that.
    """
    transaction.on_commit(_Pending(names).keep)
