"""Name this room to Django, and let it hear of decisions."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """How it is found."""

    name = "news.search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from . import receivers  # noqa: F401  # connects itself
