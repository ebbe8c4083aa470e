"""What an editor has written into a release and not saved yet, and who has which release open."""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from news.articles.models import Edition

# Without a sign for so long, a page counts as closed.
GONE_AFTER = datetime.timedelta(seconds=90)


class WorkingCopyQuerySet(models.QuerySet["WorkingCopy"]):
    """Working copies."""

    def with_words(self) -> WorkingCopyQuerySet:
        """Keep those in which something was written, newest first."""
        return self.filter(saved_at__isnull=False).order_by("-saved_at", "-pk")

    def open_at(self, now: datetime.datetime) -> WorkingCopyQuerySet:
        """Keep those whose page gave a sign within the last minute and a half before ``now`` (aware)."""
        return self.filter(seen_at__gt=now - GONE_AFTER)


class WorkingCopy(models.Model):
    """One editing session: a release that is open in a browser, with what was typed and not saved.

    It is never the release itself, and nobody but its user reads it. ``base`` holds the boxes of the form that changed,
    as they were when it was opened (null: not there then); ``fields`` all boxes as they are now: lists of texts by
    name, as a browser posts them.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="working_copies", verbose_name=_("user")
    )
    edition = models.ForeignKey(
        Edition,
        models.CASCADE,
        null=True,
        related_name="working_copies",
        verbose_name=_("release"),
        help_text=_("Empty: one that was never saved."),
    )
    session = models.CharField(_("editing session"), max_length=36, help_text=_("Made by the page."))
    began_from = models.PositiveIntegerField(_("version it began from"), default=0)
    base = models.JSONField(_("as it was"), default=dict)
    fields = models.JSONField(_("as it is"), default=dict)
    edits = models.PositiveIntegerField(_("edits"), default=0, help_text=_("Grows: what comes late is not kept."))
    opened_at = models.DateTimeField(_("opened"))
    saved_at = models.DateTimeField(_("written"), null=True, help_text=_("Empty: nothing was written yet."))
    seen_at = models.DateTimeField(_("last sign"), null=True, help_text=_("Empty: the page was left."))

    objects = WorkingCopyQuerySet.as_manager()

    class Meta:
        verbose_name = _("working copy")
        verbose_name_plural = _("working copies")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "session"], name="working_copy_session_once")]
        indexes = [
            models.Index(F("user"), F("saved_at").desc(), name="working_copy_of_user"),
            models.Index(F("edition"), F("seen_at"), name="working_copy_of_edition"),
        ]

    def __str__(self) -> str:
        return self.headline or (str(self.edition) if self.edition else str(_("New release")))

    @property
    def headline(self) -> str:
        """The headline as it was typed, at most 200 characters."""
        return self.text("headline")[:200]

    def text(self, name: str) -> str:
        """Return what stands in the box ``name``."""
        texts: Any = self.fields.get(name)
        return str(texts[-1]) if texts else ""

    def is_open_at(self, now: datetime.datetime) -> bool:
        """Say whether its page still gave signs at ``now`` (aware)."""
        return self.seen_at is not None and self.seen_at > now - GONE_AFTER
