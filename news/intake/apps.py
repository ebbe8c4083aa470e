"""Name this room to Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntakeConfig(AppConfig):
    """How text comes in."""

    name = "news.intake"
    verbose_name = _("Intake")
