"""What happened to a release, as the ledger tells it, in the words of the desk."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from news.ledger.models import LedgerEntry

from .models import Edition

State = Edition.State

EVENTS: dict[str, str | Promise] = {
    "create": gettext_lazy("Began"),
    "edit": gettext_lazy("Changed"),
    "import": gettext_lazy("Imported"),
    "paste": gettext_lazy("Pasted"),
    "submit": gettext_lazy("Submitted for review"),
    "return": gettext_lazy("Returned"),
    "approve": gettext_lazy("Approved"),
    "release": gettext_lazy("Released"),
    "unschedule": gettext_lazy("Unscheduled"),
    "fast_release": gettext_lazy("Released without review"),
    "release_minor": gettext_lazy("Released a minor correction"),
    "confirm": gettext_lazy("Confirmed"),
    "revise": gettext_lazy("Began a correction"),
    "withdraw": gettext_lazy("Withdrew"),
    "discard": gettext_lazy("Discarded"),
    "settings": gettext_lazy("Changed the settings"),
}


@dataclass(frozen=True)
class Event:
    """A line of the history: when (aware), who, what, the remark, and of which edition; 0 if of the whole article."""

    at: datetime.datetime
    who: str
    key: str
    note: str
    sequence: int

    @property
    def what(self) -> str | Promise:
        """What happened, in words."""
        return EVENTS.get(self.key, self.key)


def history(edition: Edition) -> list[Event]:
    """Return what happened to the article of ``edition``, newest first; changes in a row by one person are one line."""
    events: list[Event] = []
    previous: tuple[str, str, str] | None = None
    for entry in LedgerEntry.objects.about(edition.article.subject):
        key = (entry.event, entry.actor_name, entry.part)
        if entry.event == "edit" and key == previous:
            events.pop()
        previous = key
        sequence = entry.part.removeprefix("edition:")
        events.append(
            Event(
                entry.at,
                entry.actor_name,
                entry.event,
                entry.note,
                int(sequence) if sequence.isdigit() else 0,
            )
        )
    return events[::-1]


def remark(edition: Edition) -> Event | None:
    """Return the remark with which this draft was returned, until it is submitted again."""
    if edition.state != State.DRAFT:
        return None
    last = next(iter(decisions(edition)), None)
    return last if last and last.key == "return" else None


def decisions(edition: Edition) -> list[Event]:
    """Return what was decided about ``edition``, newest first: its changes left out."""
    of_edition = [event for event in history(edition) if event.sequence == edition.sequence]
    return [event for event in of_edition if event.key not in {"create", "edit"}]
