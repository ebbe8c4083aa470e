"""Name this room to Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OperationsConfig(AppConfig):
    """The worker; begin, demo and bulk content."""

    name = "news.operations"
    verbose_name = _("Operations")

    def ready(self) -> None:
        """Listen to what other rooms ask."""
        from . import receivers  # noqa: F401  # importing connects them
