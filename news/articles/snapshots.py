"""Keep what an open edition said when something was decided about it, so that what changed since can be shown."""

from __future__ import annotations

from typing import Any

from .models import Edition, Snapshot


def keep(edition: Edition) -> str:
    """Keep what ``edition`` says now, if it is still open, and return its digest; in the deciding transaction.

    The same words are kept once, however often they are decided about.
    """
    content = edition.content()
    digest = edition.digest_of(content)
    if edition.state in Edition.OPEN_STATES:
        Snapshot.objects.get_or_create(edition=edition, digest=digest, defaults={"content": content})
    return digest


def content_at(edition: Edition, digest: str) -> dict[str, Any] | None:
    """Return what ``edition`` said when it had ``digest``; None if that was never decided about."""
    kept = edition.snapshots.filter(digest=digest).values_list("content", flat=True).first()
    if kept is None and edition.digest() == digest:
        return edition.content()
    return kept
