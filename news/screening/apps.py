"""Name this room to Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ScreeningConfig(AppConfig):
    """How a reader's words are weighed."""

    name = "news.screening"
    verbose_name = _("Screening")
