"""Name this room to Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeedsConfig(AppConfig):
    """What subscribers get."""

    name = "news.feeds"
    verbose_name = _("Feeds")
