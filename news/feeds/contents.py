"""What a feed says, whatever its format: the newest releases of a subject in full, and what was taken back.

A subscriber keeps what they once fetched. So an entry has one identity for ever, a correction says so in its first
words, and a withdrawal leaves a tombstone: the number and the reason, no longer the headline or the text.
"""

from __future__ import annotations

import datetime
import logging
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urljoin

import nh3
from django.conf import settings
from django.db.models import F, JSONField, Max, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import dateformat
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from news.articles import citizens, lists
from news.articles.models import (
    Article,
    Edition,
    EditionAgency,
    EditionQuerySet,
    EditionTag,
    PhotoCaption,
    Redaction,
    Section,
    Tag,
)
from news.directory.models import Agency, Official
from news.directory.names import NAMES, from_json, given_up_since, name_then
from news.newsroom.models import Newsroom
from news.photos import renditions
from news.photos.markup import url
from news.photos.models import Photo
from news.richtext import safe, without_control_characters

log = logging.getLogger(__name__)

SIZE = 30
WIDEST = 1280  # pixels
WITHDRAWALS = 500  # of the whole house: more than a feed can show, and few enough to look through
TOMBSTONE = datetime.timedelta(days=30)
NAMESPACE = uuid.UUID("0b8a3a3c-6f0e-4c52-9d0c-0c9f4f1c7a52")  # drawn once at random, for the identities of entries


@dataclass(frozen=True)
class Subject:
    """What a feed is about.

    ``rows`` is its list (of ``articles.lists``), ``members`` the same editions whether live or not, ``list_at`` the
    way from an edition to its place in that list.
    """

    title: str
    description: str
    page: str
    rows: QuerySet[Any]
    members: dict[str, Any]
    list_at: str = "list_at"


@dataclass(frozen=True)
class Picture:
    """A photo in an entry: the JPEG rendition that feeds show; ``length`` in bytes where a format wants it, or None."""

    url: str
    width: int
    height: int
    length: int | None
    alt: str
    caption: str
    credit: str


@dataclass(frozen=True)
class Entry:
    """An item of a feed: plain texts, and ``content`` in HTML with absolute URLs.

    ``place`` holds the first publication, ``updated_at`` the last correction or the withdrawal.
    """

    identity: str
    place: lists.Place
    url: str
    title: str
    summary: str
    content: str
    author: str
    categories: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    updated_at: datetime.datetime | None = None


@dataclass(frozen=True)
class Contents:
    """A subject's entries in the order of its list, whether any is live, and when they last changed (None: never)."""

    subject: Subject
    entries: list[Entry]
    is_live: bool
    changed_at: datetime.datetime | None


def of_site(newsroom: Newsroom, now: datetime.datetime) -> Subject:
    """Return everything as a subject."""
    return Subject(newsroom.name, newsroom.tagline or newsroom.name, reverse("home"), lists.newest(now), {})


def of_section(section: Section, newsroom: Newsroom, now: datetime.datetime) -> Subject:
    """Return one section as a subject."""
    title = _titled(section.name, newsroom)
    rows = lists.in_section(section, now)
    return Subject(title, section.description or title, section.get_absolute_url(), rows, {"section": section})


def of_topic(tag: Tag, newsroom: Newsroom, now: datetime.datetime) -> Subject:
    """Return one topic as a subject."""
    title = _titled(tag.name, newsroom)
    members = {"tag_rows__tag": tag}
    return Subject(title, title, tag.get_absolute_url(), lists.with_tag(tag, now), members, "tag_rows__list_at")


def of_agency(agency: Agency, newsroom: Newsroom, now: datetime.datetime) -> Subject:
    """Return one agency, leading or not, as a subject."""
    title = _titled(agency.name, newsroom)
    rows, members = lists.of_agency(agency, now), {"agency_rows__agency": agency}
    return Subject(title, title, agency.get_absolute_url(), rows, members, "agency_rows__list_at")


def of_official(official: Official, newsroom: Newsroom, now: datetime.datetime) -> Subject:
    """Return one official, wherever they are named, as a subject."""
    title = _titled(official.full_name, newsroom)
    rows, members = lists.of_official(official, now), {"mentions__official": official}
    return Subject(title, title, official.get_absolute_url(), rows, members, "mentions__list_at")


def _titled(name: str, newsroom: Newsroom) -> str:
    return f"{name} – {newsroom.name}"


def contents(subject: Subject, newsroom: Newsroom, now: datetime.datetime) -> Contents:
    """Return what the feed of ``subject`` says at ``now``: the newest :data:`SIZE` releases and recent withdrawals.

    It last changed when one of its releases went live or stopped being live, or when a tombstone was set or went.
    """
    live = lists.page(subject.rows, SIZE, of=_in_full(now))
    withdrawn = list(_withdrawn(subject, now)[: SIZE + 1])
    recent = [edition for edition in withdrawn[:SIZE] if _withdrawn_at(edition) > now - TOMBSTONE]
    moments = [
        *(edition.live_from for edition in live),
        *(_redacted_at(edition) for edition in live),
        _last_end(subject, live, now),
        *(_withdrawn_at(edition) for edition in recent),
        *(_withdrawn_at(edition) + TOMBSTONE for edition in withdrawn[len(recent) : len(recent) + 1]),
    ]
    entries = [*(_entry(edition, newsroom) for edition in live), *(_tombstone(edition, newsroom) for edition in recent)]
    entries.sort(key=lambda entry: entry.place, reverse=True)
    subject = replace(subject, title=_text(subject.title), description=_text(subject.description))
    changed_at = max((moment for moment in moments if moment and moment <= now), default=None)
    return Contents(subject, entries, bool(live), changed_at)


def identity(article: Article) -> str:
    """Return the name of ``article`` in every feed, for ever: no editor and no move to another host can change it.

    A ``urn:uuid:`` (RFC 4122, version 5); the moment of creation keeps two installations apart.
    """
    created_at = article.created_at.astimezone(datetime.UTC).isoformat(timespec="microseconds")
    return uuid.uuid5(NAMESPACE, f"{article.pk} {created_at}").urn


def absolute(path: str) -> str:
    """Return the absolute URL of ``path`` on this site."""
    return urljoin(f"{settings.BASE_URL}/", path)


# What it was


def _in_full(now: datetime.datetime) -> EditionQuerySet:
    """Return editions with all that an entry prints: four queries, however many."""
    lead = EditionAgency.objects.filter(edition=OuterRef("pk"), is_lead=True)
    agency = JSONObject(id="agency", **{name: f"agency__{name}" for name in NAMES})
    told = [Edition.Change.UPDATE, Edition.Change.CORRECTION, Edition.Change.CLARIFICATION]
    corrections = Edition.objects.filter(live_from__lte=now, change_kind__in=told).order_by("-live_from")
    return (
        Edition.objects.select_related("article", "section")
        .annotate(
            lead_json=Subquery(lead.values(row=agency)[:1], output_field=JSONField()),
            names_json=given_up_since("article__url_date"),
            redaction_reason=Subquery(
                Redaction.objects.filter(article=OuterRef("article")).order_by("-at").values("reason")[:1]
            ),
        )
        .prefetch_related(
            Prefetch("captions", queryset=PhotoCaption.objects.select_related("photo")),
            Prefetch("tag_rows", queryset=EditionTag.objects.select_related("tag")),
            Prefetch(
                "article__editions",
                queryset=corrections.only("article_id", "change_kind", "public_note", "live_from"),
                to_attr="corrections",
            ),
        )
    )


def _withdrawn(subject: Subject, now: datetime.datetime) -> QuerySet[Edition]:
    """Return the editions that were live when their article was withdrawn, the last one first.

    The few withdrawals of the whole house are found first, by their state; then which of them are the subject's.
    """
    withdrawn = Edition.objects.filter(
        state=Edition.State.WITHDRAWN,
        article__withdrawn_at__lte=now,
        live_from__lt=F("article__withdrawn_at"),
        live_until=F("article__withdrawn_at"),
    ).order_by("-article__withdrawn_at", "-pk")
    members = Edition.objects.filter(**subject.members, pk__in=withdrawn.values("pk")[:WITHDRAWALS])
    return members.select_related("article").order_by("-article__withdrawn_at", "-pk")


def _redacted_at(edition: Edition) -> datetime.datetime | None:
    """Return when personal data were last removed from what subscribers may have; None if never."""
    at = edition.article.redacted_at
    return at if at and edition.list_at and at >= edition.list_at else None


def _withdrawn_at(edition: Edition) -> datetime.datetime:
    if edition.article.withdrawn_at is None:
        raise ValueError("This article was not withdrawn.")
    return edition.article.withdrawn_at


def _last_end(subject: Subject, live: Sequence[Edition], now: datetime.datetime) -> datetime.datetime | None:
    """Return when something that stood among ``live`` last stopped being live: corrected, expired or withdrawn."""
    bound = {"gte": live[-1].list_at} if len(live) == SIZE else {"isnull": False}
    among = {f"{subject.list_at}__{lookup}": value for lookup, value in bound.items()}
    ended = Edition.objects.filter(**subject.members, **among, live_from__isnull=False, live_until__lte=now)
    moment: datetime.datetime | None = ended.aggregate(at=Max("live_until"))["at"]
    return moment


# What it says


def _entry(edition: Edition, newsroom: Newsroom) -> Entry:
    article = edition.article
    corrections: list[Edition] = article.corrections  # type: ignore[attr-defined]  # prefetched by _in_full
    marks = [*_redaction(edition, newsroom), *(_correction(correction, newsroom) for correction in corrections)]
    told = [*(correction.live_from for correction in corrections[:1]), _redacted_at(edition)]
    captions = sorted(edition.captions.all(), key=lambda row: not row.is_lead)
    # An item has one enclosure, so only the first photo is measured.
    pictures = tuple(_picture(row, measured=position == 0) for position, row in enumerate(captions))
    return Entry(
        identity=identity(article),
        place=lists.Place.of(edition),
        url=absolute(article.get_absolute_url()),
        title=_text(edition.headline),
        summary=_text(" ".join([*marks[:1], edition.excerpt])),
        content=_text(_content(edition, marks, pictures)),
        author=_text(_author(edition) or newsroom.name),
        categories=tuple(map(_text, _categories(edition))),
        pictures=pictures,
        updated_at=max((moment for moment in told if moment), default=None),
    )


def _author(edition: Edition) -> str:
    """Return the lead agency under the name that it had when the release came out; empty without one."""
    if not (row := getattr(edition, "lead_json", None)):
        return ""
    agency = from_json(row)
    name_then([agency], getattr(edition, "names_json", None))
    return agency.name


def _categories(edition: Edition) -> list[str]:
    topics = sorted(row.tag.name for row in edition.tag_rows.all())
    return [edition.section.name, *topics] if edition.section else topics


def _tombstone(edition: Edition, newsroom: Newsroom) -> Entry:
    article = edition.article
    date = _date(_withdrawn_at(edition), newsroom)
    notice = _("Withdrawn, %(date)s: %(reason)s") % {"date": date, "reason": article.withdrawal_reason}
    return Entry(
        identity=identity(article),
        place=lists.Place.of(edition),
        url=absolute(article.get_absolute_url()),
        title=_text(_("[Withdrawn] Number %(number)s") % {"number": article.number}),
        summary=_text(notice),
        content=_text(format_html("<p>{}</p>", notice)),
        author=_text(newsroom.name),
        updated_at=_withdrawn_at(edition),
    )


def _redaction(edition: Edition, newsroom: Newsroom) -> list[str]:
    """Return the words that tell that personal data were removed; none if they were not."""
    if not (at := _redacted_at(edition)):
        return []
    date, reason = _date(at, newsroom), getattr(edition, "redaction_reason", "")
    return [_("Personal data removed, %(date)s: %(reason)s") % {"date": date, "reason": reason}]


def _correction(edition: Edition, newsroom: Newsroom) -> str:
    """Return the words that tell of a correction: its kind, its date and what changed."""
    kind = capfirst(edition.get_change_kind_display())
    date = _date(edition.live_from, newsroom) if edition.live_from else ""
    return f"{kind}, {date}: {edition.public_note}"


def _content(edition: Edition, marks: Sequence[str], pictures: Sequence[Picture]) -> SafeString:
    """Return the full text as HTML: corrections, photos, dateline, lead, what it means for citizens, body, number."""
    dateline, lead = ", ".join(filter(None, [edition.dateline_place, edition.dateline_source])), edition.lead
    base = absolute(edition.article.get_absolute_url())
    return format_html(
        "{}{}{}{}{}{}{}",
        format_html_join("", "<p><strong>{}</strong></p>", ((mark,) for mark in marks)),
        format_html_join("", "{}", ((_figure(picture),) for picture in pictures)),
        format_html("<p><em>{}</em></p>", edition.subheadline) if edition.subheadline else "",
        format_html("<p><strong>{}</strong> – {}</p>", dateline, lead) if dateline else _paragraph(lead),
        format_html("<h2>{}</h2>{}", citizens.heading(), told) if (told := citizens.listed(edition)) else "",
        safe(nh3.clean(edition.body, url_relative=("rewrite_with_base", base), link_rel=None)),
        _paragraph(" · ".join(filter(None, [edition.article.number, edition.byline]))),
    )


def _picture(row: PhotoCaption, *, measured: bool) -> Picture:
    photo = row.photo
    width = max((width for width in renditions.widths(photo) if width <= WIDEST), default=photo.width)
    name = f"{width}.jpg"
    return Picture(
        url=absolute(url(photo, name)),
        width=width,
        height=renditions.height(photo, width),
        length=_length(photo, name) if measured else None,
        alt=_text("" if photo.decorative else photo.alt),
        caption=_text(row.caption),
        credit=_text(photo.credit),
    )


def _length(photo: Photo, name: str) -> int | None:
    """Return the size in bytes of a rendition, which is made if nobody asked for it before; None if it cannot be."""
    try:
        return renditions.rendition(photo, name).stat().st_size
    except OSError:  # the text is worth sending without its photo: a lost file, a full disk
        log.warning("The photo %s could not be measured for the feed.", photo.key, exc_info=True)
        return None


def _paragraph(text: str) -> SafeString | str:
    return format_html("<p>{}</p>", text) if text else ""


def _figure(picture: Picture) -> SafeString:
    return format_html(
        '<figure><img src="{}" width="{}" height="{}" alt="{}"><figcaption>{} ({})</figcaption></figure>',
        picture.url, picture.width, picture.height, picture.alt, picture.caption, picture.credit,
    )  # fmt: skip


def _date(moment: datetime.datetime, newsroom: Newsroom) -> str:
    return dateformat.format(newsroom.local(moment), "j F Y")


def _text(text: str) -> str:
    """Return ``text`` fit for XML and JSON, whatever way it came into the database."""
    return without_control_characters(text)
