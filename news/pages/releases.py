"""What a reader gets at a release's address: the release, word of its end, the way to it, or nothing at all."""

from __future__ import annotations

import copy
import datetime
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, CharField, JSONField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from news.articles.live import is_live
from news.articles.models import (
    Article,
    Attachment,
    Edition,
    EditionAgency,
    EditionTag,
    Mention,
    PhotoCaption,
    Quote,
    Redaction,
    Tag,
)
from news.directory.models import Agency, Appointment, Official
from news.directory.names import NAMES, from_json, given_up_since, name_then
from news.photos.models import Photo
from news.prepared import NOW, Given, Prepared

from .json_rows import json_rows
from .relating import Related, related

# What the page shows of who is named, and of the agencies that speak: the first one's contact stands below the text.
_OFFICIAL_FIELDS = ("id", "name", "honorific_prefix", "honorific_suffix", "slug")
_AGENCY_FIELDS = (
    "id", *NAMES, "slug", "boilerplate",
    "contact_name", "contact_phone", "contact_email", "contact_hours",
)  # fmt: skip


@dataclass(frozen=True)
class Correction:
    """A public change of a release, or a redaction: what a reader is told at its top, newest first."""

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
    attachments: list[Attachment]
    corrections: list[Correction]
    related: list[Related]
    older: Edition | None = None
    newer: Edition | None = None

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
    begun = _begun(slug=slug, now=now)
    if not begun:
        return None
    article = begun[0].article
    if article.withdrawn_at and article.withdrawn_at <= now:
        return Gone(article, begun[-1], True, article.withdrawn_at, _live_successor(article, now))
    edition = next((edition for edition in begun if edition.is_live_at(now)), None)
    if edition is None:
        return Gone(article, begun[-1], False, begun[-1].live_until or now, None)
    return _release(article, edition, begun, now)


def short(article: Article) -> str:
    """Return the short link to ``article``, without the name of the site."""
    return reverse("short", args=[article.pk])


def behind(key: int, now: datetime.datetime) -> Article | None:
    """Return the article with ``key`` if an edition of it is or was live at ``now`` (aware)."""
    begun = Edition.objects.filter(article=key, live_from__lte=now).select_related("article").order_by()
    found = begun.only("article__slug", "article__url_date").first()
    return found.article if found and found.article.url_date else None


def unpublished(edition: Edition, now: datetime.datetime, rows: Mapping[str, Sequence[Any]] | None = None) -> Release:
    """Return ``edition`` as a release at ``now`` (aware), whatever its state and however much it lacks.

    What its fields say is taken from ``edition`` as it is in memory, saved or not.

    :param rows: what to show instead of the rows in the database: ``agencies`` (:class:`Agency`, the lead first),
        ``topics`` (:class:`Tag`), ``captions``, ``quotes``, ``mentions``, ``attachments``; each
        in the order in which it is shown.
    """
    shown = copy.copy(edition)
    shown.headline = str(edition)
    rows = {} if rows is None else rows
    found: dict[str, Any] = {
        name: list(rows[name]) if name in rows else of(edition) for name, of in _UNPUBLISHED.items()
    }
    for topic in found["topics"]:
        topic.slug = topic.slug or slugify(topic.name) or "-"
    article = edition.article
    offices = (row.appointment.position.agency for row in (*found["quotes"], *found["mentions"]) if row.appointment)
    if article.url_date and (pk := article.pk):
        names = Article.objects.filter(pk=pk).values_list(given_up_since("url_date"), flat=True).first()
        name_then([*found["agencies"], *offices], names)
    return Release(
        article=article,
        edition=shown,
        published_at=article.first_released_at or max(edition.live_from or now, edition.embargo_until or now),
        corrections=corrections_with(shown, now),
        related=related(shown, found["topics"], [row.official for row in found["mentions"]], found["agencies"], now),
        **found,
    )


def _of_database(name: str, *related: str, order: tuple[str, ...]) -> Callable[[Edition], list[Any]]:
    def rows(edition: Edition) -> list[Any]:
        return list(getattr(edition, name).select_related(*related).order_by(*order)) if edition.pk else []

    return rows


_HOLDING = ("appointment__official", "appointment__position__agency")
_UNPUBLISHED: dict[str, Callable[[Edition], list[Any]]] = {
    "agencies": lambda edition: [
        row.agency for row in _of_database("agency_rows", "agency", order=("-is_lead", "pk"))(edition)
    ],
    "topics": lambda edition: list(edition.tags.order_by("name")) if edition.pk else [],
    "captions": _of_database("captions", "photo", order=("-is_lead", "order", "pk")),
    "quotes": _of_database("quotes", *_HOLDING, "appointment__official__portrait", order=("order", "pk")),
    "mentions": _of_database("mentions", "official", *_HOLDING, order=("pk",)),
    "attachments": _of_database("attachments", order=("order", "pk")),
}


def corrections_with(edition: Edition, now: datetime.datetime) -> list[Correction]:
    """Return the corrections that readers will be told of once ``edition`` is live, itself included."""
    if edition.sequence < 2:
        return _redactions(edition.article)
    earlier = Edition.objects.filter(
        article=edition.article_id, sequence__lt=edition.sequence, live_from__isnull=False
    ).order_by("sequence")
    this = copy.copy(edition)
    this.live_from = edition.live_from or max(now, edition.embargo_until or now)
    return _newest_first(_corrections(this, [*earlier, this]), _redactions(edition.article))


@Prepared
def _begun() -> QuerySet[Edition]:
    """The editions of an article that are or were live, oldest first.

    Their small rows come along as JSON: what a page shows stays within its budget of queries.
    """
    agency = {name: f"agency__{name}" for name in _AGENCY_FIELDS}
    official = {name: f"official__{name}" for name in _OFFICIAL_FIELDS}
    quote = {name: name for name in ("order", "words", "speaker", "office", "appointment")}
    attachment = {name: name for name in ("order", "key", "title", "kind", "size")}
    return (
        Edition.objects.filter(article__slug=Given("slug", CharField()), live_from__lte=NOW)
        .select_related("article", "section")
        .annotate(
            agencies_json=json_rows(EditionAgency, "edition", row="pk", is_lead="is_lead", **agency),
            topics_json=json_rows(EditionTag, "content_object", id="tag", name="tag__name", slug="tag__slug"),
            mentions_json=json_rows(Mention, "edition", row="pk", appointment="appointment", **official),
            quotes_json=json_rows(Quote, "edition", row="pk", **quote),
            attachments_json=json_rows(Attachment, "edition", row="pk", **attachment),
            names_json=given_up_since("article__url_date"),
            redactions_json=json_rows(Redaction, "article", "article", at="at", reason="reason"),
            older_json=_beside("lt", "-list_at", "-pk"),
            newer_json=_beside("gt", "list_at", "pk"),
        )
        .order_by("sequence")
    )


def _beside(which: str, *order: str) -> Subquery:
    """Return the subquery for what stands next to an edition in its section, as far as a link to it needs."""
    others = Edition.objects.live(NOW).filter(section=OuterRef("section")).exclude(article=OuterRef("article"))
    beyond = others.filter(
        Q(**{f"list_at__{which}": OuterRef("list_at")}) | Q(**{f"pk__{which}": OuterRef("pk")}),
        **{f"list_at__{which}e": OuterRef("list_at")},
    )
    told = JSONObject(headline="headline", slug="article__slug", url_date="article__url_date")
    return Subquery(beyond.order_by(*order).values(told=told)[:1], output_field=JSONField())


def _neighbour(row: dict[str, Any] | None) -> Edition | None:
    if not row:
        return None
    url_date = datetime.date.fromisoformat(row["url_date"])
    return Edition(headline=row["headline"], article=Article(slug=row["slug"], url_date=url_date))


def _release(article: Article, edition: Edition, begun: list[Edition], now: datetime.datetime) -> Release:
    spoken, named = _rows(edition, "quotes"), _rows(edition, "mentions")
    wanted = {row["appointment"] for row in (*spoken, *named) if row["appointment"]}
    offices = Appointment.objects.select_related("official__portrait", "position__agency")
    appointments = offices.in_bulk(wanted) if wanted else {}
    agencies, topics, mentions = _agencies(edition), _topics(edition), _mentions(named, appointments)
    offices_of = (appointment.position.agency for appointment in appointments.values())
    name_then([*agencies, *offices_of], _rows(edition, "names"))
    return Release(
        article=article,
        edition=edition,
        published_at=article.first_released_at or now,
        agencies=agencies,
        topics=topics,
        captions=_captions(edition=edition.pk),
        quotes=_quotes(spoken, appointments),
        mentions=mentions,
        attachments=_attachments(_rows(edition, "attachments")),
        corrections=_newest_first(_corrections(edition, begun), _redacted(article, _rows(edition, "redactions"))),
        related=related(edition, topics, [mention.official for mention in mentions], agencies, now),
        older=_neighbour(getattr(edition, "older_json", None)),
        newer=_neighbour(getattr(edition, "newer_json", None)),
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


def _attachments(rows: list[dict[str, Any]]) -> list[Attachment]:
    return [
        Attachment(key=uuid.UUID(row["key"]), title=row["title"], kind=row["kind"], size=row["size"])
        for row in sorted(rows, key=lambda row: (row["order"], row["row"]))
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


def _redactions(article: Article) -> list[Correction]:
    """Return what readers are told of personal data that were removed; a query only where there were some."""
    return _redacted(article, list(article.redactions.values("at", "reason"))) if article.redacted_at else []


def _redacted(article: Article, rows: Sequence[Mapping[str, Any]]) -> list[Correction]:
    """Return what readers are told of redactions: nothing of those before anything was public."""
    told = [Correction("redaction", _("personal data removed"), _moment(row["at"]), row["reason"]) for row in rows]
    return [each for each in told if article.first_released_at and each.at >= article.first_released_at]


def _moment(value: datetime.datetime | str) -> datetime.datetime:
    """Return a moment that came as JSON, in which SQLite says it in UTC without a zone."""
    moment = datetime.datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)


def _newest_first(*told: list[Correction]) -> list[Correction]:
    return sorted((each for some in told for each in some), key=lambda each: each.at, reverse=True)


@Prepared
def _captions() -> QuerySet[PhotoCaption]:
    rows = PhotoCaption.objects.filter(edition=Given("edition", BigIntegerField())).select_related("photo")
    return rows.order_by("-is_lead", "order", "pk")


def _live_successor(article: Article, now: datetime.datetime) -> Article | None:
    """Return the article that replaces ``article`` if a reader may be sent there."""
    if article.successor_id is None:
        return None
    return Article.objects.filter(is_live(now, "editions__"), pk=article.successor_id).first()
