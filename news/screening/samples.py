"""Where comments to try rules on come from: a room further down names its own, since this one knows none."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .weighing import Signal


@dataclass(frozen=True)
class Sample:
    """A comment that was weighed before: ``others`` are the signals on it that are not of its words."""

    text: str
    name: str = ""
    others: tuple[Signal, ...] = ()


Newest = Callable[[int], Iterable[Sample]]
Decided = Callable[[], Iterable[tuple[str, bool]]]
_newest: list[Newest] = []
_decided: list[Decided] = []


def register_source(newest: Newest, decided: Decided) -> None:
    """Name what gives comments; called once, in the ``ready`` of the room that has them.

    ``newest(count)`` gives the newest comments, at most ``count``. ``decided()`` gives, of those on which a moderator
    decided, the text and whether it was spam, in a fixed order and without holding all of them in memory.
    """
    _newest[:] = [newest]
    _decided[:] = [decided]


def newest(count: int) -> Iterable[Sample]:
    """Return the newest comments, at most ``count``; none where no room has any."""
    return _newest[0](count) if _newest else ()


def decided() -> Iterable[tuple[str, bool]]:
    """Return the texts on which moderators decided, each with whether it was spam."""
    return _decided[0]() if _decided else ()
