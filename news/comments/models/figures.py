"""How moderation goes, by day: counted by the worker, so that no page counts comments."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Figure(models.Model):
    """How often something happened on a local day of the newsroom; ``key`` says what of its kind."""

    class Kind(models.TextChoices):
        RECEIVED = "received", _("received, by what screening made of it")
        DECIDED = "decided", _("decisions")
        REASON = "reason", _("reasons")
        MODERATOR = "moderator", _("moderators")
        WAITED = "waited", _("time to decision")
        SIGNAL = "signal", _("signals")
        REVERSED = "reversed", _("signals of comments that a moderator published after all")

    date = models.DateField(_("day"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    key = models.CharField(_("key"), max_length=40)
    count = models.PositiveIntegerField(_("count"))

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["date", "kind", "key"]
        default_permissions = ()
        constraints = [models.UniqueConstraint("date", "kind", "key", name="figure_once")]

    def __str__(self) -> str:
        return f"{self.date} {self.kind} {self.key}: {self.count}"
