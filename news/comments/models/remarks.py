"""What moderators tell each other about a comment."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from news.richtext import PlainTextField

from .comments import Comment


class Remark(models.Model):
    """A note between colleagues on a comment; readers never see it."""

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="remarks", verbose_name=_("comment"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("who"))
    text = PlainTextField(_("text"))
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.by}: {self.text[:60]}"
