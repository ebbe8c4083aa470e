"""What colleagues say to each other about a release; readers never see it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from news.articles.models import Article
from news.richtext import LineField, PlainTextField


class RemarkQuerySet(models.QuerySet["Remark"]):
    """Remarks and the answers to them."""

    def open(self) -> RemarkQuerySet:
        """Keep the remarks that nobody has settled yet, without answers."""
        return self.filter(parent=None, resolved_at=None)

    def threads(self) -> list[Remark]:
        """Return the remarks, oldest first, each with its answers as ``answers``; one query."""
        rows = list(self.select_related("author", "resolved_by").order_by("created_at", "pk"))
        roots = {row.pk: row for row in rows if row.parent_id is None}
        for root in roots.values():
            root.answers = [row for row in rows if row.parent_id == root.pk]
        return list(roots.values())


class Remark(models.Model):
    """A remark of a colleague on a release, about a field or some words of it, or an answer to one: one level deep."""

    answers: list[Any]

    article = models.ForeignKey(Article, models.PROTECT, related_name="remarks", verbose_name=_("article"))
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, related_name="replies", verbose_name=_("in reply to")
    )  # fmt: skip
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("who"))
    text = PlainTextField(_("remark"))
    field = models.SlugField(_("about"), max_length=40, blank=True, db_index=False)
    quoted = LineField(_("about these words"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("at"), default=timezone.now)
    resolved_at = models.DateTimeField(_("settled"), null=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("settled by")
    )

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["created_at", "pk"]
        default_permissions = ()  # whoever sees a release talks about it
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_at=None, resolved_by=None)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False, parent=None),
                name="remark_settled_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]
