"""Name this room to Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    """Who speaks."""

    name = "news.directory"
    verbose_name = _("Directory")

    def ready(self) -> None:
        from news.guards import keep

        from . import receivers  # noqa: F401  # they listen from here on
        from .guards import GUARDS

        keep(self, GUARDS)
