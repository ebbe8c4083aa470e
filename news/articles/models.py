"""What is said: articles (identity), their editions (content), and what an edition shows, quotes and mentions."""

from __future__ import annotations

import datetime
import hashlib
import json
import secrets
import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import ItemBase, TagBase

from news.directory.models import Agency, Appointment, Official
from news.newsroom.models import MAX_COMMENTS_DAYS
from news.photos.models import Photo
from news.richtext import LineField, PlainTextField, RichTextField, plain

from .live import is_live


def new_salt() -> str:
    """Return 128 random bits, as 32 hex digits."""
    return secrets.token_hex(16)


class Section(models.Model):
    """A rubric of the public site."""

    name = models.CharField(_("name"), max_length=60)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    description = models.CharField(_("description"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["order", "name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("section", args=[self.slug])


class Tag(TagBase):
    """A topic; readers find it under ``/topik/<slug>/``."""

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name", "pk"]

    def get_absolute_url(self) -> str:
        return reverse("topic", args=[self.slug])


class Article(models.Model):
    """One release through its whole life: its address, its number and its first publication never change."""

    class Kind(models.TextChoices):
        RELEASE = "release", _("release")
        NEWS = "news", _("news")
        ADVISORY = "advisory", _("advisory")
        ANNOUNCEMENT = "announcement", _("announcement")

    class Comments(models.TextChoices):
        OPEN = "open", _("open")
        MODERATED = "moderated", _("moderated")
        CLOSED = "closed", _("closed")

    slug = models.SlugField(
        _("address"),
        max_length=120,
        unique=True,
        null=True,
        blank=True,
        help_text=_("Made from the headline at the release if left empty; fixed from then on."),
    )
    url_date = models.DateField(
        _("date in the address"), null=True, editable=False, help_text=_("Local date of the first publication.")
    )
    number = models.CharField(  # noqa: DJ001  # unique, and many have none yet
        _("number"), max_length=80, unique=True, null=True, editable=False
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.RELEASE)
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES, default="id")
    translation_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="translations", verbose_name=_("translation of")
    )
    first_released_at = models.DateTimeField(_("first published"), null=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)
    withdrawal_reason = PlainTextField(_("reason for the withdrawal"), blank=True, editable=False)
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="replaces",
        verbose_name=_("successor"),
    )
    comments = models.CharField(_("comments"), max_length=10, choices=Comments, default=Comments.MODERATED)
    comments_days = models.PositiveSmallIntegerField(
        _("days until comments close"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MAX_COMMENTS_DAYS)],
        help_text=_("Counted from the first publication; empty: they do not close by themselves."),
    )
    featured_until = models.DateTimeField(_("featured until"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    redacted_at = models.DateTimeField(_("personal data removed"), null=True, editable=False)

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-pk"]
        indexes = [
            models.Index(F("featured_until").desc(), name="article_featured", condition=Q(featured_until__isnull=False))
        ]

    def __str__(self) -> str:
        return self.number or self.slug or f"#{self.pk}"

    def get_absolute_url(self) -> str:
        """Return the address under which the article was first published; it needs its slug and date."""
        if not self.slug or not self.url_date:
            raise ValueError("An article has an address from its first release decision on.")
        date = self.url_date
        return reverse("release", args=[date.year, date.month, date.day, self.slug])

    @property
    def comments_close_at(self) -> datetime.datetime | None:
        """When its comments close by themselves; None if they do not, or if it was never released."""
        if self.comments_days is None or self.first_released_at is None:
            return None
        return self.first_released_at + datetime.timedelta(days=self.comments_days)

    def takes_comments(self, now: datetime.datetime) -> bool:
        """Say whether readers may comment at ``now`` (aware), as far as its settings go: the one definition."""
        closes_at = self.comments_close_at
        return self.comments != self.Comments.CLOSED and (closes_at is None or now < closes_at)

    @property
    def subject(self) -> str:
        """The name of this article in the ledger."""
        return f"article:{self.pk}"


class EditionQuerySet(models.QuerySet["Edition"]):
    """Editions; ``live`` is what a stranger may see."""

    def live(self, now: datetime.datetime | None = None) -> EditionQuerySet:
        """Keep what is live at ``now`` (aware; this moment by default)."""
        return self.filter(is_live(now or timezone.now()))

    def listed(self) -> EditionQuerySet:
        """Order by first publication, newest first, as every list of the public site does."""
        return self.order_by("-list_at", "-pk")


class Edition(models.Model):
    """The content of an article at one stage of its life; immutable once released.

    ``live_from`` and ``live_until`` are results, computed for the whole article at every step; the intents behind them
    are the release decision, ``embargo_until``, ``expires_at`` and the article's ``withdrawn_at``.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        IN_REVIEW = "in_review", _("in review")
        APPROVED = "approved", _("approved")
        RELEASED = "released", _("released")
        WITHDRAWN = "withdrawn", _("withdrawn")
        DISCARDED = "discarded", _("discarded")

    class Change(models.TextChoices):
        MINOR = "minor", _("minor correction")
        UPDATE = "update", _("update")
        CORRECTION = "ralat", _("correction (ralat)")
        CLARIFICATION = "klarifikasi", _("clarification (klarifikasi)")

    OPEN_STATES = (State.DRAFT, State.IN_REVIEW, State.APPROVED)

    article = models.ForeignKey(Article, models.PROTECT, related_name="editions", verbose_name=_("article"))
    sequence = models.PositiveSmallIntegerField(_("sequence"), default=1, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)
    version = models.PositiveIntegerField(
        _("version"),
        default=1,
        editable=False,
        help_text=_("Grows with every change of content; two editors meet here."),
    )
    # Part of the digest, which so gives nothing away once the content is redacted and the salt is another.
    salt = models.CharField(max_length=32, default=new_salt, editable=False)

    section = models.ForeignKey(
        Section, models.PROTECT, null=True, blank=True, related_name="editions", verbose_name=_("section")
    )
    kicker = LineField(_("kicker"), max_length=80, blank=True)
    headline = LineField(_("headline"), max_length=200, blank=True)
    subheadline = LineField(_("subheadline"), max_length=240, blank=True)
    dateline_place = LineField(_("dateline, place"), max_length=80, blank=True)
    dateline_source = LineField(_("dateline, source"), max_length=80, blank=True)
    lead = PlainTextField(_("lead"), blank=True)
    body = RichTextField(_("body"), blank=True)
    byline = LineField(_("byline"), max_length=120, blank=True)
    event_date = models.DateField(_("event date"), null=True, blank=True)
    venue = LineField(_("venue"), max_length=160, blank=True)
    agencies = models.ManyToManyField(
        Agency, through="EditionAgency", related_name="editions", verbose_name=_("agencies")
    )
    tags = TaggableManager(_("topics"), through="EditionTag", blank=True, help_text=_("Separated by commas."))

    change_kind = models.CharField(_("kind of change"), max_length=12, choices=Change, blank=True)
    public_note = PlainTextField(_("public note"), blank=True, help_text=_("What changed, for the reader."))

    embargo_until = models.DateTimeField(_("embargo until"), null=True, blank=True)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    live_from = models.DateTimeField(_("live from"), null=True, editable=False)
    live_until = models.DateTimeField(_("live until"), null=True, editable=False)
    list_at = models.DateTimeField(
        _("place in lists"), null=True, editable=False, help_text=_("First publication of the article, once released.")
    )

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("created by"),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now, editable=False)
    changed_by = models.ManyToManyField(
        settings.AUTH_USER_MODEL, editable=False, related_name="changed_editions", verbose_name=_("changed by")
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("approved by"),
    )
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("released by"),
    )
    awaits_confirmation = models.BooleanField(
        _("awaits confirmation"),
        default=False,
        editable=False,
        help_text=_("Released without a second pair of eyes; somebody else must confirm it."),
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["-pk"]
        permissions = [
            ("write_edition", "Can write releases of their own agencies"),
            ("write_any_edition", "Can write releases of every agency"),
            ("review_edition", "Can return and approve releases"),
            ("release_edition", "Can release, schedule and withdraw"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["article", "sequence"], name="edition_sequence_once"),
            models.UniqueConstraint(
                fields=["article"], condition=Q(state__in=["draft", "in_review", "approved"]), name="edition_one_open"
            ),
            models.CheckConstraint(
                condition=Q(live_from__isnull=True) | Q(state__in=["released", "withdrawn"]),
                name="edition_live_needs_decision",
            ),
            models.CheckConstraint(
                condition=Q(state="released", live_from__isnull=False) | ~Q(state="released"),
                name="edition_released_has_interval",
            ),
            models.CheckConstraint(
                condition=Q(live_until__isnull=True) | Q(live_from__isnull=False, live_until__gte=F("live_from")),
                name="edition_from_before_until",
            ),
            models.CheckConstraint(
                condition=Q(live_from__isnull=True)
                | Q(embargo_until__isnull=True)
                | Q(live_from__gte=F("embargo_until")),
                name="edition_embargo_holds",
            ),
        ]
        indexes = [
            models.Index(
                F("list_at").desc(),
                F("id").desc(),
                "live_until",
                "live_from",
                name="edition_list",
                condition=Q(live_from__isnull=False),
            ),
            models.Index(
                F("section"),
                F("list_at").desc(),
                F("id").desc(),
                F("live_until"),
                F("live_from"),
                name="edition_section_list",
                condition=Q(live_from__isnull=False),
            ),
            models.Index(F("state"), F("changed_at").desc(), name="edition_state"),
            models.Index(F("live_from"), name="edition_start", condition=Q(live_from__isnull=False)),
            models.Index(F("expires_at"), name="edition_expiry", condition=Q(expires_at__isnull=False)),
            models.Index(F("id").desc(), name="edition_unconfirmed", condition=Q(awaits_confirmation=True)),
        ]

    def __str__(self) -> str:
        return self.headline or str(_("(no headline yet)"))

    def is_live_at(self, now: datetime.datetime) -> bool:
        """Say whether this edition is live at ``now`` (aware)."""
        return (
            self.live_from is not None and self.live_from <= now and (self.live_until is None or now < self.live_until)
        )

    @property
    def part(self) -> str:
        """The name of this edition in the ledger, below its article."""
        return f"edition:{self.sequence}"

    @property
    def lead_agency(self) -> Agency | None:
        """The agency that speaks first, or None while the draft names none."""
        row = next((row for row in self.agency_rows.all() if row.is_lead), None)
        return row.agency if row else None

    @property
    def excerpt(self) -> str:
        """The lead, or the first words of the body: what lists and cards show; at most 300 characters."""
        text = self.lead or plain(self.body[:3000]).replace("\n", " ")
        return text if len(text) <= 300 else f"{text[:300].rsplit(' ', 1)[0]}…"

    def suggested_slug(self) -> str:
        """Return an address made from the headline; unique over the site."""
        base = slugify(self.headline)[:100].strip("-") or "siaran-pers"
        taken = set(
            Article.objects.filter(Q(slug=base) | Q(slug__startswith=f"{base}-"))
            .exclude(pk=self.article_id)
            .values_list("slug", flat=True)
        )
        return next(slug for slug in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken)

    # What an editor writes, as against what they choose: only words can be redacted.
    TEXT_FIELDS = (
        "kicker", "headline", "subheadline", "dateline_place", "dateline_source", "lead", "body", "byline", "venue",
        "public_note",
    )  # fmt: skip
    CONTENT_FIELDS = (
        "section_id",
        "kicker",
        "headline",
        "subheadline",
        "dateline_place",
        "dateline_source",
        "lead",
        "body",
        "byline",
        "event_date",
        "venue",
        "change_kind",
        "public_note",
        "embargo_until",
        "expires_at",
    )

    def content(self) -> dict[str, Any]:
        """Return all that this edition says, as JSON-ready values: what its digest covers."""
        return {
            **{name: _jsonable(getattr(self, name)) for name in self.CONTENT_FIELDS},
            "agencies": [[row.agency_id, row.is_lead] for row in self.agency_rows.order_by("pk")],
            "captions": [[row.photo_id, row.caption, row.is_lead] for row in self.captions.order_by("order", "pk")],
            "quotes": [
                [row.words, row.speaker, row.office, row.appointment_id] for row in self.quotes.order_by("order", "pk")
            ],
            "mentions": [[row.official_id, row.appointment_id] for row in self.mentions.order_by("pk")],
            "tags": sorted(self.tags.names()),
            **self._content_of_attachments(),
        }

    def _content_of_attachments(self) -> dict[str, Any]:
        """Return nothing for an edition without attachments: its digest is as it was before there were any."""
        rows = [[row.content_hash, row.kind, row.title] for row in self.attachments.order_by("order", "pk")]
        return {"attachments": rows} if rows else {}

    def digest(self) -> str:
        """Return SHA-256 of salt and content, as 64 hex digits; the ledger keeps it with every decision."""
        return self.digest_of(self.content())

    def digest_of(self, content: dict[str, Any]) -> str:
        """Return the digest that this edition has, or would have, with ``content``."""
        canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(f"{self.salt}{canonical}".encode()).hexdigest()


def _jsonable(value: Any) -> Any:
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat()
    return value.isoformat() if isinstance(value, datetime.date) else value


class ListedRow(models.Model):
    """A row by which an edition stands in a list: it carries the list's order, so that the list never sorts."""

    list_at = models.DateTimeField(_("place in lists"), null=True, editable=False)

    class Meta:
        abstract = True


class EditionAgency(ListedRow):
    """An agency that an edition speaks for; one of them leads."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="agency_rows", verbose_name=_("release"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="edition_rows", verbose_name=_("agency"))
    is_lead = models.BooleanField(_("leads"), default=False)

    class Meta:
        verbose_name = _("agency of the release")
        verbose_name_plural = _("agencies of the release")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "agency"], name="edition_agency_once"),
            models.UniqueConstraint(fields=["edition"], condition=Q(is_lead=True), name="edition_one_lead_agency"),
        ]
        indexes = [
            models.Index(
                F("agency"),
                F("list_at").desc(),
                F("edition").desc(),
                name="agency_list",
                condition=Q(list_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return str(self.agency)


class EditionTag(ListedRow, ItemBase):
    """A topic of an edition."""

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="edition_rows", verbose_name=_("topic"))
    content_object = models.ForeignKey(Edition, models.CASCADE, related_name="tag_rows", verbose_name=_("release"))

    objects: ClassVar[models.Manager[EditionTag]] = models.Manager()

    class Meta:
        verbose_name = _("topic of the release")
        verbose_name_plural = _("topics of the release")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["tag", "content_object"], name="edition_tag_once")]
        indexes = [
            models.Index(
                F("tag"),
                F("list_at").desc(),
                F("content_object").desc(),
                name="topic_list",
                condition=Q(list_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return str(self.tag)


class Mention(ListedRow):
    """An official whom an edition names, under the office that they held on its event date."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="mentions", verbose_name=_("release"))
    official = models.ForeignKey(Official, models.PROTECT, related_name="mentions", verbose_name=_("official"))
    appointment = models.ForeignKey(
        Appointment, models.PROTECT, null=True, blank=True, related_name="mentions", verbose_name=_("office then held")
    )

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["edition", "official"], name="mention_once")]
        indexes = [
            models.Index(
                F("official"),
                F("list_at").desc(),
                F("edition").desc(),
                name="official_list",
                condition=Q(list_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return str(self.appointment or self.official)


class PhotoCaption(models.Model):
    """A photo in an edition with the caption that it has there."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="captions", verbose_name=_("release"))
    photo = models.ForeignKey(Photo, models.PROTECT, related_name="captions", verbose_name=_("photo"))
    caption = PlainTextField(_("caption"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_lead = models.BooleanField(_("lead photo"), default=False)

    class Meta:
        verbose_name = _("photo with caption")
        verbose_name_plural = _("photos with captions")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "photo"], name="photo_once_an_edition"),
            models.UniqueConstraint(fields=["edition"], condition=Q(is_lead=True), name="edition_one_lead_photo"),
        ]

    def __str__(self) -> str:
        return self.caption[:80]


class Quote(models.Model):
    """What somebody said, as a record: by an appointment of the directory, or by a speaker and office in words."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="quotes", verbose_name=_("release"))
    appointment = models.ForeignKey(
        Appointment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="quotes",
        verbose_name=_("speaker in the directory"),
    )
    speaker = LineField(_("speaker"), max_length=120, blank=True)
    office = LineField(_("office"), max_length=160, blank=True)
    words = PlainTextField(_("words"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.words[:80]

    @property
    def said_by(self) -> str:
        """The speaker's name."""
        return self.appointment.official.full_name if self.appointment else self.speaker

    @property
    def said_as(self) -> str:
        """The office that the speaker held then."""
        return self.appointment.office if self.appointment else self.office


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    """Attachments."""

    def public(self, now: datetime.datetime) -> AttachmentQuerySet:
        """Keep those of editions that are live at ``now`` (aware)."""
        return self.filter(is_live(now, "edition__"))


class Attachment(models.Model):
    """A file to download with an edition; written by ``attachments`` only.

    ``file`` is kept privately under a random name. All editions that have the same file share it and its ``key``, by
    which readers find it in ``/media/``.
    """

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"
        DOCX = "docx", "DOCX"
        XLSX = "xlsx", "XLSX"
        CSV = "csv", "CSV"

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="attachments", verbose_name=_("release"))
    key = models.UUIDField(default=uuid.uuid4, db_index=True, editable=False)
    file = models.FileField(_("file"), upload_to="attachment", max_length=100, editable=False, db_index=True)
    title = LineField(
        _("title"), max_length=160, blank=True, help_text=_("What readers go by; taken from the file if left empty.")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    kind = models.CharField(_("kind"), max_length=4, choices=Kind, editable=False)
    size = models.PositiveIntegerField(_("size"), editable=False, help_text=_("In bytes."))
    content_hash = models.CharField(
        _("content hash"), max_length=64, editable=False, help_text=_("SHA-256 of the file, hex.")
    )

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["order", "pk"]
        default_permissions = ()  # whoever may change the release may change them

    def __str__(self) -> str:
        return f"{self.title} ({self.kind_and_size})"

    def get_absolute_url(self) -> str:
        """Return the public address; it answers while a live edition has the file."""
        return reverse("attachment", args=[self.key, self.kind])

    @property
    def kind_and_size(self) -> str:
        """What a reader is about to download, such as ``PDF, 1,2 MB``."""
        if self.size < 1_000_000:
            size = f"{max(1, round(self.size / 1000))} kB"
        else:
            size = f"{formats.number_format(self.size / 1_000_000, 1)} MB"
        return f"{self.get_kind_display()}, {size}"


class PlannedEventQuerySet(models.QuerySet["PlannedEvent"]):
    """Planned events."""

    def starting(self, since: datetime.datetime, until: datetime.datetime) -> PlannedEventQuerySet:
        """Keep what begins from ``since`` on and before ``until`` (aware), the earliest first: an agenda."""
        return self.filter(starts_at__gte=since, starts_at__lt=until).order_by("starts_at", "pk")

    def public(self) -> PlannedEventQuerySet:
        """Keep what readers may see."""
        return self.filter(is_public=True)


class PlannedEvent(models.Model):
    """What an agency will do, before there is a release about it; ``article`` is the release that came of it.

    Written by ``planning`` only.
    """

    title = LineField(_("title"), max_length=160)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="planned_events", verbose_name=_("agency"))
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    venue = LineField(_("venue"), max_length=160, blank=True)
    note = PlainTextField(_("note for colleagues"), blank=True)
    is_public = models.BooleanField(
        _("readers see it"),
        default=False,
        help_text=_("In the agenda on the home page: what, when, where and which agency; never the note."),
    )
    article = models.ForeignKey(
        Article,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="planned_events",
        verbose_name=_("release about it"),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("created by"),
    )
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    objects = PlannedEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("planned event")
        verbose_name_plural = _("planned events")
        ordering = ["starts_at", "pk"]
        default_permissions = ()  # whoever writes releases plans: see permissions
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")),
                name="planned_event_begins_before_it_ends",
                violation_error_message=_("It cannot end before it begins."),
            )
        ]
        indexes = [models.Index("starts_at", "id", name="planned_event_start")]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        """The name of this event in the ledger."""
        return f"event:{self.pk}"


class Snapshot(models.Model):
    """What an edition said when something was decided about it while it was still open, kept once for each wording.

    The ledger's entry of that decision has the same ``digest``; so what changed since can be shown. What was released
    needs none: it stays as it is.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="snapshots", verbose_name=_("release"))
    digest = models.CharField(_("digest of the content"), max_length=64)
    content = models.JSONField(_("content"))
    kept_at = models.DateTimeField(_("kept"), default=timezone.now)

    class Meta:
        verbose_name = _("earlier state")
        verbose_name_plural = _("earlier states")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["edition", "digest"], name="snapshot_once")]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.digest[:12]}"


class Redaction(models.Model):
    """That personal data were taken out of an article, by whom and why: what readers are told; never the data."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="redactions", verbose_name=_("article"))
    at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("who"))
    reason = PlainTextField(_("reason"))
    places = models.PositiveIntegerField(_("places"), help_text=_("How many times something was taken out."))

    class Meta:
        verbose_name = _("redaction")
        verbose_name_plural = _("redactions")
        ordering = ["-at", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.article_id} {self.at:%Y-%m-%d}"


class RedactionPass(models.Model):
    """The key to what is released, for one redaction inside its own transaction; see ``guards``.

    ``never`` points to a row that cannot be, and databases check that at the commit: no transaction ends with a pass.
    """

    redaction = models.OneToOneField(Redaction, models.PROTECT, primary_key=True)
    never = models.ForeignKey("self", models.DO_NOTHING, related_name="+")

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=Q(never__lt=0), name="pass_points_nowhere")]

    def __str__(self) -> str:
        return str(self.redaction_id)
