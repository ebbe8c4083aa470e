"""Who works here: users with their language, and the colleagues who stand in for them."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A member of staff; what they may do comes from their roles (groups) and from whom they deputise for."""

    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES, default="id")

    def __str__(self) -> str:
        return self.get_full_name() or self.username


class DeputyQuerySet(models.QuerySet["Deputy"]):
    """Deputies."""

    def on(self, date: datetime.date) -> DeputyQuerySet:
        """Keep those who stand in on ``date``; the last day is not included (half-open, like appointments)."""
        return self.filter(from_date__lte=date, until_date__gt=date)


class Deputy(models.Model):
    """A colleague who has another's roles and agencies from one date until another."""

    principal = models.ForeignKey(
        User,
        models.CASCADE,
        related_name="deputies",
        verbose_name=_("who is away"),
        limit_choices_to={"is_active": True},
    )
    deputy = models.ForeignKey(
        User, models.CASCADE, related_name="deputising", verbose_name=_("deputy"), limit_choices_to={"is_active": True}
    )
    from_date = models.DateField(_("from"))
    until_date = models.DateField(_("until"), help_text=_("The first day on which the deputy no longer stands in."))

    objects = DeputyQuerySet.as_manager()

    class Meta:
        verbose_name = _("deputy")
        verbose_name_plural = _("deputies")
        ordering = ["-from_date", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_date__gt=F("from_date")),
                name="deputy_from_before_until",
                violation_error_message=_("“Until” must be after “from”."),
            ),
            models.CheckConstraint(
                condition=~Q(principal=F("deputy")),
                name="deputy_is_another",
                violation_error_message=_("Nobody can be their own deputy."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deputy} → {self.principal} [{self.from_date}, {self.until_date})"
