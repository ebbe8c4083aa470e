"""What happened to a release, as the ledger tells it, in the words of the desk."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news.accounts.models import User
from news.ledger.chain import REDACTED
from news.ledger.models import LedgerEntry
from news.newsroom.moments import written

from . import snapshots
from .models import Edition, Snapshot

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
    "reschedule": gettext_lazy("Rescheduled"),
    "unschedule": gettext_lazy("Unscheduled"),
    "fast_release": gettext_lazy("Released without review"),
    "release_minor": gettext_lazy("Released a minor correction"),
    "confirm": gettext_lazy("Confirmed"),
    "revise": gettext_lazy("Began a correction"),
    "withdraw": gettext_lazy("Withdrew"),
    "discard": gettext_lazy("Discarded"),
    "settings": gettext_lazy("Changed the settings"),
    "reassign": gettext_lazy("Handed to a colleague"),
    "preview_link": gettext_lazy("Made a preview link"),
    "press_links": gettext_lazy("Made press links"),
    "revoke_preview_link": gettext_lazy("Revoked a preview link"),
    "revoke_press_link": gettext_lazy("Revoked a press link"),
    "restore": gettext_lazy("Restored an earlier state"),
    "redact": gettext_lazy("Removed personal data"),
}


@dataclass(frozen=True)
class Event:
    """A line of the history: when (aware), who, what, the remark, and of which edition; 0 if of the whole article.

    ``number`` is the ledger's, ``digest`` that of the content then, and ``by`` the key of who did it.
    """

    at: datetime.datetime
    who: str
    key: str
    note: str
    sequence: int
    number: int = 0
    digest: str = ""
    by: int | None = None

    @property
    def what(self) -> str | Promise:
        """What happened, in words."""
        return EVENTS.get(self.key, self.key)


def everything(edition: Edition) -> list[Event]:
    """Return what happened to the article of ``edition``, newest first, each change by itself; one query."""
    events: list[Event] = []
    for entry in LedgerEntry.objects.about(edition.article.subject):
        if entry.part.startswith("entry:"):  # a note was redacted, along with the rest
            continue
        if entry.event == REDACTED and events and (events[-1].key, events[-1].at) == (REDACTED, entry.at):
            continue  # one redaction, of several editions
        sequence = entry.part.removeprefix("edition:")
        events.append(
            Event(
                entry.at,
                entry.actor_name,
                entry.event,
                entry.note,
                int(sequence) if sequence.isdigit() else 0,
                entry.sequence,
                entry.digest,
                entry.actor_id,
            )
        )
    return events[::-1]


def history(edition: Edition, events: list[Event] | None = None) -> list[Event]:
    """Return what happened to the article of ``edition``, newest first; changes in a row by one person are one line.

    :param events: :func:`everything` about it, if that is at hand.
    """
    found: list[Event] = []
    for event in everything(edition) if events is None else events:
        last = found[-1] if found else None
        is_more = (
            last and event.key == "edit" and (last.key, last.who, last.sequence) == ("edit", event.who, event.sequence)
        )
        if not is_more:
            found.append(event)
    return found


def remark(edition: Edition) -> Event | None:
    """Return the remark with which this draft was returned, until it is submitted again."""
    if edition.state != State.DRAFT:
        return None
    last = next(iter(decisions(edition)), None)
    return last if last and last.key == "return" else None


def decisions(edition: Edition) -> list[Event]:
    """Return what was decided about ``edition``, newest first: its changes left out."""
    of_edition = [event for event in history(edition) if event.sequence == edition.sequence]
    return [event for event in of_edition if event.key not in {"create", "edit", "restore", REDACTED}]


# Earlier states


@dataclass(frozen=True)
class Version:
    """A state of a release, to be compared or restored: an edition as it stands, or as it was kept at an event."""

    edition: Edition
    event: Event | None = None

    @property
    def key(self) -> str:
        """Its name in addresses: ``e2`` for edition 2 as it stands, ``17`` for entry 17 of the ledger."""
        return str(self.event.number) if self.event else f"e{self.edition.sequence}"

    @property
    def label(self) -> str:
        """What it is, in words."""
        if self.event is None:
            return _("Edition %(number)s as it stands (%(state)s)") % {
                "number": self.edition.sequence,
                "state": self.edition.get_state_display(),
            }
        return _("Edition %(number)s, %(what)s by %(who)s, %(when)s") % {
            "number": self.edition.sequence,
            "what": str(self.event.what).lower(),
            "who": self.event.who or "–",
            "when": written(self.event.at),
        }

    def content(self) -> dict[str, Any]:
        """Return what it says, as :meth:`Edition.content` does."""
        kept = snapshots.content_at(self.edition, self.event.digest) if self.event else None
        return self.edition.content() if kept is None else kept


@dataclass(frozen=True)
class Baseline:
    """A comparison that somebody may want: its name, and the keys of both versions."""

    label: str
    before: str
    after: str


_WRITING = {"create", "edit"}


def versions(edition: Edition, events: list[Event] | None = None) -> list[Version]:
    """Return the states of the article of ``edition``, of its newest edition first, each as it stands and then earlier.

    :param events: :func:`everything` about it, if that is at hand.
    """
    events = everything(edition) if events is None else events
    editions = list(edition.article.editions.order_by("-sequence"))
    kept = set(Snapshot.objects.filter(edition__in=editions).values_list("edition__sequence", "digest"))
    found = []
    for other in editions:
        other.article = edition.article
        found.append(Version(other))
        at_events = [
            event for event in events if event.sequence == other.sequence and (other.sequence, event.digest) in kept
        ]
        decided = {event.digest for event in at_events if event.key not in _WRITING}
        found += [
            Version(other, event) for event in at_events if event.key not in _WRITING or event.digest not in decided
        ]
    return found


def baselines(edition: Edition, events: list[Event], states: list[Version], user: User) -> list[Baseline]:
    """Return what a reviewer or writer of ``edition`` wants to compare it with, the most telling first."""
    keys = {state.key for state in states}
    here = f"e{edition.sequence}"
    of_edition = [event for event in events if event.sequence == edition.sequence and str(event.number) in keys]
    found = []
    if edition.state in Edition.OPEN_STATES:
        returned = next((event for event in of_edition if event.key == "return"), None)
        mine = next((event for event in of_edition if event.by == user.pk and event.key in {"return", "approve"}), None)
        submitted = [event for event in of_edition if event.key == "submit"]
        if edition.state == State.IN_REVIEW:  # the newest one is what stands there now
            submitted = submitted[1:]
        wanted = [
            (_("Since it was returned"), returned),
            (_("Since your last decision"), mine),
            (_("Since it was submitted"), next(iter(submitted), None)),
        ]
        seen: set[int] = set()
        for label, event in wanted:
            if event and event.number not in seen:
                seen.add(event.number)
                found.append(Baseline(label, str(event.number), here))
    earlier = [state.edition for state in states if not state.event and state.edition.sequence < edition.sequence]
    if earlier_released := [other for other in earlier if other.live_from is not None]:
        other = max(earlier_released, key=lambda other: other.sequence)
        label = _("Since the edition before it (%(number)s)") % {"number": other.sequence}
        found.append(Baseline(label, f"e{other.sequence}", here))
    return found
