"""Name this room to Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReadershipConfig(AppConfig):
    """How often it is read."""

    name = "news.readership"
    verbose_name = _("Readership")
