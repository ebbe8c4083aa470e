"""Editions: the content of an article at one stage of its life."""

from __future__ import annotations

import datetime
import hashlib
import json
import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from news.directory.models import Agency
from news.prepared import Moment
from news.richtext import LineField, PlainTextField, RichTextField, plain

from ..live import is_live
from .articles import Article
from .sections import Section


def new_salt() -> str:
    """Return 128 random bits, as 32 hex digits."""
    return secrets.token_hex(16)


class EditionQuerySet(models.QuerySet["Edition"]):
    """Editions; ``live`` is what a stranger may see."""

    def live(self, now: Moment | None = None) -> EditionQuerySet:
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
    # What it means for citizens: a box of its own, read before all else; its lines are kept.
    citizen_what = PlainTextField(_("what it means for citizens"), max_length=600, blank=True)
    citizen_where = PlainTextField(_("where, for citizens"), max_length=300, blank=True)
    citizen_when = PlainTextField(_("when, for citizens"), max_length=300, blank=True)
    citizen_contact = PlainTextField(_("whom citizens contact"), max_length=300, blank=True)
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
            models.Index(F("live_until"), name="edition_end", condition=Q(live_until__isnull=False)),
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

    CITIZEN_FIELDS = ("citizen_what", "citizen_where", "citizen_when", "citizen_contact")
    # What an editor writes, as against what they choose: only words can be redacted.
    TEXT_FIELDS = (
        "kicker", "headline", "subheadline", "dateline_place", "dateline_source", "lead", "body", "byline", "venue",
        *CITIZEN_FIELDS, "public_note",
    )  # fmt: skip
    CONTENT_FIELDS = (
        "section_id",
        "kicker",
        "headline",
        "subheadline",
        "dateline_place",
        "dateline_source",
        "lead",
        *CITIZEN_FIELDS,
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
        # What an edition may have since later versions of this house is left out where it has nothing of it: so its
        # digest is what it was before there was such a thing.
        fields = {name: _jsonable(getattr(self, name)) for name in self.CONTENT_FIELDS}
        return {
            **{name: value for name, value in fields.items() if value or name not in self.CITIZEN_FIELDS},
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
