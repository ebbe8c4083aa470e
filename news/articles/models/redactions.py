"""That personal data were taken out of an article."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from news.richtext import PlainTextField

from .articles import Article


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
