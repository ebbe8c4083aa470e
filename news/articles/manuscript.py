"""A release as it is being written: what its fields and rows say, saved or only typed.

The checks and the preview read it, so that they can tell about text that nobody has saved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from news.directory.models import Agency
from news.richtext import plain

from .models import Edition, EditionAgency, Mention, PhotoCaption, Quote, Tag


@dataclass(frozen=True)
class Manuscript:
    """An edition with its rows, each in the order in which it is shown; none of them need be in the database."""

    edition: Edition
    agencies: Sequence[EditionAgency] = ()
    captions: Sequence[PhotoCaption] = ()
    quotes: Sequence[Quote] = ()
    mentions: Sequence[Mention] = ()
    topics: Sequence[Tag] = ()
    # Which row of the form each of them is, by the name of its list; the same order where it is not said.
    form_rows: dict[str, list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, edition: Edition) -> Manuscript:
        """Return what the database has of ``edition``; five queries."""
        holding = ("appointment__official", "appointment__position__agency")
        return cls(
            edition,
            list(edition.agency_rows.select_related("agency")),
            list(edition.captions.select_related("photo")),
            list(edition.quotes.select_related(*holding)),
            list(edition.mentions.select_related("official", *holding)),
            list(edition.tags.order_by("name")),
        )

    @property
    def lead_agency(self) -> Agency | None:
        """The agency that speaks first, or None while none is said to."""
        return next((row.agency for row in self.agencies if row.is_lead), None)

    @property
    def words(self) -> str:
        """The lead and the body as plain text, a line for each paragraph."""
        return "\n".join(filter(None, (self.edition.lead.strip(), plain(self.edition.body))))

    def form_row(self, part: str, index: int) -> int:
        """Return which row of the form the row ``index`` of the list ``part`` is."""
        return self.form_rows[part][index] if part in self.form_rows else index
