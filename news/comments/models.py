"""What readers answer: their comments, and what moderators decided on them."""

from __future__ import annotations

import datetime
import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from news.articles.models import Article
from news.richtext import LineField, PlainTextField


class CommentQuerySet(models.QuerySet["Comment"]):
    """Comments; ``published`` is what a stranger may see."""

    def published(self) -> CommentQuerySet:
        """Keep what moderators let stand."""
        return self.filter(status=Comment.Status.PUBLISHED)

    def roots(self) -> CommentQuerySet:
        """Keep comments on the release itself, not replies to a comment."""
        return self.filter(parent=None)

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
    """What a reader wrote under a release, or in reply to another reader's comment on it (two levels, no more).

    ``status`` and ``version`` change in ``moderation`` only. No address and no browser of the reader is kept.
    """

    class Status(models.TextChoices):
        HELD = "held", _("held")
        PUBLISHED = "published", _("published")
        REJECTED = "rejected", _("rejected")
        SPAM = "spam", _("spam")

    article = models.ForeignKey(Article, models.PROTECT, related_name="reader_comments", verbose_name=_("article"))
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
    email = models.EmailField(_("e-mail"), blank=True, help_text=_("Never shown."))
    text = PlainTextField(_("comment"))
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.HELD)
    version = models.PositiveIntegerField(
        _("version"), default=1, help_text=_("Grows with every decision; two moderators meet here.")
    )
    created_at = models.DateTimeField(_("sent"), default=timezone.now)
    token = models.UUIDField(
        _("token"), default=uuid.uuid4, unique=True, help_text=_("From the form: a form sent twice is one comment.")
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["-created_at", "-pk"]
        default_permissions = ()
        permissions = [("moderate_comment", "Can decide on comments")]
        constraints = [
            models.CheckConstraint(condition=~Q(parent=F("id")), name="comment_not_its_own_parent"),
            models.CheckConstraint(
                condition=Q(status__in=["held", "published", "rejected", "spam"]), name="comment_status_known"
            ),
        ]
        indexes = [
            # Partial by null alone: SQLite cannot tell that a bound parameter means "published".
            models.Index(
                "article", "status", "created_at", "id", name="comment_roots", condition=Q(parent__isnull=True)
            ),
            models.Index(
                "parent", "status", "created_at", "id", name="comment_replies", condition=Q(parent__isnull=False)
            ),
            models.Index("status", "created_at", "id", name="comment_queue"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.name}: {self.text[:60]}"

    @property
    def last_decision(self) -> Decision | None:
        """The newest decision, undoing included; reads ``decisions`` as prefetched."""
        return max(self.decisions.all(), key=lambda decision: decision.pk, default=None)

    @property
    def standing_decision(self) -> Decision | None:
        """The newest decision that nobody has undone: what ``moderation.undo`` would undo next."""
        decisions = self.decisions.all()
        undone = {decision.undoes_id for decision in decisions}
        standing = (row for row in decisions if row.action != Decision.Action.UNDO and row.pk not in undone)
        return max(standing, key=lambda decision: decision.pk, default=None)


class Decision(models.Model):
    """What a moderator decided on a comment. Never changed, never deleted: triggers in the database refuse both.

    It holds no words of the comment, so that it can be kept when the comment's are erased.
    """

    class Action(models.TextChoices):
        APPROVE = "approve", _("approve")
        REJECT = "reject", _("reject")
        SPAM = "spam", _("spam")
        UNDO = "undo", _("undo")

    class Reason(models.TextChoices):
        ADVERTISING = "advertising", _("advertising")
        GAMBLING = "gambling", _("gambling")
        INSULT = "insult", _("insult")
        HARASSMENT = "harassment", _("harassment")
        HATE = "hate", _("hate")
        MISINFORMATION = "misinformation", _("misinformation")
        PERSONAL_DATA = "personal_data", _("personal data")
        ILLEGAL = "illegal", _("illegal")
        OFF_TOPIC = "off_topic", _("off topic")
        SPAM = "spam", _("spam")
        OTHER = "other", _("other")

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="decisions", verbose_name=_("comment"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("who"))
    action = models.CharField(_("decision"), max_length=10, choices=Action)
    from_status = models.CharField(_("status before"), max_length=10, choices=Comment.Status)
    to_status = models.CharField(_("status after"), max_length=10, choices=Comment.Status)
    reason = models.CharField(_("reason"), max_length=16, choices=Reason, blank=True)
    note = PlainTextField(_("note"), blank=True)
    at = models.DateTimeField(_("at"), default=timezone.now)
    undoes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="undone_by", verbose_name=_("undoes")
    )

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=~Q(action="reject") | ~Q(reason=""), name="decision_reject_has_reason"),
            models.CheckConstraint(
                condition=Q(action="undo", undoes__isnull=False) | (~Q(action="undo") & Q(undoes__isnull=True)),
                name="decision_undo_names_what",
            ),
        ]
        indexes = [models.Index(F("by"), F("id").desc(), name="decision_mine")]

    def __str__(self) -> str:
        return f"{self.get_action_display()}: {self.from_status} → {self.to_status}"
