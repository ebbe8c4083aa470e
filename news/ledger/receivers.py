"""What rooms above this one decide is written down here, in the transaction of the decision."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from news.accounts.models import User
from news.directory import signals

from . import chain


@receiver(signals.decided)
def record_decision(event: str, subject: str, note: str, by: User, **_: Any) -> None:
    """Record what was decided about the directory."""
    chain.record(event, subject=subject, by=by, note=note)
