"""Articles: the identity of what is said."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from news.newsroom.models import MAX_COMMENTS_DAYS
from news.richtext import PlainTextField


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
