"""Stop what is too large while it comes in: no file fills the disk before somebody looks at its size."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NoReturn

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.utils.translation import gettext_lazy as _

from .pixels import UploadRefused

MAX_BYTES = 40_000_000
MAX_REQUEST_BYTES = 500_000_000
"""All files of one form together, in the browsers that send them so."""

TOO_LARGE = _("This file is too large. At most 40 MB.")


class TooLargeFile(UploadedFile[bytes]):
    """What is left of a file that was too large: its name and size. Whoever reads it is told so.

    It stands in the form like any other, so that the files beside it are taken.
    """

    def __init__(self, name: str | None, size: int) -> None:
        super().__init__(file=None, name=name, size=size)

    def read(self, *args: Any) -> NoReturn:
        """Refuse to be read.

        :raises UploadRefused: always.
        """
        raise UploadRefused(TOO_LARGE, code="too_large")

    def seek(self, *args: Any) -> int:
        """Do nothing: there is nothing to seek in."""
        return 0

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """Refuse to be read.

        :raises UploadRefused: always.
        """
        self.read()


class QuotaUploadHandler(FileUploadHandler):
    """Let through the first :data:`MAX_BYTES` of each file and keep nothing of what is larger."""

    received = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin to count."""
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Return ``raw_data`` for the handler that keeps it; None once the file is too large."""
        self.received += len(raw_data)
        return raw_data if self.received <= MAX_BYTES else None

    def file_complete(self, file_size: int) -> TooLargeFile | None:
        """Return what stands for a file that was too large; None leaves the file to the handler that kept it."""
        return TooLargeFile(self.file_name, self.received) if self.received > MAX_BYTES else None
