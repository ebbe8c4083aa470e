"""Name this room to Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """What editors see beyond plain admin forms."""

    name = "news.desk"
    verbose_name = _("Desk")

    def ready(self) -> None:
        from . import receivers  # noqa: F401  # they listen from now on
