"""Name this room to Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    """What is said."""

    name = "news.articles"
    verbose_name = _("Articles")

    def ready(self) -> None:
        from news.guards import keep

        from .guards import GUARDS

        keep(self, GUARDS)
