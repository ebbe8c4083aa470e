"""Name this room to Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OperationsConfig(AppConfig):
    """Begin, demo and bulk content."""

    name = "news.operations"
    verbose_name = _("Operations")
