"""Name this room to Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LettersConfig(AppConfig):
    """What is to be mailed."""

    name = "news.letters"
    verbose_name = _("Letters")
