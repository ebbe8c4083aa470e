"""Who is told by mail of new comments on a release."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from news.articles.models import Article
from news.sealing import SealedTextField


class Follower(models.Model):
    """A reader who asked, and confirmed by a link in a mail, to hear of new comments on a release."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="followers", verbose_name=_("article"))
    email = SealedTextField(_("e-mail"))
    email_hash = models.CharField(_("keyed hash of the e-mail"), max_length=64)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    told_until = models.DateTimeField(_("told until"), default=timezone.now, help_text=_("Later comments are news."))

    class Meta:
        verbose_name = _("follower")
        verbose_name_plural = _("followers")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [models.UniqueConstraint("article", "email_hash", name="follower_once")]
        indexes = [
            models.Index("article", "told_until", name="follower_to_tell", condition=Q(confirmed_at__isnull=False)),
            models.Index("email_hash", name="follower_email"),
        ]

    def __str__(self) -> str:
        return f"{self.article}"
