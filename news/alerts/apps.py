"""Name this room to Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AlertsConfig(AppConfig):
    """Who is told."""

    name = "news.alerts"
    verbose_name = _("Notices")

    def ready(self) -> None:
        """Listen to what is decided."""
        from . import receivers  # noqa: F401  # importing connects them
