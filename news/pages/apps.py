"""Name this room to Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    """What readers see."""

    name = "news.pages"
    verbose_name = _("Pages")

    def ready(self) -> None:
        from . import receivers  # noqa: F401  # they listen from now on
