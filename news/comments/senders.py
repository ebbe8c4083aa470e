"""Who sends a comment, as far as it matters to whether it is let in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from .addresses import email_hash


@dataclass(frozen=True)
class Sender:
    """What is known of the reader who sends a comment; by default nothing, as of one that came through no form.

    ``is_verified``: this browser has shown that ``email`` is the reader's. ``address_hash``, ``network_hash``: those of
    this month; ``former_hashes``: under the earlier keys, which only bans are compared with. ``seconds``: how long ago
    the form was opened; None if that is not known. ``proof``: what came as proof of work, empty if nothing did; None if
    none was asked for.
    """

    email: str = ""
    is_verified: bool = False
    address_hash: str | None = None
    network_hash: str | None = None
    former_hashes: frozenset[str] = frozenset()
    seconds: float | None = None
    is_honeypot_filled: bool = False
    proof: str | None = None

    @cached_property
    def email_hash(self) -> str | None:
        """The keyed hash of the e-mail address; None if there is none."""
        return email_hash(self.email)
