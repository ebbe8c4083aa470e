"""What a reader gets at a release's address: the release, word of its end, the way to it, or nothing at all."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from news.articles import lists
from news.articles.live import is_live
from news.articles.models import Article, Edition, EditionAgency, EditionTag, Mention, PhotoCaption, Quote, Tag
from news.directory.models import Agency, Appointment, Official
from news.directory.names import NAMES, from_json, given_up_since, name_then
from news.photos.models import Photo

from .json_rows import json_rows

RELATED = 4
# What the page shows of who is named, and of the agencies that speak: the first one's contact stands below the text.
_OFFICIAL_FIELDS = ("id", "name", "honorific_prefix", "honorific_suffix", "slug")
_AGENCY_FIELDS = (
    "id", *NAMES, "slug", "boilerplate",
    "contact_name", "contact_phone", "contact_email", "contact_hours",
)  # fmt: skip


@dataclass(frozen=True)
class Correction:
    """A public change of a release: what a reader is told at its top, newest first."""

    kind: str
    label: str
    at: datetime.datetime
    note: str


@dataclass(frozen=True)
class Gone:
    """A release that was live and is not any more: withdrawn, or expired."""

    article: Article
    last: Edition
    is_withdrawn: bool
    at: datetime.datetime
    successor: Article | None


@dataclass(frozen=True)
class Release:
    """A live release with all that its page shows."""

    article: Article
    edition: Edition
    published_at: datetime.datetime
    agencies: list[Agency]
    topics: list[Tag]
    captions: list[PhotoCaption]
    quotes: list[Quote]
    mentions: list[Mention]
    corrections: list[Correction]
    related: list[Edition]

    @property
    def updated_at(self) -> datetime.datetime | None:
        """When readers were last told of a change; None if never: minor corrections are silent."""
        return self.corrections[0].at if self.corrections else None

    @property
    def lead_agency(self) -> Agency | None:
        """The agency that speaks first."""
        return self.agencies[0] if self.agencies else None

    @property
    def lead_caption(self) -> PhotoCaption | None:
        """The photo above the text: the one that was chosen, else the first."""
        return self.captions[0] if self.captions else None

    @property
    def lead_photo(self) -> Photo | None:
        """The photo of :attr:`lead_caption`."""
        return self.lead_caption.photo if self.lead_caption else None


def find(slug: str, now: datetime.datetime) -> Release | Gone | None:
    """Return what is at the address with ``slug``; five queries at most.

    A :class:`Release` if an edition is live at ``now`` (aware), a :class:`Gone` if one was, None if none ever was.
    """
    begun = list(_begun(slug, now))
    if not begun:
        return None
    article = begun[0].article
    if article.withdrawn_at and article.withdrawn_at <= now:
        return Gone(article, begun[-1], True, article.withdrawn_at, _live_successor(article, now))
    edition = next((edition for edition in begun if edition.is_live_at(now)), None)
    if edition is None:
        return Gone(article, begun[-1], False, begun[-1].live_until or now, None)
    return _release(article, edition, begun, now)


def _begun(slug: str, now: datetime.datetime) -> list[Edition]:
    """Return the editions of an article that are or were live, oldest first.

    Their small rows come along as JSON: what a page shows stays within its budget of queries.
    """
    agency = {name: f"agency__{name}" for name in _AGENCY_FIELDS}
    official = {name: f"official__{name}" for name in _OFFICIAL_FIELDS}
    quote = {name: name for name in ("order", "words", "speaker", "office", "appointment")}
    return list(
        Edition.objects.filter(article__slug=slug, live_from__lte=now)
        .select_related("article", "section")
        .annotate(
            agencies_json=json_rows(EditionAgency, "edition", row="pk", is_lead="is_lead", **agency),
            topics_json=json_rows(EditionTag, "content_object", name="tag__name", slug="tag__slug"),
            mentions_json=json_rows(Mention, "edition", row="pk", appointment="appointment", **official),
            quotes_json=json_rows(Quote, "edition", row="pk", **quote),
            names_json=given_up_since("article__url_date"),
        )
        .order_by("sequence")
    )


def _release(article: Article, edition: Edition, begun: list[Edition], now: datetime.datetime) -> Release:
    spoken, named = _rows(edition, "quotes"), _rows(edition, "mentions")
    wanted = {row["appointment"] for row in (*spoken, *named) if row["appointment"]}
    offices = Appointment.objects.select_related("official", "position__agency")
    appointments = offices.in_bulk(wanted) if wanted else {}
    agencies = _agencies(edition)
    offices_of = (appointment.position.agency for appointment in appointments.values())
    name_then([*agencies, *offices_of], _rows(edition, "names"))
    return Release(
        article=article,
        edition=edition,
        published_at=article.first_released_at or now,
        agencies=agencies,
        topics=_topics(edition),
        captions=list(edition.captions.select_related("photo").order_by("-is_lead", "order", "pk")),
        quotes=_quotes(spoken, appointments),
        mentions=_mentions(named, appointments),
        corrections=_corrections(edition, begun),
        related=_related(edition, now),
    )


def _rows(edition: Edition, name: str) -> list[dict[str, Any]]:
    return getattr(edition, f"{name}_json", None) or []


def _agencies(edition: Edition) -> list[Agency]:
    rows = sorted(_rows(edition, "agencies"), key=lambda row: (not row["is_lead"], row["row"]))
    return [from_json({name: row[name] for name in _AGENCY_FIELDS}) for row in rows]


def _topics(edition: Edition) -> list[Tag]:
    return [Tag(**row) for row in sorted(_rows(edition, "topics"), key=lambda row: row["name"].casefold())]


def _quotes(rows: list[dict[str, Any]], appointments: dict[int, Appointment]) -> list[Quote]:
    return [
        Quote(
            words=row["words"],
            speaker=row["speaker"],
            office=row["office"],
            appointment=appointments.get(row["appointment"]),
        )
        for row in sorted(rows, key=lambda row: (row["order"], row["row"]))
    ]


def _mentions(rows: list[dict[str, Any]], appointments: dict[int, Appointment]) -> list[Mention]:
    return [
        Mention(
            official=Official(**{name: row[name] for name in _OFFICIAL_FIELDS}),
            appointment=appointments.get(row["appointment"]),
        )
        for row in sorted(rows, key=lambda row: row["row"])
    ]


def _corrections(edition: Edition, begun: list[Edition]) -> list[Correction]:
    told = [
        Correction(change.change_kind, change.get_change_kind_display(), change.live_from, change.public_note)
        for change in begun
        if change.live_from
        and change.sequence <= edition.sequence
        and change.change_kind not in {"", Edition.Change.MINOR}
    ]
    return told[::-1]


def _related(edition: Edition, now: datetime.datetime) -> list[Edition]:
    """Return the newest others of the section, with no more than a headline needs."""
    rows = lists.in_section(edition.section, now) if edition.section else lists.newest(now)
    others = rows.exclude(article=edition.article_id)
    return [
        Edition(headline=headline, list_at=list_at, article=Article(slug=slug, url_date=url_date))
        for headline, list_at, slug, url_date in others.values_list(
            "headline", "list_at", "article__slug", "article__url_date"
        )[:RELATED]
    ]


def _live_successor(article: Article, now: datetime.datetime) -> Article | None:
    """Return the article that replaces ``article`` if a reader may be sent there."""
    if article.successor_id is None:
        return None
    return Article.objects.filter(is_live(now, "editions__"), pk=article.successor_id).first()
