"""Keep the tokens of links out of what is logged: who reads a log must not be able to open what is not live."""

from __future__ import annotations

import logging
import re

_TOKEN = re.compile(r"(/pratinjau/)[^/\s'\"?]+")


class MaskTokens(logging.Filter):
    """Put ``…`` for the token of every address under ``/pratinjau/`` in a record."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Mask the message of ``record``, and keep the record."""
        message = record.getMessage()
        if "/pratinjau/" in message:
            record.msg, record.args = _TOKEN.sub(r"\1…", message), ()
        return True
