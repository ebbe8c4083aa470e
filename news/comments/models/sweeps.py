"""What a moderator asked to be decided on everything by one author."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from news.richtext import PlainTextField

from .comments import Comment
from .decisions import Decision
from .sanctions import Sanction


class Sweep(models.Model):
    """A moderator's wish that all comments by an author be decided alike; the worker does it, a batch at a time.

    With ``undoes`` it takes back what that sweep decided, where nobody decided since.

    ``value`` is the ``email_hash`` or ``address_hash`` that the comments have in common; ``reached_at`` and
    ``reached_pk`` are the place of the last comment that was looked at, in the order of ``created_at`` and id.
    """

    kind = models.CharField(_("kind"), max_length=8, choices=Sanction.Kind)
    value = models.CharField(_("value"), max_length=64)
    comment = models.ForeignKey(Comment, models.PROTECT, related_name="+", verbose_name=_("on account of"))
    action = models.CharField(_("decision"), max_length=10, choices=Decision.Action)
    reason = models.CharField(_("reason"), max_length=16, choices=Decision.Reason, blank=True)
    note = PlainTextField(_("note"), blank=True)
    only_held = models.BooleanField(_("only what is held"), default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("who"))
    at = models.DateTimeField(
        _("at"), default=timezone.now, help_text=_("Later comments and decisions are left alone.")
    )
    undoes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="undone_by", verbose_name=_("undoes")
    )
    decided = models.PositiveIntegerField(_("decided"), default=0)
    reached_at = models.DateTimeField(_("reached"), null=True, blank=True)
    reached_pk = models.BigIntegerField(_("reached comment"), default=0)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True, help_text=_("Done, or stopped."))

    class Meta:
        verbose_name = _("sweep")
        verbose_name_plural = _("sweeps")
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["author", "address"]), name="sweep_of_an_author"),
            models.CheckConstraint(
                condition=Q(action="undo", undoes__isnull=False) | (~Q(action="undo") & Q(undoes__isnull=True)),
                name="sweep_undo_names_what",
            ),
            models.UniqueConstraint(
                F("kind"), F("value"), name="sweep_one_open", condition=Q(finished_at__isnull=True)
            ),
        ]
        indexes = [models.Index("id", name="sweep_open", condition=Q(finished_at__isnull=True))]

    def __str__(self) -> str:
        return f"{self.get_action_display()}: {self.value[:12]}"
