"""What readers answer, and how much of it is to be seen under each release."""

from __future__ import annotations

import datetime
import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from news.articles.models import Article
from news.directory.models import Agency
from news.richtext import LineField, PlainTextField
from news.sealing import SealedTextField

if TYPE_CHECKING:
    from .decisions import Decision


class CommentQuerySet(models.QuerySet["Comment"]):
    """Comments; ``published`` is what a stranger may see."""

    def published(self) -> CommentQuerySet:
        """Keep what moderators let stand."""
        return self.filter(status=Comment.Status.PUBLISHED)

    def roots(self) -> CommentQuerySet:
        """Keep comments on the release itself, not replies to a comment."""
        return self.filter(parent=None)

    def unopened(self) -> CommentQuerySet:
        """Leave what is sealed as it is until it is asked for."""
        sealed = [field.name for field in Comment._meta.concrete_fields if isinstance(field, SealedTextField)]
        return self.defer(*sealed)

    def after(self, created_at: datetime.datetime, pk: int) -> CommentQuerySet:
        """Keep what comes later than the comment ``pk`` of that moment, as :meth:`oldest_first` orders."""
        return self.filter(
            Q(created_at__gt=created_at) | Q(created_at=created_at, pk__gt=pk), created_at__gte=created_at
        )

    def before(self, created_at: datetime.datetime, pk: int) -> CommentQuerySet:
        """Keep what comes earlier than the comment ``pk`` of that moment."""
        return self.filter(
            Q(created_at__lt=created_at) | Q(created_at=created_at, pk__lt=pk), created_at__lte=created_at
        )

    def oldest_first(self) -> CommentQuerySet:
        """Order as a conversation is read."""
        return self.order_by("created_at", "pk")

    def newest_first(self) -> CommentQuerySet:
        """Order with the latest at the top."""
        return self.order_by("-created_at", "-pk")


class Comment(models.Model):
    """What a reader wrote under a release, or in reply to another comment on it (two levels, no more).

    With ``agency`` it is an official reply, written by ``by`` in its name. ``status`` and ``version`` change in
    ``receiving`` and ``moderation`` only. Of the reader's address only keyed hashes are kept, of the browser nothing;
    a nullable hash is null, not empty, so that partial indexes hold only the comments that have one.
    """

    class Status(models.TextChoices):
        HELD = "held", _("held")
        PUBLISHED = "published", _("published")
        REJECTED = "rejected", _("rejected")
        SPAM = "spam", _("spam")
        REMOVED = "removed", _("removed by its author")

    article = models.ForeignKey(
        Article, models.PROTECT, db_index=False, related_name="reader_comments", verbose_name=_("article")
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="replies",
        verbose_name=_("in reply to"),
    )
    name = LineField(_("name"), max_length=80)
    text = PlainTextField(_("comment"))
    original_text = SealedTextField(_("as it was sent"), blank=True, help_text=_("If its author changed it."))
    unmasked_text = SealedTextField(
        _("before masking"), blank=True, help_text=_("If a moderator masked personal data in it.")
    )
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("in the name of")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("written by")
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.HELD)
    version = models.PositiveIntegerField(
        _("version"), default=1, help_text=_("Grows with every decision; two moderators meet here.")
    )
    created_at = models.DateTimeField(_("sent"), default=timezone.now)
    published_at = models.DateTimeField(
        _("published"), null=True, blank=True, help_text=_("When readers could see it first; followers are told by it.")
    )
    edited_at = models.DateTimeField(_("changed by its author"), null=True, blank=True)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True, help_text=_("Words and name are gone."))
    is_answered = models.BooleanField(_("answered by an agency"), default=False)
    reported_at = models.DateTimeField(
        _("reported"), null=True, blank=True, help_text=_("Since when a report or an appeal waits for a moderator.")
    )

    email = SealedTextField(_("e-mail"), blank=True, help_text=_("Never shown."))
    email_hash = models.CharField(_("keyed hash of the e-mail"), max_length=64, null=True)  # noqa: DJ001  # see above
    is_verified = models.BooleanField(
        _("verified"), default=False, help_text=_("Its author has shown that the e-mail address is theirs.")
    )
    address_hash = models.CharField(_("keyed hash of the address"), max_length=64, null=True)  # noqa: DJ001
    network_hash = models.CharField(_("keyed hash of the network"), max_length=64, null=True)  # noqa: DJ001
    text_hash = models.CharField(_("hash of the normalised text"), max_length=64, blank=True)

    screened_status = models.CharField(_("status after screening"), max_length=10, choices=Status, blank=True)
    risk = models.SmallIntegerField(_("risk"), default=0, help_text=_("The sum of the signals' weights."))
    signals = models.JSONField(
        _("signals"), default=list, blank=True, help_text=_("What screening found: code, weight, evidence.")
    )
    token = models.UUIDField(
        _("token"), default=uuid.uuid4, unique=True, help_text=_("From the form: a form sent twice is one comment.")
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["-created_at", "-pk"]
        default_permissions = ()
        permissions = [("moderate_comment", "Can decide on comments"), ("reply_comment", "Can reply for an agency")]
        constraints = [
            models.CheckConstraint(condition=~Q(parent=F("id")), name="comment_not_its_own_parent"),
            models.CheckConstraint(
                condition=Q(status__in=["held", "published", "rejected", "spam", "removed"]),
                name="comment_status_known",
            ),
            models.CheckConstraint(
                condition=Q(agency__isnull=True, by__isnull=True) | Q(agency__isnull=False, by__isnull=False),
                name="comment_official_reply_has_its_writer",
            ),
        ]
        indexes = [
            # Partial by null alone: SQLite cannot tell that a bound parameter means "published".
            models.Index(
                "article", "status", "created_at", "id", name="comment_roots", condition=Q(parent__isnull=True)
            ),
            # Those of agencies stand apart: they are shown first.
            models.Index(
                "parent",
                "status",
                "agency",
                "created_at",
                "id",
                name="comment_replies",
                condition=Q(parent__isnull=False),
            ),
            # Roots in the order "answered by an agency first".
            models.Index(
                "article",
                "status",
                F("is_answered").desc(),
                "created_at",
                "id",
                name="comment_roots_answered",
                condition=Q(parent__isnull=True),
            ),
            # Roots and replies together: the feed of a release, and the newest of its comments.
            models.Index("article", "status", "created_at", "id", name="comment_feed"),
            models.Index("status", "created_at", "id", name="comment_queue"),
            models.Index("status", F("risk").desc(), "created_at", "id", name="comment_by_risk"),
            # What followers are not told of yet.
            models.Index("article", "published_at", name="comment_news", condition=Q(published_at__isnull=False)),
            # What is to be purged one day.
            models.Index("created_at", name="comment_with_email", condition=Q(email__blank=False)),
            models.Index("created_at", name="comment_with_original", condition=Q(original_text__blank=False)),
            models.Index("created_at", name="comment_with_unmasked", condition=Q(unmasked_text__blank=False)),
            models.Index("reported_at", "id", name="comment_reported", condition=Q(reported_at__isnull=False)),
            models.Index("text_hash", "created_at", name="comment_text"),
            models.Index("email_hash", "created_at", name="comment_email", condition=Q(email_hash__isnull=False)),
            models.Index(
                "address_hash", "created_at", name="comment_address", condition=Q(address_hash__isnull=False)
            ),
            models.Index(
                "network_hash", "created_at", name="comment_network", condition=Q(network_hash__isnull=False)
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.name}: {self.text[:60]}"

    @property
    def is_official(self) -> bool:
        """Say whether it is an agency's reply."""
        return self.agency_id is not None

    @property
    def last_decision(self) -> Decision | None:
        """The newest decision, undoing included; reads ``decisions`` as prefetched."""
        return max(self.decisions.all(), key=lambda decision: decision.pk, default=None)

    @property
    def standing_decision(self) -> Decision | None:
        """The newest decision that nobody has undone: what ``moderation.undo`` would undo next."""
        decisions = self.decisions.all()
        undone = {decision.undoes_id for decision in decisions}
        standing = (row for row in decisions if row.action != "undo" and row.pk not in undone)
        return max(standing, key=lambda decision: decision.pk, default=None)

    @property
    def is_masked(self) -> bool:
        """Say whether a moderator masked something in it that can be undone; reads ``decisions`` as prefetched."""
        decisions = self.decisions.all()
        undone = {decision.undoes_id for decision in decisions}
        return any(row.action == "mask" and row.pk not in undone for row in decisions)


class Tally(models.Model):
    """How many published comments an article has, and the newest of them: kept with every change, recounted nightly."""

    article = models.OneToOneField(
        Article, models.PROTECT, primary_key=True, related_name="comment_tally", verbose_name=_("article")
    )
    published = models.PositiveIntegerField(_("published comments"), default=0)
    newest_at = models.DateTimeField(_("newest comment"), null=True, blank=True)

    class Meta:
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.published}"
